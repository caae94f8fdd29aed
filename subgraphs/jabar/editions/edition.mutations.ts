import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { EditionKeepers } from "../access";
import { JabarEdition } from "./edition";
import {
  AddJabarSourceInput,
  ChangeJabarEditionInput,
  CreateJabarEditionInput,
  RecordJabarFigureInput,
  SetJabarRegistrationPeriodInput,
  SetJabarTargetInput,
} from "./edition.input";
import { editionOfYear, sourceOf } from "./edition.loader";
import {
  addSource,
  adoptEdition,
  changeEdition,
  createEdition,
  recordFigure,
  setPeriod,
  setTarget,
} from "./edition.service";
import { JabarSource } from "./sourced";

const SourceResult = resultUnion("JabarSourceResult", () => JabarSource, "The source, or why it was refused.");
const EditionResult = resultUnion(
  "JabarEditionResult",
  () => JabarEdition,
  "The edition as it is now, or why it was refused.",
);

@Resolver()
export class EditionMutations {
  @EditionKeepers
  @Mutation(() => SourceResult, {
    description:
      "Makes a source known, by whose code rules name it; the same again changes nothing. Refusals: `CODE_INVALID`, `SOURCE_TAKEN`, `TEXT_LENGTH`.",
  })
  addJabarSource(
    @Arg("input", () => AddJabarSourceInput, { description: "The source." }) input: AddJabarSourceInput,
    @Ctx() context: Context,
  ): Promise<JabarSource | Refused> {
    return orRefused(addSource(context, input).then((code) => sourceOf(context, code)));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Makes a draft of a new edition with the rules of an old one. Periods, targets, dates and figures of the old year are left out; what is taken over is marked as assumed until it is changed with a source. Refusals: `EDITION_UNKNOWN`, `YEAR_TAKEN`, `SOURCE_UNKNOWN`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  createJabarEdition(
    @Arg("input", () => CreateJabarEditionInput, { description: "Which year, made from which." })
    input: CreateJabarEditionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, createEdition(context, input, idempotencyKey));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Changes rules of an edition. Of an adopted one each change is kept with its reason (`JabarEdition.changes`), and what was decided, scored, scheduled or registered by a rule keeps it as it is. Refusals: `EDITION_UNKNOWN`, `REASON_REQUIRED`, `SOURCE_UNKNOWN`, `CODE_INVALID`, `CODE_TWICE`, `RULES_INVALID`, `RULES_IN_USE`, `OUT_OF_RANGE`, `PERIOD_REVERSED`, `TEXT_LENGTH`.",
  })
  changeJabarEdition(
    @Arg("input", () => ChangeJabarEditionInput, { description: "Which edition, and what to change." })
    input: ChangeJabarEditionInput,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, changeEdition(context, input));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Puts a draft in force (menetapkan), if nothing is missing. Refusals: `EDITION_UNKNOWN`, `ALREADY_ADOPTED`, `RULES_INVALID`.",
  })
  adoptJabarEdition(
    @Arg("year", () => Int, { description: "Year of the edition." }) year: number,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, adoptEdition(context, year));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Sets the registration period of an edition, or extends it with a reason; those before it stay visible. Refusals: `EDITION_UNKNOWN`, `PERIOD_REVERSED`, `REASON_REQUIRED`, `SOURCE_UNKNOWN`, `TEXT_LENGTH`.",
  })
  setJabarRegistrationPeriod(
    @Arg("input", () => SetJabarRegistrationPeriodInput, { description: "The period." })
    input: SetJabarRegistrationPeriodInput,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, setPeriod(context, input));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Sets a target or a budget of an edition, or revises it with a reason; what it was before stays visible. Refusals: `EDITION_UNKNOWN`, `CODE_INVALID`, `OUT_OF_RANGE`, `REASON_REQUIRED`, `SOURCE_UNKNOWN`, `TEXT_LENGTH`.",
  })
  setJabarTarget(
    @Arg("input", () => SetJabarTargetInput, { description: "The target." }) input: SetJabarTargetInput,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, setTarget(context, input));
  }

  @EditionKeepers
  @Mutation(() => EditionResult, {
    description:
      "Keeps a figure as a source published it, beside those of other sources and what the graph counts. Refusals: `EDITION_UNKNOWN`, `CODE_INVALID`, `OUT_OF_RANGE`, `SOURCE_UNKNOWN`.",
  })
  recordJabarFigure(
    @Arg("input", () => RecordJabarFigureInput, { description: "The figure." }) input: RecordJabarFigureInput,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return editionOr(context, recordFigure(context, input));
  }
}

function editionOr(context: Context, work: Promise<number>): Promise<JabarEdition | Refused> {
  return orRefused(work.then(async (year) => (await editionOfYear(context, year))!));
}
