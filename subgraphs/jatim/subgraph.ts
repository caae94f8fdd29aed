import { factsFeed } from "../kit/facts/facts.feed";
import { defineSubgraph } from "../kit/subgraph";
import { KitParts1700000940000 } from "./migrations/kit-parts.migration";
import { Products1700000950000 } from "./migrations/products.migration";
import { References1700000900000 } from "./migrations/references.migration";
import { catalogue, registry } from "./references";

/** Jawa Timur: Eko-Tren OPOP, its three pillars, its cards and its payments. */
export default defineSubgraph({
  name: "jatim",
  port: 4104,
  resolvers: [factsFeed("jatim")],
  references: {},
  entities: [],
  migrations: [References1700000900000, KitParts1700000940000, Products1700000950000],
  startBackground: (db, log, metrics) => {
    const followers = [registry, catalogue].map((copy) => copy.follow(db, log, metrics));
    for (const follower of followers) follower.start();
    return async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
    };
  },
});
