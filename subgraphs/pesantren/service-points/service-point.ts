import { ArgsType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { ServicePointPartners } from "../access";
import { connectionType, PageArguments } from "../../kit/graph/connection";
import { resultUnion } from "../../kit/refusal";
import { DateTime, RegionCode } from "../../kit/scalars";
import { DistanceEdge, NearInput } from "../location/location";
import { TimeZone } from "./time-zone";

export enum ServicePointKind {
  SHOP = "SHOP",
  COOPERATIVE = "COOPERATIVE",
}
registerEnumType(ServicePointKind, {
  name: "ServicePointKind",
  description: "What of the pesantren runs a service point.",
  valuesConfig: {
    SHOP: { description: "A shop of the pesantren." },
    COOPERATIVE: { description: "The pesantren's cooperative (kopontren)." },
  },
});

export enum ServicePointStatus {
  PLANNED = "PLANNED",
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  CLOSED = "CLOSED",
}
registerEnumType(ServicePointStatus, {
  name: "ServicePointStatus",
  description: "Whether a service point is at work.",
  valuesConfig: {
    PLANNED: { description: "In preparation." },
    ACTIVE: { description: "At work." },
    SUSPENDED: { description: "Not at work for the time being." },
    CLOSED: { description: "Given up. It may be planned again." },
  },
});

@ObjectType({ description: "One change of the status of a service point." })
export class ServicePointStatusChange {
  @ServicePointPartners
  @Field(() => ID, { description: "Id of the change." })
  id!: string;

  @ServicePointPartners
  @Field(() => ServicePointStatus, { description: "The status before." })
  before!: ServicePointStatus;

  @ServicePointPartners
  @Field(() => ServicePointStatus, { description: "The status after." })
  after!: ServicePointStatus;

  @ServicePointPartners
  @Field(() => String, { description: "Why, as given by the one who did it." })
  reason!: string;

  @ServicePointPartners
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A shop or cooperative of a pesantren at which services are offered to the public, such as paying vehicle tax.",
})
export class ServicePoint {
  @Public
  @Field(() => ID, { description: "Id; opaque." })
  id!: string;

  @Public
  @Field(() => ServicePointKind, { description: "Whether it is a shop or the cooperative." })
  kind!: ServicePointKind;

  @Public
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Public
  @Field(() => String, {
    nullable: true,
    description: "Address below the district, such as street and number; null if not known.",
  })
  address?: string | null;

  @Public
  @Field(() => TimeZone, { description: "The time zone of its opening hours." })
  timeZone!: TimeZone;

  @Public
  @Field(() => String, {
    nullable: true,
    description: "Telephone for the public in E.164 form such as `+62341123456`; null if not known.",
  })
  phone?: string | null;

  @Public
  @Field(() => ServicePointStatus, { description: "Whether it is at work." })
  status!: ServicePointStatus;
}

export const ServicePointConnection = connectionType("ServicePoint", () => ServicePoint, "service points", Public, {
  edge: DistanceEdge,
});
export const ServicePointStatusChangeConnection = connectionType(
  "ServicePointStatusChange",
  () => ServicePointStatusChange,
  "changes of status",
  ServicePointPartners,
);

@InputType({ description: "Which service points to list. What is left out does not narrow the list." })
export class ServicePointFilter {
  @Field(() => [String], {
    nullable: true,
    description: "Codes of services, at most 20; only points that offer all of them.",
  })
  services?: string[] | null;

  @Field(() => String, { nullable: true, description: "Code of the partner bank." })
  bankCode?: string | null;

  @Field(() => ServicePointStatus, { nullable: true, description: "Only points of this status." })
  status?: ServicePointStatus | null;

  @Field(() => ServicePointKind, { nullable: true, description: "Only points of this kind." })
  kind?: ServicePointKind | null;

  @Field(() => RegionCode, { nullable: true, description: "Code of the province they lie in." })
  provinceCode?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Code of the regency or city they lie in." })
  regencyCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the pesantren they belong to; that of a merged duplicate means its original.",
  })
  pesantrenId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "Only points that are active and, by their opening hours, open at this moment. Those of unknown hours are left out.",
  })
  openAt?: Date | null;
}

@ArgsType()
export class ServicePointListArguments extends PageArguments {
  @Field(() => ServicePointFilter, { nullable: true, description: "Narrows the list." })
  filter?: ServicePointFilter | null;

  @Field(() => NearInput, { nullable: true, description: "Only what lies in this circle, the nearest first." })
  near?: NearInput | null;
}

export const RegisterServicePointResult = resultUnion(
  "RegisterServicePointResult",
  () => ServicePoint,
  "The service point registered, or why it was refused.",
);
export const ChangeServicePointResult = resultUnion(
  "ChangeServicePointResult",
  () => ServicePoint,
  "The service point as changed, or why the change was refused.",
);
export const ChangeServicePointStatusResult = resultUnion(
  "ChangeServicePointStatusResult",
  () => ServicePoint,
  "The service point in its new status, or why the change was refused.",
);
