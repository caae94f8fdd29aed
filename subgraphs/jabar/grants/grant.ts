import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { GrantPayers, GrantReaders } from "../access";

export enum JabarTrancheStatus {
  PLANNED = "PLANNED",
  ORDERED = "ORDERED",
  PAID = "PAID",
  FAILED = "FAILED",
  REVOKED = "REVOKED",
}
registerEnumType(JabarTrancheStatus, {
  name: "JabarTrancheStatus",
  description: "How far a tranche of a grant is.",
  valuesConfig: {
    PLANNED: { description: "Not ordered yet." },
    ORDERED: { description: "Ordered at the bank, which has not answered yet." },
    PAID: { description: "Paid; in the books." },
    FAILED: { description: "The bank could not pay; it may be ordered again." },
    REVOKED: { description: "Never to be paid: a correction of the decision took the prize back." },
  },
});

export enum JabarReportStatus {
  SUBMITTED = "SUBMITTED",
  RETURNED = "RETURNED",
  ACCEPTED = "ACCEPTED",
}
registerEnumType(JabarReportStatus, {
  name: "JabarReportStatus",
  description: "How far the report about a tranche is.",
  valuesConfig: {
    SUBMITTED: { description: "Handed in, and not reviewed yet." },
    RETURNED: { description: "Given back with the reason; another one is due." },
    ACCEPTED: { description: "Accepted; the next tranche may be ordered." },
  },
});

@ObjectType({ description: "A receipt, by reference." })
export class JabarReceipt {
  @GrantReaders
  @Field(() => Int, { description: "Number in the report, from 1." })
  number!: number;

  @GrantReaders
  @Field(() => LocalDate, { description: "Day on which the money was spent." })
  spentOn!: string;

  @GrantReaders
  @Field(() => Rupiah, { description: "Rupiah, 1 or more." })
  amount!: bigint;

  @GrantReaders
  @Field(() => String, { description: "What for." })
  description!: string;

  @GrantReaders
  @Field(() => String, { description: "Where the receipt is kept." })
  reference!: string;

  @GrantReaders
  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@ObjectType({ description: "How a tranche was used (laporan pertanggungjawaban)." })
export class JabarGrantReport {
  @GrantReaders
  @Field(() => ID, { description: "Id of the report." })
  id!: string;

  @GrantReaders
  @Field(() => JabarReportStatus, { description: "How far it is." })
  status!: JabarReportStatus;

  @GrantReaders
  @Field(() => Rupiah, { description: "Rupiah that were not spent, which are paid back; 0 or more." })
  unspent!: bigint;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "The pesantren's remark; null for none." })
  note?: string | null;

  @GrantReaders
  @Field(() => DateTime, { description: "When it was handed in." })
  submittedAt!: Date;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "The reviewer's remark; null for none." })
  reviewNote?: string | null;

  @GrantReaders
  @Field(() => DateTime, { nullable: true, description: "When it was reviewed; null before." })
  reviewedAt?: Date | null;

  trancheId!: string;
}

@ObjectType({ description: "A part of a grant that is paid at once." })
export class JabarTranche {
  @GrantReaders
  @Field(() => ID, { description: "Id of the tranche." })
  id!: string;

  @GrantReaders
  @Field(() => Int, { description: "Number in the grant, from 1." })
  number!: number;

  @GrantReaders
  @Field(() => Rupiah, { description: "Rupiah, 1 or more." })
  amount!: bigint;

  @GrantReaders
  @Field(() => JabarTrancheStatus, { description: "How far it is." })
  status!: JabarTrancheStatus;

  @GrantReaders
  @Field(() => DateTime, { nullable: true, description: "When it was ordered the last time; null before." })
  orderedAt?: Date | null;

  @GrantReaders
  @Field(() => LocalDate, { nullable: true, description: "Day on which the bank paid; null before." })
  paidOn?: string | null;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "The bank's reference of the payment; null before." })
  bankReference?: string | null;

  @GrantReaders
  @Field(() => String, {
    nullable: true,
    description: "Why the bank could not pay the last time; null if it did not fail.",
  })
  failureReason?: string | null;
}

@ObjectType({ description: "A prize that was granted to a winner. Who won what is public; how it is paid is not." })
export class JabarGrant {
  @Public
  @Field(() => ID, { description: "Id of the grant." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Public
  @Field(() => Int, { description: "Number of the stage that was won." })
  stage!: number;

  @Public
  @Field(() => String, { description: "Code of the category." })
  category!: string;

  @Public
  @Field(() => RegionCode, { description: "Code of the regency or city." })
  regencyCode!: string;

  @Public
  @Field(() => Int, { description: "Rank among those of the same quota, 1 for the best." })
  rank!: number;

  @Public
  @Field(() => String, { description: "What the winner is called, such as `Juara tingkat provinsi`." })
  title!: string;

  @Public
  @Field(() => Rupiah, { description: "The prize in rupiah." })
  amount!: bigint;

  @Public
  @Field(() => DateTime, { description: "When it was granted." })
  grantedAt!: Date;

  @GrantReaders
  @Field(() => DateTime, {
    nullable: true,
    description: "When it was taken back, since the decision was corrected; null while it stands.",
  })
  revokedAt?: Date | null;

  pesantrenId!: string;
  registrationId!: string;
}

export const JabarAwardConnection = connectionType("JabarAward", () => JabarGrant, "winners' prizes", Public);

export const JabarGrantConnection = connectionType("JabarGrant", () => JabarGrant, "grants", GrantReaders);

@ObjectType({ description: "Where a grant is paid to: the institution's account, as the registration names it." })
export class JabarPayee {
  @GrantPayers
  @Field(() => String, { nullable: true, description: "Code of the bank; null if the registration has none." })
  bankCode?: string | null;

  @GrantPayers
  @Field(() => String, { nullable: true, description: "Number of the account; null if the registration has none." })
  bankAccount?: string | null;

  @GrantPayers
  @Field(() => String, { nullable: true, description: "Holder of the account; null if the registration has none." })
  bankAccountHolder?: string | null;
}
