import { catalogueCopy } from "../kit/catalogue/catalogue-copy";
import { RegistryCopy } from "../kit/registry/registry-copy";
import { ServicePointCopy } from "../kit/service-points/service-point-copy";

/** What this room knows of each pesantren. */
export const registry = new RegistryCopy("jatim");

/** What this room knows of each product of the catalogue. */
export const catalogue = catalogueCopy("jatim");

/** What this room knows of each service point. */
export const servicePoints = new ServicePointCopy("jatim");
