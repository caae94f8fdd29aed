import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators } from "../access";
import { registerAlumnus, registerFlagship, registerSantri, removeMember } from "./member.service";
import { JatimPillar, JatimPillarMember } from "./pillar";
import {
  PublishJatimPillarFigureInput,
  RecordJatimPillarStepInput,
  RegisterJatimAlumnusInput,
  RegisterJatimFlagshipInput,
  RegisterJatimSantriInput,
  RemoveJatimPillarMemberInput,
  SetJatimPillarTargetInput,
} from "./pillar.input";
import { memberById, pillarsOf } from "./pillar.loader";
import { recordStep } from "./step.service";
import { publishFigure, setTarget } from "./target.service";

@ObjectType({ description: "The pillars in a year, as they are now." })
class JatimPillarYear {
  @Public
  @Field(() => [JatimPillar], { description: "All three." })
  pillars!: readonly JatimPillar[];
}

const MemberResult = resultUnion(
  "JatimPillarMemberResult",
  () => JatimPillarMember,
  "The member as it is now, or why it was refused.",
);
const YearResult = resultUnion(
  "JatimPillarYearResult",
  () => JatimPillarYear,
  "The pillars as they are now, or why it was refused.",
);

const REFUSALS =
  "`PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`";
const CONSENT = "`TEXT_LENGTH`, `BIRTH_DATE_INVALID`, `GUARDIAN_REQUIRED`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`";
type Member = Promise<JatimPillarMember | Refused>;

@Resolver()
export class PillarMutations {
  @Participants
  @Mutation(() => MemberResult, {
    description: `Records a santri under a pseudonym, with the consent, of a minor the guardian's. Refusals: ${CONSENT}, ${REFUSALS}.`,
  })
  registerJatimSantri(
    @Arg("input", () => RegisterJatimSantriInput, { description: "The santri." }) input: RegisterJatimSantriInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Member {
    return answered(context, registerSantri(context, input, idempotencyKey), memberById);
  }

  @Participants
  @Mutation(() => MemberResult, {
    description: `Records a product of the cooperative on its way to a flagship product. Refusals: \`PRODUCT_UNKNOWN\`, \`PRODUCT_TAKEN\`, ${REFUSALS}.`,
  })
  registerJatimFlagship(
    @Arg("input", () => RegisterJatimFlagshipInput, { description: "The product." }) input: RegisterJatimFlagshipInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Member {
    return answered(context, registerFlagship(context, input, idempotencyKey), memberById);
  }

  @Participants
  @Mutation(() => MemberResult, {
    description: `Records an alumnus with a business, under a pseudonym. Refusals: ${CONSENT}, ${REFUSALS}.`,
  })
  registerJatimAlumnus(
    @Arg("input", () => RegisterJatimAlumnusInput, { description: "The alumnus." }) input: RegisterJatimAlumnusInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Member {
    return answered(context, registerAlumnus(context, input, idempotencyKey), memberById);
  }

  @Participants
  @Mutation(() => MemberResult, {
    description:
      "Records a step that a member has taken, in the order of the pillar's steps; said again with the same day it changes nothing. Refusals: `MEMBER_UNKNOWN`, `REMOVED`, `STEP_UNKNOWN`, `STEP_TAKEN`, `STEP_BEFORE_MISSING`, `DAY_OUTSIDE`, `CERTIFICATE_NEEDED`, `CERTIFICATE_NOT_NEEDED`, `TEXT_LENGTH`.",
  })
  recordJatimPillarStep(
    @Arg("input", () => RecordJatimPillarStepInput, { description: "The step." }) input: RecordJatimPillarStepInput,
    @Ctx() context: Context,
  ): Member {
    return answered(context, recordStep(context, input), memberById);
  }

  @Participants
  @Mutation(() => MemberResult, {
    description:
      "Strikes off what was recorded by mistake; it counts no more. Refusals: `MEMBER_UNKNOWN`, `REMOVED`, `TEXT_LENGTH`.",
  })
  removeJatimPillarMember(
    @Arg("input", () => RemoveJatimPillarMemberInput, { description: "Which, and why." })
    input: RemoveJatimPillarMemberInput,
    @Ctx() context: Context,
  ): Member {
    return answered(context, removeMember(context, input), memberById);
  }

  @ProgrammeOperators
  @Mutation(() => YearResult, {
    description: "Sets the target of a pillar for a year, with its source. Refusals: `OUT_OF_RANGE`, `TEXT_LENGTH`.",
  })
  setJatimPillarTarget(
    @Arg("input", () => SetJatimPillarTargetInput, { description: "The target." }) input: SetJatimPillarTargetInput,
    @Ctx() context: Context,
  ): Promise<JatimPillarYear | Refused> {
    return yearOr(context, setTarget(context, input));
  }

  @ProgrammeOperators
  @Mutation(() => YearResult, {
    description:
      "Records what a source published about a pillar, beside what the graph counts. Refusals: `DAY_OUTSIDE`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `PUBLISHED_ALREADY`.",
  })
  publishJatimPillarFigure(
    @Arg("input", () => PublishJatimPillarFigureInput, { description: "The figure." })
    input: PublishJatimPillarFigureInput,
    @Ctx() context: Context,
  ): Promise<JatimPillarYear | Refused> {
    return yearOr(context, publishFigure(context, input));
  }
}

function yearOr(context: Context, work: Promise<number>): Promise<JatimPillarYear | Refused> {
  return orRefused(work.then(async (year) => ({ pillars: await pillarsOf(context, year) })));
}
