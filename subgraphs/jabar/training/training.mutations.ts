import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { Participants, ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { recordTrainingAttendance } from "./attendance.service";
import { issueCertificates, revokeCertificate } from "./certificate.service";
import { JabarCourse } from "./course";
import { moveCourse, planCourse, planSessions } from "./course.service";
import { JabarCertificate, JabarTrainingEnrolment } from "./enrolment";
import { enrol, withdrawEnrolment } from "./enrolment.service";
import {
  EnrolInJabarCourseInput,
  MoveJabarCourseInput,
  PlanJabarCourseInput,
  PlanJabarTrainingSessionsInput,
  RecordJabarTrainingAttendanceInput,
  RevokeJabarCertificateInput,
  WithdrawJabarEnrolmentInput,
} from "./training.input";
import { certificateByNumber, courseById, enrolmentById } from "./training.loader";

const CourseResult = resultUnion(
  "JabarCourseResult",
  () => JabarCourse,
  "The course as it is now, or why it was refused.",
);
const EnrolmentResult = resultUnion(
  "JabarTrainingEnrolmentResult",
  () => JabarTrainingEnrolment,
  "The enrolment as it is now, or why it was refused.",
);
const CertificateResult = resultUnion(
  "JabarCertificateResult",
  () => JabarCertificate,
  "The certificate as it is now, or why it was refused.",
);
const IDEMPOTENCY_CODES = "`IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`";

@Resolver()
export class TrainingMutations {
  @ProgrammeOperators
  @Mutation(() => CourseResult, {
    description: `Plans a training, internship or technical training, as a draft. Refusals: \`EDITION_UNKNOWN\`, \`YEAR_PAST\`, \`TEXT_LENGTH\`, \`ONE_HOST\`, \`PESANTREN_UNKNOWN\`, \`PESANTREN_INACTIVE\`, \`OUTSIDE_PROVINCE\`, \`REGENCY_OUTSIDE\`, \`DAY_OUTSIDE\`, \`PERIOD_REVERSED\`, \`OUT_OF_RANGE\`, ${IDEMPOTENCY_CODES}.`,
  })
  planJabarCourse(
    @Arg("input", () => PlanJabarCourseInput, { description: "The course." }) input: PlanJabarCourseInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarCourse | Refused> {
    return answered(context, planCourse(context, input, idempotencyKey), courseById);
  }

  @ProgrammeOperators
  @Mutation(() => CourseResult, {
    description: `Adds sessions to a course that is not completed. Refusals: \`COURSE_UNKNOWN\`, \`COURSE_STATUS\`, \`TOO_FEW\`, \`TOO_MANY\`, \`TEXT_LENGTH\`, \`DAY_OUTSIDE\`, \`PERIOD_REVERSED\`, ${IDEMPOTENCY_CODES}.`,
  })
  planJabarTrainingSessions(
    @Arg("input", () => PlanJabarTrainingSessionsInput, { description: "The sessions." })
    input: PlanJabarTrainingSessionsInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarCourse | Refused> {
    return answered(context, planSessions(context, input, idempotencyKey), courseById);
  }

  @ProgrammeOperators
  @Mutation(() => CourseResult, {
    description:
      "Moves a course to its next state: opens, closes, completes or cancels it. Refusals: `COURSE_UNKNOWN`, `TRANSITION_NOT_ALLOWED`, `REASON_NEEDED`, `TEXT_LENGTH`; to complete it also `COURSE_RUNNING`, `NO_SESSIONS`, `ATTENDANCE_OPEN`.",
  })
  moveJabarCourse(
    @Arg("input", () => MoveJabarCourseInput, { description: "Which course, and to which state." })
    input: MoveJabarCourseInput,
    @Ctx() context: Context,
  ): Promise<JabarCourse | Refused> {
    return answered(context, moveCourse(context, input), courseById);
  }

  @Participants
  @Mutation(() => EnrolmentResult, {
    description: `Enrols persons of a pesantren in a course; without enough free places, or if others wait, on its waiting list. Refusals: \`COURSE_UNKNOWN\`, \`COURSE_STATUS\`, \`COURSE_BEGUN\`, \`PESANTREN_UNKNOWN\`, \`PESANTREN_INACTIVE\`, \`OUTSIDE_PROVINCE\`, \`OUTSIDE_PESANTREN\`, \`OUT_OF_RANGE\`, \`ENROLLED_ALREADY\`, ${IDEMPOTENCY_CODES}.`,
  })
  enrolInJabarCourse(
    @Arg("input", () => EnrolInJabarCourseInput, { description: "Which course, which pesantren and how many." })
    input: EnrolInJabarCourseInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarTrainingEnrolment | Refused> {
    return answered(context, enrol(context, input, idempotencyKey), enrolmentById);
  }

  @Participants
  @Mutation(() => EnrolmentResult, {
    description:
      "Takes an enrolment out of a course; those who wait move up in their order, until the course's first day. Refusals: `ENROLMENT_UNKNOWN`, `OUTSIDE_PESANTREN`, `COURSE_STATUS`, `TRANSITION_NOT_ALLOWED`, `TEXT_LENGTH`.",
  })
  withdrawJabarEnrolment(
    @Arg("input", () => WithdrawJabarEnrolmentInput, { description: "Which enrolment, and why." })
    input: WithdrawJabarEnrolmentInput,
    @Ctx() context: Context,
  ): Promise<JabarTrainingEnrolment | Refused> {
    return answered(context, withdrawEnrolment(context, input), enrolmentById);
  }

  @ProgrammeOperators
  @Mutation(() => CourseResult, {
    description:
      "Records who was at a session, all or none; recorded again, the later holds, until the course is completed. Refusals: `SESSION_UNKNOWN`, `COURSE_STATUS`, `SESSION_NOT_BEGUN`, `ENROLMENT_UNKNOWN`, `ENROLMENT_TWICE`, `NOT_ENROLLED`, `PARTICIPANT_UNKNOWN`, `TOO_FEW`, `TOO_MANY`.",
  })
  recordJabarTrainingAttendance(
    @Arg("input", () => RecordJabarTrainingAttendanceInput, { description: "Which session, and who was there." })
    input: RecordJabarTrainingAttendanceInput,
    @Ctx() context: Context,
  ): Promise<JabarCourse | Refused> {
    return answered(context, recordTrainingAttendance(context, input), courseById);
  }

  @ProgrammeOperators
  @Mutation(() => CourseResult, {
    description: `Issues the certificates of a completed course, to all who attended the share of its sessions that it asks for and have none. Refusals: \`COURSE_UNKNOWN\`, \`COURSE_STATUS\`, ${IDEMPOTENCY_CODES}.`,
  })
  issueJabarCertificates(
    @Arg("courseId", () => ID, { description: "Id of the course." }) courseId: string,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarCourse | Refused> {
    return answered(context, issueCertificates(context, courseId, idempotencyKey), courseById);
  }

  @ProgrammeOperators
  @Mutation(() => CertificateResult, {
    description:
      "Revokes a certificate, for ever; whoever looks it up sees that it is not valid. Refusals: `CERTIFICATE_UNKNOWN`, `REVOKED_ALREADY`, `TEXT_LENGTH`.",
  })
  revokeJabarCertificate(
    @Arg("input", () => RevokeJabarCertificateInput, { description: "Which certificate, and why." })
    input: RevokeJabarCertificateInput,
    @Ctx() context: Context,
  ): Promise<JabarCertificate | Refused> {
    return answered(context, revokeCertificate(context, input), certificateByNumber);
  }
}
