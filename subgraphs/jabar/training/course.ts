import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode } from "../../kit/scalars";
import { JabarMode } from "../modes";

export enum JabarCourseKind {
  TRAINING = "TRAINING",
  INTERNSHIP = "INTERNSHIP",
  TECHNICAL_TRAINING = "TECHNICAL_TRAINING",
}
registerEnumType(JabarCourseKind, {
  name: "JabarCourseKind",
  description: "What kind of learning a course is.",
  valuesConfig: {
    TRAINING: { description: "Training (pelatihan)." },
    INTERNSHIP: { description: "Internship (magang) at a host." },
    TECHNICAL_TRAINING: { description: "Technical training (pelatihan teknis) for santripreneurs." },
  },
});

export enum JabarCourseStatus {
  DRAFT = "DRAFT",
  OPEN = "OPEN",
  CLOSED = "CLOSED",
  COMPLETED = "COMPLETED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarCourseStatus, {
  name: "JabarCourseStatus",
  description: "Where a course stands.",
  valuesConfig: {
    DRAFT: { description: "Being planned; seen by operators alone." },
    OPEN: { description: "Pesantren can enrol." },
    CLOSED: { description: "Nobody can enrol any more; it is to be held, or is being held." },
    COMPLETED: { description: "It was held, and all attendance is recorded." },
    CANCELLED: { description: "It is not held, for a reason." },
  },
});

@ObjectType({ description: "A session of a course." })
export class JabarTrainingSession {
  @Public
  @Field(() => ID, { description: "Id of the session." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Number in the course, from 1, in the order in which they were planned." })
  number!: number;

  @Public
  @Field(() => String, { description: "What it is about." })
  title!: string;

  @Public
  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Public
  @Field(() => DateTime, { description: "When it ends." })
  endsAt!: Date;
}

@ObjectType({ description: "A training (pelatihan), an internship (magang) or a technical training." })
export class JabarCourse {
  @Public
  @Field(() => ID, { description: "Id of the course." })
  id!: string;

  @Public
  @Field(() => Int, { description: "The year of the programme." })
  year!: number;

  @Public
  @Field(() => JabarCourseKind, { description: "What kind of learning it is." })
  kind!: JabarCourseKind;

  @Public
  @Field(() => String, { description: "Title." })
  title!: string;

  @Public
  @Field(() => String, { nullable: true, description: "What is learnt, and for whom it is." })
  description?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "The host, if it is an organisation; null if a pesantren is." })
  hostName?: string | null;

  @Public
  @Field(() => RegionCode, { description: "Code of the regency or city where it is held." })
  regencyCode!: string;

  @Public
  @Field(() => String, { description: "Where it is held." })
  place!: string;

  @Public
  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @Public
  @Field(() => LocalDate, { description: "Its first day." })
  startsOn!: string;

  @Public
  @Field(() => LocalDate, { description: "Its last day." })
  endsOn!: string;

  @Public
  @Field(() => Int, { description: "For how many persons there are places." })
  places!: number;

  @Public
  @Field(() => Int, { description: "For how many more persons there is a place now." })
  freePlaces!: number;

  @Public
  @Field(() => Int, {
    description: "Which share of the sessions, in percent, somebody must attend for a certificate.",
  })
  attendancePercent!: number;

  @Public
  @Field(() => JabarCourseStatus, { description: "Where it stands." })
  status!: JabarCourseStatus;

  @Public
  @Field(() => String, { nullable: true, description: "Why it is not held; null if it was not cancelled." })
  cancelledReason?: string | null;

  hostPesantrenId!: string | null;
}

export const JabarCourseConnection = connectionType("JabarCourse", () => JabarCourse, "courses", Public);
