import { ArgsType, Field, ID, InputType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { Nspp, RegionCode } from "../../kit/scalars";
import { NearInput } from "../location/location";
import { PesantrenKind, PesantrenStatus } from "./pesantren";

/** The most ids or numbers that a filter may name. */
export const MOST_NAMED = 100;

@InputType({ description: "Which pesantren to list: those to which everything given applies." })
export class PesantrenFilter {
  @Field(() => RegionCode, { nullable: true, description: "Only those in this province, such as `32`." })
  provinceCode?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those in this regency or city, such as `32.04`." })
  regencyCode?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Only those known to be in this district, such as `32.04.10`; the district of many is not known.",
  })
  districtCode?: string | null;

  @Field(() => PesantrenKind, { nullable: true, description: "Only those known to teach this." })
  kind?: PesantrenKind | null;

  @Field(() => PesantrenStatus, { nullable: true, description: "Only those of this status." })
  status?: PesantrenStatus | null;

  @Field(() => Boolean, { nullable: true, description: "Only those whose location is known (true) or is not (false)." })
  hasLocation?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those made up for trials (true) or only real ones (false).",
  })
  trial?: boolean | null;

  @Field(() => [Nspp], {
    nullable: true,
    description: `Only those that have or had one of these numbers; at most ${MOST_NAMED}.`,
  })
  nspps?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Only those with one of these ids, at most ${MOST_NAMED}; the id of a merged duplicate stands for its original.`,
  })
  ids?: string[] | null;
}

@ArgsType()
export class PesantrenListArguments extends PageArguments {
  @Field(() => PesantrenFilter, { nullable: true, description: "Which pesantren; all if left out." })
  filter?: PesantrenFilter | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Name or part of it, 1 to 100 characters: whole words or their beginnings, in any order. Other spellings of Arabic names, misspellings, articles, hyphens and a leading Pondok Pesantren do not matter. The best matches come first: of the 500 names most alike, and of all that are if `filter` or `near` narrows them.",
  })
  search?: string | null;

  @Field(() => NearInput, { nullable: true, description: "Only those known to lie in this circle, the nearest first." })
  near?: NearInput | null;
}
