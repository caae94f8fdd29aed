import { factsFeed } from "../kit/facts/facts.feed";
import { defineSubgraph } from "../kit/subgraph";
import { startAnnouncing } from "./auditions/announcement";
import { AuditionMutations } from "./auditions/audition.mutations";
import { AUDITION_RESOLVERS } from "./auditions/audition.resolver";
import { COMPETITION_RESOLVERS } from "./competitions/competition.resolver";
import { Competitions1700001900000 } from "./migrations/competitions.migration";
import { loadEditions } from "./editions/edition.data";
import { EditionMutations } from "./editions/edition.mutations";
import { EDITION_RESOLVERS } from "./editions/edition.resolver";
import { SOURCE_RESOLVERS } from "./editions/source.resolver";
import { ExhibitionMutations } from "./exhibitions/exhibition.mutations";
import { EXHIBITION_RESOLVERS } from "./exhibitions/exhibition.resolver";
import { Province } from "./entities/regions";
import { FUNNEL_RESOLVERS } from "./funnel/funnel.resolver";
import { GRANT_RESOLVERS } from "./grants/grant.resolver";
import { HONOUR_RESOLVERS } from "./honours/honour.resolver";
import { loadHonours } from "./honours/honour.service";
import { Honours1700002000000 } from "./migrations/honours.migration";
import { loadMatchRules } from "./linkmatch/match.rules";
import { MATCH_RESOLVERS } from "./linkmatch/match.resolver";
import { LinkMatch1700002100000 } from "./migrations/linkmatch.migration";
import { MatchingMutations } from "./matching/matching.mutations";
import { MATCHING_RESOLVERS } from "./matching/matching.resolver";
import { MentoringMutations, RecruitmentMutations } from "./mentoring/mentoring.mutations";
import { MENTORING_RESOLVERS } from "./mentoring/mentoring.resolver";
import { loadMentoringRules } from "./mentoring/mentoring.rules";
import { Auditions1700001200000 } from "./migrations/auditions.migration";
import { Editions1700001000000 } from "./migrations/editions.migration";
import { Exhibitions1700001800000 } from "./migrations/exhibitions.migration";
import { Grants1700001300000 } from "./migrations/grants.migration";
import { KitParts1700000940000 } from "./migrations/kit-parts.migration";
import { Matching1700001600000 } from "./migrations/matching.migration";
import { Mentoring1700001400000 } from "./migrations/mentoring.migration";
import { Offtake1700001700000 } from "./migrations/offtake.migration";
import { Products1700000950000 } from "./migrations/products.migration";
import { References1700000900000 } from "./migrations/references.migration";
import { Registrations1700001100000 } from "./migrations/registrations.migration";
import { Training1700001500000 } from "./migrations/training.migration";
import { OfftakeMutations } from "./offtake/offtake.mutations";
import { OFFTAKE_RESOLVERS } from "./offtake/offtake.resolver";
import { catalogue, registry } from "./references";
import { RegistrationMutations } from "./registrations/registration.mutations";
import { REGISTRATION_RESOLVERS } from "./registrations/registration.resolver";
import { REPRESENTATIVES } from "./registrations/registration.table";
import { jabarReplay } from "./replay/replay";
import { TrainingMutations } from "./training/training.mutations";
import { TRAINING_RESOLVERS } from "./training/training.resolver";

/** Jawa Barat: the audition programme. */
export default defineSubgraph({
  name: "jabar",
  port: 4103,
  resolvers: [
    factsFeed("jabar"),
    ...SOURCE_RESOLVERS,
    ...EDITION_RESOLVERS,
    EditionMutations,
    ...FUNNEL_RESOLVERS,
    ...REGISTRATION_RESOLVERS,
    RegistrationMutations,
    ...AUDITION_RESOLVERS,
    AuditionMutations,
    ...GRANT_RESOLVERS,
    ...MENTORING_RESOLVERS,
    RecruitmentMutations,
    MentoringMutations,
    ...TRAINING_RESOLVERS,
    TrainingMutations,
    ...MATCHING_RESOLVERS,
    ...MATCH_RESOLVERS,
    ...COMPETITION_RESOLVERS,
    ...HONOUR_RESOLVERS,
    MatchingMutations,
    ...OFFTAKE_RESOLVERS,
    OfftakeMutations,
    ...EXHIBITION_RESOLVERS,
    ExhibitionMutations,
  ],
  // Which only references reach.
  orphanedTypes: [Province],
  references: {
    Pesantren: (reference) => reference,
    Product: (reference) => reference,
    Province: (reference) => reference,
  },
  entities: [],
  migrations: [
    References1700000900000,
    KitParts1700000940000,
    Products1700000950000,
    Editions1700001000000,
    Registrations1700001100000,
    Auditions1700001200000,
    Grants1700001300000,
    Mentoring1700001400000,
    Training1700001500000,
    Matching1700001600000,
    Offtake1700001700000,
    Exhibitions1700001800000,
    Competitions1700001900000,
    Honours1700002000000,
    LinkMatch1700002100000,
  ],
  openTables: {
    exhibition_inquiry: "counted by whoever asks a seller, without a token too; it says nothing of them",
  },
  personalData: [REPRESENTATIVES],
  loadReferenceData: async (db) => {
    await loadEditions(db);
    await loadMentoringRules(db);
    await loadMatchRules(db);
    await loadHonours(db);
  },
  replay: jabarReplay,
  startBackground: (db, log, metrics) => {
    const followers = [registry, catalogue].map((copy) => copy.follow(db, log, metrics));
    for (const follower of followers) follower.start();
    const stopAnnouncing = startAnnouncing(db, log);
    return async () => {
      await Promise.all([...followers.map((follower) => follower.stop()), stopAnnouncing()]);
    };
  },
});
