import { provinceFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { newId } from "../../kit/id";
import { refuse, refuseAny } from "../../kit/refusal";
import { findDuplicates } from "../duplicates/duplicates.find";
import { lengthFaults } from "../service-points/service-point.errors";
import { keepChange, lockPesantren, type StoredPesantren } from "./pesantren.change";
import { nothingChanged, pesantrenUnknown } from "./pesantren.errors";
import type { ChangePesantrenStatusInput, CorrectPesantrenInput, RegisterPesantrenInput } from "./pesantren.input";
import { pesantrenById, type PesantrenRow } from "./pesantren.loader";
import { columnsOf, fieldFaults, referenceFaults } from "./pesantren.rules";
import { PESANTREN_STATES } from "./pesantren.states";

/**
 * Registers a pesantren by hand. Sent again with the same key it returns the one registered first.
 *
 * @param columns what to read of it for the answer
 */
export async function registerPesantren(
  context: Context,
  input: RegisterPesantrenInput,
  idempotencyKey: string,
  columns: string,
): Promise<PesantrenRow> {
  const id = await context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "registerPesantren",
      key: idempotencyKey,
      input,
      effect: () => register(context, tx, input),
    }),
  );
  return (await pesantrenById(context, id, columns))!;
}

/** Corrects the fields given; what was before stays visible in the record's changes. */
export async function correctPesantren(
  context: Context,
  { id, reason, ...fields }: CorrectPesantrenInput,
  columns: string,
): Promise<PesantrenRow> {
  await context.db.inTransaction(async (tx) => {
    await lockNumbers(tx, fields.nspp);
    const stored = await lockPesantren(context, tx, id);
    const regencyCode = fields.regencyCode ?? stored.regency_code;
    refuseAny([
      ...lengthFaults(reason, ["input", "reason"], 500),
      ...fieldFaults(context, fields),
      ...provinceFaults(context.caller, regencyCode, ["input", "regencyCode"]),
      ...(await referenceFaults(tx, fields, regencyCode, id)),
    ]);
    // A district belongs to its regency: with another regency, the one before means nothing.
    const moved = regencyCode !== stored.regency_code && fields.districtCode === undefined;
    const changed = differences(stored, columnsOf(moved ? { ...fields, districtCode: null } : fields));
    if (Object.keys(changed).length === 0) return refuse(nothingChanged());
    await write(tx, id, changed);
    if (changed["nspp"] !== undefined) await renumber(context, tx, stored, fields);
    const [before, after] = [shown(changed, stored), shown(changed, changed)];
    await keepChange(context, tx, { pesantrenId: id, kind: "CORRECTED", before, after, reason });
    await findDuplicates(tx);
  });
  return (await pesantrenById(context, id, columns))!;
}

/** Moves a pesantren to another status and keeps the reason. */
export async function changePesantrenStatus(
  context: Context,
  { id, status, reason }: ChangePesantrenStatusInput,
  columns: string,
): Promise<PesantrenRow> {
  refuseAny(lengthFaults(reason, ["input", "reason"], 500));
  await context.db.inTransaction(async (tx) => {
    await lockPesantren(context, tx, id);
    const before = await transition(tx, {
      table: "pesantren",
      column: "status",
      id,
      states: PESANTREN_STATES,
      to: status,
      field: ["input", "status"],
      missing: pesantrenUnknown(id),
    });
    await keepChange(context, tx, {
      pesantrenId: id,
      kind: "STATUS_CHANGED",
      before: { status: before },
      after: { status },
      reason,
    });
  });
  return (await pesantrenById(context, id, columns))!;
}

async function register(context: Context, tx: Transaction, input: RegisterPesantrenInput): Promise<string> {
  await lockNumbers(tx, input.nspp);
  refuseAny([
    ...fieldFaults(context, input),
    ...provinceFaults(context.caller, input.regencyCode, ["input", "regencyCode"]),
    ...(await referenceFaults(tx, input, input.regencyCode)),
  ]);
  const id = newId();
  const source = { source: input.source.trim(), as_of: input.asOf };
  const row = { id, published_name: input.name, ...columnsOf(input), ...source };
  const names = Object.keys(row);
  await tx.rows(
    `INSERT INTO pesantren (${names.join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(row),
  );
  await tx.rows("INSERT INTO pesantren_nspp (nspp, pesantren_id, source, as_of) VALUES ($1, $2, $3, $4)", [
    input.nspp,
    id,
    source.source,
    source.as_of,
  ]);
  const after = { nspp: input.nspp, name: input.name };
  await keepChange(context, tx, { pesantrenId: id, kind: "REGISTERED", before: {}, after, reason: source.source });
  await findDuplicates(tx);
  return id;
}

/** Two who write the same number at once, or one while an import runs, wait for each other, so that the second sees that it is taken. */
async function lockNumbers(tx: Transaction, nspp: string | null | undefined): Promise<void> {
  await tx.rows("LOCK TABLE pesantren, pesantren_nspp IN ROW EXCLUSIVE MODE");
  if (nspp) await tx.rows("SELECT pg_advisory_xact_lock(hashtextextended('nspp ' || $1, 0))", [nspp]);
}

/** The old number ends when the new one begins. A pesantren may get back a number that it had. */
async function renumber(
  { clock }: Context,
  tx: Transaction,
  stored: StoredPesantren,
  { nspp, nsppValidFrom }: Pick<CorrectPesantrenInput, "nspp" | "nsppValidFrom">,
): Promise<void> {
  const from = nsppValidFrom ?? null;
  await tx.rows("UPDATE pesantren_nspp SET valid_until = greatest(valid_from, $2::date) WHERE nspp = $1", [
    stored["nspp"],
    from ?? clock().toISOString().slice(0, 10),
  ]);
  await tx.rows(
    `INSERT INTO pesantren_nspp (nspp, pesantren_id, valid_from, source, as_of) SELECT $1, id, $2, source, $3 FROM pesantren WHERE id = $4
     ON CONFLICT (nspp) DO UPDATE SET valid_from = excluded.valid_from, valid_until = NULL`,
    [nspp, from, clock().toISOString().slice(0, 10), stored.id],
  );
}

async function write(tx: Transaction, id: string, changed: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(changed);
  const set = names.map((name, at) => `${name} = $${at + 3}`).join(", ");
  await tx.rows(
    `UPDATE pesantren SET ${set}, corrected_fields = ARRAY(SELECT DISTINCT unnest(corrected_fields || $2::text[]) ORDER BY 1) WHERE id = $1`,
    [id, names.filter((name) => name !== "name_key"), ...Object.values(changed)],
  );
}

function differences(stored: StoredPesantren, columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([name, value]) => value !== stored[name]));
}

/** The changed columns as the history shows them: under the names that clients know, without those that only searches see. */
function shown(changed: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): object {
  const names = Object.keys(changed).filter((name) => name !== "name_key");
  return Object.fromEntries(
    names.map((name) => [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), values[name]]),
  );
}
