import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { fieldsAsked } from "../../kit/graph/selection";
import { RegionCode } from "../../kit/scalars";
import {
  District,
  DistrictConnection,
  Province,
  ProvinceConnection,
  Regency,
  RegencyConnection,
  RegencyKind,
  type Region,
  RegionConnection,
  RegionLevel,
  RegionSearchArguments,
  Village,
  VillageConnection,
} from "./region";
import { childrenPage, provincePage, regionByCode, regionOfLevel } from "./region.loader";
import { searchRegions } from "./region.search";

type Found = Promise<Region | null>;
type Page = Promise<Connection<Region>>;

const CODE = { description: "Code by Kementerian Dalam Negeri." };

@Resolver()
export class RegionResolver {
  @Public
  @Query(() => Province, { nullable: true, description: "The province of a code such as `32`; null if there is none." })
  province(@Arg("code", () => RegionCode, CODE) code: string, @Ctx() context: Context): Found {
    return regionOfLevel(context, code, RegionLevel.PROVINCE);
  }

  @Public
  @Query(() => Regency, {
    nullable: true,
    description: "The regency or city of a code such as `32.04`; null if there is none.",
  })
  regency(@Arg("code", () => RegionCode, CODE) code: string, @Ctx() context: Context): Found {
    return regionOfLevel(context, code, RegionLevel.REGENCY);
  }

  @Public
  @Query(() => District, {
    nullable: true,
    description: "The district of a code such as `32.04.10`; null if there is none.",
  })
  district(@Arg("code", () => RegionCode, CODE) code: string, @Ctx() context: Context): Found {
    return regionOfLevel(context, code, RegionLevel.DISTRICT);
  }

  @Public
  @Query(() => Village, {
    nullable: true,
    description: "The village of a code such as `32.04.10.2001`; null if there is none.",
  })
  village(@Arg("code", () => RegionCode, CODE) code: string, @Ctx() context: Context): Found {
    return regionOfLevel(context, code, RegionLevel.VILLAGE);
  }

  @Directive(pageCost)
  @Public
  @Query(() => ProvinceConnection, { description: "All provinces, by code; `first: 100` holds them all." })
  provinces(@Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Page {
    return provincePage(context, page);
  }

  @Directive(pageCost)
  @Public
  @Query(() => RegionConnection, {
    description: "Regions of every level by their name, the most alike first, then by level and code.",
  })
  regions(@Args(() => RegionSearchArguments) search: RegionSearchArguments, @Ctx() context: Context): Page {
    return searchRegions(context, search);
  }
}

@Resolver(() => Province)
export class ProvinceResolver {
  @Directive(pageCost)
  @Public
  @FieldResolver(() => RegencyConnection, { description: "Its regencies and cities, by code." })
  regencies(@Root() { code }: Province, @Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Page {
    return childrenPage(context, code, page);
  }
}

@Resolver(() => Regency)
export class RegencyResolver {
  @Public
  @FieldResolver(() => RegencyKind, { description: "Whether it is a regency or a city." })
  kind(@Root() { name }: Regency): RegencyKind {
    return name.startsWith("Kota ") ? RegencyKind.KOTA : RegencyKind.KABUPATEN;
  }

  @Public
  @FieldResolver(() => Province, { description: "The province it lies in." })
  province(@Root() { code }: Regency, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 2), info);
  }

  @Directive(pageCost)
  @Public
  @FieldResolver(() => DistrictConnection, { description: "Its districts, by code." })
  districts(@Root() { code }: Regency, @Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Page {
    return childrenPage(context, code, page);
  }
}

@Resolver(() => District)
export class DistrictResolver {
  @Public
  @FieldResolver(() => Province, { description: "The province it lies in." })
  province(@Root() { code }: District, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 2), info);
  }

  @Public
  @FieldResolver(() => Regency, { description: "The regency or city it lies in." })
  regency(@Root() { code }: District, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 5), info);
  }

  @Directive(pageCost)
  @Public
  @FieldResolver(() => VillageConnection, { description: "Its villages, by code." })
  villages(@Root() { code }: District, @Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Page {
    return childrenPage(context, code, page);
  }
}

@Resolver(() => Village)
export class VillageResolver {
  @Public
  @FieldResolver(() => Province, { description: "The province it lies in." })
  province(@Root() { code }: Village, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 2), info);
  }

  @Public
  @FieldResolver(() => Regency, { description: "The regency or city it lies in." })
  regency(@Root() { code }: Village, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 5), info);
  }

  @Public
  @FieldResolver(() => District, { description: "The district it lies in." })
  district(@Root() { code }: Village, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Found {
    return regionAbove(context, code.slice(0, 8), info);
  }
}

/**
 * The region of a code that a record holds, for the fields asked of it: the code is known already, so it alone needs no statement.
 *
 * @param info of the field whose type is the region
 */
export function regionAbove(context: Context, code: string, info: GraphQLResolveInfo): Found {
  const asked = fieldsAsked(info);
  const codeIsEnough = [...asked].every((field) => field === "code" || field === "__typename");
  return codeIsEnough ? Promise.resolve({ code } as Region) : regionByCode(context, code);
}

/** How the gateway's references to regions are resolved; a code of another level finds nothing. */
export const regionReferences = {
  Province: referenceOf(RegionLevel.PROVINCE),
  Regency: referenceOf(RegionLevel.REGENCY),
  District: referenceOf(RegionLevel.DISTRICT),
  Village: referenceOf(RegionLevel.VILLAGE),
};

function referenceOf(level: RegionLevel) {
  return ({ code }: Readonly<Record<string, unknown>>, context: Context): Found =>
    regionOfLevel(context, String(code), level);
}
