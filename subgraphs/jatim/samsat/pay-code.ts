import { randomInt } from "node:crypto";
import { hasCheckDigit, withCheckDigit } from "../check-digit";

const FORM = /^\d{18}$/;
const RANDOM_DIGITS = 11;

/** The month in which a payment's bill was made, and so where it is kept. Bounds of ids: from the first on, before the second. */
export interface Month {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
}

/** A new code by which a bill is paid: year and month of the bill, random digits that nobody can guess, and a check digit against slips. */
export function newPayCode(id: string): string {
  const month = madeAt(id).toISOString().slice(0, 7).replace("-", "");
  const random = Array.from({ length: RANDOM_DIGITS }, () => randomInt(10)).join("");
  return withCheckDigit(month + random);
}

/** Where a bill of a code is to be found; undefined if it is no code of a bill. */
export function monthOfPayCode(code: string): Month | undefined {
  if (!FORM.test(code) || !hasCheckDigit(code)) return undefined;
  return monthOf(Number(code.slice(0, 4)), Number(code.slice(4, 6)));
}

function monthOf(year: number, month: number): Month | undefined {
  if (month < 1 || month > 12) return undefined;
  const day = (at: number) => new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10);
  return { from: day(month - 1), until: day(month) };
}

/** When an id of version 7 was made. */
function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16));
}
