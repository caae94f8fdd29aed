import { createUnionType, Ctx, Directive, Field, ObjectType, type ClassType } from "type-graphql";
import { Public } from "./access/access";
import type { Context } from "./context";
import type { Text } from "./language";

/** What a rule says when it refuses: a stable code, the field at fault and the message in every language. */
export interface RefusalValue {
  readonly code: string;
  readonly text: Text;
  readonly field?: readonly string[];
  readonly expected?: string;
  readonly received?: string;
}

@Directive("@shareable")
@ObjectType({ description: "One reason why a mutation was refused." })
export class Refusal {
  @Public
  @Field(() => String, {
    description: "Stable code of the reason, in capitals, such as `NSPP_TAKEN`. Each mutation lists its own.",
  })
  code!: string;

  @Public
  @Field(() => String, {
    description:
      "What was expected and what came, for people; Indonesian, or English if the request's `Accept-Language` prefers it.",
  })
  message(@Ctx() context: Context): string {
    return this.text[context.language];
  }

  @Public
  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field at fault, such as `["input", "nspp"]`; null if no single field is.',
  })
  field?: string[];

  @Public
  @Field(() => String, { nullable: true, description: "What would have been right, where that can be said." })
  expected?: string;

  @Public
  @Field(() => String, { nullable: true, description: "What came, where that can be said." })
  received?: string;

  text!: Text;
}

@Directive("@shareable")
@ObjectType({ description: "A mutation was refused by the rules. Nothing was changed." })
export class Refused {
  @Public
  @Field(() => [Refusal], { description: "Every reason found, not only the first; at least one." })
  refusals!: readonly RefusalValue[];
}

/** Leaves a transaction, which rolls it back, and becomes the `Refused` answer of the mutation (see `orRefused`). */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  constructor(readonly refusals: readonly RefusalValue[]) {
    super(refusals.map((each) => each.code).join(", "));
  }
}

/** Refuses for the reasons given. */
export function refuse(...refusals: RefusalValue[]): never {
  throw new RefusedError(refusals);
}

/** Refuses for all reasons at once if there is any. */
export function refuseAny(refusals: readonly RefusalValue[]): void {
  if (refusals.length > 0) throw new RefusedError(refusals);
}

/** The result of a mutation's work, or `Refused` if its rules refused it. */
export async function orRefused<T>(work: Promise<T>): Promise<T | Refused> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RefusedError) return Object.assign(new Refused(), { refusals: error.refusals });
    throw error;
  }
}

/** The union of a mutation's success and `Refused`: every mutation answers with one, under its own name. */
export function resultUnion<T extends object>(name: string, success: () => ClassType<T>, description: string) {
  return createUnionType({
    name,
    description,
    types: () => [success(), Refused] as const,
    resolveType: (value) => (value instanceof Refused ? Refused : success()),
  });
}
