import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, RegionCode } from "../../kit/scalars";
import { RegistrationReaders } from "../access";

export enum JabarRegistrationStatus {
  DRAFT = "DRAFT",
  SUBMITTED = "SUBMITTED",
  RETURNED = "RETURNED",
  PASSED = "PASSED",
  REFUSED = "REFUSED",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(JabarRegistrationStatus, {
  name: "JabarRegistrationStatus",
  description: "How far a registration is.",
  valuesConfig: {
    DRAFT: { description: "Being filled in by the pesantren; nobody has it before them yet." },
    SUBMITTED: { description: "Handed in, and waiting for the administrative selection." },
    RETURNED: { description: "Given back by a reviewer, for the pesantren to put right and hand in again." },
    PASSED: { description: "Passed the administrative selection (lolos seleksi administrasi)." },
    REFUSED: { description: "Refused by a reviewer, with the reason." },
    WITHDRAWN: { description: "Taken back by the pesantren." },
  },
});

export enum JabarReviewOutcome {
  PASSED = "PASSED",
  RETURNED = "RETURNED",
  REFUSED = "REFUSED",
}
registerEnumType(JabarReviewOutcome, {
  name: "JabarReviewOutcome",
  description: "What a reviewer decides.",
  valuesConfig: {
    PASSED: { description: "Every requirement is fulfilled." },
    RETURNED: { description: "Something can still be put right." },
    REFUSED: { description: "A requirement is not fulfilled, and can't be." },
  },
});

export enum JabarAppealStatus {
  OPEN = "OPEN",
  GRANTED = "GRANTED",
  DISMISSED = "DISMISSED",
}
registerEnumType(JabarAppealStatus, {
  name: "JabarAppealStatus",
  description: "How far an appeal (sanggahan) is.",
  valuesConfig: {
    OPEN: { description: "Not answered yet." },
    GRANTED: {
      description: "The pesantren is right: its registration is reviewed anew, or the decision must be corrected.",
    },
    DISMISSED: { description: "What was decided stands." },
  },
});

export enum JabarEducation {
  SD = "SD",
  SMP = "SMP",
  SMA = "SMA",
  DIPLOMA = "DIPLOMA",
  S1 = "S1",
  S2 = "S2",
  S3 = "S3",
}
registerEnumType(JabarEducation, {
  name: "JabarEducation",
  description: "The highest schooling that a person finished.",
  valuesConfig: {
    SD: { description: "Primary school, or its equal (MI, Paket A)." },
    SMP: { description: "Junior secondary school, or its equal (MTs, Paket B)." },
    SMA: { description: "Senior secondary school, or its equal (SMK, MA, Paket C)." },
    DIPLOMA: { description: "Diploma I to III." },
    S1: { description: "Bachelor or diploma IV." },
    S2: { description: "Master." },
    S3: { description: "Doctor." },
  },
});

@ObjectType({ description: "A document of a registration, by reference." })
export class JabarDocument {
  @RegistrationReaders
  @Field(() => String, { description: "Code of the requirement that it fulfils." })
  requirement!: string;

  @RegistrationReaders
  @Field(() => String, { description: "Where it is kept." })
  reference!: string;

  @RegistrationReaders
  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;

  @RegistrationReaders
  @Field(() => DateTime, { description: "When it was added." })
  at!: Date;
}

@ObjectType({ description: "A line of a reviewer's checklist." })
export class JabarReviewItem {
  @RegistrationReaders
  @Field(() => String, { description: "Code of the requirement." })
  requirement!: string;

  @RegistrationReaders
  @Field(() => Boolean, { description: "Whether it is fulfilled." })
  isFulfilled!: boolean;

  @RegistrationReaders
  @Field(() => String, { nullable: true, description: "A remark; null for none." })
  note?: string | null;
}

@ObjectType({ description: "What a reviewer decided of a registration." })
export class JabarReview {
  @RegistrationReaders
  @Field(() => ID, { description: "Id of the review." })
  id!: string;

  @RegistrationReaders
  @Field(() => JabarReviewOutcome, { description: "The decision." })
  outcome!: JabarReviewOutcome;

  @RegistrationReaders
  @Field(() => String, { nullable: true, description: "Why; null only if it passed." })
  reason?: string | null;

  @RegistrationReaders
  @Field(() => [JabarReviewItem], { description: "The checklist, by the requirements' codes." })
  items!: JabarReviewItem[];

  @RegistrationReaders
  @Field(() => DateTime, { description: "When it was decided." })
  at!: Date;
}

@ObjectType({ description: "An appeal (sanggahan) of a pesantren against a review or an announced decision." })
export class JabarAppeal {
  @RegistrationReaders
  @Field(() => ID, { description: "Id of the appeal." })
  id!: string;

  @RegistrationReaders
  @Field(() => JabarAppealStatus, { description: "How far it is." })
  status!: JabarAppealStatus;

  @RegistrationReaders
  @Field(() => ID, {
    nullable: true,
    description: "Id of the review that it is against; null if it is against a decision.",
  })
  reviewId?: string | null;

  @RegistrationReaders
  @Field(() => ID, {
    nullable: true,
    description: "Id of the decision that it is against; null if it is against a review.",
  })
  decisionId?: string | null;

  @RegistrationReaders
  @Field(() => String, { description: "The grounds." })
  grounds!: string;

  @RegistrationReaders
  @Field(() => String, { nullable: true, description: "The answer; null while there is none." })
  answer?: string | null;

  @RegistrationReaders
  @Field(() => DateTime, { description: "When it was lodged." })
  lodgedAt!: Date;

  @RegistrationReaders
  @Field(() => DateTime, { nullable: true, description: "When it was answered; null while it is open." })
  answeredAt?: Date | null;

  registrationId!: string;
}

export const JabarAppealConnection = connectionType("JabarAppeal", () => JabarAppeal, "appeals", RegistrationReaders);

@ObjectType({
  description:
    "The one person who stands for a pesantren in a registration, and can't be replaced after the submission. Personal values are read for the purpose `registration`, by consent, and every read is in the audit log.",
})
export class JabarRepresentative {
  @RegistrationReaders
  @Field(() => JabarEducation, { nullable: true, description: "Highest schooling; null while it is not given." })
  education?: JabarEducation | null;

  id!: string;
}

@ObjectType({ description: "A pesantren in an edition." })
export class JabarRegistration {
  @RegistrationReaders
  @Field(() => ID, { description: "Id of the registration." })
  id!: string;

  @RegistrationReaders
  @Field(() => JabarRegistrationStatus, { description: "How far it is." })
  status!: JabarRegistrationStatus;

  @RegistrationReaders
  @Field(() => RegionCode, { description: "Code of the regency or city, by the registry." })
  regencyCode!: string;

  @RegistrationReaders
  @Field(() => RegionCode, { nullable: true, description: "Code of the district; null while it is not known." })
  districtCode?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Code of the category, by the age of the business on the day of submission; null before.",
  })
  category?: string | null;

  @RegistrationReaders
  @Field(() => BusinessField, { nullable: true, description: "Business field; null while it is not given." })
  businessField?: BusinessField | null;

  @RegistrationReaders
  @Field(() => String, { nullable: true, description: "Name of the business; null while it is not given." })
  businessName?: string | null;

  @RegistrationReaders
  @Field(() => String, { nullable: true, description: "What the business does; null while it is not given." })
  businessProfile?: string | null;

  @RegistrationReaders
  @Field(() => LocalDate, { nullable: true, description: "When the business began; null while it is not given." })
  businessStartedOn?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Business registration number (NIB), 13 digits; null while it is not given.",
  })
  nib?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Tax number (NPWP) of the institution, 15 or 16 digits; null while it is not given.",
  })
  npwp?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Code of the bank of the institution's account, such as `BJB`; null while it is not given.",
  })
  bankCode?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Number of the institution's account; null while it is not given.",
  })
  bankAccount?: string | null;

  @RegistrationReaders
  @Field(() => String, {
    nullable: true,
    description: "Holder of the account, as the bank writes it; null while it is not given.",
  })
  bankAccountHolder?: string | null;

  @RegistrationReaders
  @Field(() => DateTime, { nullable: true, description: "When it was handed in for the first time; null before." })
  submittedAt?: Date | null;

  @RegistrationReaders
  @Field(() => DateTime, { nullable: true, description: "When the last review was decided; null before the first." })
  decidedAt?: Date | null;

  @RegistrationReaders
  @Field(() => DateTime, { description: "When it was begun." })
  createdAt!: Date;

  @RegistrationReaders
  @Field(() => DateTime, { description: "When it was changed the last time." })
  updatedAt!: Date;

  editionId!: string;
  pesantrenId!: string;
  education!: JabarEducation | null;
}

export const JabarRegistrationConnection = connectionType(
  "JabarRegistration",
  () => JabarRegistration,
  "registrations",
  RegistrationReaders,
);
