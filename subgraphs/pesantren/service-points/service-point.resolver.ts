import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { FeedArguments } from "../../kit/feed/serve";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { orRefused, type Refused } from "../../kit/refusal";
import { DateTime } from "../../kit/scalars";
import { RegistryFollowers, ServicePointOperators, ServicePointPartners } from "../access";
import { Location, locationOf } from "../location/location";
import { Pesantren } from "../pesantren/pesantren";
import { pesantrenById, pesantrenColumns, type PesantrenRow } from "../pesantren/pesantren.loader";
import { District, Province, Regency, type Region } from "../regions/region";
import { regionAbove } from "../regions/region.resolver";
import { fromMultirange, holdsMinute, OpeningHours } from "./opening-hours";
import {
  ChangeServicePointResult,
  ChangeServicePointStatusResult,
  RegisterServicePointResult,
  ServicePoint,
  ServicePointConnection,
  ServicePointListArguments,
  ServicePointStatusChangeConnection,
  type ServicePointStatusChange,
} from "./service-point";
import {
  ChangeServicePointInput,
  ChangeServicePointStatusInput,
  RegisterServicePointInput,
} from "./service-point.input";
import { ServicePointFeedConnection, servicePointFeed, type ServicePointFeedEntry } from "./service-point.feed";
import { servicePointPage } from "./service-point.list";
import {
  servicePointById,
  servicePointColumns,
  servicePointsOf,
  statusChangesOf,
  type ServicePointRow,
} from "./service-point.loader";
import { changeServicePoint, changeServicePointStatus, registerServicePoint } from "./service-point.service";
import { minuteOfWeek } from "./time-zone";
import { Bank, Service } from "./vocabulary";
import { bankByCode, servicesByCode } from "./vocabulary.loader";

type Result = Promise<ServicePointRow | Refused>;
type Page = Promise<Connection<ServicePointRow>>;

@Resolver()
export class ServicePointQueries {
  @Public
  @Query(() => ServicePoint, { nullable: true, description: "One service point by its id; null if there is none." })
  servicePoint(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServicePointRow | null> {
    return servicePointById(context, id, servicePointColumns(info));
  }

  @Directive(pageCost)
  @RegistryFollowers
  @Query(() => ServicePointFeedConnection, {
    nullable: true,
    description:
      "For those who keep a copy: every service point, closed ones too, in the order of its latest change. Ask with the last cursor again and again, and nothing is ever missed. A change appears when all changes begun before it have ended.",
  })
  servicePointChanges(
    @Args(() => FeedArguments) args: FeedArguments,
    @Ctx() context: Context,
  ): Promise<Connection<ServicePointFeedEntry>> {
    return servicePointFeed(context, args);
  }

  @Directive(pageCost)
  @Public
  @Query(() => ServicePointConnection, {
    description: "Service points: with `near` the nearest first, otherwise the first registered first.",
  })
  servicePoints(
    @Args(() => ServicePointListArguments) args: ServicePointListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return servicePointPage(context, args, info);
  }
}

@Resolver()
export class ServicePointMutations {
  @ServicePointOperators
  @Mutation(() => RegisterServicePointResult, {
    description:
      "Registers a service point of a pesantren, as `PLANNED`. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `PESANTREN_CLOSED`, `TEXT_LENGTH`, `SERVICE_COUNT`, `SERVICE_UNKNOWN`, `BANK_UNKNOWN`, `LOCATION_INVALID`, `REGENCY_UNKNOWN`, `DISTRICT_UNKNOWN`, `TIME_ZONE_REQUIRED`, `OPENING_HOURS_INVALID`, `OPENING_HOURS_OVERLAP`, `PHONE_INVALID`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerServicePoint(
    @Arg("input", () => RegisterServicePointInput, { description: "The service point." })
    input: RegisterServicePointInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(registerServicePoint(context, input, idempotencyKey, servicePointColumns(info)));
  }

  @ServicePointOperators
  @Mutation(() => ChangeServicePointResult, {
    description:
      "Changes the fields given of a service point. Refusals: `SERVICE_POINT_UNKNOWN`, `OUTSIDE_PROVINCE`, `FIELD_REQUIRED`, and those of `registerServicePoint` for the fields.",
  })
  changeServicePoint(
    @Arg("input", () => ChangeServicePointInput, { description: "Which one, and what to change." })
    input: ChangeServicePointInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(changeServicePoint(context, input, servicePointColumns(info)));
  }

  @ServicePointOperators
  @Mutation(() => ChangeServicePointStatusResult, {
    description:
      "Moves a service point to another status. Refusals: `SERVICE_POINT_UNKNOWN`, `OUTSIDE_PROVINCE`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  changeServicePointStatus(
    @Arg("input", () => ChangeServicePointStatusInput, { description: "Which one, the status and the reason." })
    input: ChangeServicePointStatusInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Result {
    return orRefused(changeServicePointStatus(context, input, servicePointColumns(info)));
  }
}

@Resolver(() => ServicePoint)
export class ServicePointResolver {
  @Public
  @FieldResolver(() => Pesantren, { description: "The pesantren that runs it." })
  pesantren(
    @Root() row: ServicePointRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PesantrenRow | null> {
    return pesantrenById(context, row.pesantrenId!, pesantrenColumns(info));
  }

  @Public
  @FieldResolver(() => [Service], { description: "What it offers." })
  services(@Root() row: ServicePointRow, @Ctx() context: Context): Promise<Service[]> {
    return servicesByCode(context, row.serviceCodes!);
  }

  @Public
  @FieldResolver(() => Bank, { nullable: true, description: "Its partner bank; null if it has none." })
  async bank(@Root() row: ServicePointRow, @Ctx() context: Context): Promise<Bank | null> {
    return row.bankCode ? bankByCode(context, row.bankCode) : null;
  }

  @Public
  @FieldResolver(() => Province, { description: "The province it lies in." })
  province(
    @Root() row: ServicePointRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return regionAbove(context, row.regencyCode!.slice(0, 2), info);
  }

  @Public
  @FieldResolver(() => Regency, { description: "The regency or city it lies in." })
  regency(
    @Root() row: ServicePointRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return regionAbove(context, row.regencyCode!, info);
  }

  @Public
  @FieldResolver(() => District, { nullable: true, description: "The district it lies in; null if not known." })
  async district(
    @Root() row: ServicePointRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return row.districtCode ? regionAbove(context, row.districtCode, info) : null;
  }

  @Public
  @FieldResolver(() => Location, { description: "Where it is." })
  location(@Root() row: ServicePointRow): Location | null {
    return locationOf(row);
  }

  @Public
  @FieldResolver(() => [OpeningHours], {
    nullable: true,
    description: "When it is open, from Monday on, in its own time zone; days left out are closed. Null if not known.",
  })
  openingHours(@Root() { hours }: ServicePointRow): OpeningHours[] | null {
    return typeof hours === "string" ? fromMultirange(hours) : null;
  }

  @Public
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether it is open at a moment, by its opening hours; holidays are not known. False unless it is active; null if its hours are not known.",
  })
  openAt(
    @Root() row: ServicePointRow,
    @Arg("at", () => DateTime, { description: "The moment." }) at: Date,
  ): boolean | null {
    return isOpenAt(row, at);
  }

  @Public
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether it is open now, by its opening hours; as `openAt`.",
  })
  isOpen(@Root() row: ServicePointRow, @Ctx() { clock }: Context): boolean | null {
    return isOpenAt(row, clock());
  }

  @Directive(pageCost)
  @ServicePointPartners
  @FieldResolver(() => ServicePointStatusChangeConnection, {
    nullable: true,
    description: "Changes of its status, the newest first.",
  })
  statusHistory(
    @Root() { id }: ServicePoint,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<ServicePointStatusChange>> {
    return statusChangesOf(context, id, page);
  }
}

@Resolver(() => Pesantren)
export class PesantrenServicePointsResolver {
  @Directive(pageCost)
  @Public
  @FieldResolver(() => ServicePointConnection, {
    description: "Its service points and those of its merged duplicates, the first registered first.",
  })
  servicePoints(
    @Root() { id }: Pesantren,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return servicePointsOf(context, id, page, servicePointColumns(info, "nodes|edges.node"));
  }
}

function isOpenAt({ hours, status, timeZone }: ServicePointRow, at: Date): boolean | null {
  if (status !== "ACTIVE") return false;
  return typeof hours === "string" ? holdsMinute(hours, minuteOfWeek(at, timeZone!)) : null;
}
