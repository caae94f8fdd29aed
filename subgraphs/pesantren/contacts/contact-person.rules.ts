import { NORMALISE } from "../../kit/personal/blind-index";
import { birthDateFaults, nikFaults, phoneFaults } from "../../kit/personal/faults";
import { textFaults } from "../../kit/personal/consent.errors";
import type { RefusalValue } from "../../kit/refusal";
import { emailInvalid } from "./contact-person.errors";
import type { ChangeContactPersonInput } from "./contact-person.input";

/** The personal values that can be written; absent is unchanged, null is empty. */
export type PersonalInput = Omit<ChangeContactPersonInput, "id" | "role">;

const EMAIL_FORM = /^[^\s@\0]+@[^\s@\0]+\.[^\s@\0]+$/;
const LONGEST_EMAIL = 254;

/** What is wrong with the values by themselves. */
export function personalFaults({ name, phone, nik, email, birthDate }: PersonalInput, now: Date): RefusalValue[] {
  const emailIsWrong = typeof email === "string" && (!EMAIL_FORM.test(email) || email.length > LONGEST_EMAIL);
  return [
    ...(typeof name === "string" ? textFaults(name, ["input", "name"], 120) : []),
    ...phoneFaults(["input", "phone"], phone),
    ...nikFaults(["input", "nik"], nik),
    ...(emailIsWrong ? [emailInvalid()] : []),
    ...birthDateFaults(["input", "birthDate"], birthDate, now),
  ];
}

/** The values as they are kept. */
export function normalised({ name, phone, nik, email, birthDate }: PersonalInput) {
  return { name: name?.trim() ?? name, phone, nik, email: email ? NORMALISE.email(email) : email, birthDate };
}
