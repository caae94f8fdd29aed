import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { idempotent } from "../../kit/data/idempotency";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { tellNation } from "../facts";
import { catalogue, registry } from "../references";
import * as errors from "./activity.errors";
import type {
  AdvanceJatimIncubationInput,
  RecordJatimAttendanceInput,
  RecordJatimExpoOrderInput,
} from "./activity.input";
import { lockEnrolment } from "./enrolment.service";

const HELD = ["OPEN", "CLOSED"] as const;

/** Records whether who is enrolled was there on a day; recorded again, the later holds. Returns the enrolment's id. */
export async function recordAttendance(
  context: Context,
  { enrolmentId, day, isPresent }: RecordJatimAttendanceInput,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { id, activity } = await lockEnrolment(context, tx, enrolmentId, HELD);
    const today = dayInWib(context.clock());
    const last = activity.endsOn < today ? activity.endsOn : today;
    if (day < activity.startsOn || day > last)
      refuse(errors.dayOutside(["input", "day"], activity.startsOn, last, day));
    await tx.rows(
      `INSERT INTO activity_attendance (enrolment_id, day, is_present) VALUES ($1, $2, $3)
       ON CONFLICT (enrolment_id, day) DO UPDATE SET is_present = excluded.is_present`,
      [id, day, isPresent],
    );
    return id;
  });
}

/** Takes an enrolment to its next stage; said again, it changes nothing. Returns its id. */
export async function advance(context: Context, { enrolmentId, stage }: AdvanceJatimIncubationInput): Promise<string> {
  const field = ["input", "stage"];
  return context.db.inTransaction(async (tx) => {
    const enrolment = await lockEnrolment(context, tx, enrolmentId, HELD);
    if (enrolment.stage === stage) return enrolment.id;
    const [next] = await tx.rows<{ code: string }>(
      `SELECT code FROM activity_stage WHERE kind = $1
         AND position > coalesce((SELECT position FROM activity_stage WHERE kind = $1 AND code = $2), 0) ORDER BY position LIMIT 1`,
      [enrolment.activity.kind, enrolment.stage],
    );
    if (!next) return refuse(errors.notAsked(field, "further stage"));
    if (next.code !== stage) refuse(errors.stageNotNext(field, next.code, stage));
    await tx.rows("UPDATE activity_enrolment SET stage = $2 WHERE id = $1", [enrolment.id, stage]);
    return enrolment.id;
  });
}

/** Records what a buyer ordered of an exhibitor. Returns the enrolment's id; sent again with the same key, nothing is recorded again. */
export async function recordOrder(context: Context, input: RecordJatimExpoOrderInput, key: string): Promise<string> {
  const { productId, buyer, quantity, amount } = input;
  const product = await catalogue.find(context, productId);
  const owner = product?.status === "ACTIVE" ? await registry.find(context, product.pesantrenId) : null;
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "recordJatimExpoOrder",
      key,
      input,
      effect: async () => {
        const { id, activity, pesantrenId } = await lockEnrolment(context, tx, input.enrolmentId, HELD);
        const today = dayInWib(context.clock());
        const isHeld = today >= activity.startsOn && today <= activity.endsOn;
        refuseAny([
          ...(activity.takesOrders ? [] : [errors.notAsked(["input", "enrolmentId"], "orders")]),
          ...(isHeld ? [] : [errors.dayOutside(["input"], activity.startsOn, activity.endsOn, today)]),
          ...(owner?.originalId === pesantrenId ? [] : [errors.productUnknown(["input", "productId"], productId)]),
          ...textFaults(["input", "buyer"], buyer, [2, 200]),
          ...rangeFaults(["input", "quantity"], quantity, [1, 1_000_000]),
          ...rangeFaults(["input", "amount"], amount, [1n, 1_000_000_000_000n]),
        ]);
        await tx.rows(
          `INSERT INTO activity_order (id, enrolment_id, buyer, product_id, quantity, amount, ordered_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [newId(), id, buyer.trim(), productId, quantity, amount, today],
        );
        const dimensions = { activity: activity.kind };
        await tellNation(tx, { pesantrenId, on: activity.startsOn, asOf: context.clock() }, [
          { indicator: "activity.orders", value: amount, unit: "rupiah", dimensions },
        ]);
        return id;
      },
    }),
  );
}
