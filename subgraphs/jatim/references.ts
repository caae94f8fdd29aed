import { catalogueCopy } from "../kit/catalogue/catalogue-copy";
import { RegistryCopy } from "../kit/registry/registry-copy";
import { ServicePointCopy } from "../kit/service-points/service-point-copy";

/** What this room knows of each pesantren. */
export const registry = new RegistryCopy("jatim");

/** What this room knows of each product of the catalogue. */
export const catalogue = catalogueCopy("jatim");

/** What this room knows of each service point. */
export const servicePoints = new ServicePointCopy("jatim");

/** SQL of the pesantren to which a row belongs that is filed under one: its original, if that one was merged as a duplicate. */
export function originalOf(column: string): string {
  return `coalesce((SELECT merged_into_id FROM pesantren_reference WHERE pesantren_reference.id = ${column}), ${column})`;
}

/** SQL of a condition: the row is filed under a pesantren, or under a duplicate that was merged into it. */
export function filedUnder(column: string, pesantren: string): string {
  return `${column} IN (SELECT ${pesantren}::uuid UNION ALL SELECT id FROM pesantren_reference WHERE merged_into_id = ${pesantren})`;
}
