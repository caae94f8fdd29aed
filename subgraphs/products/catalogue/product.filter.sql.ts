import { badInput } from "../../kit/errors";
import { isId } from "../../kit/id";
import type { ProductFilter } from "./product.filter";

/** Takes a value into a statement and returns what stands for it, such as `$3`. */
export type Parameter = (value: unknown) => string;

/**
 * The conditions of a filter on the table with the alias `p`.
 *
 * @param today the day by which certificates are judged, `YYYY-MM-DD`
 * @throws RequestError BAD_USER_INPUT for a code of another level, or a price range that holds nothing
 */
export function filterConditions(filter: ProductFilter, today: string, parameter: Parameter): string[] {
  const { fields, provinceCode, regencyCode, pesantrenId, certificates, priceFrom, priceTo, status, trial } = filter;
  const conditions = [`p.status = ${parameter(status ?? "ACTIVE")}`];
  if (fields) conditions.push(fieldCondition(fields, parameter));
  if (provinceCode) conditions.push(...provinceConditions(provinceCode, parameter));
  if (regencyCode) {
    checkLength(regencyCode, 5, "regencyCode", "32.04");
    conditions.push(`p.regency_code = ${parameter(regencyCode)}`);
  }
  if (pesantrenId)
    conditions.push(
      `p.pesantren_id IN (${SAME_PESANTREN.replace("$", parameter(isId(pesantrenId) ? pesantrenId : null))})`,
    );
  for (const kind of new Set(certificates)) {
    conditions.push(`EXISTS (SELECT FROM product_certificate c WHERE c.product_id = p.id AND c.kind = ${parameter(kind)}
      AND (c.expires_on IS NULL OR c.expires_on >= ${parameter(today)}))`);
  }
  checkRange(priceFrom, priceTo);
  if (typeof priceFrom === "bigint") conditions.push(`p.price >= ${parameter(priceFrom)}`);
  if (typeof priceTo === "bigint") conditions.push(`p.price <= ${parameter(priceTo)}`);
  if (typeof trial === "boolean") conditions.push(`${trial ? "" : "NOT "}p.trial`);
  return conditions;
}

/** Of one field the index also gives the order; of several it can't. */
function fieldCondition(fields: readonly string[], parameter: Parameter): string {
  return fields.length === 1 ? `p.field = ${parameter(fields[0])}` : `p.field = ANY(${parameter(fields)})`;
}

/** The ids under which the products of a pesantren may be filed: its own, its original's, and those of the duplicates of both. */
const SAME_PESANTREN = `
  SELECT same.id FROM pesantren_reference named
  JOIN pesantren_reference same ON coalesce(named.merged_into_id, named.id) IN (same.id, same.merged_into_id)
  WHERE named.id = $::uuid`;

function provinceConditions(code: string, parameter: Parameter): string[] {
  checkLength(code, 2, "provinceCode", "32");
  return [`p.regency_code > ${parameter(`${code}.`)}`, `p.regency_code < ${parameter(`${code}/`)}`];
}

function checkLength(code: string, length: number, field: string, example: string): void {
  if (code.length === length) return;
  throw badInput(
    {
      id: `filter.${field} harus berupa kode seperti ${example}, diterima ${code}.`,
      en: `filter.${field} must be a code such as ${example}, received ${code}.`,
    },
    { expected: `a code such as ${example}`, received: code },
  );
}

function checkRange(from: bigint | null | undefined, to: bigint | null | undefined): void {
  if (typeof from !== "bigint" || typeof to !== "bigint" || from <= to) return;
  throw badInput(
    {
      id: `filter.priceFrom (${from}) tidak boleh melebihi filter.priceTo (${to}).`,
      en: `filter.priceFrom (${from}) must not exceed filter.priceTo (${to}).`,
    },
    { expected: `at most ${to}`, received: String(from) },
  );
}
