import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuseAny, type RefusalValue } from "../../kit/refusal";
import { tellNation } from "../facts";
import { actingPesantren, productOf } from "../known";
import { buyerFaults, eventFaults, laterFaults, once } from "./event.service";
import * as errors from "./matching.errors";
import type {
  AgreeJabarDealInput,
  CancelJabarDealInput,
  ConcludeJabarMeetingInput,
  CorrectJabarDealInput,
  ScheduleJabarMeetingInput,
} from "./matching.input";
import { MEETING_STATES } from "./matching.states";

const PESANTREN = ["input", "pesantrenId"];
const VALUES = [1n, BigInt(Number.MAX_SAFE_INTEGER)] as const;

/** Gives a pesantren and a buyer a time for each other alone. Returns the meeting's id; sent again with the same key, that of the first. */
export async function scheduleMeeting(
  context: Context,
  input: ScheduleJabarMeetingInput,
  key: string,
): Promise<string> {
  const { found: pesantrenId, faults } = await actingPesantren(context, input.pesantrenId, PESANTREN);
  return once(context, "scheduleJabarMeeting", input, key, async (tx) => {
    const { eventId, buyerId, startsAt, endsAt } = input;
    refuseAny([
      ...laterFaults(["input", "endsAt"], startsAt, endsAt),
      ...(await eventFaults(tx, eventId, ["OPEN"])),
      ...(await buyerFaults(tx, buyerId)),
      ...faults,
      ...(await participationFaults(tx, eventId, pesantrenId)),
    ]);
    refuseAny([...(await withinFaults(tx, input)), ...(await busyFaults(tx, input, pesantrenId!))]);
    const id = newId();
    await tx.rows(
      `INSERT INTO matching_meeting (id, event_id, pesantren_id, buyer_id, slot, status)
       VALUES ($1, $2, $3, $4, tstzrange($5, $6), 'PLANNED')`,
      [id, eventId, pesantrenId, buyerId, startsAt, endsAt],
    );
    return id;
  });
}

/** Notes what became of a meeting. Returns its id. */
export function concludeMeeting(
  context: Context,
  { meetingId, status, outcome }: ConcludeJabarMeetingInput,
): Promise<string> {
  const missing = errors.meetingUnknown(["input", "meetingId"], meetingId);
  return context.db.inTransaction(async (tx) => {
    refuseAny([...textFaults(["input", "outcome"], outcome, [2, 1000]), ...(isId(meetingId) ? [] : [missing])]);
    await transition(tx, {
      table: "matching_meeting",
      column: "status",
      id: meetingId,
      states: MEETING_STATES,
      to: status,
      field: ["input", "status"],
      missing,
    });
    await tx.rows("UPDATE matching_meeting SET outcome = $2 WHERE id = $1", [meetingId, outcome.trim()]);
    return meetingId;
  });
}

/** Enters a deal. Returns its id; sent again with the same key, that of the one entered first. */
export async function agreeDeal(context: Context, input: AgreeJabarDealInput, key: string): Promise<string> {
  const { found: pesantrenId, faults } = await actingPesantren(context, input.pesantrenId, PESANTREN);
  const productIds = [...new Set(input.productIds ?? [])].slice(0, MOST_PRODUCTS + 1);
  const products = await Promise.all(
    productIds.map((id, at) => productOf(context, pesantrenId, id, ["input", "productIds", String(at)])),
  );
  return once(context, "agreeJabarDeal", input, key, async (tx) => {
    const { eventId, buyerId, meetingId = null, value } = input;
    refuseAny([
      ...(await eventFaults(tx, eventId, ["OPEN", "CLOSED"])),
      ...(await buyerFaults(tx, buyerId)),
      ...faults,
      ...(await participationFaults(tx, eventId, pesantrenId)),
      ...(await meetingFaults(tx, input, pesantrenId)),
      ...countFaults(["input", "productIds"], productIds, [0, MOST_PRODUCTS]),
      ...products.flatMap((product) => product.faults),
      ...rangeFaults(["input", "value"], value, VALUES),
    ]);
    const id = newId();
    await tx.rows("INSERT INTO matching_deal VALUES ($1, $2, $3, $4, $5, $6)", [
      id,
      eventId,
      pesantrenId,
      buyerId,
      meetingId,
      productIds,
    ]);
    await addEntry(context, tx, { dealId: id, kind: "AGREED", value, reason: null });
    return id;
  });
}

const MOST_PRODUCTS = 50;

/** Corrects what a deal is worth; what was entered before stays. Returns its id. */
export function correctDeal(context: Context, input: CorrectJabarDealInput, key: string): Promise<string> {
  const { dealId, value, reason } = input;
  return once(context, "correctJabarDeal", input, key, (tx) =>
    changeDeal(
      context,
      tx,
      { dealId, kind: "CORRECTED", value, reason },
      rangeFaults(["input", "value"], value, VALUES),
    ),
  );
}

/** Cancels a deal, which then counts nothing; what was entered before stays. Returns its id. */
export function cancelDeal(context: Context, { dealId, reason }: CancelJabarDealInput): Promise<string> {
  return context.db.inTransaction((tx) =>
    changeDeal(context, tx, { dealId, kind: "CANCELLED", value: 0n, reason }, []),
  );
}

interface DealEntry {
  readonly dealId: string;
  readonly kind: "AGREED" | "CORRECTED" | "CANCELLED";
  readonly value: bigint;
  readonly reason: string | null;
}

async function changeDeal(
  context: Context,
  tx: Transaction,
  entry: DealEntry,
  faults: readonly RefusalValue[],
): Promise<string> {
  const { dealId } = entry;
  const field = ["input", "dealId"];
  // Locked, so that two entries of one deal are made one after the other.
  const [deal] = isId(dealId)
    ? await tx.rows<{ id: string }>("SELECT id FROM matching_deal WHERE id = $1 FOR UPDATE", [dealId])
    : [];
  const cancelled = deal
    ? await tx.rows("SELECT FROM matching_deal_entry WHERE deal_id = $1 AND kind = 'CANCELLED'", [dealId])
    : [];
  refuseAny([
    ...(deal ? [] : [errors.dealUnknown(field, dealId)]),
    ...(cancelled.length > 0 ? [errors.dealCancelled(field)] : []),
    ...textFaults(["input", "reason"], entry.reason, [2, 500]),
    ...faults,
  ]);
  await addEntry(context, tx, entry);
  return deal!.id;
}

/** Entries of one deal are made one after the other, so that each grows by what it differs from the one before. */
async function addEntry(
  { clock }: Context,
  tx: Transaction,
  { dealId, kind, value, reason }: DealEntry,
): Promise<void> {
  const [deal] = await tx.rows<{ year: number; pesantrenId: string; entries: number; before: bigint }>(
    `SELECT event.year, deal.pesantren_id AS "pesantrenId", coalesce(last.number, 0) AS entries, coalesce(last.value, 0) AS before
     FROM matching_deal deal JOIN matching_event event ON event.id = deal.event_id
     LEFT JOIN LATERAL (SELECT number, value FROM matching_deal_entry WHERE deal_id = deal.id ORDER BY number DESC LIMIT 1) last ON true
     WHERE deal.id = $1`,
    [dealId],
  );
  const { year, pesantrenId, entries, before } = deal!;
  await tx.rows(
    "INSERT INTO matching_deal_entry (deal_id, number, kind, value, reason, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [dealId, entries + 1, kind, value, reason?.trim() ?? null, clock()],
  );
  const figure = { indicator: "matching.deals", unit: "rupiah", at: clock() } as const;
  await tellNation(tx, figure, [{ year, pesantrenId, value: value - before }]);
}

/** Whether a pesantren takes part. Its participations are locked, after the buyer, so that its meetings are made one after the other. */
async function participationFaults(
  tx: Transaction,
  eventId: string,
  pesantrenId: string | undefined,
): Promise<RefusalValue[]> {
  if (pesantrenId === undefined) return [];
  const rows = await tx.rows<{ eventId: string }>(
    `SELECT event_id AS "eventId" FROM matching_participant WHERE pesantren_id = $1 ORDER BY id FOR UPDATE`,
    [pesantrenId],
  );
  return rows.some((row) => row.eventId === eventId.toLowerCase()) ? [] : [errors.notParticipant(PESANTREN)];
}

async function withinFaults(
  tx: Transaction,
  { eventId, startsAt, endsAt }: ScheduleJabarMeetingInput,
): Promise<RefusalValue[]> {
  const [event] = await tx.rows<{ from: Date; until: Date }>(
    `SELECT starts_at AS "from", ends_at AS "until" FROM matching_event WHERE id = $1`,
    [eventId],
  );
  const { from, until } = event!;
  return startsAt >= from && endsAt <= until ? [] : [errors.outsideEvent(["input", "startsAt"], from, until)];
}

async function busyFaults(
  tx: Transaction,
  { buyerId, startsAt, endsAt }: ScheduleJabarMeetingInput,
  pesantrenId: string,
): Promise<RefusalValue[]> {
  const meetings = await tx.rows<{ buyerId: string; pesantrenId: string; startsAt: Date }>(
    `SELECT buyer_id AS "buyerId", pesantren_id AS "pesantrenId", lower(slot) AS "startsAt" FROM matching_meeting
     WHERE (buyer_id = $1 OR pesantren_id = $2) AND slot && tstzrange($3, $4) AND status <> 'CANCELLED' ORDER BY slot`,
    [buyerId, pesantrenId, startsAt, endsAt],
  );
  const ofBuyer = meetings.find((meeting) => meeting.buyerId === buyerId.toLowerCase());
  const ofPesantren = meetings.find((meeting) => meeting.pesantrenId === pesantrenId);
  return [
    ...(ofBuyer ? [errors.busy("BUYER_BUSY", ["input", "buyerId"], ofBuyer.startsAt)] : []),
    ...(ofPesantren ? [errors.busy("PESANTREN_BUSY", PESANTREN, ofPesantren.startsAt)] : []),
  ];
}

async function meetingFaults(
  tx: Transaction,
  { meetingId, eventId, buyerId }: AgreeJabarDealInput,
  pesantrenId: string | undefined,
): Promise<RefusalValue[]> {
  if (!meetingId || pesantrenId === undefined) return [];
  const field = ["input", "meetingId"];
  if (![meetingId, eventId, buyerId].every(isId)) return [errors.meetingUnknown(field, meetingId)];
  const found = await tx.rows(
    "SELECT FROM matching_meeting WHERE id = $1 AND event_id = $2 AND buyer_id = $3 AND pesantren_id = $4",
    [meetingId, eventId, buyerId, pesantrenId],
  );
  return found.length > 0 ? [] : [errors.meetingElsewhere(field)];
}
