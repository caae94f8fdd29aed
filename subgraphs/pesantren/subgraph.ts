import { defineSubgraph } from "../kit/subgraph";
import {
  ContactPersonMutations,
  ContactPersonQueries,
  ContactPersonResolver,
  PesantrenContactsResolver,
} from "./contacts/contact-person.resolver";
import { contactPersonReferences } from "./contacts/contact-person.loader";
import { CONTACT_PERSONS } from "./contacts/contact-person.table";
import { pesantrenImport } from "./import/pesantren.import";
import { Contacts1700000400000 } from "./migrations/contacts.migration";
import { Regions1700000100000 } from "./migrations/regions.migration";
import { Registry1700000200000 } from "./migrations/registry.migration";
import { Duplicates1700000210000 } from "./migrations/duplicates.migration";
import { RegistryParts1700000510000 } from "./migrations/parts-provinces.migration";
import { Search1700000205000 } from "./migrations/search.migration";
import { RegistryProvinces1700000500000 } from "./migrations/provinces.migration";
import { ServicePointFeed1700000520000 } from "./migrations/service-point-feed.migration";
import { ServicePoints1700000300000 } from "./migrations/service-points.migration";
import { pesantrenReferences } from "./pesantren/pesantren.loader";
import { DuplicatePairResolver, DuplicateResolver } from "./duplicates/duplicate.resolver";
import { findDuplicatesSinceLast } from "./duplicates/duplicates.find";
import { PesantrenMutations } from "./pesantren/pesantren.mutations";
import { PesantrenResolver } from "./pesantren/pesantren.resolver";
import { loadRegions } from "./regions/region.import";
import {
  DistrictResolver,
  ProvinceResolver,
  RegencyResolver,
  regionReferences,
  RegionResolver,
  VillageResolver,
} from "./regions/region.resolver";
import { servicePointReferences } from "./service-points/service-point.loader";
import {
  PesantrenServicePointsResolver,
  ServicePointMutations,
  ServicePointQueries,
  ServicePointResolver,
} from "./service-points/service-point.resolver";
import { pesantrenTrialData } from "./trial/trial-data";
import { VocabularyResolver } from "./service-points/vocabulary.resolver";

/** The national registry: regions, pesantren, service points, contact persons. */
export default defineSubgraph({
  name: "pesantren",
  port: 4101,
  resolvers: [
    RegionResolver,
    ProvinceResolver,
    RegencyResolver,
    DistrictResolver,
    VillageResolver,
    PesantrenResolver,
    PesantrenMutations,
    DuplicateResolver,
    DuplicatePairResolver,
    ServicePointQueries,
    ServicePointMutations,
    ServicePointResolver,
    PesantrenServicePointsResolver,
    VocabularyResolver,
    ContactPersonQueries,
    ContactPersonMutations,
    ContactPersonResolver,
    PesantrenContactsResolver,
  ],
  references: { ...regionReferences, ...pesantrenReferences, ...servicePointReferences, ...contactPersonReferences },
  entities: [],
  migrations: [
    Regions1700000100000,
    Registry1700000200000,
    Search1700000205000,
    Duplicates1700000210000,
    ServicePoints1700000300000,
    Contacts1700000400000,
    RegistryProvinces1700000500000,
    RegistryParts1700000510000,
    ServicePointFeed1700000520000,
  ],
  personalData: [CONTACT_PERSONS],
  loadReferenceData: async (db, log) => {
    await loadRegions(db, log);
    await findDuplicatesSinceLast(db);
  },
  openTables: {
    duplicate_mark: "how far the search for duplicates is",
    pesantren_name: "kept by a trigger of pesantren",
    pesantren_name_term: "kept by a trigger of pesantren",
    pesantren_word: "kept by a trigger of pesantren",
  },
  importer: pesantrenImport,
  trialData: pesantrenTrialData,
});
