import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { Nspp } from "../../kit/scalars";
import { HistoryReaders, RegistryFollowers } from "../access";
import { Location, locationOf } from "../location/location";
import { District, Province, Regency, type Region } from "../regions/region";
import { regionAbove } from "../regions/region.resolver";
import {
  Cooperative,
  NsppPeriod,
  Pesantren,
  type PesantrenChange,
  PesantrenChangeConnection,
  PesantrenConnection,
  PesantrenFlag,
  SantriCount,
} from "./pesantren";
import { FeedArguments, PesantrenFeedConnection, pesantrenFeed, type PesantrenFeedEntry } from "./pesantren.feed";
import { PesantrenListArguments } from "./pesantren.filter";
import { pesantrenPage } from "./pesantren.list";
import { onePesantren, type PesantrenRow } from "./pesantren.loader";
import { changesOf, flagsOf, nsppHistoryOf, santriCountsOf } from "./pesantren.parts";

@Resolver(() => Pesantren)
export class PesantrenResolver {
  @Public
  @Query(() => Pesantren, {
    nullable: true,
    description:
      "One pesantren, by exactly one of its id and its number; null if there is none. An old number finds the pesantren that had it; the id and the number of a merged duplicate find its original.",
  })
  pesantren(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg("id", () => ID, { nullable: true, description: "Its id in the registry." }) id?: string | null,
    @Arg("nspp", () => Nspp, { nullable: true, description: "A number that it has or had." }) nspp?: string | null,
  ): Promise<PesantrenRow | null> {
    return onePesantren(context, { id, nspp }, info);
  }

  @Directive(pageCost)
  @Public
  @Query(() => PesantrenConnection, {
    description:
      "The pesantren of the registry; merged duplicates are left out. In the order of distance with `near`, of the best match with `search`, otherwise regency by regency.",
  })
  pesantrens(
    @Args(() => PesantrenListArguments) args: PesantrenListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PesantrenRow>> {
    return pesantrenPage(context, args, info);
  }

  @Directive(pageCost)
  @RegistryFollowers
  @Query(() => PesantrenFeedConnection, {
    nullable: true,
    description:
      "For those who keep a copy: every record, merged ones too, in the order of its latest change. Ask with the last cursor again and again, and nothing is ever missed. A change appears when all changes begun before it have ended.",
  })
  pesantrenChanges(
    @Args(() => FeedArguments) args: FeedArguments,
    @Ctx() context: Context,
  ): Promise<Connection<PesantrenFeedEntry>> {
    return pesantrenFeed(context, args);
  }

  @Public
  @FieldResolver(() => [NsppPeriod], {
    description: "Every number that it has or had, the number of today first; those of merged duplicates too.",
  })
  nsppHistory(@Root() { id }: Pesantren, @Ctx() context: Context): Promise<NsppPeriod[]> {
    return nsppHistoryOf(context, id);
  }

  @Public
  @FieldResolver(() => Province, { description: "The province it lies in." })
  province(
    @Root() row: PesantrenRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return regionAbove(context, row.regencyCode!.slice(0, 2), info);
  }

  @Public
  @FieldResolver(() => Regency, { description: "The regency or city it lies in." })
  regency(
    @Root() row: PesantrenRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return regionAbove(context, row.regencyCode!, info);
  }

  @Public
  @FieldResolver(() => District, { nullable: true, description: "The district it lies in; null if not known." })
  async district(
    @Root() row: PesantrenRow,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Region | null> {
    return row.districtCode ? regionAbove(context, row.districtCode, info) : null;
  }

  @Public
  @FieldResolver(() => Location, { nullable: true, description: "Where it is; null if not known." })
  location(@Root() row: PesantrenRow): Location | null {
    return locationOf(row);
  }

  @Public
  @FieldResolver(() => Cooperative, { nullable: true, description: "Its cooperative; null if none is known." })
  cooperative(@Root() { cooperativeName, cooperativeLegalNumber }: PesantrenRow): Cooperative | null {
    return cooperativeName ? { name: cooperativeName, legalNumber: cooperativeLegalNumber ?? null } : null;
  }

  @Public
  @FieldResolver(() => [SantriCount], { description: "How many santri it had, the newest year first." })
  santriCounts(@Root() { id }: Pesantren, @Ctx() context: Context): Promise<SantriCount[]> {
    return santriCountsOf(context, id);
  }

  @Public
  @FieldResolver(() => [PesantrenFlag], { description: "What looks wrong in the record and was kept as it came." })
  flags(@Root() { id }: Pesantren, @Ctx() context: Context): Promise<PesantrenFlag[]> {
    return flagsOf(context, id);
  }

  @Directive(pageCost)
  @HistoryReaders
  @FieldResolver(() => PesantrenChangeConnection, {
    nullable: true,
    description:
      "What people changed in the record and why, the newest first. Empty for whoever acts for another province.",
  })
  changes(
    @Root() { id }: Pesantren,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<PesantrenChange>> {
    return changesOf(context, id, page);
  }
}
