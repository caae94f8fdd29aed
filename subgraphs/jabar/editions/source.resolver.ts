import { Ctx, FieldResolver, Resolver, Root, type ClassType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import {
  JabarCategory,
  JabarEdition,
  JabarFigure,
  JabarPeriod,
  JabarPlanStep,
  JabarRequirement,
  JabarTarget,
} from "./edition";
import { JabarHonour } from "../honours/honour";
import { JabarMatchRule } from "../linkmatch/match";
import { JabarMentoringRule } from "../mentoring/contract";
import { sourceOf } from "./edition.loader";
import { JabarSource, type Sourced } from "./sourced";
import { JabarCriterion, JabarPlace, JabarPrize, JabarQuota, JabarStage } from "./stage";

/** The resolver of `source` of one kind of rule. */
function sourceResolver(rule: () => ClassType<Sourced>) {
  @Resolver(rule)
  class SourceResolver {
    @Public
    @FieldResolver(() => JabarSource, { description: "Where it is from." })
    source(@Root() { source }: Sourced, @Ctx() context: Context): Promise<JabarSource> {
      return sourceOf(context, source);
    }
  }
  return SourceResolver;
}

/** Every kind of rule tells its source. */
export const SOURCE_RESOLVERS = [
  JabarEdition,
  JabarPeriod,
  JabarCategory,
  JabarRequirement,
  JabarTarget,
  JabarPlanStep,
  JabarFigure,
  JabarStage,
  JabarPlace,
  JabarQuota,
  JabarCriterion,
  JabarPrize,
  JabarMentoringRule,
  JabarMatchRule,
  JabarHonour,
].map((rule) => sourceResolver(() => rule as ClassType<Sourced>));
