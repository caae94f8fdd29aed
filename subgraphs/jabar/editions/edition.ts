import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate } from "../../kit/scalars";
import { PartlyAssumedRule, Sourced, SourcedRule } from "./sourced";

export enum JabarEditionStatus {
  DRAFT = "DRAFT",
  ADOPTED = "ADOPTED",
}
registerEnumType(JabarEditionStatus, {
  name: "JabarEditionStatus",
  description: "Whether the rules of an edition are in force.",
  valuesConfig: {
    DRAFT: { description: "Being prepared; its rules change freely." },
    ADOPTED: { description: "In force (ditetapkan); its rules change only with a reason, which stays visible." },
  },
});

export enum JabarPhase {
  BEFORE_REGISTRATION = "BEFORE_REGISTRATION",
  REGISTRATION = "REGISTRATION",
  AFTER_REGISTRATION = "AFTER_REGISTRATION",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(JabarPhase, {
  name: "JabarPhase",
  description: "Where an edition stands today, by its registration period.",
  valuesConfig: {
    BEFORE_REGISTRATION: { description: "Registration is not open yet." },
    REGISTRATION: { description: "Registration is open." },
    AFTER_REGISTRATION: { description: "Registration has closed." },
    UNKNOWN: { description: "No registration period is known." },
  },
});

export enum JabarRequirementKind {
  ELIGIBILITY = "ELIGIBILITY",
  ADMINISTRATIVE = "ADMINISTRATIVE",
}
registerEnumType(JabarRequirementKind, {
  name: "JabarRequirementKind",
  description: "What a requirement is about.",
  valuesConfig: {
    ELIGIBILITY: { description: "Who may take part." },
    ADMINISTRATIVE: { description: "What must be handed in." },
  },
});

export enum JabarRequirementRule {
  IN_PROVINCE = "IN_PROVINCE",
  NSPP = "NSPP",
  NEVER_TOOK_PART = "NEVER_TOOK_PART",
  NIB = "NIB",
  NPWP = "NPWP",
  BANK_ACCOUNT = "BANK_ACCOUNT",
  REPRESENTATIVE_AGE = "REPRESENTATIVE_AGE",
  REPRESENTATIVE_EDUCATION = "REPRESENTATIVE_EDUCATION",
  DOCUMENT = "DOCUMENT",
  REVIEWED = "REVIEWED",
}
registerEnumType(JabarRequirementRule, {
  name: "JabarRequirementRule",
  description: "How a requirement is checked.",
  valuesConfig: {
    IN_PROVINCE: { description: "The pesantren lies in Jawa Barat, by the registry." },
    NSPP: { description: "The pesantren has an NSPP, by the registry." },
    NEVER_TOOK_PART: { description: "The pesantren passed no stage of an earlier edition." },
    NIB: { description: "A business registration number of 13 digits." },
    NPWP: { description: "A tax number of 15 or 16 digits." },
    BANK_ACCOUNT: { description: "An account at one of the banks in `allowed`." },
    REPRESENTATIVE_AGE: {
      description: "The representative's age in years, `minimum` to `maximum`, on the day of submission.",
    },
    REPRESENTATIVE_EDUCATION: {
      description:
        "The representative's schooling: 1 SD, 2 SMP, 3 SMA, 4 diploma, 5 S1, 6 S2, 7 S3; `minimum` or higher.",
    },
    DOCUMENT: { description: "A document by reference, with its checksum." },
    REVIEWED: { description: "Judged by a reviewer alone." },
  },
});

export enum JabarStepMode {
  ONLINE = "ONLINE",
  IN_PERSON = "IN_PERSON",
  BOTH = "BOTH",
}
registerEnumType(JabarStepMode, {
  name: "JabarStepMode",
  description: "How a step of the year is held.",
  valuesConfig: {
    ONLINE: { description: "Online (virtual)." },
    IN_PERSON: { description: "In person (tatap muka)." },
    BOTH: { description: "Partly online." },
  },
});

@ObjectType({ description: "A registration period, or its extension: that of the highest number holds." })
export class JabarPeriod extends SourcedRule {
  @Public
  @Field(() => Int, { description: "Number, 1 for the first; each extension has the next." })
  number!: number;

  @Public
  @Field(() => DateTime, { description: "When registration opens." })
  opensAt!: Date;

  @Public
  @Field(() => DateTime, { description: "When it closes." })
  closesAt!: Date;

  @Public
  @Field(() => String, { nullable: true, description: "Why it was changed; null for the first." })
  reason?: string | null;
}

@ObjectType({ description: "A category, by the age of the business on the day of submission." })
export class JabarCategory extends SourcedRule {
  @Public
  @Field(() => String, { description: "Code, such as `STARTUP`." })
  code!: string;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => Int, { description: "The least age in whole months, 0 or more." })
  fromMonths!: number;

  @Public
  @Field(() => Int, { nullable: true, description: "The business is younger than so many months; null for any age." })
  belowMonths?: number | null;
}

@ObjectType({ description: "What a registration must fulfil." })
export class JabarRequirement extends SourcedRule {
  @Public
  @Field(() => String, { description: "Code, such as `NIB`." })
  code!: string;

  @Public
  @Field(() => JabarRequirementKind, { description: "What it is about." })
  kind!: JabarRequirementKind;

  @Public
  @Field(() => JabarRequirementRule, { description: "How it is checked." })
  rule!: JabarRequirementRule;

  @Public
  @Field(() => String, { description: "In Indonesian." })
  nameId!: string;

  @Public
  @Field(() => String, { description: "In English." })
  nameEn!: string;

  @Public
  @Field(() => Int, { nullable: true, description: "The least that is allowed; its meaning is the rule's." })
  minimum?: number | null;

  @Public
  @Field(() => Int, { nullable: true, description: "The most that is allowed; its meaning is the rule's." })
  maximum?: number | null;

  @Public
  @Field(() => [String], {
    nullable: true,
    description: "What is allowed, such as codes of banks; its meaning is the rule's.",
  })
  allowed?: string[] | null;
}

@ObjectType({ description: "A target, or a budget, or its revision: that of the highest number holds." })
export class JabarTarget extends SourcedRule {
  @Public
  @Field(() => String, { description: "What is meant, such as `WINNERS_STAGE_1`." })
  indicator!: string;

  @Public
  @Field(() => Int, { description: "Number, 1 for the first; each revision has the next." })
  number!: number;

  @Public
  @Field(() => Float, { description: "How much, in the unit; a whole number, exact up to 9,007,199,254,740,991." })
  value!: number;

  @Public
  @Field(() => String, { description: "`pesantren`, `person` or `rupiah`." })
  unit!: string;

  @Public
  @Field(() => String, { nullable: true, description: "Why it was revised; null for the first." })
  reason?: string | null;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Day of the revision; null if not known." })
  decidedOn?: string | null;
}

@ObjectType({ description: "A step of the year's plan." })
export class JabarPlanStep extends PartlyAssumedRule {
  @Public
  @Field(() => String, { description: "Code, such as `AUDITION_1`." })
  code!: string;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => JabarStepMode, { description: "How it is held." })
  mode!: JabarStepMode;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "First day; null if not known." })
  startsOn?: string | null;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Last day; null if not known." })
  endsOn?: string | null;
}

@ObjectType({
  description:
    "A figure as a source published it. Sources may contradict each other, and what the graph itself counts (`funnel`); none overwrites another.",
})
export class JabarFigure extends Sourced {
  @Public
  @Field(() => String, { description: "What is meant, such as `PASSED_2`." })
  indicator!: string;

  @Public
  @Field(() => Float, { description: "How much, in the unit; a whole number, exact up to 9,007,199,254,740,991." })
  value!: number;

  @Public
  @Field(() => String, { description: "`pesantren`, `person` or `rupiah`." })
  unit!: string;

  @Public
  @Field(() => Boolean, { description: "Whether the source itself says about." })
  isApproximate!: boolean;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Day for which it is said; null if not known." })
  asOf?: string | null;
}

@ObjectType({ description: "A change of the rules of an adopted edition." })
export class JabarEditionChange {
  @Public
  @Field(() => DateTime, { description: "When." })
  at!: Date;

  @Public
  @Field(() => String, { description: "What was changed, such as `quotas` of stage 1." })
  part!: string;

  @Public
  @Field(() => String, { description: "Why." })
  reason!: string;

  @Public
  @Field(() => String, { nullable: true, description: "How it was before, as JSON; null for what was added." })
  before?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "How it is since, as JSON." })
  after?: string | null;
}

@ObjectType({ description: "A year of Jawa Barat's audition programme." })
export class JabarEdition extends PartlyAssumedRule {
  @Public
  @Field(() => ID, { description: "Id of the edition." })
  id!: string;

  @Public
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => JabarEditionStatus, { description: "Whether its rules are in force." })
  status!: JabarEditionStatus;

  @Public
  @Field(() => Boolean, { description: "Whether a pesantren that passed a stage of another edition may not register." })
  onceEver!: boolean;

  @Public
  @Field(() => Int, { description: "So many days after an announcement an appeal may be lodged." })
  appealDays!: number;

  @Public
  @Field(() => String, { description: "What lots are drawn from, known beforehand (see `tieBreak` of a stage)." })
  lotSeed!: string;

  madeFromId!: string | null;
}

export const JabarEditionConnection = connectionType("JabarEdition", () => JabarEdition, "editions", Public);
