import type { CatalogueCopy, CatalogueEntry } from "../catalogue/catalogue-copy";
import type { Database } from "../data/database";
import { newId } from "../id";
import type { RegistryCopy, RegistryEntry } from "../registry/registry-copy";
import type { KnownServicePoint, ServicePointCopy } from "../service-points/service-point-copy";

let serial = 0;

/** A pesantren as the registry's feed tells of it, taken over into a room's copy. */
export async function knownPesantren(
  registry: RegistryCopy,
  db: Database,
  change: Partial<RegistryEntry> = {},
): Promise<RegistryEntry> {
  const number = serial++;
  const entry: RegistryEntry = {
    id: newId(),
    nspp: `9${String(number).padStart(11, "0")}`,
    formerNspps: [],
    name: `Pesantren Contoh ${number}`,
    regencyCode: "32.04",
    districtCode: "32.04.05",
    status: "ACTIVE",
    mergedIntoId: null,
    latitude: null,
    longitude: null,
    ...change,
  };
  await db.inTransaction((tx) => registry.keep(tx, [entry]));
  return entry;
}

/** A product as the catalogue's feed tells of it, taken over into a room's copy. */
export async function knownProduct(
  catalogue: CatalogueCopy,
  db: Database,
  change: Partial<CatalogueEntry> = {},
): Promise<CatalogueEntry> {
  const entry: CatalogueEntry = {
    id: newId(),
    pesantrenId: newId(),
    name: `Produk Contoh ${serial++}`,
    description: null,
    field: "FOOD_AND_BEVERAGE",
    price: 15_000,
    unit: "bungkus",
    monthlyCapacity: null,
    photos: [],
    status: "ACTIVE",
    ...change,
  };
  await db.inTransaction((tx) => catalogue.keep(tx, [entry]));
  return entry;
}

/** A service point as the registry's feed tells of it, taken over into a room's copy. */
export async function knownServicePoint(
  copy: ServicePointCopy,
  db: Database,
  change: Partial<KnownServicePoint> = {},
): Promise<KnownServicePoint> {
  const entry: KnownServicePoint = {
    id: newId(),
    pesantrenId: newId(),
    kind: "SHOP",
    name: `Toko Contoh ${serial++}`,
    serviceCodes: ["RETAIL", "SAMSAT"],
    bankCode: "JATIM_SYARIAH",
    regencyCode: "35.09",
    latitude: -8.1,
    longitude: 113.7,
    status: "ACTIVE",
    ...change,
  };
  await db.inTransaction((tx) => copy.keep(tx, [entry]));
  return entry;
}
