import { ArgsType, Directive, Field, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType, PageArguments } from "../../kit/graph/connection";
import { RegionCode } from "../../kit/scalars";

/** Levels of regions, as the table `region` numbers them. */
export enum RegionLevel {
  PROVINCE = 1,
  REGENCY = 2,
  DISTRICT = 3,
  VILLAGE = 4,
}
registerEnumType(RegionLevel, {
  name: "RegionLevel",
  description: "Level of an administrative region.",
  valuesConfig: {
    PROVINCE: { description: "Provinsi." },
    REGENCY: { description: "Kabupaten or kota." },
    DISTRICT: { description: "Kecamatan (in Papua distrik)." },
    VILLAGE: { description: "Desa or kelurahan." },
  },
});

/** Kinds of second-level regions. */
export enum RegencyKind {
  KABUPATEN = "KABUPATEN",
  KOTA = "KOTA",
}
registerEnumType(RegencyKind, {
  name: "RegencyKind",
  description: "Whether a second-level region is a regency or a city.",
  valuesConfig: {
    KABUPATEN: { description: "A regency." },
    KOTA: { description: "A city." },
  },
});

const CODE = "Code by Kementerian Dalam Negeri, with dots.";
const NAME = "Name by Kementerian Dalam Negeri, in Indonesian.";

const TYPE_NAMES = { 2: "Province", 5: "Regency", 8: "District", 13: "Village" } as const;

/** The level of a code, by its length. */
export function levelOf(code: string): RegionLevel {
  return RegionLevel[TYPE_NAMES[code.length as 2].toUpperCase() as keyof typeof RegionLevel];
}

@InterfaceType({
  description: "An administrative region of Indonesia, of any level.",
  resolveType: ({ code }: Region) => TYPE_NAMES[code.length as 2],
})
export class Region {
  @Public
  @Field(() => RegionCode, { description: CODE })
  code!: string;

  @Public
  @Field(() => String, { description: NAME })
  name!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ implements: Region, description: "A province (provinsi); Indonesia has 38." })
export class Province extends Region {}

@Directive('@key(fields: "code")')
@ObjectType({
  implements: Region,
  description: "A regency or city (kabupaten or kota), second level below the nation.",
})
export class Regency extends Region {}

@Directive('@key(fields: "code")')
@ObjectType({ implements: Region, description: "A district (kecamatan) of a regency or city." })
export class District extends Region {}

@Directive('@key(fields: "code")')
@ObjectType({ implements: Region, description: "A village (desa or kelurahan) of a district." })
export class Village extends Region {}

export const ProvinceConnection = connectionType("Province", () => Province, "provinces", Public);
export const RegencyConnection = connectionType("Regency", () => Regency, "regencies and cities", Public);
export const DistrictConnection = connectionType("District", () => District, "districts", Public);
export const VillageConnection = connectionType("Village", () => Village, "villages", Public);
export const RegionConnection = connectionType("Region", () => Region, "regions found", Public);

@ArgsType()
export class RegionSearchArguments extends PageArguments {
  @Field(() => String, {
    description:
      "Name or part of it, 2 to 100 characters. Misspellings are tolerated; spaces, hyphens and capitals do not matter; Kabupaten, Kab., Kota or Kecamatan may stand before it or not.",
  })
  search!: string;

  @Field(() => RegionLevel, { nullable: true, description: "Only regions of this level." })
  level?: RegionLevel | null;

  @Field(() => RegionCode, { nullable: true, description: "Only regions below the one of this code." })
  within?: string | null;
}
