import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { countFaults, periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { actingPesantren } from "../known";
import { JabarMode } from "../modes";
import * as errors from "./matching.errors";
import type {
  JoinJabarMatchingEventInput,
  MoveJabarMatchingEventInput,
  PlanJabarMatchingEventInput,
  RegisterJabarBuyerInput,
  SeekJabarProductInput,
} from "./matching.input";
import { EVENT_STATES, type JabarMatchingStatus } from "./matching.states";

/** Plans an event. Returns its id; sent again with the same key, that of the one planned first. */
export function planEvent(context: Context, input: PlanJabarMatchingEventInput, key: string): Promise<string> {
  return once(context, "planJabarMatchingEvent", input, key, async (tx) => {
    const place = input.mode === JabarMode.IN_PERSON ? (input.place?.trim() ?? "") : null;
    refuseAny([
      ...textFaults(["input", "name"], input.name, [2, 160]),
      ...rangeFaults(["input", "year"], input.year, [2018, 2100]),
      ...errors.countryFaults(["input", "country"], input.country),
      ...laterFaults(["input", "endsAt"], input.startsAt, input.endsAt),
      ...(place === "" ? [errors.placeMissing(["input", "place"])] : textFaults(["input", "place"], place, [1, 300])),
    ]);
    const id = newId();
    await tx.rows("INSERT INTO matching_event VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'PLANNED')", [
      id,
      input.name.trim(),
      input.year,
      input.mode,
      place,
      input.country,
      input.startsAt,
      input.endsAt,
    ]);
    return id;
  });
}

/** Moves an event on. Returns its id. */
export function moveEvent(context: Context, { eventId, status }: MoveJabarMatchingEventInput): Promise<string> {
  const missing = errors.eventUnknown(["input", "eventId"], eventId);
  return context.db.inTransaction(async (tx) => {
    if (!isId(eventId)) refuse(missing);
    const field = ["input", "status"];
    await transition(tx, {
      table: "matching_event",
      column: "status",
      id: eventId,
      states: EVENT_STATES,
      to: status,
      field,
      missing,
    });
    return eventId;
  });
}

/** Registers a buyer. Returns its id; sent again with the same key, that of the one registered first. */
export function registerBuyer(context: Context, input: RegisterJabarBuyerInput, key: string): Promise<string> {
  return once(context, "registerJabarBuyer", input, key, async (tx) => {
    refuseAny([
      ...textFaults(["input", "company"], input.company, [2, 160]),
      ...errors.countryFaults(["input", "country"], input.country),
      ...textFaults(["input", "contact"], input.contact, [3, 200]),
      ...countFaults(["input", "fields"], input.fields, [0, 9]),
    ]);
    const { role, country, fields } = input;
    const company = input.company.trim();
    const [made] = await tx.rows<{ id: string }>(
      `INSERT INTO buyer (id, role, company, country, contact, fields) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), role, company, country, input.contact.trim(), [...new Set(fields)]],
    );
    return made ? made.id : refuse(errors.buyerTaken(["input", "company"], company));
  });
}

/** Notes what a buyer looks for. Returns the request's id; sent again with the same key, that of the one noted first. */
export function seekProduct(context: Context, input: SeekJabarProductInput, key: string): Promise<string> {
  return once(context, "seekJabarProduct", input, key, async (tx) => {
    const { buyerId, eventId = null, field, quantity, from, until } = input;
    refuseAny([
      ...(await buyerFaults(tx, buyerId)),
      ...(eventId === null ? [] : await eventFaults(tx, eventId, ["PLANNED", "OPEN"])),
      ...textFaults(["input", "description"], input.description, [2, 1000]),
      ...rangeFaults(["input", "quantity"], quantity, [1, 1_000_000_000]),
      ...textFaults(["input", "unit"], input.unit, [1, 30]),
      ...periodFaults(["input", "until"], from, until),
    ]);
    const id = newId();
    await tx.rows("INSERT INTO sought_product VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
      id,
      buyerId,
      eventId,
      field,
      input.description.trim(),
      quantity,
      input.unit.trim(),
      from,
      until,
    ]);
    return id;
  });
}

/** Registers a pesantren for an open event. Returns the participation's id; sent again with the same key, that of the first. */
export async function joinEvent(context: Context, input: JoinJabarMatchingEventInput, key: string): Promise<string> {
  const pesantren = await actingPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  return once(context, "joinJabarMatchingEvent", input, key, async (tx) => {
    refuseAny([...(await eventFaults(tx, input.eventId, ["OPEN"])), ...pesantren.faults]);
    const [made] = await tx.rows<{ id: string }>(
      "INSERT INTO matching_participant VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
      [newId(), input.eventId, pesantren.found, context.clock()],
    );
    return made ? made.id : refuse(errors.alreadyJoined(["input", "pesantrenId"]));
  });
}

/** Does the work of one intention once, in a transaction of its own. */
export function once(
  context: Context,
  operation: string,
  input: object,
  key: string,
  effect: (tx: Transaction) => Promise<string>,
): Promise<string> {
  return context.db.inTransaction((tx) => idempotent(tx, { operation, key, input, effect: () => effect(tx) }));
}

/** Why nothing can be added to an event: it is not there, or not so far. It can't move on before the transaction's end. */
export async function eventFaults(
  tx: Transaction,
  id: string,
  states: readonly `${JabarMatchingStatus}`[],
): Promise<RefusalValue[]> {
  const field = ["input", "eventId"];
  const [event] = isId(id)
    ? await tx.rows<{ status: JabarMatchingStatus }>("SELECT status FROM matching_event WHERE id = $1 FOR SHARE", [id])
    : [];
  if (!event) return [errors.eventUnknown(field, id)];
  return states.includes(event.status) ? [] : [errors.eventNotOpen(field, event.status, states.join(", "))];
}

/** Why a buyer can't be dealt with: there is no active one of the id. It is locked, so that its meetings are made one after the other. */
export async function buyerFaults(tx: Transaction, id: string): Promise<RefusalValue[]> {
  const found = isId(id) ? await tx.rows("SELECT id FROM buyer WHERE id = $1 AND active FOR UPDATE", [id]) : [];
  return found.length > 0 ? [] : [errors.buyerUnknown(["input", "buyerId"], id)];
}

/** Something must end later than it begins. */
export function laterFaults(field: FieldPath, from: Date, to: Date): RefusalValue[] {
  return periodFaults(field, new Date(from.getTime() + 1), to);
}
