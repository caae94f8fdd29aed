import { catalogueCopy } from "../kit/catalogue/catalogue-copy";
import { RegistryCopy } from "../kit/registry/registry-copy";

/** What this room knows of each pesantren. */
export const registry = new RegistryCopy("jatim");

/** What this room knows of each product of the catalogue. */
export const catalogue = catalogueCopy("jatim");
