import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { phoneFaults } from "../../kit/personal/faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { actingPesantren, productOf } from "../known";
import { once } from "../matching/event.service";
import { ORIGINAL, seenPesantren } from "./booth.loader";
import * as errors from "./exhibition.errors";
import type {
  ApplyForJabarBoothInput,
  AssignJabarBoothInput,
  ChangeJabarBoothInput,
  WithdrawJabarBoothInput,
} from "./exhibition.input";
import { lockExhibition, type LockedExhibition } from "./exhibition.service";
import { BOOTH_STATES, timeOf, type JabarBoothStatus } from "./exhibition.states";

const BOOTH_ID = ["input", "boothId"];
const MOST_PRODUCTS = 50;

/** Applies for a booth. Returns its id; sent again with the same key, that of the first application. */
export async function applyForBooth(context: Context, input: ApplyForJabarBoothInput, key: string): Promise<string> {
  const pesantren = await actingPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  const shown = await shownProducts(context, input.productIds, pesantren.found);
  return once(context, "applyForJabarBooth", input, key, async (tx) => {
    const field = ["input", "exhibitionId"];
    const exhibition = await lockExhibition(tx, input.exhibitionId);
    refuseAny([
      ...overFaults(context, exhibition, field),
      ...(exhibition.status === "OPEN" ? [] : [errors.exhibitionNotOpen(field, exhibition.status)]),
      ...pesantren.faults,
      ...shown.faults,
      ...phoneFaults(["input", "whatsapp"], input.whatsapp),
    ]);
    const [made] = await tx.rows<{ id: string }>(
      `INSERT INTO exhibition_booth (id, exhibition_id, pesantren_id, product_ids, whatsapp, status, applied_at)
       VALUES ($1, $2, $3, $4, $5, 'APPLIED', $6) ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), exhibition.id, pesantren.found, shown.ids, input.whatsapp, context.clock()],
    );
    return made ? made.id : refuse(errors.alreadyApplied(["input", "pesantrenId"]));
  });
}

/** Changes what a booth shows and how its seller is reached. Returns its id. */
export async function changeBooth(context: Context, input: ChangeJabarBoothInput): Promise<string> {
  const { pesantrenId } = await ownBooth(context, context.db, input.boothId);
  const shown = await shownProducts(context, input.productIds, pesantrenId);
  return context.db.inTransaction(async (tx) => {
    const { id, status, exhibition } = await lockBooth(context, tx, input.boothId);
    refuseAny([
      ...(status === "WITHDRAWN" ? [errors.boothWithdrawn(BOOTH_ID)] : overFaults(context, exhibition, BOOTH_ID)),
      ...shown.faults,
      ...phoneFaults(["input", "whatsapp"], input.whatsapp),
    ]);
    await tx.rows("UPDATE exhibition_booth SET product_ids = $2, whatsapp = $3 WHERE id = $1", [
      id,
      shown.ids,
      input.whatsapp,
    ]);
    return id;
  });
}

/** Gives an application its booth, never more than the exhibition has. Returns its id. */
export function assignBooth(context: Context, input: AssignJabarBoothInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { id, exhibition } = await lockBooth(context, tx, input.boothId);
    refuseAny(overFaults(context, exhibition, BOOTH_ID));
    const number = await freeNumber(tx, exhibition, input.number ?? null);
    await tx.rows("UPDATE exhibition_booth SET number = $2 WHERE id = $1 AND status = 'APPLIED'", [id, number]);
    await moveBooth(tx, id, "ASSIGNED");
    return id;
  });
}

/** Gives a booth back, takes it back, or refuses an application: its number is free for another. Returns its id. */
export function withdrawBooth(context: Context, { boothId, reason }: WithdrawJabarBoothInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { id, exhibition } = await lockBooth(context, tx, boothId);
    refuseAny([...overFaults(context, exhibition, BOOTH_ID), ...textFaults(["input", "reason"], reason, [2, 500])]);
    await moveBooth(tx, id, "WITHDRAWN");
    await tx.rows("UPDATE exhibition_booth SET reason = $2 WHERE id = $1", [id, reason.trim()]);
    return id;
  });
}

/** A booth, as its rules need it. */
export interface LockedBooth {
  readonly id: string;
  readonly status: `${JabarBoothStatus}`;
  readonly productIds: readonly string[];
  readonly exhibition: LockedExhibition;
}

/**
 * Finds a booth that the caller may change: any of the province for who runs the programme, else one of its own pesantren. Its exhibition is locked, and
 * with it all of its booths.
 */
export async function lockBooth(
  context: Context,
  tx: Transaction,
  boothId: string,
  unknown?: RefusalValue,
): Promise<LockedBooth> {
  const { exhibitionId } = await ownBooth(context, tx, boothId, unknown);
  const exhibition = await lockExhibition(tx, exhibitionId);
  const [booth] = await tx.rows<Omit<LockedBooth, "exhibition">>(
    `SELECT id, status, product_ids AS "productIds" FROM exhibition_booth WHERE id = $1`,
    [boothId],
  );
  return { ...booth!, exhibition };
}

async function ownBooth(
  context: Context,
  on: Pick<Transaction, "rows">,
  boothId: string,
  unknown = errors.boothUnknown(BOOTH_ID, boothId),
): Promise<{ exhibitionId: string; pesantrenId: string }> {
  const [own] = isId(boothId)
    ? await on.rows<{ exhibitionId: string; pesantrenId: string }>(
        `SELECT exhibition_id AS "exhibitionId", ${ORIGINAL} AS "pesantrenId" FROM exhibition_booth booth
         WHERE id = $1 AND ($2::uuid IS NULL OR ${ORIGINAL} = $2)`,
        [boothId, seenPesantren(context)],
      )
    : [];
  return own ?? refuse(unknown);
}

async function moveBooth(tx: Transaction, id: string, to: `${JabarBoothStatus}`): Promise<void> {
  const missing = errors.boothUnknown(BOOTH_ID, id);
  await transition(tx, {
    table: "exhibition_booth",
    column: "status",
    id,
    states: BOOTH_STATES,
    to,
    field: BOOTH_ID,
    missing,
  });
}

/** Why booths of an exhibition stay as they are: it was cancelled, or is over. */
function overFaults({ clock }: Context, exhibition: LockedExhibition, field: FieldPath): RefusalValue[] {
  const time = timeOf(exhibition, dayInWib(clock()));
  if (time === null) return [errors.exhibitionCancelled(field)];
  return time === "PAST" ? [errors.exhibitionOver(field, exhibition.endsOn)] : [];
}

/** The number asked for, or the lowest, if no other booth has it. */
async function freeNumber(
  tx: Transaction,
  { id, boothCount }: LockedExhibition,
  asked: number | null,
): Promise<number> {
  const field = ["input", "number"];
  refuseAny(rangeFaults(field, asked, [1, boothCount]));
  const [free] = await tx.rows<{ number: number }>(
    `SELECT number FROM generate_series(coalesce($2::int, 1), coalesce($2::int, $3::int)) AS number
     WHERE number NOT IN (SELECT number FROM exhibition_booth WHERE exhibition_id = $1 AND status = 'ASSIGNED') ORDER BY number LIMIT 1`,
    [id, asked, boothCount],
  );
  return (
    free?.number ?? refuse(asked === null ? errors.exhibitionFull(field, boothCount) : errors.numberTaken(field, asked))
  );
}

/** The products that a booth is to show, each once. Asked for before a transaction, since the copy of the catalogue may have to catch up. */
async function shownProducts(
  context: Context,
  productIds: readonly string[],
  pesantrenId: string | undefined,
): Promise<{ ids: readonly string[]; faults: readonly RefusalValue[] }> {
  const field = ["input", "productIds"];
  const tooMany = countFaults(field, productIds, [1, MOST_PRODUCTS]);
  if (tooMany.length > 0) return { ids: [], faults: tooMany };
  const products = await Promise.all(
    productIds.map((id, at) => productOf(context, pesantrenId, id, [...field, String(at)])),
  );
  return {
    ids: [...new Set(products.flatMap(({ found }) => found?.id ?? []))],
    faults: products.flatMap(({ faults }) => faults),
  };
}
