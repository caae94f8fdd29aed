import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { once } from "../matching/event.service";
import { dayFaults } from "../planning";
import { tellNation } from "../facts";
import { seesAll } from "../reader";
import { ORIGINAL } from "./booth.loader";
import { lockBooth } from "./booth.service";
import * as errors from "./exhibition.errors";
import type { CorrectJabarSaleInput, ReportJabarSaleInput } from "./exhibition.input";
import { JabarSaleSide } from "./exhibition.states";

const SIDE = ["input", "side"];
const MOST_UNITS = 1_000_000_000;
const MOST_RUPIAH = BigInt(Number.MAX_SAFE_INTEGER);

/** Notes what a side says of a sale for the first time. Returns the sale's id; sent again with the same key, it counts once. */
export function reportSale(context: Context, input: ReportJabarSaleInput, key: string): Promise<string> {
  return once(context, "reportJabarSale", input, key, async (tx) => {
    const { productId, day, side, quantity, value } = input;
    const { id: boothId, status, productIds, exhibition } = await lockBooth(context, tx, input.boothId);
    const today = dayInWib(context.clock());
    const until = today < exhibition.endsOn ? today : exhibition.endsOn;
    refuseAny([
      ...(exhibition.status === "CANCELLED" ? [errors.exhibitionCancelled(["input", "boothId"])] : []),
      ...(status === "ASSIGNED" ? [] : [errors.boothNotAssigned(["input", "boothId"], status)]),
      ...(productIds.includes(productId.toLowerCase()) ? [] : [errors.notShown(["input", "productId"], productId)]),
      ...dayFaults(["input", "day"], day, exhibition.startsOn, until),
      ...sideFaults(context, side),
      ...rangeFaults(["input", "quantity"], quantity, [1, MOST_UNITS]),
      ...rangeFaults(["input", "value"], value, [1n, MOST_RUPIAH]),
    ]);
    const saleId = await saleOf(tx, boothId, productId, day);
    const last = await lastReport(tx, saleId, side);
    if (last.version > 0) refuse(errors.alreadyReported(SIDE));
    await addReport(context, tx, { saleId, side, quantity, value, reason: null }, last);
    return saleId;
  });
}

/** Corrects what a side said of a sale; what it said before stays. Returns the sale's id. */
export function correctSale(context: Context, input: CorrectJabarSaleInput, key: string): Promise<string> {
  return once(context, "correctJabarSale", input, key, async (tx) => {
    const { saleId, side, quantity, value, reason } = input;
    const unknown = errors.saleUnknown(["input", "saleId"], saleId);
    const [sale] = isId(saleId)
      ? await tx.rows<{ boothId: string }>(`SELECT booth_id AS "boothId" FROM exhibition_sale WHERE id = $1`, [saleId])
      : [];
    await lockBooth(context, tx, sale?.boothId ?? refuse(unknown), unknown);
    const last = await lastReport(tx, saleId, side);
    refuseAny([
      ...sideFaults(context, side),
      ...(last.version > 0 ? [] : [errors.notReported(SIDE, side)]),
      ...rangeFaults(["input", "quantity"], quantity, [0, MOST_UNITS]),
      ...rangeFaults(["input", "value"], value, [0n, MOST_RUPIAH]),
      ...textFaults(["input", "reason"], reason, [2, 500]),
    ]);
    await addReport(context, tx, { saleId, side, quantity, value, reason: reason.trim() }, last);
    return saleId.toLowerCase();
  });
}

/** Only operators speak for the buyers. */
function sideFaults(context: Context, side: JabarSaleSide): RefusalValue[] {
  return side === JabarSaleSide.BUYER && !seesAll(context) ? [errors.sideNotYours(SIDE)] : [];
}

/** The sale of a product on a day at a booth, made when the first of the two sides reports it. */
async function saleOf(tx: Transaction, boothId: string, productId: string, day: string): Promise<string> {
  await tx.rows(
    "INSERT INTO exhibition_sale (id, booth_id, product_id, day) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [newId(), boothId, productId, day],
  );
  const [sale] = await tx.rows<{ id: string }>(
    "SELECT id FROM exhibition_sale WHERE booth_id = $1 AND product_id = $2 AND day = $3",
    [boothId, productId, day],
  );
  return sale!.id;
}

interface LastReport {
  /** 0 if there is none. */
  readonly version: number;
  readonly value: bigint;
}

async function lastReport(tx: Transaction, saleId: string, side: JabarSaleSide): Promise<LastReport> {
  const [last] = await tx.rows<LastReport>(
    "SELECT version, value FROM exhibition_sale_report WHERE sale_id = $1 AND side = $2 ORDER BY version DESC LIMIT 1",
    [saleId, side],
  );
  return last ?? { version: 0, value: 0n };
}

interface Report {
  readonly saleId: string;
  readonly side: JabarSaleSide;
  readonly quantity: number;
  readonly value: bigint;
  readonly reason: string | null;
}

async function addReport(context: Context, tx: Transaction, report: Report, last: LastReport): Promise<void> {
  const { saleId, side, quantity, value, reason } = report;
  const at = context.clock();
  await tx.rows("INSERT INTO exhibition_sale_report VALUES ($1, $2, $3, $4, $5, $6, $7)", [
    saleId,
    side,
    last.version + 1,
    quantity,
    value,
    reason,
    at,
  ]);
  const more = value - last.value;
  if (side === JabarSaleSide.SELLER && more !== 0n) await tellOfSale(tx, saleId, more, at);
}

/** The nation is told what sellers say; what buyers say stands beside it here, and would count everything twice there. */
async function tellOfSale(tx: Transaction, saleId: string, more: bigint, at: Date): Promise<void> {
  const [of] = await tx.rows<{ year: number; pesantrenId: string; regency: string }>(
    `SELECT exhibition.year, original.id AS "pesantrenId", original.regency_code AS regency
     FROM exhibition_sale sale JOIN exhibition_booth booth ON booth.id = sale.booth_id JOIN exhibition ON exhibition.id = booth.exhibition_id
     JOIN pesantren_reference original ON original.id = ${ORIGINAL} WHERE sale.id = $1`,
    [saleId],
  );
  await tellNation(tx, { indicator: "exhibitions.sales", unit: "rupiah", at }, [{ ...of!, value: more }]);
}
