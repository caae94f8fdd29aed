import type { Category } from "../../kit/personal/personal-table";

/** What of a holder's data each purpose is about: the pesantren's own work with cards, and the banks'. */
export const HOLDER_DATA: Readonly<Record<string, readonly Category[]>> = {
  card: ["NAME", "BIRTH_DATE", "NIK", "PHONE"],
  banking: ["NAME", "NIK", "PHONE", "ACCOUNT"],
};
