import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators } from "../access";
import { JatimActivity, JatimEnrolment } from "./activity";
import {
  AdvanceJatimIncubationInput,
  EndJatimEnrolmentInput,
  EnrolInJatimActivityInput,
  MoveJatimActivityInput,
  PlanJatimActivityInput,
  RecordJatimAttendanceInput,
  RecordJatimExpoOrderInput,
} from "./activity.input";
import { activityById, enrolmentById } from "./activity.loader";
import { moveActivity, planActivity } from "./activity.service";
import { endEnrolment, enrol } from "./enrolment.service";
import { advance, recordAttendance, recordOrder } from "./progress.service";

const ActivityResult = resultUnion("JatimActivityResult", () => JatimActivity, "The activity, or why it was refused.");
const EnrolmentResult = resultUnion(
  "JatimEnrolmentResult",
  () => JatimEnrolment,
  "The enrolment as it is now, or why it was refused.",
);
type Enrolment = Promise<JatimEnrolment | Refused>;

@Resolver()
export class ActivityMutations {
  @ProgrammeOperators
  @Mutation(() => ActivityResult, {
    description:
      "Plans an activity, open for enrolment. Refusals: `KIND_UNKNOWN`, `TEXT_LENGTH`, `REGENCY_OUTSIDE`, `DAY_OUTSIDE`, `PERIOD_REVERSED`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  planJatimActivity(
    @Arg("input", () => PlanJatimActivityInput, { description: "The activity." }) input: PlanJatimActivityInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimActivity | Refused> {
    return answered(context, planActivity(context, input, idempotencyKey), activityById);
  }

  @ProgrammeOperators
  @Mutation(() => ActivityResult, {
    description:
      "Moves an activity to its next state. Refusals: `ACTIVITY_UNKNOWN`, `DAY_OUTSIDE`, `TRANSITION_NOT_ALLOWED`.",
  })
  moveJatimActivity(
    @Arg("input", () => MoveJatimActivityInput, { description: "Which, and where to." }) input: MoveJatimActivityInput,
    @Ctx() context: Context,
  ): Promise<JatimActivity | Refused> {
    return answered(context, moveActivity(context, input), activityById);
  }

  @Participants
  @Mutation(() => EnrolmentResult, {
    description:
      "Enrols a santri, or the pesantren itself, as the kind of activity says. Refusals: `ACTIVITY_UNKNOWN`, `STATUS_NOT_RIGHT`, `DAY_OUTSIDE`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `REQUIRED`, `NOT_ASKED`, `TEXT_LENGTH`, `SANTRI_UNKNOWN`, `ENROLLED_ALREADY`, `TOO_MANY_OF_PESANTREN`, `FULL`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  enrolInJatimActivity(
    @Arg("input", () => EnrolInJatimActivityInput, { description: "Who, in what." }) input: EnrolInJatimActivityInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Enrolment {
    return answered(context, enrol(context, input, idempotencyKey), enrolmentById);
  }

  @Participants
  @Mutation(() => EnrolmentResult, {
    description:
      "Withdraws an enrolment, or records its outcome; of kinds with stages only who is in the last one graduates. Refusals: `ENROLMENT_UNKNOWN`, `STATUS_NOT_RIGHT`, `OPERATORS_ONLY`, `STAGE_NOT_NEXT`, `TEXT_LENGTH`.",
  })
  endJatimEnrolment(
    @Arg("input", () => EndJatimEnrolmentInput, { description: "Which, and how." }) input: EndJatimEnrolmentInput,
    @Ctx() context: Context,
  ): Enrolment {
    return answered(context, endEnrolment(context, input), enrolmentById);
  }

  @ProgrammeOperators
  @Mutation(() => EnrolmentResult, {
    description: "Records attendance of a day. Refusals: `ENROLMENT_UNKNOWN`, `STATUS_NOT_RIGHT`, `DAY_OUTSIDE`.",
  })
  recordJatimAttendance(
    @Arg("input", () => RecordJatimAttendanceInput, { description: "Who, and when." })
    input: RecordJatimAttendanceInput,
    @Ctx() context: Context,
  ): Enrolment {
    return answered(context, recordAttendance(context, input), enrolmentById);
  }

  @ProgrammeOperators
  @Mutation(() => EnrolmentResult, {
    description:
      "Takes an enrolment of a kind with stages to the next one. Refusals: `ENROLMENT_UNKNOWN`, `STATUS_NOT_RIGHT`, `STAGE_NOT_NEXT`, `NOT_ASKED`.",
  })
  advanceJatimIncubation(
    @Arg("input", () => AdvanceJatimIncubationInput, { description: "Which, and where to." })
    input: AdvanceJatimIncubationInput,
    @Ctx() context: Context,
  ): Enrolment {
    return answered(context, advance(context, input), enrolmentById);
  }

  @Participants
  @Mutation(() => EnrolmentResult, {
    description:
      "Records what a buyer ordered of an exhibitor, on a day of the activity. Refusals: `ENROLMENT_UNKNOWN`, `STATUS_NOT_RIGHT`, `NOT_ASKED`, `DAY_OUTSIDE`, `PRODUCT_UNKNOWN`, `TEXT_LENGTH`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  recordJatimExpoOrder(
    @Arg("input", () => RecordJatimExpoOrderInput, { description: "The order." }) input: RecordJatimExpoOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Enrolment {
    return answered(context, recordOrder(context, input, idempotencyKey), enrolmentById);
  }
}
