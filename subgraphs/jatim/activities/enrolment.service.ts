import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { OPERATE } from "../access";
import { tellNation } from "../facts";
import { actingPesantren } from "../known";
import { statusNotRight } from "../errors";
import { filedUnder, originalOf } from "../references";
import * as errors from "./activity.errors";
import type { EndJatimEnrolmentInput, EnrolInJatimActivityInput } from "./activity.input";
import { lockActivity, type LockedActivity } from "./activity.service";

const ACTIVITY = ["input", "activityId"];
const PESANTREN = ["input", "pesantrenId"];
const ENROLMENT = ["input", "enrolmentId"];

/** Enrols a santri, or the pesantren itself. Returns the enrolment's id; sent again with the same key, that of the one made first. */
export async function enrol(context: Context, input: EnrolInJatimActivityInput, key: string): Promise<string> {
  const { found, faults } = await actingPesantren(context, input.pesantrenId, PESANTREN);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "enrolInJatimActivity",
      key,
      input,
      effect: async () => {
        const activity = await lockActivity(tx, input.activityId, ACTIVITY, ["OPEN"]);
        const today = dayInWib(context.clock());
        refuseAny([
          ...(today > activity.endsOn ? [errors.dayOutside(ACTIVITY, today, activity.endsOn, today)] : []),
          ...faults,
          ...askedFaults(activity, input),
          ...(found ? await memberFaults(tx, found.originalId, input) : []),
        ]);
        return insert(context, tx, activity, found!.originalId, input);
      },
    }),
  );
}

function askedFaults(
  { byTalent, forSantri }: LockedActivity,
  { talent, memberId }: EnrolInJatimActivityInput,
): RefusalValue[] {
  const asked = (name: string, value: string | null | undefined, isAsked: boolean) => {
    if (Boolean(value) === isAsked) return [];
    return [isAsked ? errors.needed(["input", name]) : errors.notAsked(["input", name], name)];
  };
  return [
    ...asked("talent", talent, byTalent),
    ...textFaults(["input", "talent"], talent, [2, 100]),
    ...asked("memberId", memberId, forSantri),
  ];
}

async function memberFaults(
  tx: Transaction,
  pesantrenId: string,
  { memberId }: EnrolInJatimActivityInput,
): Promise<RefusalValue[]> {
  if (!memberId) return [];
  const found = isId(memberId)
    ? await tx.rows(
        `SELECT 1 FROM pillar_member WHERE id = $1 AND ${filedUnder("pesantren_id", "$2")} AND pillar = 'SANTRIPRENEUR' AND removed_at IS NULL`,
        [memberId, pesantrenId],
      )
    : [];
  return found.length > 0 ? [] : [errors.santriUnknown(["input", "memberId"], memberId)];
}

async function insert(
  { clock }: Context,
  tx: Transaction,
  activity: LockedActivity,
  pesantrenId: string,
  { memberId, talent }: EnrolInJatimActivityInput,
): Promise<string> {
  const { id: activityId, taken, places, mostPerPesantren } = activity;
  const [own] = await tx.rows<{ count: number; again: boolean }>(
    `SELECT count(*)::int AS count, coalesce(bool_or(member_id IS NOT DISTINCT FROM $3), false) AS again
     FROM activity_enrolment WHERE activity_id = $1 AND ${filedUnder("pesantren_id", "$2")} AND status <> 'WITHDRAWN'`,
    [activityId, pesantrenId, memberId ?? null],
  );
  const { count, again } = own!;
  if (again) refuse(errors.enrolledAlready(PESANTREN));
  refuseAny([
    ...(mostPerPesantren !== null && count >= mostPerPesantren
      ? [errors.mostOfPesantren(PESANTREN, mostPerPesantren)]
      : []),
    ...(taken < places ? [] : [errors.full(ACTIVITY)]),
  ]);
  const id = newId();
  await tx.rows(
    `INSERT INTO activity_enrolment (id, activity_id, pesantren_id, member_id, talent, status, enrolled_at) VALUES ($1, $2, $3, $4, $5, 'ENROLLED', $6)`,
    [id, activityId, pesantrenId, memberId ?? null, talent?.trim() ?? null, clock()],
  );
  await tx.rows("UPDATE activity SET taken = taken + 1 WHERE id = $1", [activityId]);
  await tell(tx, activity, { pesantrenId, asOf: clock() }, "enrolments", 1);
  return id;
}

/** Withdraws an enrolment, which frees its place, or records its outcome. Returns its id. */
export async function endEnrolment(
  context: Context,
  { enrolmentId, status, note }: EndJatimEnrolmentInput,
): Promise<string> {
  const field = ["input", "status"];
  const isOutcome = status === "GRADUATED" || status === "LEFT";
  refuseAny([
    ...textFaults(["input", "note"], note, [1, 500]),
    ...(status === "ENROLLED" ? [statusNotRight(field, "WITHDRAWN, GRADUATED, LEFT", status)] : []),
    ...(isOutcome && !context.caller.scopes.includes(OPERATE) ? [errors.operatorsOnly(field)] : []),
  ]);
  return context.db.inTransaction(async (tx) => {
    const { id, activity, pesantrenId, stage } = await lockEnrolment(context, tx, enrolmentId, ["OPEN", "CLOSED"]);
    if (status === "GRADUATED") {
      const [last] = await tx.rows<{ code: string }>(
        "SELECT code FROM activity_stage WHERE kind = $1 ORDER BY position DESC LIMIT 1",
        [activity.kind],
      );
      if (last && last.code !== stage) refuse(errors.stageNotNext(field, last.code, stage ?? "-"));
    }
    await tx.rows("UPDATE activity_enrolment SET status = $2, note = $3 WHERE id = $1", [id, status, note.trim()]);
    const asOf = context.clock();
    if (!isOutcome) {
      await tx.rows("UPDATE activity SET taken = taken - 1 WHERE id = $1", [activity.id]);
      await tell(tx, activity, { pesantrenId, asOf }, "enrolments", -1);
    }
    if (status === "GRADUATED") await tell(tx, activity, { pesantrenId, asOf }, "graduates", 1);
    return id;
  });
}

/** Tells the nation of enrolments and graduates, in the year in which the activity begins. */
function tell(
  tx: Transaction,
  { kind, startsOn }: LockedActivity,
  whose: { readonly pesantrenId: string; readonly asOf: Date },
  what: "enrolments" | "graduates",
  value: 1 | -1,
): Promise<void> {
  const figure = { indicator: `activity.${what}`, value, unit: "enrolment", dimensions: { activity: kind } };
  return tellNation(tx, { ...whose, on: startsOn }, [figure]);
}

/** An enrolment that stands, with its activity, which is locked. */
export interface LockedEnrolment {
  readonly id: string;
  readonly pesantrenId: string;
  readonly stage: string | null;
  readonly activity: LockedActivity;
}

/** Locks the activity of an enrolment for which the caller may act; then it alone changes what belongs to it. */
export async function lockEnrolment(
  context: Context,
  tx: Transaction,
  id: string,
  expected: readonly LockedActivity["status"][],
  field: FieldPath = ENROLMENT,
): Promise<LockedEnrolment> {
  const [named] = isId(id)
    ? await tx.rows<{ activityId: string; pesantrenId: string; ownerId: string }>(
        `SELECT activity_id AS "activityId", pesantren_id AS "pesantrenId", ${originalOf("pesantren_id")} AS "ownerId" FROM activity_enrolment WHERE id = $1`,
        [id],
      )
    : [];
  // Whose it is, is nobody else's to know.
  const isForeign = named && pesantrenFaults(context.caller, named.ownerId, field).length > 0;
  if (!named || isForeign) return refuse(errors.enrolmentUnknown(field, id));
  const activity = await lockActivity(tx, named.activityId, field, expected);
  const [row] = await tx.rows<{ id: string; stage: string | null; status: string }>(
    "SELECT id, stage, status FROM activity_enrolment WHERE id = $1",
    [id],
  );
  const { status, ...enrolment } = row!;
  if (status !== "ENROLLED") refuse(statusNotRight(field, "ENROLLED", status));
  return { ...enrolment, pesantrenId: named.pesantrenId, activity };
}
