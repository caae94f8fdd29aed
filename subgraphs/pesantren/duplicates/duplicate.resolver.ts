import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { DuplicateReviewers } from "../access";
import { type Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { orRefused, type Refused } from "../../kit/refusal";
import { Pesantren } from "../pesantren/pesantren";
import { pesantrenById, pesantrenColumns, type PesantrenRow } from "../pesantren/pesantren.loader";
import {
  DismissDuplicateInput,
  DismissDuplicateResult,
  DuplicateListArguments,
  DuplicatePair,
  DuplicatePairConnection,
  MergePesantrenInput,
  MergePesantrenResult,
  UnmergePesantrenInput,
  UnmergePesantrenResult,
} from "./duplicate";
import { duplicatePage, type DuplicateRow } from "./duplicate.loader";
import { dismissDuplicate, mergePesantren, unmergePesantren } from "./duplicate.service";

type Found = Promise<PesantrenRow | null>;
type Result = Promise<PesantrenRow | Refused>;

@Resolver()
export class DuplicateResolver {
  @Directive(pageCost)
  @DuplicateReviewers
  @Query(() => DuplicatePairConnection, {
    nullable: true,
    description:
      "Records that are likely to be of the same pesantren, the most likely first. Found when a record is imported, registered or corrected.",
  })
  duplicatePesantren(
    @Args(() => DuplicateListArguments) args: DuplicateListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<DuplicateRow>> {
    return duplicatePage(context, args);
  }

  @DuplicateReviewers
  @Mutation(() => MergePesantrenResult, {
    description:
      "Merges a duplicate into its original: the ids and the numbers of both find the original from now on. Can be taken back. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `PESANTREN_MERGED` (either is a merged duplicate already), `DUPLICATE_IS_ORIGINAL`, `MERGE_WITH_ITSELF`, `TEXT_LENGTH`.",
  })
  mergePesantren(
    @Arg("input", () => MergePesantrenInput, { description: "Which, into which, and why." }) input: MergePesantrenInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(mergePesantren(context, input, pesantrenColumns(info)));
  }

  @DuplicateReviewers
  @Mutation(() => UnmergePesantrenResult, {
    description: "Takes a merge back. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `NOT_MERGED`, `TEXT_LENGTH`.",
  })
  unmergePesantren(
    @Arg("input", () => UnmergePesantrenInput, { description: "Which, and why." }) input: UnmergePesantrenInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(unmergePesantren(context, input, pesantrenColumns(info)));
  }

  @DuplicateReviewers
  @Mutation(() => DismissDuplicateResult, {
    description:
      "Takes two records out of the queue for good: they are different pesantren. Refusals: `DUPLICATE_PAIR_UNKNOWN`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`, `TEXT_LENGTH`.",
  })
  dismissDuplicate(
    @Arg("input", () => DismissDuplicateInput, { description: "Which pair, and why." }) input: DismissDuplicateInput,
    @Ctx() context: Context,
  ): Promise<DuplicateRow | Refused> {
    return orRefused(dismissDuplicate(context, input));
  }
}

@Resolver(() => DuplicatePair)
export class DuplicatePairResolver {
  @DuplicateReviewers
  @FieldResolver(() => Pesantren, { description: "The record that came first: of the two the more likely original." })
  original(@Root() { firstId }: DuplicateRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return pesantrenById(context, firstId, pesantrenColumns(info));
  }

  @DuplicateReviewers
  @FieldResolver(() => Pesantren, {
    description: "The record that came later; once merged, the one that it was merged into or with.",
  })
  duplicate(@Root() { secondId }: DuplicateRow, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return pesantrenById(context, secondId, pesantrenColumns(info));
  }
}
