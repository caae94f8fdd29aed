import type { Transaction } from "../../kit/data/database";
import type { RefusalValue } from "../../kit/refusal";
import { locationFaults } from "../location/location.errors";
import { openingHoursFaults } from "./opening-hours";
import {
  bankUnknown,
  districtUnknown,
  lengthFaults,
  notNull,
  phoneInvalid,
  regencyUnknown,
  serviceCount,
  serviceUnknown,
} from "./service-point.errors";
import type { ChangeServicePointInput } from "./service-point.input";

/** What can be written of a service point; absent is unchanged, null is empty. */
export type ServicePointFields = Omit<ChangeServicePointInput, "id">;

const NEVER_EMPTY = ["kind", "name", "services", "location", "regencyCode", "timeZone"] as const;
const PHONE_FORM = /^\+[1-9]\d{6,14}$/;
const MOST_SERVICES = 20;

/** What is wrong with the fields by themselves. */
export function fieldFaults(fields: ServicePointFields): RefusalValue[] {
  const { name, address, location, openingHours, phone, services } = fields;
  const countIsWrong = services && (services.length < 1 || services.length > MOST_SERVICES);
  return [
    ...(typeof name === "string" ? lengthFaults(name, ["input", "name"], 120) : []),
    ...(typeof address === "string" ? lengthFaults(address, ["input", "address"], 300) : []),
    ...(location ? locationFaults(location, ["input", "location"]) : []),
    ...(openingHours ? openingHoursFaults(openingHours, ["input", "openingHours"]) : []),
    ...(typeof phone === "string" && !PHONE_FORM.test(phone) ? [phoneInvalid(phone)] : []),
    ...(countIsWrong ? [serviceCount(services.length)] : []),
  ];
}

/** A refusal for each field that a change would empty and that can't be empty. */
export function emptiedFaults(fields: ServicePointFields): RefusalValue[] {
  return NEVER_EMPTY.filter((name) => fields[name] === null).map(notNull);
}

/**
 * What is wrong with the codes that the fields refer to.
 *
 * @param regencyCode the regency in which the district must lie
 */
export async function referenceFaults(
  tx: Transaction,
  fields: ServicePointFields,
  regencyCode: string,
): Promise<RefusalValue[]> {
  const { services, bankCode, districtCode } = fields;
  const [known] = await tx.rows<{ services: string[]; bank: boolean; regency: boolean; district: boolean }>(
    `SELECT
       ARRAY(SELECT code FROM service WHERE code = ANY($1)) AS services,
       EXISTS (SELECT FROM bank WHERE code = $2) AS bank,
       EXISTS (SELECT FROM region WHERE code = $3 AND level = 2 AND withdrawn_in IS NULL) AS regency,
       EXISTS (SELECT FROM region WHERE code = $4 AND parent_code = $3 AND level = 3 AND withdrawn_in IS NULL) AS district`,
    [services?.slice(0, MOST_SERVICES) ?? [], bankCode ?? null, regencyCode, districtCode ?? null],
  );
  const isKnown = new Set(known!.services);
  return [
    ...(services ?? [])
      .slice(0, MOST_SERVICES)
      .flatMap((code, at) => (isKnown.has(code) ? [] : [serviceUnknown(code, ["input", "services", String(at)])])),
    ...(typeof bankCode === "string" && !known!.bank ? [bankUnknown(bankCode)] : []),
    ...(fields.regencyCode && !known!.regency ? [regencyUnknown(fields.regencyCode)] : []),
    ...(districtCode && !known!.district ? [districtUnknown(districtCode, regencyCode)] : []),
  ];
}
