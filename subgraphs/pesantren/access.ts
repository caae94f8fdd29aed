import { restricted } from "../kit/access/access";

/** Those who keep the registry of their province. */
export const RegistryOperators = restricted({ to: ["province"], scopes: "pesantren:write", claims: "province" });

/** Those who decide about likely duplicates, in their province or, for the ministry, in all of them. */
export const DuplicateReviewers = restricted({
  to: ["province", "ministry"],
  scopes: "pesantren:review",
  claims: "province",
});

/** Those who may know what people changed in a record and why: reasons are written for colleagues and not for the public. */
export const HistoryReaders = restricted({ to: ["province", "ministry"], scopes: "pesantren:history" });

/** Those who keep a copy of the registry: other rooms, systems of the ministry. */
export const RegistryFollowers = restricted({ to: ["ministry"], scopes: "feed:read" });

/** Those who keep the service points of their province. */
export const ServicePointOperators = restricted({
  to: ["province"],
  scopes: "service-point:write",
  claims: "province",
});

/** Those who work with service points: operators, the ministry and the partner banks. */
export const ServicePointPartners = restricted({ to: ["province", "ministry", "bank"], scopes: "service-point:read" });

/** Those who keep the lists of services and banks that all provinces share. */
export const VocabularyKeepers = restricted({ to: ["ministry"], scopes: "vocabulary:write", claims: "nation" });

/** Those who work with contact persons: operators, the pesantren's own people and partner banks. What each sees of a person is decided by consent. */
export const ContactReaders = restricted({ to: ["province", "bank"], scopes: "contact:read", claims: "purpose" });

/** Those who keep the contact persons of their province or pesantren, and answer what these ask about their data. */
export const ContactKeepers = restricted({
  to: ["province"],
  scopes: "contact:write",
  claims: [["purpose", "province"]],
});

/** Those who record and end consents in their province or pesantren. */
export const ConsentKeepers = restricted({
  to: ["province"],
  scopes: "consent:write",
  claims: [["purpose", "province"]],
});
