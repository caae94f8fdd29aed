import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { JATIM } from "../province";
import { filedUnder } from "../references";
import type { JatimActivity, JatimEnrolment, JatimExpoOrder } from "./activity";
import type { JatimActivityListArguments, JatimEnrolmentListArguments } from "./activity.input";

const ACTIVITY = `this.id, this.kind, this.year, this.title, this.regency_code AS "regencyCode", this.place, this.starts_on::text AS "startsOn",
  this.ends_on::text AS "endsOn", this.places, this.places - this.taken AS "freePlaces", this.status,
  (SELECT coalesce(sum(amount), 0)::bigint FROM activity_order o JOIN activity_enrolment e ON e.id = o.enrolment_id WHERE e.activity_id = this.id) AS "orderedAmount"`;

/** The sums of orders are public and the orders are not, so activities are read by the province's own right. */
const ofProvince = ({ db }: Context) => db.as({ province: JATIM });

/** An activity by its id, or null. */
export async function activityById(context: Context, id: string): Promise<JatimActivity | null> {
  return isId(id) ? context.loader(activities).load(id.toLowerCase()) : null;
}

function activities(context: Context) {
  return new DataLoader<string, JatimActivity | null>(async (ids) => {
    const rows = await ofProvince(context).rows<JatimActivity>(
      `SELECT ${ACTIVITY} FROM activity this WHERE this.id = ANY($1)`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of activities, the last planned first. */
export function activityPage(
  context: Context,
  { kind, year, status, first, after }: JatimActivityListArguments,
): Promise<Connection<JatimActivity>> {
  return idPage(
    { db: ofProvince(context) },
    {
      select: ACTIVITY,
      from: "activity this",
      where: [
        ["this.kind = ?", kind],
        ["this.year = ?", year],
        ["this.status = ?", status],
      ],
      first,
      after,
    },
  );
}

const ENROLMENT = `this.id, this.activity_id AS "activityId", this.pesantren_id AS "pesantrenId", this.member_id AS "memberId", this.talent, this.stage,
  this.status, this.note, (SELECT count(*)::int FROM activity_attendance WHERE enrolment_id = this.id AND is_present) AS "daysPresent"`;

/** An enrolment by its id, if it is one that the caller may see. */
export async function enrolmentById({ db, caller }: Context, id: string): Promise<JatimEnrolment | null> {
  const row = await db.row<JatimEnrolment>(
    `SELECT ${ENROLMENT} FROM activity_enrolment this WHERE this.id = $1 AND ($2::uuid IS NULL OR ${filedUnder("this.pesantren_id", "$2")})`,
    [id, caller.pesantren],
  );
  return row ?? null;
}

/** A page of the enrolments in an activity, the last first; of a pesantren's own person only its own. */
export function enrolmentPage(
  context: Context,
  { activityId, status, talent, first, after }: JatimEnrolmentListArguments,
): Promise<Connection<JatimEnrolment>> {
  return idPage(context, {
    select: ENROLMENT,
    from: "activity_enrolment this",
    where: [
      ["this.activity_id::text = lower(?)", activityId],
      [filedUnder("this.pesantren_id", "?"), context.caller.pesantren],
      ["this.status = ?", status],
      ["this.talent = ?", talent],
    ],
    first,
    after,
  });
}

/** The orders that an exhibitor got, the last first. */
export function ordersOf(context: Context, enrolmentId: string): Promise<JatimExpoOrder[]> {
  return context.loader(ordersByEnrolment).load(enrolmentId);
}

function ordersByEnrolment({ db }: Context) {
  return new DataLoader<string, JatimExpoOrder[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT enrolment_id AS "ownerId", id, buyer, product_id AS "productId", quantity, amount, ordered_on::text AS "orderedOn" FROM activity_order
         WHERE enrolment_id = ANY($1) ORDER BY id DESC`,
        [ids],
      ),
    ),
  );
}
