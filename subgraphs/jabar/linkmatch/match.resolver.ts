import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageSize } from "../../kit/graph/connection";
import { ProgrammeReaders } from "../access";
import { Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { JabarMatch, JabarMatchReason, JabarMatchRule } from "./match";
import { matchesOf, matchRules } from "./match.loader";

const MOST = 50;

@Resolver()
class MatchQueries {
  @Public
  @Query(() => [JabarMatchRule], {
    description:
      "By what pesantren are matched with each other (link and match), and how much each reason counts; at most 1,000.",
  })
  jabarMatchRules(@Ctx() context: Context): Promise<JabarMatchRule[]> {
    return matchRules(context);
  }
}

@Resolver(() => Pesantren)
class PesantrenMatches {
  @Directive('@requires(fields: "formerIds")')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 10)')
  @ProgrammeReaders
  @FieldResolver(() => [JabarMatch], {
    nullable: true,
    description:
      "Link and match: pesantren whose products belong with its own, the best first, with the reasons; a pesantren's own people see those of their own.",
  })
  jabarMatches(
    @Root() pesantren: Pesantren,
    @Arg("first", () => Int, { defaultValue: 10, description: `How many at most, 1 to ${MOST}.` }) first: number,
    @Ctx() context: Context,
  ): Promise<JabarMatch[]> {
    return matchesOf(context, pesantren, pageSize(first, MOST));
  }
}

@Resolver(() => JabarMatch)
class MatchedPesantren {
  @ProgrammeReaders
  @FieldResolver(() => Pesantren, {
    nullable: true,
    description: "The pesantren; null only while the registry can't be reached.",
  })
  pesantren(@Root() { pesantrenId }: JabarMatch): { id: string } {
    return { id: pesantrenId };
  }
}

@Resolver(() => JabarMatchReason)
class ReasonProducts {
  @ProgrammeReaders
  @FieldResolver(() => [Product], {
    description: "Some of its products that the reason is about; none where products do not matter.",
  })
  products(@Root() { productIds }: JabarMatchReason): { id: string }[] {
    return productIds.map((id) => ({ id }));
  }
}

/** Link and match. */
export const MATCH_RESOLVERS = [MatchQueries, PesantrenMatches, MatchedPesantren, ReasonProducts];
