const WIB_HOURS = 7;
/** What a date, or a time without a zone, is written in. */
const WIB = "+07:00";
const FORM = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A moment as people write it on a command line: a date is its beginning in WIB, and a time without a zone is one of WIB. */
export function moment(name: string, text: string): Date {
  const time = text.includes("T") ? text : `${text}T00:00`;
  const date = new Date(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time}${WIB}`);
  if (FORM.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new Error(
    `--${name} must be a date or a time such as 2025-01-31, 2025-01-31T08:00 (both WIB) or 2025-01-31T01:00Z; it is ${JSON.stringify(text)}.`,
  );
}

/** In Waktu Indonesia Barat: `2025-01-31 08:00:00`. */
export function inWib(at: Date): string {
  return new Date(at.getTime() + WIB_HOURS * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

/** In UTC: `2025-01-31 01:00:00`. */
export function inUtc(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}
