import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { Participants, RegistrationReviewers } from "../access";
import { answerAppeal, appealReview } from "./appeal.service";
import { JabarAppeal, JabarRegistration } from "./registration";
import {
  AnswerJabarAppealInput,
  AppealJabarReviewInput,
  ChangeJabarRegistrationInput,
  DraftJabarRegistrationInput,
  ReviewJabarRegistrationsInput,
  WithdrawJabarRegistrationInput,
} from "./registration.input";
import { appealById, registrationById } from "./registration.loader";
import {
  changeRegistration,
  draftRegistration,
  submitRegistration,
  withdrawRegistration,
} from "./registration.service";
import { reviewRegistrations } from "./review.service";

@ObjectType({ description: "Registrations that were reviewed." })
class JabarReviewed {
  @RegistrationReviewers
  @Field(() => [JabarRegistration], { description: "The registrations as they are now, in the order of the input." })
  registrations!: readonly JabarRegistration[];
}

const RegistrationResult = resultUnion(
  "JabarRegistrationResult",
  () => JabarRegistration,
  "The registration as it is now, or why it was refused.",
);
const ReviewedResult = resultUnion(
  "JabarReviewedResult",
  () => JabarReviewed,
  "What was reviewed, or why it was refused.",
);
const AppealResult = resultUnion(
  "JabarAppealResult",
  () => JabarAppeal,
  "The appeal as it is now, or why it was refused.",
);

const FIELD_REFUSALS =
  "`TEXT_LENGTH`, `FORMAT_INVALID`, `NIK_INVALID`, `BIRTH_DATE_INVALID`, `PHONE_INVALID`, `DOCUMENT_UNKNOWN`, `TOO_MANY`, `GUARDIAN_REQUIRED`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`";

@Resolver()
export class RegistrationMutations {
  @Participants
  @Mutation(() => RegistrationResult, {
    description: `Begins a registration, which may still lack anything but the pesantren. Refusals: \`EDITION_UNKNOWN\`, \`PESANTREN_UNKNOWN\`, \`PESANTREN_INACTIVE\`, \`OUTSIDE_PROVINCE\`, \`OUTSIDE_PESANTREN\`, \`REGISTRATION_CLOSED\`, \`REGISTERED_ALREADY\`, ${FIELD_REFUSALS}, \`IDEMPOTENCY_KEY_INVALID\`, \`IDEMPOTENCY_KEY_REUSED\`.`,
  })
  draftJabarRegistration(
    @Arg("input", () => DraftJabarRegistrationInput, { description: "The registration." })
    input: DraftJabarRegistrationInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarRegistration | Refused> {
    return registrationOr(context, draftRegistration(context, input, idempotencyKey));
  }

  @Participants
  @Mutation(() => RegistrationResult, {
    description: `Changes a registration that is a draft or was given back. Refusals: \`REGISTRATION_UNKNOWN\`, \`OUTSIDE_PESANTREN\`, \`NOT_EDITABLE\`, \`REPRESENTATIVE_FIXED\`, ${FIELD_REFUSALS}.`,
  })
  changeJabarRegistration(
    @Arg("input", () => ChangeJabarRegistrationInput, { description: "Which one, and what to change." })
    input: ChangeJabarRegistrationInput,
    @Ctx() context: Context,
  ): Promise<JabarRegistration | Refused> {
    return registrationOr(context, changeRegistration(context, input));
  }

  @Participants
  @Mutation(() => RegistrationResult, {
    description:
      "Hands a registration in, the first time or again. Everything is checked again, by the edition's requirements; all faults come in one answer. Refusals: `REGISTRATION_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `REGISTRATION_CLOSED`, `REQUIRED`, `NOT_ELIGIBLE`, `TOOK_PART_BEFORE`, `BANK_NOT_ALLOWED`, `AGE_NOT_ALLOWED`, `EDUCATION_NOT_ENOUGH`, `CATEGORY_UNKNOWN`, `REPRESENTATIVE_TAKEN`.",
  })
  submitJabarRegistration(
    @Arg("id", () => ID, { description: "Id of the registration." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarRegistration | Refused> {
    return registrationOr(context, submitRegistration(context, id));
  }

  @Participants
  @Mutation(() => RegistrationResult, {
    description:
      "Takes a registration back, as long as no decision names it; the pesantren may begin another one. Refusals: `REGISTRATION_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  withdrawJabarRegistration(
    @Arg("input", () => WithdrawJabarRegistrationInput, { description: "Which one, and why." })
    input: WithdrawJabarRegistrationInput,
    @Ctx() context: Context,
  ): Promise<JabarRegistration | Refused> {
    return registrationOr(context, withdrawRegistration(context, input));
  }

  @RegistrationReviewers
  @Mutation(() => ReviewedResult, {
    description:
      "Keeps reviews of the administrative selection, all or none. Refusals: `REGISTRATION_UNKNOWN`, `REVIEWED_TWICE`, `STATUS_NOT_RIGHT`, `CHECKLIST_MISMATCH`, `CHECKLIST_CONTRADICTS`, `TEXT_LENGTH`, `STAGE_DECIDED`, `TOO_MANY`, `TOO_FEW`.",
  })
  reviewJabarRegistrations(
    @Arg("input", () => ReviewJabarRegistrationsInput, { description: "The reviews." })
    input: ReviewJabarRegistrationsInput,
    @Ctx() context: Context,
  ): Promise<JabarReviewed | Refused> {
    const work = async () => {
      const ids = await reviewRegistrations(context, input);
      const registrations = await Promise.all(ids.map((id) => registrationById(context, id)));
      return { registrations: registrations.filter((each) => each !== null) };
    };
    return orRefused(work());
  }

  @Participants
  @Mutation(() => AppealResult, {
    description:
      "Lodges an appeal against the refusal of a registration, once, within the edition's days. Refusals: `REGISTRATION_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `APPEAL_CLOSED`, `APPEALED_ALREADY`, `TEXT_LENGTH`.",
  })
  appealJabarReview(
    @Arg("input", () => AppealJabarReviewInput, { description: "Against which refusal, and why." })
    input: AppealJabarReviewInput,
    @Ctx() context: Context,
  ): Promise<JabarAppeal | Refused> {
    return appealOr(context, appealReview(context, input));
  }

  @RegistrationReviewers
  @Mutation(() => AppealResult, {
    description:
      "Answers an appeal against a review or a decision; whoever decided can't answer. A registration whose refusal was wrong is reviewed anew; a decision that was wrong must be corrected before the next stage is decided. Refusals: `APPEAL_UNKNOWN`, `APPEAL_ANSWERED`, `OWN_DECISION`, `TEXT_LENGTH`.",
  })
  answerJabarAppeal(
    @Arg("input", () => AnswerJabarAppealInput, { description: "The answer." }) input: AnswerJabarAppealInput,
    @Ctx() context: Context,
  ): Promise<JabarAppeal | Refused> {
    return appealOr(context, answerAppeal(context, input));
  }
}

function registrationOr(context: Context, work: Promise<string>): Promise<JabarRegistration | Refused> {
  return orRefused(work.then(async (id) => (await registrationById(context, id))!));
}

function appealOr(context: Context, work: Promise<string>): Promise<JabarAppeal | Refused> {
  return orRefused(work.then(async (id) => (await appealById(context, id))!));
}
