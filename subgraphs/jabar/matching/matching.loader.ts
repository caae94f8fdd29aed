import DataLoader from "dataloader";
import type { QueryResultRow } from "pg";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { idPage, type Condition } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import type { JabarFigure } from "../editions/edition";
import { editionOfYear, partOfEdition } from "../editions/edition.loader";
import { ownPesantren } from "../own";
import type {
  JabarBuyer,
  JabarDeal,
  JabarMatchingEvent,
  JabarMatchingParticipant,
  JabarMatchingSum,
  JabarMatchingYear,
  JabarMeeting,
  JabarSoughtProduct,
} from "./matching";
import type {
  JabarBuyerListArguments,
  JabarDealListArguments,
  JabarMatchingEventListArguments,
  JabarMeetingListArguments,
  JabarParticipantListArguments,
  JabarSoughtProductListArguments,
} from "./matching.input";

/** Where a kind of record stands. */
interface Source {
  readonly select: string;
  readonly from: string;
  /** Whether it belongs to a pesantren, whose own person sees no other's. */
  readonly ofPesantren?: true;
}

const EVENT: Source = {
  select: `this.id, this.name, this.year, this.mode, this.place, this.country, this.starts_at AS "startsAt", this.ends_at AS "endsAt", this.status`,
  from: "matching_event this",
};
const BUYER: Source = {
  select: `this.id, this.role, this.company, this.country, this.fields, this.active AS "isActive", jsonb_build_object('address', this.contact) AS contact`,
  from: "buyer this",
};
const SOUGHT: Source = {
  select: `this.id, this.buyer_id AS "buyerId", this.event_id AS "eventId", this.field, this.description, this.quantity, this.unit,
    this.wanted_from AS "from", this.wanted_until AS "until"`,
  from: "sought_product this",
};
const PARTICIPANT: Source = {
  select: `this.id, this.event_id AS "eventId", this.pesantren_id AS "pesantrenId", this.registered_at AS "registeredAt"`,
  from: "matching_participant this",
  ofPesantren: true,
};
const MEETING: Source = {
  select: `this.id, this.event_id AS "eventId", this.pesantren_id AS "pesantrenId", this.buyer_id AS "buyerId",
    lower(this.slot) AS "startsAt", upper(this.slot) AS "endsAt", this.status, this.outcome`,
  from: "matching_meeting this",
  ofPesantren: true,
};
const DEAL: Source = {
  select: `this.id, this.event_id AS "eventId", this.pesantren_id AS "pesantrenId", this.buyer_id AS "buyerId", this.meeting_id AS "meetingId",
    this.product_ids AS "productIds", last.kind AS status, last.value,
    (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'reason', reason, 'at', at) ORDER BY number)
     FROM matching_deal_entry WHERE deal_id = this.id) AS entries`,
  from: `matching_deal this CROSS JOIN LATERAL
    (SELECT kind, value FROM matching_deal_entry WHERE deal_id = this.id ORDER BY number DESC LIMIT 1) last`,
  ofPesantren: true,
};

/** Reads records of one kind by their ids; of what belongs to pesantren a pesantren's own person sees its own alone. */
function byId({ db, caller }: Context, { select, from, ofPesantren }: Source) {
  return new DataLoader<string, QueryResultRow | null>(async (ids) => {
    const own = ofPesantren ? "AND ($2::uuid IS NULL OR this.pesantren_id = $2)" : "";
    const rows = await db.rows<{ id: string }>(
      `SELECT ${select} FROM ${from} WHERE this.id = ANY($1) ${own}`,
      ofPesantren ? [ids, caller.pesantren] : [ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

async function one<T>(context: Context, source: Source, id: string | null): Promise<T | null> {
  if (id === null || !isId(id)) return null;
  return (await context.loader(byId, source.from, source).load(id.toLowerCase())) as T | null;
}

/** One event, or null. */
export const eventById = (context: Context, id: string | null) => one<JabarMatchingEvent>(context, EVENT, id);
/** One buyer, or null. */
export const buyerById = (context: Context, id: string) => one<JabarBuyer>(context, BUYER, id);
/** One product that is looked for, or null. */
export const soughtById = (context: Context, id: string) => one<JabarSoughtProduct>(context, SOUGHT, id);
/** One participation, or null. */
export const participantById = (context: Context, id: string) =>
  one<JabarMatchingParticipant>(context, PARTICIPANT, id);
/** One meeting, or null. */
export const meetingById = (context: Context, id: string | null) => one<JabarMeeting>(context, MEETING, id);
/** One deal, or null. */
export const dealById = (context: Context, id: string) => one<JabarDeal>(context, DEAL, id);

/** The id of a filter; one that is no id is found nowhere. */
export const idOrNone = (id: string | null | undefined) => (id && !isId(id) ? NO_ID : id);
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** A page of events, the last planned first. */
export function eventPage(
  context: Context,
  { year, status, mode, country, ...page }: JabarMatchingEventListArguments,
): Promise<Connection<JabarMatchingEvent>> {
  const where: Condition[] = [
    ["this.year = ?", year],
    ["this.status = ?", status],
    ["this.mode = ?", mode],
    ["this.country = ?", country],
  ];
  return idPage<JabarMatchingEvent>(context, { ...EVENT, ...page, where });
}

/** A page of buyers, the last registered first. */
export function buyerPage(
  context: Context,
  { role, country, field, ...page }: JabarBuyerListArguments,
): Promise<Connection<JabarBuyer>> {
  const where: Condition[] = [
    ["this.role = ?", role],
    ["this.country = ?", country],
    ["(?::text = ANY(this.fields) OR this.fields = '{}')", field],
  ];
  return idPage<JabarBuyer>(context, { ...BUYER, ...page, where });
}

/** A page of what buyers look for, the last asked for first. */
export function soughtPage(
  context: Context,
  { field, buyerId, eventId, on, ...page }: JabarSoughtProductListArguments,
): Promise<Connection<JabarSoughtProduct>> {
  const where: Condition[] = [
    ["this.field = ?", field],
    ["this.buyer_id = ?", idOrNone(buyerId)],
    ["this.event_id = ?", idOrNone(eventId)],
    ["?::date BETWEEN this.wanted_from AND this.wanted_until", on],
  ];
  return idPage<JabarSoughtProduct>(context, { ...SOUGHT, ...page, where });
}

/** What every list of things between an event and a pesantren can be narrowed to. */
function participation(context: Context, { eventId, pesantrenId }: JabarParticipantListArguments): Condition[] {
  return [
    ["this.event_id = ?", idOrNone(eventId)],
    ["this.pesantren_id = ?", idOrNone(pesantrenId)],
    ["this.pesantren_id = ?", ownPesantren(context)],
  ];
}

/** A page of participants, the last registered first. */
export function participantPage(
  context: Context,
  args: JabarParticipantListArguments,
): Promise<Connection<JabarMatchingParticipant>> {
  const { first, after } = args;
  return idPage<JabarMatchingParticipant>(context, {
    ...PARTICIPANT,
    first,
    after,
    where: participation(context, args),
  });
}

/** A page of meetings, the last planned first. */
export function meetingPage(context: Context, args: JabarMeetingListArguments): Promise<Connection<JabarMeeting>> {
  const { first, after, buyerId, status } = args;
  const where: Condition[] = [
    ...participation(context, args),
    ["this.buyer_id = ?", idOrNone(buyerId)],
    ["this.status = ?", status],
  ];
  return idPage<JabarMeeting>(context, { ...MEETING, first, after, where });
}

/** A page of deals, the last agreed first. */
export function dealPage(context: Context, args: JabarDealListArguments): Promise<Connection<JabarDeal>> {
  const { first, after, buyerId, holds } = args;
  const where: Condition[] = [
    ...participation(context, args),
    ["this.buyer_id = ?", idOrNone(buyerId)],
    ["(last.kind <> 'CANCELLED') = ?", holds],
  ];
  return idPage<JabarDeal>(context, { ...DEAL, first, after, where });
}

/** What the deals of an event are worth together. */
export function sumOfEvent(context: Context, eventId: string): Promise<JabarMatchingSum> {
  return context.loader(sumsByEvent).load(eventId);
}

function sumsByEvent({ db }: Context) {
  return new DataLoader<string, JabarMatchingSum>(async (ids) => {
    const rows = await db.rows<JabarMatchingSum & { eventId: string }>(
      `SELECT event_id AS "eventId", deals, value FROM matching_sum WHERE event_id = ANY($1)`,
      [ids],
    );
    const sums = new Map(rows.map((row) => [row.eventId, row]));
    return ids.map((id) => sums.get(id) ?? { deals: 0, value: 0n });
  });
}

/** What the deals of a year are worth together, beside what was published of it. */
export async function sumOfYear(context: Context, year: number): Promise<JabarMatchingYear> {
  const [sum, edition] = await Promise.all([
    context.db.row<JabarMatchingSum>(
      `SELECT coalesce(sum(deals), 0)::int AS deals, coalesce(sum(value), 0)::bigint AS value
       FROM matching_sum JOIN matching_event ON id = event_id WHERE year = $1`,
      [Math.abs(year) < 32_768 ? year : 0],
    ),
    editionOfYear(context, year),
  ]);
  const figures = edition ? await partOfEdition<JabarFigure>(context, "figures", edition.id) : [];
  return { year, ...sum!, published: figures.filter(({ indicator }) => indicator === "BUSINESS_MATCHING_VALUE") };
}
