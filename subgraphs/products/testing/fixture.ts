import type { Database } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { keepReferences, type RegistryEntry } from "../pesantren/pesantren.reference";

let serial = 0;

/** A pesantren as the registry's feed tells of it, taken over into a room's database. */
export async function knownPesantren(db: Database, change: Partial<RegistryEntry> = {}): Promise<RegistryEntry> {
  const entry: RegistryEntry = {
    id: newId(),
    nspp: `9${String(serial++).padStart(11, "0")}`,
    formerNspps: [],
    regencyCode: "32.04",
    status: "ACTIVE",
    mergedIntoId: null,
    ...change,
  };
  await db.inTransaction((tx) => keepReferences(tx, [entry]));
  return entry;
}

/** The input of a product that nothing is wrong with. */
export function productInput(pesantrenId: string, change: object = {}) {
  return {
    pesantrenId,
    name: "Keripik Singkong",
    field: "FOOD_AND_BEVERAGE",
    price: 15000,
    unit: "bungkus",
    ...change,
  };
}
