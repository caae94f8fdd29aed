import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import type { RefusalValue } from "../../kit/refusal";
import { locationFaults } from "../location/location.errors";
import { districtUnknown, lengthFaults, notNull, regencyUnknown } from "../service-points/service-point.errors";
import {
  dayInFuture,
  foundedYearInvalid,
  nameWithoutLetters,
  nsppRequired,
  nsppTaken,
  websiteInvalid,
  whatsappInvalid,
} from "./pesantren.errors";
import type { CorrectPesantrenInput, RegisterPesantrenInput } from "./pesantren.input";
import { displayName } from "./name";
import { spellingKey } from "./spelling";

/** What can be written of a pesantren; absent is unchanged, null is empty. */
export type PesantrenFields = Partial<Omit<CorrectPesantrenInput, "id" | "reason">> &
  Partial<Pick<RegisterPesantrenInput, "source" | "asOf">>;

const WHATSAPP_FORM = /^\+[1-9]\d{6,14}$/;
const WEBSITE_FORM = /^https?:\/\/[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i;
const LONGEST_WEBSITE = 300;
const NEVER_EMPTY = ["nspp", "name", "regencyCode"] as const;

/** What is wrong with the fields by themselves. */
export function fieldFaults({ clock }: Context, fields: PesantrenFields): RefusalValue[] {
  const { name, foundedYear, whatsapp, website, location, cooperative } = fields;
  const year = clock().getUTCFullYear();
  const yearIsWrong = typeof foundedYear === "number" && !(foundedYear >= 1400 && foundedYear <= year);
  return [
    ...NEVER_EMPTY.filter((each) => fields[each] === null).map(notNull),
    ...textFaults(name, ["input", "name"], 200),
    ...(typeof name === "string" && spellingKey(name) === "" ? [nameWithoutLetters(name)] : []),
    ...textFaults(fields.address, ["input", "address"], 500),
    ...textFaults(fields.source, ["input", "source"], 200),
    ...textFaults(cooperative?.name, ["input", "cooperative", "name"], 200),
    ...textFaults(cooperative?.legalNumber, ["input", "cooperative", "legalNumber"], 100),
    ...(location ? locationFaults(location, ["input", "location"]) : []),
    ...(yearIsWrong ? [foundedYearInvalid(foundedYear, year)] : []),
    ...(typeof whatsapp === "string" && !WHATSAPP_FORM.test(whatsapp) ? [whatsappInvalid(whatsapp)] : []),
    ...(typeof website === "string" && (website.length > LONGEST_WEBSITE || !WEBSITE_FORM.test(website))
      ? [websiteInvalid(website)]
      : []),
    ...dayFaults(fields.asOf, ["input", "asOf"], clock()),
    ...(fields.nsppValidFrom && !fields.nspp
      ? [nsppRequired()]
      : dayFaults(fields.nsppValidFrom, ["input", "nsppValidFrom"], clock())),
  ];
}

/**
 * What is wrong with the number and the codes, as the registry knows them.
 *
 * @param regencyCode the regency in which the district must lie
 * @param id the pesantren whose own numbers are no fault
 */
export async function referenceFaults(
  tx: Transaction,
  { nspp, regencyCode: given, districtCode }: PesantrenFields,
  regencyCode: string,
  id: string | null = null,
): Promise<RefusalValue[]> {
  const [known] = await tx.rows<{ taken: boolean; regency: boolean; district: boolean }>(
    `SELECT
       EXISTS (SELECT FROM pesantren_nspp WHERE nspp = $1 AND pesantren_id IS DISTINCT FROM $2::uuid) AS taken,
       EXISTS (SELECT FROM region WHERE code = $3 AND level = 2 AND withdrawn_in IS NULL) AS regency,
       EXISTS (SELECT FROM region WHERE code = $4 AND parent_code = $3 AND level = 3 AND withdrawn_in IS NULL) AS district`,
    [nspp ?? null, id, regencyCode, districtCode ?? null],
  );
  return [
    ...(nspp && known!.taken ? [nsppTaken(nspp)] : []),
    ...(given && !known!.regency ? [regencyUnknown(given)] : []),
    ...(districtCode && !known!.district ? [districtUnknown(districtCode, regencyCode)] : []),
  ];
}

/** The columns to write for the fields given; names of the schema, never a caller's. */
export function columnsOf(fields: PesantrenFields): Record<string, unknown> {
  const { name, location, cooperative } = fields;
  const columns = {
    nspp: fields.nspp,
    name: typeof name === "string" ? displayName(name) : undefined,
    name_key: typeof name === "string" ? spellingKey(name) : undefined,
    address: fields.address?.trim() ?? fields.address,
    regency_code: fields.regencyCode,
    district_code: fields.districtCode,
    latitude: location?.latitude ?? (location === null ? null : undefined),
    longitude: location?.longitude ?? (location === null ? null : undefined),
    kind: fields.kind,
    founded_year: fields.foundedYear,
    whatsapp: fields.whatsapp,
    cooperative_name: cooperative === null ? null : cooperative?.name.trim(),
    cooperative_legal_number: cooperative === undefined ? undefined : (cooperative?.legalNumber ?? null),
    website: fields.website,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function textFaults(text: string | null | undefined, field: readonly string[], most: number): RefusalValue[] {
  return typeof text === "string" ? lengthFaults(text, field, most) : [];
}

/** A day begins in WIT first, so that no today of anybody in Indonesia counts as the future. */
function dayFaults(day: string | null | undefined, field: readonly string[], now: Date): RefusalValue[] {
  const WIT_MS = 9 * 3_600_000;
  const today = new Date(now.getTime() + WIT_MS).toISOString().slice(0, 10);
  return typeof day === "string" && day > today ? [dayInFuture(day, field)] : [];
}
