import { GraphQLError, type GraphQLFieldResolver } from "graphql";
import type { Context } from "../context";
import { Refused } from "../refusal";

/**
 * A mutation that leaves a row in the audit log, whatever becomes of it: if the row can't be written, nothing is changed. It reads anew what an earlier
 * mutation of the same request has read.
 */
export function audited(resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> {
  return async (root, args: Record<string, unknown>, context, info) => {
    const { audit } = context;
    context.forget();
    audit.begin(info.fieldName, args);
    let result: unknown;
    try {
      result = await resolve(root, args, context, info);
    } catch (error) {
      // What is no GraphQLError is a bug.
      await audit.end(error instanceof GraphQLError ? "refused" : "failed");
      throw error;
    }
    await audit.end(result instanceof Refused ? "refused" : "done", result);
    return result;
  };
}
