import type { Keyring } from "../../kit/keys/keyring";
import { CONSENT_TABLE, type PersonalTable } from "../../kit/personal/personal-table";
import { personalColumns } from "../../kit/personal/write";
import { Random } from "../../kit/trial/random";
import type { TrialRow } from "../../kit/trial/trial-data";
import { trialId } from "../../kit/trial/trial-id";
import { TRIAL_AS_OF, type TrialPesantren } from "../../kit/trial/trial-pesantren";
import { CONTACT_PERSONS } from "../contacts/contact-person.table";
import { trialPlace } from "./trial-names";

/** One pesantren of so many has a contact person; the first has one, since the trial client of a pesantren acts for it. */
const ONE_OF = 10;
const ROLES = ["LEADER", "COOPERATIVE_MANAGER", "TREASURER", "SANTRI_REPRESENTATIVE"] as const;
/** The bank of the programme in a province, to which a part of the persons consented. */
const BANKS: Readonly<Record<string, string>> = { "32": "BJB", "35": "JATIM" };

/** The contact person of a pesantren of the trial data, if it has one. Encrypted anew each time, so that the bytes differ and what they say does not. */
export function contactRows(pesantren: TrialPesantren, keyring: Keyring | undefined): readonly TrialRow[] {
  const { seed, index, id, regency } = pesantren;
  if (!keyring || index % ONE_OF !== 0) return [];
  const contactId = trialId(seed, "contact person", index);
  return [
    {
      id: contactId,
      pesantren_id: id,
      province_code: regency.code.slice(0, 2),
      role: roleOf(pesantren),
      ...encrypted(keyring, CONTACT_PERSONS, contactId, inventedPerson(pesantren)),
    },
  ];
}

/** The consents of that contact person: nearly all to the operators, some to the province's bank; for a minor by the guardian. */
export function consentRows(pesantren: TrialPesantren, keyring: Keyring | undefined): readonly TrialRow[] {
  const { seed, index, regency } = pesantren;
  if (!keyring || index % ONE_OF !== 0) return [];
  const random = new Random(seed, "consent", index);
  const province = regency.code.slice(0, 2);
  const given = [
    ...(index === 0 || random.chance(0.9) ? [{ purpose: "registration", recipient: null }] : []),
    ...(BANKS[province] && random.chance(0.5) ? [{ purpose: "banking", recipient: BANKS[province] }] : []),
  ];
  const isMinor = roleOf(pesantren) === "SANTRI_REPRESENTATIVE";
  return given.map((consent, part) => {
    const id = trialId(seed, "consent", index, part);
    return {
      id,
      subject_id: trialId(seed, "contact person", index),
      province_code: province,
      ...consent,
      categories: ["NAME", "PHONE", "EMAIL", "NIK", "BIRTH_DATE"],
      given_by: isMinor ? "GUARDIAN" : "SUBJECT",
      guardian_relationship: isMinor ? "GUARDIAN" : null,
      evidence_reference: `trial-data seed ${seed}, ${index}`,
      evidence_sha256: "0".repeat(64),
      given_at: TRIAL_AS_OF,
      recorded_by: "trial-data",
      ...(isMinor ? encrypted(keyring, CONSENT_TABLE, id, { guardianName: `Wali ${trialPlace(random)}` }) : {}),
    };
  });
}

function roleOf({ seed, index }: TrialPesantren) {
  return index === 0 ? ROLES[0] : new Random(seed, "contact role", index).early(ROLES);
}

/** A NIK begins with 99, which is no province's, and the code of the number (084) is no operator's, so that nobody is ever meant. */
function inventedPerson(pesantren: TrialPesantren) {
  const random = new Random(pesantren.seed, "contact person", pesantren.index);
  const isMinor = roleOf(pesantren) === "SANTRI_REPRESENTATIVE";
  const year = isMinor ? random.whole(2010, 2012) : random.whole(1955, 2000);
  const [month, day] = [two(random.whole(1, 12)), two(random.whole(1, 28))];
  const name = `${trialPlace(random)} ${trialPlace(random)}`;
  return {
    name,
    nik: `99${random.digits(4)}${day}${month}${two(year % 100)}${String(random.whole(1, 9999)).padStart(4, "0")}`,
    phone: `+6284${pesantren.nspp.slice(1)}`,
    email: `${name.replace(" ", ".").toLowerCase()}@contoh.invalid`,
    birthDate: `${year}-${month}-${day}`,
  };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** As COPY writes bytes. */
function encrypted(keyring: Keyring, table: PersonalTable, id: string, values: Record<string, string>): TrialRow {
  const columns = Object.entries(personalColumns({ keyring }, table, id, values));
  return Object.fromEntries(columns.map(([column, value]) => [column, value && `\\x${value.toString("hex")}`]));
}
