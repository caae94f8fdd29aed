import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarCourseKind, JabarCourseStatus } from "./course";
import { JabarEnrolmentStatus } from "./enrolment";

@InputType({ description: "A new course, as a draft. Its host is a pesantren or an organisation: one of the two." })
export class PlanJabarCourseInput {
  @Field(() => Int, { description: "The year of the programme, of an edition; not a past one." })
  year!: number;

  @Field(() => JabarCourseKind, { description: "What kind of learning it is." })
  kind!: JabarCourseKind;

  @Field(() => String, { description: "Title, 3 to 200 characters." })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is learnt, and for whom it is; 1 to 4,000 characters." })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the pesantren that is its host." })
  hostPesantrenId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Name of the organisation that is its host, 2 to 200 characters.",
  })
  hostName?: string | null;

  @Field(() => RegionCode, { description: "Code of the regency or city of Jawa Barat where it is held." })
  regencyCode!: string;

  @Field(() => String, { description: "Where it is held, or the address of the meeting; 2 to 300 characters." })
  place!: string;

  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @Field(() => LocalDate, { description: "Its first day; today or later." })
  startsOn!: string;

  @Field(() => LocalDate, { description: "Its last day." })
  endsOn!: string;

  @Field(() => Int, { description: "For how many persons there are places, 1 to 10,000." })
  places!: number;

  @Field(() => Int, {
    description: "Which share of the sessions somebody must attend for a certificate, 1 to 100 percent.",
  })
  attendancePercent!: number;
}

@InputType({ description: "The next state of a course." })
export class MoveJabarCourseInput {
  @Field(() => ID, { description: "Id of the course." })
  courseId!: string;

  @Field(() => JabarCourseStatus, { description: "The next state." })
  status!: JabarCourseStatus;

  @Field(() => String, { nullable: true, description: "Why it is cancelled, 1 to 500 characters; needed for that." })
  reason?: string | null;
}

@InputType({ description: "A session of a course." })
export class JabarTrainingSessionInput {
  @Field(() => String, { description: "What it is about, 2 to 200 characters." })
  title!: string;

  @Field(() => DateTime, { description: "When it begins; on one of the course's days (WIB)." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends." })
  endsAt!: Date;
}

@InputType({ description: "More sessions of a course." })
export class PlanJabarTrainingSessionsInput {
  @Field(() => ID, { description: "Id of the course; one that was not completed." })
  courseId!: string;

  @Field(() => [JabarTrainingSessionInput], { description: "The sessions, 1 to 60; a course has 200 at most." })
  sessions!: JabarTrainingSessionInput[];
}

@InputType({ description: "An enrolment." })
export class EnrolInJabarCourseInput {
  @Field(() => ID, { description: "Id of the course; an open one that has not begun." })
  courseId!: string;

  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => Int, { description: "How many persons, 1 to 200 and not more than the course has places." })
  persons!: number;
}

@InputType({ description: "The withdrawal of an enrolment." })
export class WithdrawJabarEnrolmentInput {
  @Field(() => ID, { description: "Id of the enrolment; one of your own pesantren, unless you run the programme." })
  enrolmentId!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "Who of an enrolment was at a session." })
export class JabarTrainingAttendanceInput {
  @Field(() => ID, { description: "Id of the enrolment." })
  enrolmentId!: string;

  @Field(() => [Int], { description: "The numbers of the persons who were there; the others were absent." })
  present!: number[];
}

@InputType({ description: "Who was at a session." })
export class RecordJabarTrainingAttendanceInput {
  @Field(() => ID, { description: "Id of the session; one that has begun." })
  sessionId!: string;

  @Field(() => [JabarTrainingAttendanceInput], { description: "By enrolment, 1 to 1,000." })
  attendances!: JabarTrainingAttendanceInput[];
}

@InputType({ description: "The revocation of a certificate." })
export class RevokeJabarCertificateInput {
  @Field(() => String, { description: "Number of the certificate." })
  number!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "Which courses to list: those to which everything given applies." })
export class JabarCourseFilter {
  @Field(() => Int, { nullable: true, description: "Only those of this year." })
  year?: number | null;

  @Field(() => JabarCourseKind, { nullable: true, description: "Only those of this kind." })
  kind?: JabarCourseKind | null;

  @Field(() => JabarCourseStatus, { nullable: true, description: "Only those that stand there." })
  status?: JabarCourseStatus | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those held in this regency or city." })
  regencyCode?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only those with a free place (true) or none (false)." })
  hasFreePlaces?: boolean | null;
}

@ArgsType()
export class JabarCourseListArguments extends PageArguments {
  @Field(() => JabarCourseFilter, { defaultValue: {}, description: "Which courses." })
  filter!: JabarCourseFilter;
}

@InputType({ description: "Which enrolments in a course to list." })
export class JabarTrainingEnrolmentFilter {
  @Field(() => ID, { description: "Id of the course." })
  courseId!: string;

  @Field(() => JabarEnrolmentStatus, { nullable: true, description: "Only those that stand there." })
  status?: JabarEnrolmentStatus | null;
}

@ArgsType()
export class JabarTrainingEnrolmentListArguments extends PageArguments {
  @Field(() => JabarTrainingEnrolmentFilter, { description: "Which enrolments." })
  filter!: JabarTrainingEnrolmentFilter;
}
