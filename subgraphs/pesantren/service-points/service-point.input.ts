import { Field, ID, InputType } from "type-graphql";
import { RegionCode } from "../../kit/scalars";
import { LocationInput } from "../location/location";
import { OpeningHoursInput } from "./opening-hours";
import { ServicePointKind, ServicePointStatus } from "./service-point";
import { TimeZone } from "./time-zone";

const NAME = "Its name, 1 to 120 characters.";
const SERVICES = "Codes of the services offered, 1 to 20, of the list `services`.";
const BANK = "Code of the partner bank, of the list `banks`.";
const ADDRESS = "Address below the district, 1 to 300 characters.";
const DISTRICT = "Code of the district; it must lie in the regency.";
const HOURS = "When it is open. A day that is not given is closed; null means that the hours are not known.";
const PHONE = "Telephone for the public, in E.164 form such as `+62341123456`.";

@InputType({ description: "A service point to be registered; it begins as `PLANNED`." })
export class RegisterServicePointInput {
  @Field(() => ID, { description: "Id of the pesantren that runs it." })
  pesantrenId!: string;

  @Field(() => ServicePointKind, { description: "Whether it is a shop or the cooperative." })
  kind!: ServicePointKind;

  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => [String], { description: SERVICES })
  services!: string[];

  @Field(() => LocationInput, { description: "Where it is." })
  location!: LocationInput;

  @Field(() => String, { nullable: true, description: BANK })
  bankCode?: string | null;

  @Field(() => String, { nullable: true, description: ADDRESS })
  address?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of its regency or city; that of the pesantren unless given.",
  })
  regencyCode?: string | null;

  @Field(() => RegionCode, { nullable: true, description: DISTRICT })
  districtCode?: string | null;

  @Field(() => TimeZone, {
    nullable: true,
    description: "Time zone of the opening hours; that of the province unless given.",
  })
  timeZone?: TimeZone | null;

  @Field(() => [OpeningHoursInput], { nullable: true, description: HOURS })
  openingHours?: OpeningHoursInput[] | null;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
}

@InputType({
  description: "What to change of a service point. What is left out stays; null empties what may be empty.",
})
export class ChangeServicePointInput {
  @Field(() => ID, { description: "Id of the service point." })
  id!: string;

  @Field(() => ServicePointKind, { nullable: true, description: "Whether it is a shop or the cooperative; not null." })
  kind?: ServicePointKind | null;

  @Field(() => String, { nullable: true, description: `${NAME} Not null.` })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: `${SERVICES} They replace those before. Not null.` })
  services?: string[] | null;

  @Field(() => LocationInput, { nullable: true, description: "Where it is; not null." })
  location?: LocationInput | null;

  @Field(() => String, { nullable: true, description: BANK })
  bankCode?: string | null;

  @Field(() => String, { nullable: true, description: ADDRESS })
  address?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of its regency or city; not null. Another regency empties the district.",
  })
  regencyCode?: string | null;

  @Field(() => RegionCode, { nullable: true, description: DISTRICT })
  districtCode?: string | null;

  @Field(() => TimeZone, { nullable: true, description: "Time zone of the opening hours; not null." })
  timeZone?: TimeZone | null;

  @Field(() => [OpeningHoursInput], { nullable: true, description: `${HOURS} They replace those before.` })
  openingHours?: OpeningHoursInput[] | null;

  @Field(() => String, { nullable: true, description: PHONE })
  phone?: string | null;
}

@InputType({ description: "A service point's new status." })
export class ChangeServicePointStatusInput {
  @Field(() => ID, { description: "Id of the service point." })
  id!: string;

  @Field(() => ServicePointStatus, {
    description:
      "From `PLANNED` to `ACTIVE` or `CLOSED`; from `ACTIVE` to `SUSPENDED` or `CLOSED`; from `SUSPENDED` to `ACTIVE` or `CLOSED`; from `CLOSED` to `PLANNED`.",
  })
  status!: ServicePointStatus;

  @Field(() => String, { description: "Why; 1 to 500 characters, kept for ever." })
  reason!: string;
}
