import { factsFeed } from "../kit/facts/facts.feed";
import { defineSubgraph } from "../kit/subgraph";
import { KitParts1700000940000 } from "./migrations/kit-parts.migration";
import { Products1700000950000 } from "./migrations/products.migration";
import { References1700000900000 } from "./migrations/references.migration";
import { Samsat1700001500000 } from "./migrations/samsat.migration";
import { ServicePoints1700000960000 } from "./migrations/service-points.migration";
import { samsatChaos } from "./chaos/samsat";
import { catalogue, registry, servicePoints } from "./references";
import { startSamsat } from "./samsat/background";
import { partnersOfEnvironment, workWith } from "./samsat/partners";
import { SAMSAT_RESOLVERS } from "./samsat/samsat.resolver";
import { loadTariffs } from "./samsat/tariff.service";

/** Jawa Timur: Eko-Tren OPOP, its three pillars, its cards and its payments. */
export default defineSubgraph({
  name: "jatim",
  port: 4104,
  resolvers: [factsFeed("jatim"), ...SAMSAT_RESOLVERS],
  references: {},
  entities: [],
  migrations: [
    References1700000900000,
    KitParts1700000940000,
    Products1700000950000,
    ServicePoints1700000960000,
    Samsat1700001500000,
  ],
  loadReferenceData: loadTariffs,
  chaos: { samsat: samsatChaos },
  startBackground: (db, log, metrics) => {
    const followers = [registry, catalogue, servicePoints].map((copy) => copy.follow(db, log, metrics));
    for (const follower of followers) follower.start();
    const partners = partnersOfEnvironment();
    if (partners) workWith(partners);
    const stopSamsat = partners && startSamsat(db, log);
    return async () => {
      await Promise.all([...followers.map((follower) => follower.stop()), stopSamsat?.()]);
    };
  },
});
