import { Args, Ctx, Directive, Field, Float, ID, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";
import { restricted } from "../access/access";
import { type Context } from "../context";
import { FeedArguments, feedPage, type FeedSource } from "../feed/serve";
import { connectionType, pageCost, type Connection } from "../graph/connection";
import { DateTime, RegionCode } from "../scalars";

/** Those who gather the figures of all provinces. */
const FactFollowers = restricted({ to: ["ministry"], scopes: "feed:read" });

export enum FactKind {
  COMPUTED = "COMPUTED",
  PUBLISHED = "PUBLISHED",
}
registerEnumType(FactKind, {
  name: "FactKind",
  description: "Where the value of a fact comes from.",
  valuesConfig: {
    COMPUTED: {
      description: "Counted by the graph: by how much the figure grew or shrank. The sum of all is the figure.",
    },
    PUBLISHED: { description: "Said by a source. Of each source the latest holds; none overwrites what is counted." },
  },
});

@Directive("@shareable")
@ObjectType({ description: "One of the things that a fact is divided by." })
class FactDimension {
  @FactFollowers
  @Field(() => String, { description: "Which, such as `category`." })
  name!: string;

  @FactFollowers
  @Field(() => String, { description: "Its value, such as `STARTUP`." })
  value!: string;
}

@Directive("@shareable")
@ObjectType({
  description:
    "An observation of a province, written with the change that it tells of. Nothing of it changes afterwards.",
})
export class Fact {
  @FactFollowers
  @Field(() => ID, { description: "Id; ids grow with time." })
  id!: string;

  @FactFollowers
  @Field(() => String, { description: "What is meant, such as `pesantren.registered`." })
  indicator!: string;

  @FactFollowers
  @Field(() => RegionCode, { description: "Code of the province." })
  provinceCode!: string;

  @FactFollowers
  @Field(() => String, { description: "The year, month or day that it belongs to, such as `2020` or `2020-07`." })
  period!: string;

  @FactFollowers
  @Field(() => RegionCode, { nullable: true, description: "Code of the regency or city; null if it is of none." })
  regencyCode?: string | null;

  @FactFollowers
  @Field(() => ID, { nullable: true, description: "Id of the pesantren; null if it is of none." })
  pesantrenId?: string | null;

  @FactFollowers
  @Field(() => [FactDimension], { description: "What it is divided by besides, by their names." })
  dimensions!: FactDimension[];

  @FactFollowers
  @Field(() => Float, { description: "How much, in the unit; a whole number, exact up to 9,007,199,254,740,991." })
  value!: number;

  @FactFollowers
  @Field(() => String, { description: "`pesantren`, `person`, `rupiah` or what else is counted." })
  unit!: string;

  @FactFollowers
  @Field(() => FactKind, { description: "Whether the graph counted it, or a source said it." })
  kind!: FactKind;

  @FactFollowers
  @Field(() => String, { description: "The room that counted it, or the source that said it." })
  source!: string;

  @FactFollowers
  @Field(() => DateTime, { description: "When it was so." })
  asOf!: Date;
}

const FactConnection = connectionType("Fact", () => Fact, "facts", FactFollowers, { isShared: true });

const FEED: FeedSource = {
  table: "fact",
  columns: `t.id, t.indicator, t.province_code AS "provinceCode", t.period, t.regency_code AS "regencyCode", t.pesantren_id AS "pesantrenId",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', key, 'value', value) ORDER BY key), '[]') FROM jsonb_each_text(t.dimensions)) AS dimensions,
    t.value::float8 AS value, t.unit, t.kind, t.source, t.as_of AS "asOf"`,
};

/** The resolver of a room's feed of facts, at the root field `<room>Facts`: the same in every room. */
export function factsFeed(room: string) {
  @Resolver()
  class FactsFeed {
    @Directive(pageCost)
    @FactFollowers
    @Query(() => FactConnection, {
      name: `${room}Facts`,
      nullable: true,
      description:
        "What this room tells the nation, from a cursor on, in the order in which it was committed. Keep the last `endCursor` and go on from it; whoever does gets each fact once.",
    })
    facts(@Args(() => FeedArguments) args: FeedArguments, @Ctx() context: Context): Promise<Connection<Fact>> {
      return feedPage<Fact>(context, FEED, args);
    }
  }
  return FactsFeed;
}
