import { NORMALISE } from "../../kit/personal/blind-index";
import { dayOf } from "../../kit/personal/decision";
import { textFaults } from "../../kit/personal/consent.errors";
import type { RefusalValue } from "../../kit/refusal";
import { birthDateInvalid, emailInvalid, nikInvalid, phoneInvalid } from "./contact-person.errors";
import type { ChangeContactPersonInput } from "./contact-person.input";
import { nikFault } from "./nik";

/** The personal values that can be written; absent is unchanged, null is empty. */
export type PersonalInput = Omit<ChangeContactPersonInput, "id" | "role">;

const PHONE_FORM = /^\+[1-9]\d{6,14}$/;
const EMAIL_FORM = /^[^\s@\0]+@[^\s@\0]+\.[^\s@\0]+$/;
const LONGEST_EMAIL = 254;
const OLDEST_YEARS = 120;

/** What is wrong with the values by themselves. */
export function personalFaults({ name, phone, nik, email, birthDate }: PersonalInput, now: Date): RefusalValue[] {
  const fault = typeof nik === "string" ? nikFault(nik) : undefined;
  const emailIsWrong = typeof email === "string" && (!EMAIL_FORM.test(email) || email.length > LONGEST_EMAIL);
  return [
    ...(typeof name === "string" ? textFaults(name, ["input", "name"], 120) : []),
    ...(typeof phone === "string" && !PHONE_FORM.test(phone) ? [phoneInvalid()] : []),
    ...(fault ? [nikInvalid(fault)] : []),
    ...(emailIsWrong ? [emailInvalid()] : []),
    ...(typeof birthDate === "string" && !isPlausible(birthDate, dayOf(now)) ? [birthDateInvalid()] : []),
  ];
}

/** The values as they are kept. */
export function normalised({ name, phone, nik, email, birthDate }: PersonalInput) {
  return { name: name?.trim() ?? name, phone, nik, email: email ? NORMALISE.email(email) : email, birthDate };
}

function isPlausible(birthDate: string, today: string): boolean {
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  return birthDate >= oldest && birthDate <= today;
}
