import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, RegionCode } from "../../kit/scalars";
import { ApplicationReaders } from "../access";
import { JabarMode } from "../modes";

export enum JabarApplicationStatus {
  APPLIED = "APPLIED",
  INVITED = "INVITED",
  INTERVIEWED = "INTERVIEWED",
  ACCEPTED = "ACCEPTED",
  REJECTED = "REJECTED",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(JabarApplicationStatus, {
  name: "JabarApplicationStatus",
  description: "Where an application of a mentor stands.",
  valuesConfig: {
    APPLIED: { description: "Handed in (mendaftar)." },
    INVITED: { description: "Invited to an interview (diundang wawancara)." },
    INTERVIEWED: { description: "Interviewed, with a score; not decided yet." },
    ACCEPTED: { description: "Accepted: the applicant is a mentor and can be given a contract." },
    REJECTED: { description: "Rejected, for a reason." },
    WITHDRAWN: { description: "Withdrawn by the applicant." },
  },
});

@ObjectType({ description: "An application of somebody who wants to be a mentor (pendamping) in a year." })
export class JabarMentorApplication {
  @ApplicationReaders
  @Field(() => ID, { description: "Id of the application." })
  id!: string;

  @ApplicationReaders
  @Field(() => Int, { description: "The year, of an edition." })
  year!: number;

  @ApplicationReaders
  @Field(() => String, { description: "Name of the applicant, with titles; that of a public office later." })
  name!: string;

  @ApplicationReaders
  @Field(() => String, { description: "What the applicant has done that helps a pesantren's business." })
  experience!: string;

  @ApplicationReaders
  @Field(() => [RegionCode], { description: "Codes of the regencies where the applicant would work; empty: anywhere." })
  regencyCodes!: string[];

  @ApplicationReaders
  @Field(() => JabarApplicationStatus, { description: "Where it stands." })
  status!: JabarApplicationStatus;

  @ApplicationReaders
  @Field(() => DateTime, { description: "When it was handed in." })
  appliedAt!: Date;

  @ApplicationReaders
  @Field(() => DateTime, { nullable: true, description: "When the interview is or was; null before the invitation." })
  interviewAt?: Date | null;

  @ApplicationReaders
  @Field(() => JabarMode, { nullable: true, description: "Whether the interview is online or in person." })
  interviewMode?: JabarMode | null;

  @ApplicationReaders
  @Field(() => String, { nullable: true, description: "Where the interview is, or the address of the meeting." })
  interviewPlace?: string | null;

  @ApplicationReaders
  @Field(() => Int, {
    nullable: true,
    description: "Score of the interview, 0 to 100; for operators, null for others and before the interview.",
  })
  score?: number | null;

  @ApplicationReaders
  @Field(() => String, {
    nullable: true,
    description: "What the interviewer noted; for operators, null for others.",
  })
  notes?: string | null;

  @ApplicationReaders
  @Field(() => String, { nullable: true, description: "Why it was decided as it was; always there when rejected." })
  reason?: string | null;

  @ApplicationReaders
  @Field(() => DateTime, { nullable: true, description: "When it was accepted or rejected; null before." })
  decidedAt?: Date | null;
}

export const JabarMentorApplicationConnection = connectionType(
  "JabarMentorApplication",
  () => JabarMentorApplication,
  "applications of mentors",
  ApplicationReaders,
);
