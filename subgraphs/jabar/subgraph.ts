import { factsFeed } from "../kit/facts/facts.feed";
import { defineSubgraph } from "../kit/subgraph";
import { AuditionMutations } from "./auditions/audition.mutations";
import {
  AuditionQueries,
  CandidateSheets,
  PesantrenResults,
  ResultPlaces,
  SessionPanel,
  StageAuditions,
} from "./auditions/audition.resolver";
import { startAnnouncing } from "./auditions/announcement";
import { loadEditions } from "./editions/edition.data";
import { EditionMutations } from "./editions/edition.mutations";
import { EditionResolver, StageResolver } from "./editions/edition.resolver";
import { SOURCE_RESOLVERS } from "./editions/source.resolver";
import { EditionFunnel } from "./funnel/funnel.resolver";
import {
  EditionGrants,
  GrantMutations,
  GrantParts,
  GrantQueries,
  PesantrenGrants,
  ReportReceipts,
  TrancheReports,
} from "./grants/grant.resolver";
import { Grants1700001300000 } from "./migrations/grants.migration";
import { MatchingMutations } from "./matching/matching.mutations";
import { MATCHING_RESOLVERS } from "./matching/matching.resolver";
import { Auditions1700001200000 } from "./migrations/auditions.migration";
import { Mentoring1700001400000 } from "./migrations/mentoring.migration";
import { MentoringMutations, RecruitmentMutations } from "./mentoring/mentoring.mutations";
import {
  AssignmentParts,
  ContractMentor,
  MentorContracts,
  MentoringQueries,
  PesantrenMentoring,
} from "./mentoring/mentoring.resolver";
import { loadMentoringRules } from "./mentoring/mentoring.rules";
import { Editions1700001000000 } from "./migrations/editions.migration";
import { KitParts1700000940000 } from "./migrations/kit-parts.migration";
import { KitParts1700000950000 } from "./migrations/kit-parts.migration";
import { Offtake1700001700000 } from "./migrations/offtake.migration";
import { OfftakeMutations } from "./offtake/offtake.mutations";
import { OFFTAKE_RESOLVERS } from "./offtake/offtake.resolver";
import { Matching1700001600000 } from "./migrations/matching.migration";
import { Products1700000950000 } from "./migrations/products.migration";
import { References1700000900000 } from "./migrations/references.migration";
import { jabarReplay } from "./replay/replay";
import { catalogue, registry } from "./references";
import { Training1700001500000 } from "./migrations/training.migration";
import { TrainingMutations } from "./training/training.mutations";
import {
  CertificateParts,
  CourseParts,
  EnrolmentParts,
  PesantrenTrainings,
  TrainingQueries,
} from "./training/training.resolver";
import { Registrations1700001100000 } from "./migrations/registrations.migration";
import { REPRESENTATIVES } from "./registrations/registration.table";
import { RegistrationMutations } from "./registrations/registration.mutations";
import {
  PesantrenRegistrations,
  RegistrationParts,
  RegistrationQueries,
  RepresentativeValues,
} from "./registrations/registration.resolver";

/** Jawa Barat: the audition programme. */
export default defineSubgraph({
  name: "jabar",
  port: 4103,
  resolvers: [
    EditionResolver,
    StageResolver,
    EditionMutations,
    ...SOURCE_RESOLVERS,
    EditionFunnel,
    AuditionMutations,
    AuditionQueries,
    StageAuditions,
    SessionPanel,
    CandidateSheets,
    ResultPlaces,
    PesantrenResults,
    RegistrationQueries,
    RegistrationMutations,
    RegistrationParts,
    RepresentativeValues,
    PesantrenRegistrations,
    GrantQueries,
    GrantMutations,
    GrantParts,
    TrancheReports,
    ReportReceipts,
    EditionGrants,
    PesantrenGrants,
    factsFeed("jabar"),
    MentoringQueries,
    RecruitmentMutations,
    MentoringMutations,
    MentorContracts,
    ContractMentor,
    AssignmentParts,
    PesantrenMentoring,
    TrainingQueries,
    TrainingMutations,
    CourseParts,
    EnrolmentParts,
    CertificateParts,
    PesantrenTrainings,
    MatchingMutations,
    ...MATCHING_RESOLVERS,
    OfftakeMutations,
    ...OFFTAKE_RESOLVERS,
  ],
  references: { Pesantren: (reference) => reference, Product: (reference) => reference },
  entities: [],
  migrations: [
    References1700000900000,
    KitParts1700000940000,
    KitParts1700000950000,
    Products1700000950000,
    Editions1700001000000,
    Registrations1700001100000,
    Auditions1700001200000,
    Grants1700001300000,
    Mentoring1700001400000,
    Training1700001500000,
    Matching1700001600000,
    Offtake1700001700000,
  ],
  personalData: [REPRESENTATIVES],
  loadReferenceData: async (db) => {
    await loadEditions(db);
    await loadMentoringRules(db);
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
