import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { JabarEdition } from "../editions/edition";
import { JabarFunnelStep } from "./funnel";
import { funnelOf } from "./funnel.loader";

@Resolver(() => JabarEdition)
class EditionFunnel {
  @Public
  @FieldResolver(() => [JabarFunnelStep], {
    description:
      "How many pesantren came to each step, as the graph itself counts them; published figures stand beside it.",
  })
  funnel(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<readonly JabarFunnelStep[]> {
    return funnelOf(context, id);
  }
}

/** An edition's funnel. */
export const FUNNEL_RESOLVERS = [EditionFunnel];
