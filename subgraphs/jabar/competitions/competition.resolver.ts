import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators, ProgrammeReaders } from "../access";
import { seesAll } from "../reader";
import { idsOf, Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import {
  JabarCompetition,
  JabarCompetitionConnection,
  JabarCompetitionCriterion,
  JabarCompetitionEntry,
  JabarCompetitionEntryConnection,
  JabarCompetitionResult,
  JabarCompetitionScore,
} from "./competition";
import {
  AnnulJabarCompetitionInput,
  EnterJabarCompetitionInput,
  JabarCompetitionEntryListArguments,
  JabarCompetitionListArguments,
  PlanJabarCompetitionInput,
  ScoreJabarCompetitionEntryInput,
} from "./competition.input";
import {
  competitionById,
  competitionPage,
  criteriaOf,
  entryById,
  entryPage,
  resultsOf,
  scoresOf,
} from "./competition.loader";
import {
  annulCompetition,
  enterCompetition,
  planCompetition,
  publishCompetition,
  scoreEntry,
  withdrawEntry,
} from "./competition.service";

const CompetitionAnswer = resultUnion(
  "JabarCompetitionAnswer",
  () => JabarCompetition,
  "The competition as it is now, or why it was refused.",
);
const EntryAnswer = resultUnion(
  "JabarCompetitionEntryAnswer",
  () => JabarCompetitionEntry,
  "The entry as it is now, or why it was refused.",
);

@Resolver()
class CompetitionQueries {
  @Public
  @Query(() => JabarCompetition, {
    nullable: true,
    description: "One product competition by its id; null if there is none.",
  })
  jabarCompetition(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarCompetition | null> {
    return competitionById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarCompetitionConnection, { description: "Product competitions, the last planned first." })
  jabarCompetitions(
    @Args(() => JabarCompetitionListArguments) args: JabarCompetitionListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarCompetition>> {
    return competitionPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarCompetitionEntryConnection, {
    nullable: true,
    description: "What was entered for a competition, the first entered first; for a pesantren's own people its own.",
  })
  jabarCompetitionEntries(
    @Args(() => JabarCompetitionEntryListArguments) args: JabarCompetitionEntryListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarCompetitionEntry>> {
    return entryPage(context, args);
  }
}

@Resolver()
class CompetitionMutations {
  @ProgrammeOperators
  @Mutation(() => CompetitionAnswer, {
    description:
      "Plans a product competition. Refusals: `EDITION_UNKNOWN`, `YEAR_PAST`, `TEXT_LENGTH`, `PERIOD_REVERSED`, `TOO_FEW`, `TOO_MANY`, `OUT_OF_RANGE`, `WEIGHTS_DIFFER`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  planJabarCompetition(
    @Arg("input", () => PlanJabarCompetitionInput, { description: "The competition." })
    input: PlanJabarCompetitionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarCompetition | Refused> {
    return answered(context, planCompetition(context, input, idempotencyKey), competitionById);
  }

  @Participants
  @Mutation(() => EntryAnswer, {
    description:
      "Enters a product of a pesantren. Refusals: `COMPETITION_UNKNOWN`, `COMPETITION_NOT_OPEN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `PRODUCT_UNKNOWN`, `FIELD_NOT_RIGHT`, `ENTERED_ALREADY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  enterJabarCompetition(
    @Arg("input", () => EnterJabarCompetitionInput, { description: "The product." }) input: EnterJabarCompetitionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarCompetitionEntry | Refused> {
    return answered(context, enterCompetition(context, input, idempotencyKey), entryById);
  }

  @Participants
  @Mutation(() => EntryAnswer, {
    description:
      "Withdraws an entry while products may be entered. Refusals: `ENTRY_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `COMPETITION_NOT_OPEN`.",
  })
  withdrawJabarCompetitionEntry(
    @Arg("entryId", () => ID, { description: "Id of the entry." }) entryId: string,
    @Ctx() context: Context,
  ): Promise<JabarCompetitionEntry | Refused> {
    return answered(context, withdrawEntry(context, entryId), entryById);
  }

  @ProgrammeOperators
  @Mutation(() => EntryAnswer, {
    description:
      "Keeps what a juror gives a product. Refusals: `ENTRY_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`, `TOO_FEW`, `TOO_MANY`, `OUT_OF_RANGE`.",
  })
  scoreJabarCompetitionEntry(
    @Arg("input", () => ScoreJabarCompetitionEntryInput, { description: "The points." })
    input: ScoreJabarCompetitionEntryInput,
    @Ctx() context: Context,
  ): Promise<JabarCompetitionEntry | Refused> {
    return answered(context, scoreEntry(context, input), entryById);
  }

  @ProgrammeOperators
  @Mutation(() => CompetitionAnswer, {
    description:
      "Ranks what was entered and publishes the results, which never change. Refusals: `COMPETITION_UNKNOWN`, `STATUS_NOT_RIGHT`, `COMPETITION_OPEN`, `NO_ENTRIES`, `SCORES_MISSING`.",
  })
  publishJabarCompetition(
    @Arg("competitionId", () => ID, { description: "Id of the competition." }) competitionId: string,
    @Ctx() context: Context,
  ): Promise<JabarCompetition | Refused> {
    return answered(context, publishCompetition(context, competitionId), competitionById);
  }

  @ProgrammeOperators
  @Mutation(() => CompetitionAnswer, {
    description:
      "Annuls a competition, with the reason. Refusals: `COMPETITION_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  annulJabarCompetition(
    @Arg("input", () => AnnulJabarCompetitionInput, { description: "Which one, and why." })
    input: AnnulJabarCompetitionInput,
    @Ctx() context: Context,
  ): Promise<JabarCompetition | Refused> {
    return answered(context, annulCompetition(context, input), competitionById);
  }
}

@Resolver(() => JabarCompetition)
class CompetitionParts {
  @Public
  @FieldResolver(() => [JabarCompetitionCriterion], {
    description: "What products are judged by; the first decides where totals are equal.",
  })
  criteria(@Root() { id }: JabarCompetition, @Ctx() context: Context): Promise<JabarCompetitionCriterion[]> {
    return criteriaOf(context, id);
  }

  @Public
  @FieldResolver(() => [JabarCompetitionResult], {
    description: "The results, the best rank first; none until they are published.",
  })
  results(@Root() { id }: JabarCompetition, @Ctx() context: Context): Promise<JabarCompetitionResult[]> {
    return resultsOf(context, "competition_id", id);
  }
}

@Resolver(() => JabarCompetitionEntry)
class EntryParts {
  @ProgrammeReaders
  @FieldResolver(() => JabarCompetition, { description: "The competition." })
  async competition(
    @Root() { competitionId }: JabarCompetitionEntry,
    @Ctx() context: Context,
  ): Promise<JabarCompetition> {
    return (await competitionById(context, competitionId))!;
  }

  @ProgrammeReaders
  @FieldResolver(() => Product, {
    nullable: true,
    description: "The product; null only while the catalogue can't be reached.",
  })
  product(@Root() { productId }: JabarCompetitionEntry): { id: string } {
    return { id: productId };
  }

  @ProgrammeReaders
  @FieldResolver(() => Pesantren, {
    nullable: true,
    description: "Whose product it is; null only while the registry can't be reached.",
  })
  pesantren(@Root() { pesantrenId }: JabarCompetitionEntry): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => [JabarCompetitionScore], {
    nullable: true,
    description: "What jurors gave it; null for whoever is no operator.",
  })
  scores(@Root() { id }: JabarCompetitionEntry, @Ctx() context: Context): Promise<JabarCompetitionScore[]> | null {
    return seesAll(context) ? scoresOf(context, id) : null;
  }
}

@Resolver(() => JabarCompetitionResult)
class ResultParts {
  @Public
  @FieldResolver(() => JabarCompetition, { description: "The competition." })
  async competition(
    @Root() { competitionId }: JabarCompetitionResult,
    @Ctx() context: Context,
  ): Promise<JabarCompetition> {
    return (await competitionById(context, competitionId))!;
  }

  @Public
  @FieldResolver(() => Product, {
    nullable: true,
    description: "The product; null only while the catalogue can't be reached.",
  })
  product(@Root() { productId }: JabarCompetitionResult): { id: string } {
    return { id: productId };
  }

  @Public
  @FieldResolver(() => Pesantren, {
    nullable: true,
    description: "Whose product it is; null only while the registry can't be reached.",
  })
  pesantren(@Root() { pesantrenId }: JabarCompetitionResult): { id: string } {
    return { id: pesantrenId };
  }
}

@Resolver(() => Product)
class ProductResults {
  @Public
  @FieldResolver(() => [JabarCompetitionResult], {
    description: "How it came out of Jawa Barat's product competitions, the best rank first.",
  })
  jabarCompetitionResults(@Root() { id }: Product, @Ctx() context: Context): Promise<JabarCompetitionResult[]> {
    return resultsOf(context, "product_id", id);
  }
}

@Resolver(() => Pesantren)
class PesantrenResults {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JabarCompetitionResult], {
    description: "How its products came out of Jawa Barat's product competitions.",
  })
  async jabarCompetitionResults(
    @Root() pesantren: Pesantren,
    @Ctx() context: Context,
  ): Promise<JabarCompetitionResult[]> {
    return (await Promise.all(idsOf(pesantren).map((id) => resultsOf(context, "pesantren_id", id)))).flat();
  }
}

/** Product competitions. */
export const COMPETITION_RESOLVERS = [
  CompetitionQueries,
  CompetitionMutations,
  CompetitionParts,
  EntryParts,
  ResultParts,
  ProductResults,
  PesantrenResults,
];
