import { GraphQLJSONObject } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { HistoryReaders } from "../access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Nspp } from "../../kit/scalars";
import { DistanceEdge } from "../location/location";

export enum PesantrenKind {
  SALAFIYAH = "SALAFIYAH",
  MUALLIMIN = "MUALLIMIN",
  INTEGRATED = "INTEGRATED",
}
registerEnumType(PesantrenKind, {
  name: "PesantrenKind",
  description: "What a pesantren teaches, by article 5 of law (UU) 18/2019.",
  valuesConfig: {
    SALAFIYAH: { description: "The study of kitab kuning." },
    MUALLIMIN: { description: "Dirasah islamiyah in the pattern of muallimin." },
    INTEGRATED: { description: "Other forms, integrated with general education." },
  },
});

export enum PesantrenStatus {
  ACTIVE = "ACTIVE",
  INACTIVE = "INACTIVE",
  CLOSED = "CLOSED",
}
registerEnumType(PesantrenStatus, {
  name: "PesantrenStatus",
  description: "Whether a pesantren is at work.",
  valuesConfig: {
    ACTIVE: { description: "At work." },
    INACTIVE: { description: "Not at work for the time being." },
    CLOSED: { description: "Closed; may be opened again." },
  },
});

export enum PesantrenChangeKind {
  REGISTERED = "REGISTERED",
  IMPORTED = "IMPORTED",
  CORRECTED = "CORRECTED",
  STATUS_CHANGED = "STATUS_CHANGED",
  MERGED = "MERGED",
  UNMERGED = "UNMERGED",
}
registerEnumType(PesantrenChangeKind, {
  name: "PesantrenChangeKind",
  description: "What was done to a record of the registry.",
  valuesConfig: {
    REGISTERED: { description: "Entered by hand." },
    IMPORTED: { description: "Its source said something else than before." },
    CORRECTED: { description: "Some of its fields were corrected." },
    STATUS_CHANGED: { description: "Its status was changed." },
    MERGED: { description: "A duplicate was merged into it, or it into its original." },
    UNMERGED: { description: "A merge was taken back." },
  },
});

@ObjectType({ description: "A number that a pesantren has or had." })
export class NsppPeriod {
  @Public
  @Field(() => Nspp, { description: "The number." })
  nspp!: string;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "First day on which it was valid; null if not known." })
  validFrom?: string | null;

  @Public
  @Field(() => LocalDate, {
    nullable: true,
    description: "Day on which another number took its place; null for the number of today, and where it is not known.",
  })
  validUntil?: string | null;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;

  @Public
  @Field(() => LocalDate, { description: "The day for which the source says so." })
  asOf!: string;
}

@ObjectType({
  description: "How many santri a pesantren had in a year, by one source. Sources may contradict each other.",
})
export class SantriCount {
  @Public
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Public
  @Field(() => Int, { description: "Number of santri, 0 or more." })
  count!: number;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;

  @Public
  @Field(() => LocalDate, { description: "The day for which the source says so." })
  asOf!: string;
}

@ObjectType({ description: "The cooperative (kopontren) of a pesantren." })
export class Cooperative {
  @Public
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Public
  @Field(() => String, { nullable: true, description: "Number of its deed as a legal entity; null if not known." })
  legalNumber?: string | null;
}

@ObjectType({ description: "Something that looks wrong in a record and was kept as it came." })
export class PesantrenFlag {
  @Public
  @Field(() => String, {
    description:
      "What it is: `NSPP_REGION_DIFFERS` (the region within the number is another than the record's), `NAME_CUT` (the source cut the name off), and what later imports find.",
  })
  code!: string;

  @Public
  @Field(() => GraphQLJSONObject, { description: "What was seen, by name, such as the region within the number." })
  detail!: object;
}

@ObjectType({
  description: "One change of a record of the registry, by a person or by the import of a later directory.",
})
export class PesantrenChange {
  @HistoryReaders
  @Field(() => ID, { description: "Id of the change." })
  id!: string;

  @HistoryReaders
  @Field(() => PesantrenChangeKind, { description: "What was done." })
  kind!: PesantrenChangeKind;

  @HistoryReaders
  @Field(() => GraphQLJSONObject, { description: "The fields that changed, as they were before." })
  before!: object;

  @HistoryReaders
  @Field(() => GraphQLJSONObject, { description: "The same fields, as they were after it." })
  after!: object;

  @HistoryReaders
  @Field(() => String, { description: "Why, as given by the one who did it." })
  reason!: string;

  @HistoryReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "nspp")')
@ObjectType({ description: "An Islamic boarding school (pesantren), as the national registry knows it." })
export class Pesantren {
  @Public
  @Field(() => ID, { description: "Id in the registry; opaque." })
  id!: string;

  @Public
  @Field(() => Nspp, { description: "Its number of today. Old numbers find it too." })
  nspp!: string;

  @Public
  @Field(() => String, { description: "Name exactly as the source has it." })
  publishedName!: string;

  @Public
  @Field(() => String, {
    description: "Name for display: apostrophes mended, no capitals throughout, or as it was corrected by hand.",
  })
  name!: string;

  @Public
  @Field(() => String, {
    nullable: true,
    description: "Address below the district, such as hamlet, RT/RW and street; null if not known.",
  })
  address?: string | null;

  @Public
  @Field(() => PesantrenKind, { nullable: true, description: "What it teaches; null if not known." })
  kind?: PesantrenKind | null;

  @Public
  @Field(() => Int, { nullable: true, description: "Year in which it was founded; null if not known." })
  foundedYear?: number | null;

  @Public
  @Field(() => String, {
    nullable: true,
    description:
      "WhatsApp number of its contact for buyers, public, in E.164 form such as `+6281234567890`; null if not known.",
  })
  whatsapp?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "Its website; null if not known." })
  website?: string | null;

  @Public
  @Field(() => PesantrenStatus, { description: "Whether it is at work." })
  status!: PesantrenStatus;

  @Public
  @Field(() => String, { description: "Where the record comes from." })
  source!: string;

  @Public
  @Field(() => LocalDate, { description: "The day for which the source says so." })
  asOf!: string;

  @Public
  @Field(() => Boolean, { description: "Whether it was made up for trials and benchmarks." })
  trial!: boolean;

  @Public
  @Field(() => [ID], { description: "The ids of the duplicates that were merged into it." })
  formerIds!: string[];
}

export const PesantrenConnection = connectionType("Pesantren", () => Pesantren, "pesantren", Public, {
  edge: DistanceEdge,
});
export const PesantrenChangeConnection = connectionType(
  "PesantrenChange",
  () => PesantrenChange,
  "changes of a record",
  HistoryReaders,
);
