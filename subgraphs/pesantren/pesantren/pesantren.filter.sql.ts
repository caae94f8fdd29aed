import { badInput } from "../../kit/errors";
import { isId } from "../../kit/id";
import { RegionLevel } from "../regions/region";
import { checkLevel } from "../regions/region.loader";
import { MOST_NAMED, type PesantrenFilter } from "./pesantren.filter";

/** Takes a value into a statement and returns what stands for it, such as `$3`. */
export type Parameter = (value: unknown) => string;

/**
 * The conditions of a filter on the table with the alias `p`, in a form that its indexes serve. Merged duplicates are in no list.
 *
 * @throws RequestError BAD_USER_INPUT for a code of another level, or too many ids or numbers
 */
export function filterConditions(filter: PesantrenFilter, parameter: Parameter): string[] {
  const { provinceCode, regencyCode, districtCode, kind, status, hasLocation, trial, nspps, ids } = filter;
  const conditions = ["p.merged_into_id IS NULL"];
  if (provinceCode) {
    checkLevel(provinceCode, RegionLevel.PROVINCE);
    conditions.push(
      `p.regency_code > ${parameter(`${provinceCode}.`)}`,
      `p.regency_code < ${parameter(`${provinceCode}/`)}`,
    );
  }
  if (regencyCode) {
    checkLevel(regencyCode, RegionLevel.REGENCY);
    conditions.push(`p.regency_code = ${parameter(regencyCode)}`);
  }
  if (districtCode) {
    checkLevel(districtCode, RegionLevel.DISTRICT);
    conditions.push(
      `p.district_code = ${parameter(districtCode)}`,
      `p.regency_code = ${parameter(districtCode.slice(0, 5))}`,
    );
  }
  if (kind) conditions.push(`p.kind = ${parameter(kind)}`);
  if (status) conditions.push(statusCondition(status, parameter));
  if (typeof hasLocation === "boolean") conditions.push(`p.latitude IS ${hasLocation ? "NOT " : ""}NULL`);
  if (typeof trial === "boolean") conditions.push(`${trial ? "" : "NOT "}p.trial`);
  if (nspps) conditions.push(`p.id IN (${OF_NSPPS.replace("$", parameter(limited(nspps, "nspps")))})`);
  if (ids) conditions.push(`p.id IN (${OF_IDS.replace("$", parameter(limited(ids, "ids").filter(isId)))})`);
  return conditions;
}

/** The index of those not active holds few rows; it serves only a statement that says so without a parameter. */
function statusCondition(status: string, parameter: Parameter): string {
  const condition = `p.status = ${parameter(status)}`;
  return status === "ACTIVE" ? condition : `p.status <> 'ACTIVE' AND ${condition}`;
}

const OF_NSPPS = `
  SELECT coalesce(named.merged_into_id, named.id) FROM pesantren_nspp number
  JOIN pesantren named ON named.id = number.pesantren_id WHERE number.nspp = ANY($::text[])`;

const OF_IDS = "SELECT coalesce(named.merged_into_id, named.id) FROM pesantren named WHERE named.id = ANY($::uuid[])";

function limited(list: readonly string[], name: string): readonly string[] {
  if (list.length <= MOST_NAMED) return list;
  throw badInput(
    {
      id: `filter.${name} paling banyak ${MOST_NAMED}, diterima ${list.length}.`,
      en: `filter.${name} takes at most ${MOST_NAMED}, received ${list.length}.`,
    },
    { expected: `at most ${MOST_NAMED}`, received: String(list.length) },
  );
}
