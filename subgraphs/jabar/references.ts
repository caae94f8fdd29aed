import { RegistryCopy } from "../kit/registry/registry-copy";

/** What this room knows of each pesantren. */
export const registry = new RegistryCopy("jabar");
