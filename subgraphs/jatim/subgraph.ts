import { factsFeed } from "../kit/facts/facts.feed";
import { defineSubgraph } from "../kit/subgraph";
import { loadActivityKinds } from "./activities/activity.data";
import { ACTIVITY_RESOLVERS } from "./activities/activity.resolver";
import { loadGrantRules } from "./grants/grant.rules";
import { GRANT_RESOLVERS } from "./grants/grant.resolver";
import { loadMartRules } from "./mart/mart.rules";
import { DELIVERIES } from "./mart/delivery.table";
import { startMart } from "./mart/background";
import { MART_RESOLVERS } from "./mart/order.resolver";
import { CARD_RESOLVERS } from "./cards/card.resolver";
import { loadCardRules } from "./cards/card.rules";
import { CARD_HOLDERS } from "./cards/holder.table";
import { loadBankingRules } from "./laku-pandai/banking.rules";
import { LAKU_PANDAI_RESOLVERS } from "./laku-pandai/banking.resolver";
import { HOLDERS } from "./laku-pandai/holder.table";
import { Activities1700001100000 } from "./migrations/activities.migration";
import { Cards1700001400000 } from "./migrations/cards.migration";
import { Grants1700001200000 } from "./migrations/grants.migration";
import { KitParts1700000940000 } from "./migrations/kit-parts.migration";
import { LakuPandai1700001700000 } from "./migrations/laku-pandai.migration";
import { Mart1700001300000 } from "./migrations/mart.migration";
import { Products1700000950000 } from "./migrations/products.migration";
import { Pillars1700001000000 } from "./migrations/pillars.migration";
import { References1700000900000 } from "./migrations/references.migration";
import { Samsat1700001500000 } from "./migrations/samsat.migration";
import { ServicePoints1700000960000 } from "./migrations/service-points.migration";
import { samsatChaos } from "./chaos/samsat";
import { Province } from "./entities/regions";
import { loadPillars } from "./pillars/pillar.data";
import { PILLAR_RESOLVERS } from "./pillars/pillar.resolver";
import { PILLAR_PERSONS } from "./pillars/pillar.table";
import { catalogue, registry, servicePoints } from "./references";
import { startSamsat } from "./samsat/background";
import { notificationAddress, startNotifications } from "./samsat/notifications";
import { partnersOfEnvironment, workWith } from "./samsat/partners";
import { SAMSAT_RESOLVERS } from "./samsat/samsat.resolver";
import { loadTariffs } from "./samsat/tariff.service";

/** Jawa Timur: Eko-Tren OPOP, its three pillars, its cards and its payments. */
export default defineSubgraph({
  name: "jatim",
  port: 4104,
  resolvers: [
    factsFeed("jatim"),
    ...PILLAR_RESOLVERS,
    ...ACTIVITY_RESOLVERS,
    ...GRANT_RESOLVERS,
    ...MART_RESOLVERS,
    ...CARD_RESOLVERS,
    ...SAMSAT_RESOLVERS,
    ...LAKU_PANDAI_RESOLVERS,
  ],
  orphanedTypes: [Province],
  references: {
    Pesantren: (reference) => reference,
    Product: (reference) => reference,
    Province: (reference) => reference,
    ServicePoint: (reference) => reference,
  },
  entities: [],
  migrations: [
    References1700000900000,
    KitParts1700000940000,
    Products1700000950000,
    ServicePoints1700000960000,
    Pillars1700001000000,
    Activities1700001100000,
    Grants1700001200000,
    Mart1700001300000,
    Cards1700001400000,
    Samsat1700001500000,
    LakuPandai1700001700000,
  ],
  personalData: [PILLAR_PERSONS, DELIVERIES, CARD_HOLDERS, HOLDERS],
  loadReferenceData: async (db) => {
    await loadPillars(db);
    await loadActivityKinds(db);
    await loadGrantRules(db);
    await loadMartRules(db);
    await loadCardRules(db);
    await loadTariffs(db);
    await loadBankingRules(db);
  },
  chaos: samsatChaos,
  startBackground: async (db, log, metrics) => {
    const followers = [registry, catalogue, servicePoints].map((copy) => copy.follow(db, log, metrics));
    const partners = partnersOfEnvironment();
    if (partners) workWith(partners);
    const notifications =
      partners?.notifier && (await startNotifications({ db, log, ...partners.notifier, ...notificationAddress() }));
    for (const follower of followers) follower.start();
    const stopMart = startMart(db, log);
    const stopSamsat = partners && startSamsat(db, log);
    return async () => {
      await notifications?.close();
      await Promise.all([...followers.map((follower) => follower.stop()), stopMart(), stopSamsat?.()]);
    };
  },
});
