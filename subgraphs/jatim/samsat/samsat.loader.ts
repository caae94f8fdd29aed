import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Database } from "../../kit/data/database";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { OPERATE } from "../access";
import { idOrNone, NO_ID } from "../ids";
import { databaseFor } from "../reach";
import { filedUnder } from "../references";
import type { JatimSettlementDay, JatimSettlementDifference, JatimTariff, JatimTaxPayment } from "./samsat";
import type { JatimDifferenceListArguments, JatimTaxPaymentListArguments } from "./samsat.input";
import type { SettledDay } from "./settlement.service";

const PAYMENT = `
  SELECT id, pay_code AS "payCode", status, plate, vehicle_class AS "vehicleClass", vehicle, due_on::text AS "dueOn", pkb, pkb_penalty AS "pkbPenalty", opsen,
    swdkllj, swdkllj_penalty AS "swdklljPenalty", admin_fee AS "adminFee", total, billed_at AS "billedAt", expires_at AS "expiresAt", paid_at AS "paidAt",
    reversed_at AS "reversedAt", bank_code AS "bankCode", bank_reference AS "bankReference", failure, service_point_id AS "servicePointId",
    receipt_number AS "receiptNumber"
  FROM samsat_payment`;

/** Whose payments a caller sees: a pesantren's own people its own, a bank its own, operators all. */
function reachOf(context: Context): { readonly db: Database; readonly values: readonly (string | null)[] } {
  const { pesantren, bank, scopes } = context.caller;
  const own = pesantren ?? (scopes.includes(OPERATE) ? null : NO_ID);
  return { db: databaseFor(context), values: [bank === null ? own : null, bank] };
}

const REACHED = `($1::uuid IS NULL OR ${filedUnder("pesantren_id", "$1")}) AND ($2::text IS NULL OR bank_code = $2)`;

/** A payment, if the caller may see it. */
export function paymentById(context: Context, id: string): Promise<JatimTaxPayment | null> {
  return isId(id) ? context.loader(payments).load(id.toLowerCase()) : Promise.resolve(null);
}

function payments(context: Context) {
  const { db, values } = reachOf(context);
  return new DataLoader<string, JatimTaxPayment | null>(async (ids) => {
    const rows = await db.rows<JatimTaxPayment>(`${PAYMENT} WHERE ${REACHED} AND id = ANY($3)`, [...values, ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of payments, the last billed first. */
export async function paymentPage(
  context: Context,
  { servicePointId, status, plate, first, after }: JatimTaxPaymentListArguments,
): Promise<Connection<JatimTaxPayment>> {
  const { db, values } = reachOf(context);
  const [before] = decodeCursor(after, ["id"]) ?? [null];
  const chosen = [...values, idOrNone(servicePointId) ?? null, status ?? null, plate?.trim().toUpperCase() ?? null];
  const where = `${REACHED} AND ($3::uuid IS NULL OR service_point_id = $3) AND ($4::text IS NULL OR status = $4) AND ($5::text IS NULL OR plate = $5)`;
  const rows = await db.rows<JatimTaxPayment>(
    `${PAYMENT} WHERE ${where} AND ($6::uuid IS NULL OR id < $6) ORDER BY id DESC LIMIT $7`,
    [...chosen, before, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM samsat_payment WHERE ${where}`, chosen))!
      .count;
  return toConnection({ first, after, rows, keyOf: ({ id }) => [id], count });
}

/** Every tariff, by kind and class, the latest first. */
export function tariffs({ db }: Context): Promise<JatimTariff[]> {
  return db.rows(`${TARIFF} ORDER BY kind, vehicle_class NULLS FIRST, applies_from DESC LIMIT 1000`);
}

export async function tariffById({ db }: Context, id: string): Promise<JatimTariff | null> {
  return (await db.row<JatimTariff>(`${TARIFF} WHERE id = $1`, [id])) ?? null;
}

const TARIFF = `
  SELECT id, kind, vehicle_class AS "vehicleClass", applies_from::text AS "appliesFrom", parts_per_million AS "partsPerMillion", amount, per_days AS "perDays",
    most_parts_per_million AS "mostPartsPerMillion", most_amount AS "mostAmount", source, assumed AS "isAssumed" FROM samsat_tariff`;

const DAY = `
  SELECT bank_code AS "bankCode", day::text, bookings, bank_sum AS "bankSum", own_sum AS "ownSum", compared_at AS "comparedAt",
    (SELECT count(*)::int FROM settlement_difference d WHERE d.bank_code = s.bank_code AND d.day = s.day AND status = 'OPEN') AS "openDifferences"
  FROM settlement_day s`;

export async function settledDay({ db }: Context, { bankCode, day }: SettledDay): Promise<JatimSettlementDay> {
  return (await db.row<JatimSettlementDay>(`${DAY} WHERE bank_code = $1 AND day = $2`, [bankCode, day]))!;
}

/** A page of the days compared, the latest first; of a bank its own. */
export async function settlementPage(
  context: Context,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): Promise<Connection<JatimSettlementDay>> {
  const { db, values } = reachOf(context);
  const [day, bank] = decodeCursor(after, ["string", "string"]) ?? [null, null];
  const rows = await db.rows<JatimSettlementDay>(
    `${DAY} WHERE ($1::text IS NULL OR bank_code = $1) AND ($2::date IS NULL OR (day, bank_code) < ($2, $3)) ORDER BY day DESC, bank_code DESC LIMIT $4`,
    [values[1], day, bank, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(
      "SELECT count(*)::int AS count FROM settlement_day WHERE $1::text IS NULL OR bank_code = $1",
      [values[1]],
    ))!.count;
  return toConnection({ first, after, rows, keyOf: (row) => [row.day, row.bankCode], count });
}

const DIFFERENCE = `
  SELECT id, kind, booking, reference, bank_amount AS "bankAmount", own_amount AS "ownAmount", owner, status = 'RESOLVED' AS "isResolved", note,
    found_at AS "foundAt" FROM settlement_difference`;

export async function differenceById({ db }: Context, id: string): Promise<JatimSettlementDifference | null> {
  return (await db.row<JatimSettlementDifference>(`${DIFFERENCE} WHERE id = $1`, [id])) ?? null;
}

/** A page of differences, the first found first; of a bank its own. */
export async function differencePage(
  context: Context,
  { isOpen, first, after }: JatimDifferenceListArguments,
): Promise<Connection<JatimSettlementDifference>> {
  const { db, values } = reachOf(context);
  const [key] = decodeCursor(after, ["id"]) ?? [null];
  const where = "($1::text IS NULL OR bank_code = $1) AND ($2 = false OR status = 'OPEN')";
  const rows = await db.rows<JatimSettlementDifference>(
    `${DIFFERENCE} WHERE ${where} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
    [values[1], isOpen, key, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM settlement_difference WHERE ${where}`, [
      values[1],
      isOpen,
    ]))!.count;
  return toConnection({ first, after, rows, keyOf: ({ id }) => [id], count });
}
