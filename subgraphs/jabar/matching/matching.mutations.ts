import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { agreeDeal, cancelDeal, concludeMeeting, correctDeal, scheduleMeeting } from "./deal.service";
import { joinEvent, moveEvent, planEvent, registerBuyer, seekProduct } from "./event.service";
import {
  JabarBuyer,
  JabarDeal,
  JabarMatchingEvent,
  JabarMatchingParticipant,
  JabarMeeting,
  JabarSoughtProduct,
} from "./matching";
import {
  AgreeJabarDealInput,
  CancelJabarDealInput,
  ConcludeJabarMeetingInput,
  CorrectJabarDealInput,
  JoinJabarMatchingEventInput,
  MoveJabarMatchingEventInput,
  PlanJabarMatchingEventInput,
  RegisterJabarBuyerInput,
  ScheduleJabarMeetingInput,
  SeekJabarProductInput,
} from "./matching.input";
import { buyerById, dealById, eventById, meetingById, participantById, soughtById } from "./matching.loader";

const EventResult = resultUnion(
  "JabarMatchingEventResult",
  () => JabarMatchingEvent,
  "The event as it is now, or why it was refused.",
);
const BuyerResult = resultUnion("JabarBuyerResult", () => JabarBuyer, "The buyer as it is now, or why it was refused.");
const SoughtResult = resultUnion(
  "JabarSoughtProductResult",
  () => JabarSoughtProduct,
  "The request as it is now, or why it was refused.",
);
const ParticipantResult = resultUnion(
  "JabarMatchingParticipantResult",
  () => JabarMatchingParticipant,
  "The participation as it is now, or why it was refused.",
);
const MeetingResult = resultUnion(
  "JabarMeetingResult",
  () => JabarMeeting,
  "The meeting as it is now, or why it was refused.",
);
const DealResult = resultUnion("JabarDealResult", () => JabarDeal, "The deal as it is now, or why it was refused.");

@Resolver()
export class MatchingMutations {
  @ProgrammeOperators
  @Mutation(() => EventResult, {
    description:
      "Plans a business matching event. Refusals: `TEXT_LENGTH`, `OUT_OF_RANGE`, `COUNTRY_FORM`, `PERIOD_REVERSED`, `PLACE_MISSING`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  planJabarMatchingEvent(
    @Arg("input", () => PlanJabarMatchingEventInput, { description: "The event." }) input: PlanJabarMatchingEventInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMatchingEvent | Refused> {
    return answered(context, planEvent(context, input, idempotencyKey), eventById);
  }

  @ProgrammeOperators
  @Mutation(() => EventResult, {
    description:
      "Opens, closes or cancels an event. Refusals: `EVENT_UNKNOWN`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  moveJabarMatchingEvent(
    @Arg("input", () => MoveJabarMatchingEventInput, { description: "Which event becomes what." })
    input: MoveJabarMatchingEventInput,
    @Ctx() context: Context,
  ): Promise<JabarMatchingEvent | Refused> {
    return answered(context, moveEvent(context, input), eventById);
  }

  @ProgrammeOperators
  @Mutation(() => BuyerResult, {
    description:
      "Registers a buyer, an off taker or a representative abroad. Refusals: `TEXT_LENGTH`, `COUNTRY_FORM`, `TOO_MANY`, `BUYER_TAKEN`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerJabarBuyer(
    @Arg("input", () => RegisterJabarBuyerInput, { description: "The buyer." }) input: RegisterJabarBuyerInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarBuyer | Refused> {
    return answered(context, registerBuyer(context, input, idempotencyKey), buyerById);
  }

  @ProgrammeOperators
  @Mutation(() => SoughtResult, {
    description:
      "Notes what a buyer looks for. Refusals: `BUYER_UNKNOWN`, `EVENT_UNKNOWN`, `EVENT_NOT_OPEN`, `TEXT_LENGTH`, `OUT_OF_RANGE`, `PERIOD_REVERSED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  seekJabarProduct(
    @Arg("input", () => SeekJabarProductInput, { description: "What is looked for, and by whom." })
    input: SeekJabarProductInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarSoughtProduct | Refused> {
    return answered(context, seekProduct(context, input, idempotencyKey), soughtById);
  }

  @Participants
  @Mutation(() => ParticipantResult, {
    description:
      "Registers a pesantren for an open event. Refusals: `EVENT_UNKNOWN`, `EVENT_NOT_OPEN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `ALREADY_PARTICIPANT`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  joinJabarMatchingEvent(
    @Arg("input", () => JoinJabarMatchingEventInput, { description: "Which pesantren, at which event." })
    input: JoinJabarMatchingEventInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMatchingParticipant | Refused> {
    return answered(context, joinEvent(context, input, idempotencyKey), participantById);
  }

  @ProgrammeOperators
  @Mutation(() => MeetingResult, {
    description:
      "Gives a pesantren and a buyer a time for each other alone. Refusals: `PERIOD_REVERSED`, `EVENT_UNKNOWN`, `EVENT_NOT_OPEN`, `BUYER_UNKNOWN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `NOT_PARTICIPANT`, `OUTSIDE_EVENT`, `BUYER_BUSY`, `PESANTREN_BUSY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  scheduleJabarMeeting(
    @Arg("input", () => ScheduleJabarMeetingInput, { description: "Who meets whom, and when." })
    input: ScheduleJabarMeetingInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMeeting | Refused> {
    return answered(context, scheduleMeeting(context, input, idempotencyKey), meetingById);
  }

  @ProgrammeOperators
  @Mutation(() => MeetingResult, {
    description:
      "Notes what became of a meeting. Refusals: `MEETING_UNKNOWN`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  concludeJabarMeeting(
    @Arg("input", () => ConcludeJabarMeetingInput, { description: "Which meeting, and what became of it." })
    input: ConcludeJabarMeetingInput,
    @Ctx() context: Context,
  ): Promise<JabarMeeting | Refused> {
    return answered(context, concludeMeeting(context, input), meetingById);
  }

  @ProgrammeOperators
  @Mutation(() => DealResult, {
    description:
      "Enters a deal that was agreed. Refusals: `EVENT_UNKNOWN`, `EVENT_NOT_OPEN`, `BUYER_UNKNOWN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `NOT_PARTICIPANT`, `MEETING_UNKNOWN`, `MEETING_MISMATCH`, `PRODUCT_UNKNOWN`, `TOO_MANY`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  agreeJabarDeal(
    @Arg("input", () => AgreeJabarDealInput, { description: "The deal." }) input: AgreeJabarDealInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarDeal | Refused> {
    return answered(context, agreeDeal(context, input, idempotencyKey), dealById);
  }

  @ProgrammeOperators
  @Mutation(() => DealResult, {
    description:
      "Corrects what a deal is worth, by a new entry. Refusals: `DEAL_UNKNOWN`, `DEAL_CANCELLED`, `TEXT_LENGTH`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  correctJabarDeal(
    @Arg("input", () => CorrectJabarDealInput, { description: "Which deal, and what it is worth in truth." })
    input: CorrectJabarDealInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarDeal | Refused> {
    return answered(context, correctDeal(context, input, idempotencyKey), dealById);
  }

  @ProgrammeOperators
  @Mutation(() => DealResult, {
    description: "Cancels a deal, by a new entry. Refusals: `DEAL_UNKNOWN`, `DEAL_CANCELLED`, `TEXT_LENGTH`.",
  })
  cancelJabarDeal(
    @Arg("input", () => CancelJabarDealInput, { description: "Which deal, and why." }) input: CancelJabarDealInput,
    @Ctx() context: Context,
  ): Promise<JabarDeal | Refused> {
    return answered(context, cancelDeal(context, input), dealById);
  }
}
