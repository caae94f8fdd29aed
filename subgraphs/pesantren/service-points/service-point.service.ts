import { provinceFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { refuse, refuseAny } from "../../kit/refusal";
import { toMultirange } from "./opening-hours";
import {
  lengthFaults,
  pesantrenClosed,
  pesantrenUnknown,
  servicePointUnknown,
  timeZoneRequired,
} from "./service-point.errors";
import type {
  ChangeServicePointInput,
  ChangeServicePointStatusInput,
  RegisterServicePointInput,
} from "./service-point.input";
import { servicePointById, type ServicePointRow } from "./service-point.loader";
import { emptiedFaults, fieldFaults, referenceFaults, type ServicePointFields } from "./service-point.rules";
import { SERVICE_POINT_STATES } from "./service-point.states";
import type { TimeZone } from "./time-zone";

/**
 * Registers a service point, planned. Sent again with the same key it returns the one registered first.
 *
 * @param columns what to read of it for the answer
 */
export async function registerServicePoint(
  context: Context,
  input: RegisterServicePointInput,
  idempotencyKey: string,
  columns: string,
): Promise<ServicePointRow> {
  const id = await context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "registerServicePoint",
      key: idempotencyKey,
      input,
      effect: () => register(context, tx, input),
    }),
  );
  return (await servicePointById(context, id, columns))!;
}

/** Changes the fields given. */
export async function changeServicePoint(
  context: Context,
  { id, ...fields }: ChangeServicePointInput,
  columns: string,
): Promise<ServicePointRow> {
  await context.db.inTransaction(async (tx) => {
    const before = await lockServicePoint(context, tx, id);
    const regencyCode = fields.regencyCode ?? before;
    const references = await referenceFaults(tx, fields, regencyCode);
    refuseAny([
      ...emptiedFaults(fields),
      ...fieldFaults(fields),
      ...provinceFaults(context.caller, regencyCode, ["input", "regencyCode"]),
      ...references,
    ]);
    // A district belongs to its regency: with another regency, the one before means nothing.
    const moved = regencyCode !== before && fields.districtCode === undefined;
    await update(tx, id, columnsOf(moved ? { ...fields, districtCode: null } : fields));
  });
  return (await servicePointById(context, id, columns))!;
}

/** Moves a service point to another status and keeps the reason. */
export async function changeServicePointStatus(
  context: Context,
  { id, status, reason }: ChangeServicePointStatusInput,
  columns: string,
): Promise<ServicePointRow> {
  refuseAny(lengthFaults(reason, ["input", "reason"], 500));
  await context.db.inTransaction(async (tx) => {
    await lockServicePoint(context, tx, id);
    const before = await transition(tx, {
      table: "service_point",
      column: "status",
      id,
      states: SERVICE_POINT_STATES,
      to: status,
      field: ["input", "status"],
      missing: servicePointUnknown(id),
    });
    await tx.rows(
      `INSERT INTO service_point_status_change (id, service_point_id, before, after, reason, at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(), id, before, status, reason, context.clock()],
    );
  });
  return (await servicePointById(context, id, columns))!;
}

async function register(
  { caller }: Context,
  tx: Transaction,
  { pesantrenId, ...fields }: RegisterServicePointInput,
): Promise<string> {
  const pesantren = await originalOf(tx, pesantrenId);
  if (!pesantren) return refuse(pesantrenUnknown(pesantrenId), ...fieldFaults(fields));
  const regencyCode = fields.regencyCode ?? pesantren.regency;
  const timeZone = fields.timeZone ?? (await timeZoneOf(tx, regencyCode));
  refuseAny([
    ...provinceFaults(caller, pesantren.regency, ["input", "pesantrenId"]),
    ...provinceFaults(caller, regencyCode, ["input", "regencyCode"]),
    ...(pesantren.status === "CLOSED" ? [pesantrenClosed(pesantrenId)] : []),
    ...fieldFaults(fields),
    ...(await referenceFaults(tx, fields, regencyCode)),
    ...(timeZone ? [] : [timeZoneRequired(regencyCode.slice(0, 2))]),
  ]);
  const id = newId();
  await insert(tx, { id, pesantren_id: pesantren.id, ...columnsOf({ ...fields, regencyCode, timeZone: timeZone! }) });
  return id;
}

/**
 * Locks a service point of the caller's province for the rest of the transaction; resolves to its regency.
 *
 * @throws RefusedError SERVICE_POINT_UNKNOWN, OUTSIDE_PROVINCE
 */
async function lockServicePoint({ caller }: Context, tx: Transaction, id: string): Promise<string> {
  const select = "SELECT regency_code AS regency FROM service_point WHERE id = $1";
  // Looked at before it is locked: of another province's rows the database lets nobody lock any, as if there were none.
  const [seen] = isId(id) ? await tx.rows<{ regency: string }>(select, [id]) : [];
  if (!seen) return refuse(servicePointUnknown(id));
  refuseAny(provinceFaults(caller, seen.regency, ["input", "id"]));
  const [locked] = await tx.rows<{ regency: string }>(`${select} FOR UPDATE`, [id]);
  return locked?.regency ?? refuse(servicePointUnknown(id));
}

async function originalOf(tx: Transaction, id: string) {
  if (!isId(id)) return undefined;
  const [found] = await tx.rows<{ id: string; status: string; regency: string }>(
    `SELECT p.id, p.status, p.regency_code AS regency
     FROM pesantren named JOIN pesantren p ON p.id = coalesce(named.merged_into_id, named.id) WHERE named.id = $1`,
    [id],
  );
  return found;
}

async function timeZoneOf(tx: Transaction, regencyCode: string): Promise<TimeZone | undefined> {
  const [found] = await tx.rows<{ zone: TimeZone }>(
    "SELECT time_zone AS zone FROM province_time_zone WHERE province_code = $1",
    [regencyCode.slice(0, 2)],
  );
  return found?.zone;
}

/** The columns to write for the fields given; names of the schema, never a caller's. */
function columnsOf(fields: ServicePointFields): Record<string, unknown> {
  const { openingHours, location } = fields;
  const columns = {
    kind: fields.kind,
    name: fields.name?.trim(),
    service_codes: fields.services && [...new Set(fields.services)],
    bank_code: fields.bankCode,
    address: fields.address?.trim() ?? fields.address,
    regency_code: fields.regencyCode,
    district_code: fields.districtCode,
    latitude: location?.latitude,
    longitude: location?.longitude,
    time_zone: fields.timeZone,
    opening_hours: openingHours && toMultirange(openingHours),
    phone: fields.phone,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

async function insert(tx: Transaction, columns: Record<string, unknown>): Promise<void> {
  const names = Object.keys(columns);
  const places = names.map((_, at) => `$${at + 1}`);
  await tx.rows(
    `INSERT INTO service_point (${names.join(", ")}) VALUES (${places.join(", ")})`,
    Object.values(columns),
  );
}

async function update(tx: Transaction, id: string, columns: Record<string, unknown>): Promise<void> {
  const sets = Object.keys(columns).map((name, at) => `${name} = $${at + 2}`);
  if (sets.length === 0) return;
  await tx.rows(`UPDATE service_point SET ${sets.join(", ")} WHERE id = $1`, [id, ...Object.values(columns)]);
}
