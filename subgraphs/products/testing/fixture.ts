import type { Database } from "../../kit/data/database";
import type { RegistryEntry } from "../../kit/registry/registry-copy";
import { knownPesantren as known } from "../../kit/testing/registry";
import { registry } from "../pesantren/pesantren.reference";

/** A pesantren as the registry's feed tells of it, taken over into a room's database. */
export const knownPesantren = (db: Database, change: Partial<RegistryEntry> = {}) => known(registry, db, change);

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
