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
import { References1700000900000 } from "./migrations/references.migration";
import { jabarReplay } from "./replay/replay";
import { registry } from "./references";
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
    MentoringQueries,
    RecruitmentMutations,
    MentoringMutations,
    MentorContracts,
    ContractMentor,
    AssignmentParts,
    PesantrenMentoring,
  ],
  references: { Pesantren: (reference) => reference },
  entities: [],
  migrations: [
    References1700000900000,
    Editions1700001000000,
    Registrations1700001100000,
    Auditions1700001200000,
    Mentoring1700001400000,
  ],
  personalData: [REPRESENTATIVES],
  loadReferenceData: async (db) => {
    await loadEditions(db);
    await loadMentoringRules(db);
  },
  replay: jabarReplay,
  startBackground: (db, log, metrics) => {
    const follower = registry.follow(db, log, metrics);
    follower.start();
    const stopAnnouncing = startAnnouncing(db, log);
    return async () => {
      await Promise.all([follower.stop(), stopAnnouncing()]);
    };
  },
});
