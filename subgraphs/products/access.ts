import { restricted } from "../kit/access/access";

/** Those who keep the catalogue: operators for their province, and a pesantren's own people for their pesantren. */
export const CatalogueKeepers = restricted({ to: ["province"], scopes: "product:write", claims: "province" });

/** Those who keep a copy of the catalogue: other rooms, systems of the ministry. */
export const CatalogueFollowers = restricted({ to: ["ministry"], scopes: "feed:read" });

/** Those who may know what people changed in a product and why. */
export const CatalogueHistoryReaders = restricted({
  to: ["province", "ministry"],
  scopes: [["product:write"], ["pesantren:history"]],
});
