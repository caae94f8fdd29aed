import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { countFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { recordConsent } from "../../kit/personal/consent";
import { birthDateFaults, nikFaults, phoneFaults } from "../../kit/personal/faults";
import { personalColumns } from "../../kit/personal/write";
import type { RefusalValue } from "../../kit/refusal";
import { countInFunnel } from "../funnel/funnel.count";
import { JABAR } from "../province";
import type { RegistrationRules } from "./edition.rules";
import * as errors from "./registration.errors";
import type { JabarDocumentInput, JabarRegistrationFieldsInput } from "./registration.input";
import { REPRESENTATIVES } from "./registration.table";
import { birthDateOf } from "./submission";

/** The plain columns by the names of their fields. */
const COLUMNS = {
  districtCode: "district_code",
  businessField: "business_field",
  businessName: "business_name",
  businessProfile: "business_profile",
  businessStartedOn: "business_started_on",
  nib: "nib",
  npwp: "npwp",
  bankCode: "bank_code",
  bankAccount: "bank_account",
  bankAccountHolder: "bank_account_holder",
} as const;

const SHA256 = /^[0-9a-f]{64}$/i;

/** The columns to write for the fields that an input has. */
export function columnsOf(fields: JabarRegistrationFieldsInput): Record<string, string | null> {
  const given = Object.entries(COLUMNS).flatMap(([name, column]) => {
    const value = fields[name as keyof typeof COLUMNS];
    return value === undefined ? [] : [[column, value?.trim() ?? null] as const];
  });
  return Object.fromEntries(given);
}

/** What is wrong with the fields by themselves, whether or not something is still missing. */
export function fieldFaults(
  fields: JabarRegistrationFieldsInput,
  { rules, regencyCode, now }: { rules: RegistrationRules; regencyCode: string; now: Date },
): RefusalValue[] {
  const { representative, businessStartedOn, districtCode } = fields;
  const person = (name: string) => ["input", "representative", name];
  return [
    ...textFaults(["input", "businessName"], fields.businessName, [2, 120]),
    ...textFaults(["input", "businessProfile"], fields.businessProfile, [10, 5_000]),
    ...textFaults(["input", "bankCode"], fields.bankCode, [2, 40]),
    ...textFaults(["input", "bankAccountHolder"], fields.bankAccountHolder, [2, 120]),
    ...digitFaults(["input", "nib"], fields.nib, 13, 13),
    ...digitFaults(["input", "npwp"], fields.npwp, 15, 16),
    ...digitFaults(["input", "bankAccount"], fields.bankAccount, 5, 20),
    ...(businessStartedOn && businessStartedOn > dayInWib(now)
      ? [errors.malformed(["input", "businessStartedOn"], "a day of the past", "tanggal yang sudah lewat")]
      : []),
    ...(districtCode && !districtCode.startsWith(`${regencyCode}.`)
      ? [errors.malformed(["input", "districtCode"], `a district of ${regencyCode}`, `kecamatan di ${regencyCode}`)]
      : []),
    ...textFaults(person("name"), representative?.name, [1, 120]),
    ...nikFaults(person("nik"), representative?.nik),
    ...birthDateFaults(person("birthDate"), representative?.birthDate, now),
    ...phoneFaults(person("phone"), representative?.phone),
    ...documentFaults(fields.documents, rules),
  ];
}

/** Writes what an input has of a registration: its columns, the representative, the consent and the documents. */
export async function writeParts(
  context: Context,
  tx: Transaction,
  { id, submittedAt }: { readonly id: string; readonly submittedAt: Date | null },
  columns: Readonly<Record<string, string | null>>,
  { representative, consent, documents }: JabarRegistrationFieldsInput,
): Promise<void> {
  // What was counted is counted by category, region and field, so a change of these moves it to another cell.
  const counted = { step: "REGISTERED", stage: 0, ids: submittedAt ? [id] : [], at: context.clock() } as const;
  await countInFunnel(tx, { ...counted, sign: -1 });
  await update(tx, "registration", id, { ...columns, updated_at: context.clock() });
  await countInFunnel(tx, counted);
  if (representative) {
    const { education, ...personal } = representative;
    const name = personal.name?.trim() ?? personal.name;
    await update(tx, "representative", id, {
      ...personalColumns(context, REPRESENTATIVES, id, { ...personal, name }),
      ...(education === undefined ? {} : { education }),
    });
  }
  if (consent) {
    await recordConsent(context, tx, {
      ...consent,
      subjectId: id,
      province: JABAR,
      birthDate: await birthDateOf(context, tx, id),
      purpose: "registration",
      recipient: null,
      categories: ["NAME", "NIK", "BIRTH_DATE", "PHONE"],
      guardian: null,
    });
  }
  await writeDocuments(tx, id, documents, context.clock());
}

async function update(tx: Transaction, table: string, id: string, columns: Readonly<Record<string, unknown>>) {
  const names = Object.keys(columns);
  if (names.length === 0) return;
  const sets = names.map((name, at) => `${name} = $${at + 2}`);
  await tx.rows(`UPDATE ${table} SET ${sets.join(", ")} WHERE id = $1`, [id, ...Object.values(columns)]);
}

async function writeDocuments(tx: Transaction, id: string, documents: readonly JabarDocumentInput[], at: Date) {
  await tx.rows(
    `INSERT INTO registration_document (registration_id, requirement, reference, sha256, at)
     SELECT $1, requirement, reference, lower(sha256), $5 FROM unnest($2::text[], $3::text[], $4::text[]) AS given (requirement, reference, sha256)
     ON CONFLICT (registration_id, requirement) DO UPDATE SET reference = excluded.reference, sha256 = excluded.sha256, at = excluded.at`,
    [
      id,
      documents.map(({ requirement }) => requirement),
      documents.map(({ reference }) => reference.trim()),
      documents.map(({ sha256 }) => sha256),
      at,
    ],
  );
}

function documentFaults(documents: readonly JabarDocumentInput[], { requirements }: RegistrationRules): RefusalValue[] {
  const known = requirements.filter(({ rule }) => rule === "DOCUMENT").map(({ code }) => code);
  const named = documents.map(({ requirement }) => requirement);
  return [
    ...countFaults(["input", "documents"], documents, [0, 50]),
    ...documents.flatMap(({ requirement, reference, sha256 }, at) => {
      const field = (name: string) => ["input", "documents", String(at), name];
      return [
        ...(known.includes(requirement) && named.indexOf(requirement) === at
          ? []
          : [errors.documentUnknown(field("requirement"), requirement.slice(0, 60), known)]),
        ...textFaults(field("reference"), reference, [1, 500]),
        ...(SHA256.test(sha256)
          ? []
          : [errors.malformed(field("sha256"), "64 hexadecimal digits", "64 angka heksadesimal")]),
      ];
    }),
  ];
}

function digitFaults(field: FieldPath, value: string | null | undefined, from: number, to: number): RefusalValue[] {
  if (value === null || value === undefined) return [];
  if (/^\d+$/.test(value) && value.length >= from && value.length <= to) return [];
  const count = from === to ? String(from) : `${from} to ${to}`;
  return [errors.malformed(field, `${count} digits`, `${count.replace("to", "sampai")} angka`)];
}
