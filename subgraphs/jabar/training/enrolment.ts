import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate } from "../../kit/scalars";
import { ProgrammeOperators, ProgrammeReaders } from "../access";

export enum JabarEnrolmentStatus {
  ENROLLED = "ENROLLED",
  WAITING = "WAITING",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(JabarEnrolmentStatus, {
  name: "JabarEnrolmentStatus",
  description: "Where an enrolment stands.",
  valuesConfig: {
    ENROLLED: { description: "Has its places." },
    WAITING: { description: "On the waiting list; moves up in its order when places become free." },
    WITHDRAWN: { description: "Takes no part any more." },
  },
});

@ObjectType({ description: "A certificate (sertifikat) of a course, as everybody who has its number can look it up." })
export class JabarCertificate {
  @Public
  @Field(() => String, { description: "Its number." })
  number!: string;

  @Public
  @Field(() => LocalDate, { description: "The day it was issued." })
  issuedOn!: string;

  @Public
  @Field(() => Boolean, { description: "Whether it is valid; false if it was revoked." })
  isValid!: boolean;

  @ProgrammeOperators
  @Field(() => String, { nullable: true, description: "Why it was revoked; null if it was not." })
  revokedReason?: string | null;

  courseId!: string;
  pesantrenId!: string;
}

@ObjectType({ description: "One of the persons of an enrolment. Who it is, is known to the pesantren alone." })
export class JabarTrainingParticipant {
  @ProgrammeReaders
  @Field(() => Int, { description: "Number in the enrolment, from 1." })
  number!: number;

  @ProgrammeReaders
  @Field(() => Int, { description: "How many sessions the person attended." })
  attendedCount!: number;

  @ProgrammeReaders
  @Field(() => JabarCertificate, { nullable: true, description: "The certificate; null if none was issued." })
  certificate?: JabarCertificate | null;
}

@ObjectType({ description: "How many persons of a pesantren take part in a course." })
export class JabarTrainingEnrolment {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the enrolment." })
  id!: string;

  @ProgrammeReaders
  @Field(() => Int, { description: "How many persons; they are numbered from 1." })
  persons!: number;

  @ProgrammeReaders
  @Field(() => JabarEnrolmentStatus, { description: "Where it stands." })
  status!: JabarEnrolmentStatus;

  @ProgrammeReaders
  @Field(() => Int, { nullable: true, description: "Place on the waiting list, from 1; null if it does not wait." })
  waitingPlace?: number | null;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it was made." })
  enrolledAt!: Date;

  @ProgrammeReaders
  @Field(() => DateTime, { nullable: true, description: "When it moved up from the waiting list; null if it did not." })
  movedUpAt?: Date | null;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was withdrawn; null if it was not." })
  withdrawnReason?: string | null;

  courseId!: string;
  pesantrenId!: string;
  /** Its order among all enrolments, for cursors. */
  position!: number;
}

export const JabarTrainingEnrolmentConnection = connectionType(
  "JabarTrainingEnrolment",
  () => JabarTrainingEnrolment,
  "enrolments in courses",
  ProgrammeReaders,
);
