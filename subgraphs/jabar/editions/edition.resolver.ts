import { Arg, Args, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import {
  JabarCategory,
  JabarEdition,
  JabarEditionChange,
  JabarEditionConnection,
  JabarFigure,
  JabarPeriod,
  JabarPhase,
  JabarPlanStep,
  JabarRequirement,
  JabarTarget,
} from "./edition";
import {
  changesOf,
  editionById,
  editionOfYear,
  editionPage,
  partOfEdition,
  partOfStage,
  stagesOf,
} from "./edition.loader";
import { JabarCriterion, JabarPlace, JabarPrize, JabarQuota, JabarStage } from "./stage";

@Resolver(() => JabarEdition)
class EditionResolver {
  @Public
  @Query(() => JabarEdition, {
    nullable: true,
    description: "Jawa Barat's audition programme of a year; null if there is no edition of it.",
  })
  jabarEdition(
    @Arg("year", () => Int, { description: "The year, such as 2020." }) year: number,
    @Ctx() context: Context,
  ): Promise<JabarEdition | null> {
    return editionOfYear(context, year);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarEditionConnection, { description: "All editions of Jawa Barat's programme, the newest first." })
  jabarEditions(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarEdition>> {
    return editionPage(context, args);
  }

  @Public
  @FieldResolver(() => JabarPhase, { description: "Where it stands now." })
  async phase(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarPhase> {
    const period = (await partOfEdition<JabarPeriod>(context, "periods", id)).at(-1);
    if (!period) return JabarPhase.UNKNOWN;
    const now = context.clock();
    if (now < period.opensAt) return JabarPhase.BEFORE_REGISTRATION;
    return now <= period.closesAt ? JabarPhase.REGISTRATION : JabarPhase.AFTER_REGISTRATION;
  }

  @Public
  @FieldResolver(() => JabarEdition, {
    nullable: true,
    description: "The edition that it was made from; null for none.",
  })
  madeFrom(@Root() { madeFromId }: JabarEdition, @Ctx() context: Context): Promise<JabarEdition | null> | null {
    return madeFromId === null ? null : editionById(context, madeFromId);
  }

  @Public
  @FieldResolver(() => [JabarPeriod], {
    description: "The registration period and its extensions; the last one holds.",
  })
  registrationPeriods(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarPeriod[]> {
    return partOfEdition(context, "periods", id);
  }

  @Public
  @FieldResolver(() => [JabarCategory], { description: "Its categories, by their codes." })
  categories(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarCategory[]> {
    return partOfEdition(context, "categories", id);
  }

  @Public
  @FieldResolver(() => [JabarRequirement], {
    description: "What a registration must fulfil, in the order of the checklist.",
  })
  requirements(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarRequirement[]> {
    return partOfEdition(context, "requirements", id);
  }

  @Public
  @FieldResolver(() => [JabarStage], { description: "Its audition stages, from the first." })
  stages(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarStage[]> {
    return stagesOf(context, id);
  }

  @Public
  @FieldResolver(() => [JabarTarget], { description: "Its targets and budget with their revisions, by indicator." })
  targets(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarTarget[]> {
    return partOfEdition(context, "targets", id);
  }

  @Public
  @FieldResolver(() => [JabarPlanStep], { description: "The plan of the year, in order." })
  steps(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarPlanStep[]> {
    return partOfEdition(context, "steps", id);
  }

  @Public
  @FieldResolver(() => [JabarFigure], { description: "What was published about it, by indicator and source." })
  publishedFigures(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarFigure[]> {
    return partOfEdition(context, "figures", id);
  }

  @Public
  @FieldResolver(() => [JabarEditionChange], {
    description: "What was changed in its rules since it was adopted, the latest first.",
  })
  changes(@Root() { id }: JabarEdition, @Ctx() context: Context): Promise<JabarEditionChange[]> {
    return changesOf(context, id);
  }
}

@Resolver(() => JabarStage)
class StageResolver {
  @Public
  @FieldResolver(() => [JabarPlace], { description: "Where it is held." })
  places(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarPlace[]> {
    return partOfStage(context, "places", id);
  }

  @Public
  @FieldResolver(() => [JabarQuota], { description: "How many pass at most." })
  quotas(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarQuota[]> {
    return partOfStage(context, "quotas", id);
  }

  @Public
  @FieldResolver(() => [JabarCriterion], { description: "What judges score, in order." })
  criteria(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarCriterion[]> {
    return partOfStage(context, "criteria", id);
  }

  @Public
  @FieldResolver(() => [JabarPrize], { description: "Its prize table, by category and rank." })
  prizes(@Root() { id }: JabarStage, @Ctx() context: Context): Promise<JabarPrize[]> {
    return partOfStage(context, "prizes", id);
  }

  @Public
  @FieldResolver(() => JabarEdition, { nullable: true, description: "The edition that it belongs to." })
  edition(@Root() { editionId }: JabarStage, @Ctx() context: Context): Promise<JabarEdition | null> {
    return editionById(context, editionId);
  }
}

/** Editions and their rules. */
export const EDITION_RESOLVERS = [EditionResolver, StageResolver];
