/** Code of the province, Jawa Timur. */
export const JATIM = "35";
