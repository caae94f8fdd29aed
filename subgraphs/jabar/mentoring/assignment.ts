import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { MentoringReaders } from "../access";
import { JabarMode } from "../modes";

@ObjectType({ description: "A pesantren that a mentor has by a contract." })
export class JabarMentoringAssignment {
  @MentoringReaders
  @Field(() => ID, { description: "Id of the assignment." })
  id!: string;

  @MentoringReaders
  @Field(() => Int, { description: "The year of the contract." })
  year!: number;

  @MentoringReaders
  @Field(() => RegionCode, { description: "Code of the pesantren's regency or city when it was assigned." })
  regencyCode!: string;

  @MentoringReaders
  @Field(() => String, {
    nullable: true,
    description: "Why, if the contract does not serve that regency; null if it does.",
  })
  outsideReason?: string | null;

  @MentoringReaders
  @Field(() => DateTime, { description: "When it was assigned." })
  assignedAt!: Date;

  @MentoringReaders
  @Field(() => LocalDate, { nullable: true, description: "Its last day, if it was ended; null if not." })
  endedOn?: string | null;

  @MentoringReaders
  @Field(() => String, { nullable: true, description: "Why it was ended; null if it was not." })
  endedReason?: string | null;

  @MentoringReaders
  @Field(() => Int, { description: "How many visits were reported." })
  visitCount!: number;

  @MentoringReaders
  @Field(() => LocalDate, { nullable: true, description: "Day of the latest visit; null before the first." })
  lastVisitOn?: string | null;

  contractId!: string;
  pesantrenId!: string;
}

export const JabarMentoringAssignmentConnection = connectionType(
  "JabarMentoringAssignment",
  () => JabarMentoringAssignment,
  "assignments of mentors",
  MentoringReaders,
);

@ObjectType({ description: "A photo or paper of a visit: where it is kept, and what it must contain." })
export class JabarVisitAttachment {
  @MentoringReaders
  @Field(() => String, { description: "Where it is kept." })
  reference!: string;

  @MentoringReaders
  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@ObjectType({ description: "What a mentor found and advised on a visit." })
export class JabarMentoringVisit {
  @MentoringReaders
  @Field(() => ID, { description: "Id of the visit." })
  id!: string;

  @MentoringReaders
  @Field(() => LocalDate, { description: "The day." })
  visitedOn!: string;

  @MentoringReaders
  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @MentoringReaders
  @Field(() => String, { description: "What the mentor found." })
  findings!: string;

  @MentoringReaders
  @Field(() => String, { description: "What the mentor advised." })
  advice!: string;

  @MentoringReaders
  @Field(() => String, { nullable: true, description: "What is to be done next; null if nothing was agreed." })
  nextStep?: string | null;

  @MentoringReaders
  @Field(() => [JabarVisitAttachment], { description: "Photos and papers, in the order given." })
  attachments!: JabarVisitAttachment[];

  @MentoringReaders
  @Field(() => DateTime, { description: "When it was reported." })
  reportedAt!: Date;
}

/** What is known of a business in a month. */
@ObjectType()
abstract class BusinessFigures {
  @MentoringReaders
  @Field(() => Int, { description: "1 for what was recorded first, one more with each correction." })
  version!: number;

  @MentoringReaders
  @Field(() => Rupiah, { description: "Revenue of the month in rupiah (omzet)." })
  revenue!: bigint;

  @MentoringReaders
  @Field(() => Int, { description: "How many people worked in the business." })
  workers!: number;

  @MentoringReaders
  @Field(() => Int, { description: "How many units of its products were made in the month." })
  unitsProduced!: number;

  @MentoringReaders
  @Field(() => [String], { description: "Where they were sold, such as towns, shops or platforms." })
  markets!: string[];

  @MentoringReaders
  @Field(() => String, { nullable: true, description: "Why it was corrected; null for what was recorded first." })
  reason?: string | null;

  @MentoringReaders
  @Field(() => DateTime, { description: "When it was recorded." })
  recordedAt!: Date;
}

@ObjectType({ description: "What was recorded of a month before it was corrected." })
export class JabarFormerBusinessMonth extends BusinessFigures {}

@ObjectType({ description: "How the business of a pesantren did in a month." })
export class JabarBusinessMonth extends BusinessFigures {
  @MentoringReaders
  @Field(() => ID, { description: "Id of what holds for the month." })
  id!: string;

  @MentoringReaders
  @Field(() => Int, { description: "The year." })
  year!: number;

  @MentoringReaders
  @Field(() => Int, { description: "The month, 1 to 12." })
  month!: number;

  @MentoringReaders
  @Field(() => Rupiah, {
    nullable: true,
    description: "Revenue less that of the month recorded before it, in rupiah; null for the first.",
  })
  revenueGrowth?: bigint | null;

  @MentoringReaders
  @Field(() => Int, {
    nullable: true,
    description: "Workers less those of the month recorded before it; null for the first.",
  })
  workersGrowth?: number | null;

  @MentoringReaders
  @Field(() => [JabarFormerBusinessMonth], { description: "What was recorded before and corrected, the first first." })
  corrected!: JabarFormerBusinessMonth[];
}
