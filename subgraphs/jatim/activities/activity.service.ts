import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { statusNotRight } from "../errors";
import type { JatimActivityStatus } from "./activity";
import * as errors from "./activity.errors";
import type { MoveJatimActivityInput, PlanJatimActivityInput } from "./activity.input";
import { ACTIVITY_STATES } from "./activity.states";

const LAST_DAY = "9999-12-31";

/** Plans an activity. Returns its id; sent again with the same key, that of the one made first. */
export function planActivity(context: Context, input: PlanJatimActivityInput, key: string): Promise<string> {
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "planJatimActivity",
      key,
      input,
      effect: async () => {
        const kinds = await tx.rows("SELECT 1 FROM activity_kind WHERE code = $1", [input.kind]);
        refuseAny([
          ...(kinds.length > 0 ? [] : [errors.kindUnknown(["input", "kind"], input.kind)]),
          ...planFaults(input, dayInWib(context.clock())),
        ]);
        return insert(tx, input);
      },
    }),
  );
}

function planFaults(input: PlanJatimActivityInput, today: string): RefusalValue[] {
  const { regencyCode, startsOn } = input;
  return [
    ...textFaults(["input", "title"], input.title, [3, 200]),
    ...(/^35\.\d\d$/.test(regencyCode) ? [] : [errors.regencyOutside(["input", "regencyCode"], regencyCode)]),
    ...textFaults(["input", "place"], input.place, [2, 300]),
    ...(startsOn >= today ? [] : [errors.dayOutside(["input", "startsOn"], today, LAST_DAY, startsOn)]),
    ...periodFaults(["input", "endsOn"], startsOn, input.endsOn),
    ...rangeFaults(["input", "places"], input.places, [1, 100_000]),
  ];
}

async function insert(tx: Transaction, input: PlanJatimActivityInput): Promise<string> {
  const id = newId();
  await tx.rows(
    `INSERT INTO activity (id, kind, year, title, regency_code, place, starts_on, ends_on, places, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OPEN')`,
    [
      id,
      input.kind,
      Number(input.startsOn.slice(0, 4)),
      input.title.trim(),
      input.regencyCode,
      input.place.trim(),
      input.startsOn,
      input.endsOn,
      input.places,
    ],
  );
  return id;
}

/** Moves an activity to its next state. Returns its id. */
export async function moveActivity(context: Context, { activityId, status }: MoveJatimActivityInput): Promise<string> {
  const at = ["input", "activityId"];
  return context.db.inTransaction(async (tx) => {
    const activity = await lockActivity(tx, activityId, at);
    const today = dayInWib(context.clock());
    if (status === ("COMPLETED" satisfies `${JatimActivityStatus}`) && activity.endsOn > today)
      refuse(errors.dayOutside(at, activity.endsOn, LAST_DAY, today));
    await transition(tx, {
      table: "activity",
      column: "status",
      id: activity.id,
      states: ACTIVITY_STATES,
      to: status,
      field: ["input", "status"],
      missing: errors.activityUnknown(at, activityId),
    });
    return activity.id;
  });
}

/** An activity, locked, with the rules of its kind. */
export interface LockedActivity {
  readonly id: string;
  readonly kind: string;
  readonly status: `${JatimActivityStatus}`;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly places: number;
  readonly taken: number;
  readonly mostPerPesantren: number | null;
  readonly byTalent: boolean;
  readonly takesOrders: boolean;
  readonly forSantri: boolean;
}

/** Locks an activity: whoever changes what belongs to it does so first, so that places are counted by one at a time. */
export async function lockActivity(
  tx: Transaction,
  id: string,
  field: FieldPath,
  expected?: readonly `${JatimActivityStatus}`[],
): Promise<LockedActivity> {
  const [activity] = isId(id)
    ? await tx.rows<LockedActivity>(
        `SELECT a.id, a.kind, a.status, a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn", a.places, a.taken,
           k.most_per_pesantren AS "mostPerPesantren", k.by_talent AS "byTalent", k.takes_orders AS "takesOrders", k.for_santri AS "forSantri"
         FROM activity a JOIN activity_kind k ON k.code = a.kind WHERE a.id = $1 FOR UPDATE OF a`,
        [id],
      )
    : [];
  if (!activity) return refuse(errors.activityUnknown(field, id));
  if (expected && !expected.includes(activity.status))
    return refuse(statusNotRight(field, expected.join(", "), activity.status));
  return activity;
}
