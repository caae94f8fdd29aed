import { pesantrenFaults, provinceFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { personalDigest } from "../../kit/personal/blind-index";
import { erasePerson } from "../../kit/personal/erase";
import { textFaults } from "../../kit/personal/consent.errors";
import { idsOf } from "../../kit/personal/read";
import { personalColumns } from "../../kit/personal/write";
import { refuse, refuseAny } from "../../kit/refusal";
import { notNull, pesantrenUnknown } from "../service-points/service-point.errors";
import type { ErasedContactPerson } from "./contact-person";
import { contactUnknown, nikTaken } from "./contact-person.errors";
import type {
  ChangeContactPersonInput,
  EraseContactPersonInput,
  RegisterContactPersonInput,
} from "./contact-person.input";
import { contactPersonById, type ContactPersonRow } from "./contact-person.loader";
import { normalised, personalFaults } from "./contact-person.rules";
import { CONTACT_PERSONS } from "./contact-person.table";

/** Registers a contact person of a pesantren. Sent again with the same key it returns the one registered first. */
export async function registerContactPerson(
  context: Context,
  input: RegisterContactPersonInput,
  idempotencyKey: string,
): Promise<ContactPersonRow> {
  const id = await context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "registerContactPerson",
      key: idempotencyKey,
      input: personalDigest(context.keyring, input),
      effect: () => register(context, tx, input),
    }),
  );
  return (await contactPersonById(context, id))!;
}

/** Changes the fields given. */
export async function changeContactPerson(
  context: Context,
  { id, role, ...fields }: ChangeContactPersonInput,
): Promise<ContactPersonRow> {
  await context.db.inTransaction(async (tx) => {
    const { pesantrenId } = await lockContactPerson(context, tx, id, ["input", "id"]);
    const emptied = { role, name: fields.name, birthDate: fields.birthDate };
    refuseAny([
      ...Object.entries(emptied).flatMap(([name, value]) => (value === null ? [notNull(name)] : [])),
      ...personalFaults(fields, context.clock()),
    ]);
    await refuseTakenNik(context, tx, { pesantrenId, nik: fields.nik, except: id.toLowerCase() });
    const columns = {
      ...(role ? { role } : {}),
      ...personalColumns(context, CONTACT_PERSONS, id.toLowerCase(), normalised(fields)),
    };
    const sets = Object.keys(columns).map((name, at) => `${name} = $${at + 2}`);
    if (sets.length === 0) return;
    await tx.rows(`UPDATE contact_person SET ${sets.join(", ")} WHERE id = $1`, [id, ...Object.values(columns)]);
  });
  return (await contactPersonById(context, id))!;
}

/** Deletes everything held on a contact person, for ever; its id stays, since other records may point to it. Erased again, it stays as it is. */
export async function eraseContactPerson(
  context: Context,
  { id, reason }: EraseContactPersonInput,
): Promise<ErasedContactPerson> {
  refuseAny(textFaults(reason, ["input", "reason"], 500));
  await context.db.inTransaction(async (tx) => {
    await lockContactPerson(context, tx, id, ["input", "id"], { erasedToo: true });
    await erasePerson(context, tx, [CONTACT_PERSONS], id);
  });
  return { id: id.toLowerCase() };
}

/**
 * Locks a contact person of the caller's province and pesantren for the rest of the transaction.
 *
 * @throws RefusedError CONTACT_PERSON_UNKNOWN, OUTSIDE_PESANTREN
 */
export async function lockContactPerson(
  { caller }: Context,
  tx: Transaction,
  id: string,
  field: readonly string[],
  { erasedToo = false } = {},
): Promise<{ pesantrenId: string; province: string; birthDate: Buffer | null }> {
  const [found] = isId(id)
    ? await tx.rows<{ pesantrenId: string; province: string; birthDate: Buffer | null; erased: boolean }>(
        `SELECT pesantren_id AS "pesantrenId", province_code AS province, birth_date AS "birthDate", erased_at IS NOT NULL AS erased
         FROM contact_person WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  if (!found || (found.erased && !erasedToo)) return refuse(contactUnknown(field));
  refuseAny([...provinceFaults(caller, found.province, field), ...pesantrenFaults(caller, found.pesantrenId, field)]);
  return found;
}

async function register(
  context: Context,
  tx: Transaction,
  { pesantrenId, role, ...fields }: RegisterContactPersonInput,
): Promise<string> {
  const faults = personalFaults(fields, context.clock());
  const [pesantren] = isId(pesantrenId)
    ? await tx.rows<{ id: string; regency: string }>(
        `SELECT p.id, p.regency_code AS regency
         FROM pesantren named JOIN pesantren p ON p.id = coalesce(named.merged_into_id, named.id) WHERE named.id = $1`,
        [pesantrenId],
      )
    : [];
  if (!pesantren) return refuse(pesantrenUnknown(pesantrenId), ...faults);
  refuseAny([
    ...provinceFaults(context.caller, pesantren.regency, ["input", "pesantrenId"]),
    ...pesantrenFaults(context.caller, pesantren.id, ["input", "pesantrenId"]),
    ...faults,
  ]);
  await refuseTakenNik(context, tx, { pesantrenId: pesantren.id, nik: fields.nik });
  const id = newId();
  const row = {
    id,
    pesantren_id: pesantren.id,
    province_code: pesantren.regency.slice(0, 2),
    role,
    ...personalColumns(context, CONTACT_PERSONS, id, normalised(fields)),
  };
  const names = Object.keys(row);
  await tx.rows(
    `INSERT INTO contact_person (${names.join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(row),
  );
  return id;
}

/** Two who register the same person at once wait for each other here. A blind index can't be unique by itself, since it differs from key to key. */
async function refuseTakenNik(
  context: Context,
  tx: Transaction,
  { pesantrenId, nik, except }: { pesantrenId: string; nik?: string | null | undefined; except?: string },
): Promise<void> {
  if (typeof nik !== "string") return;
  await tx.rows("SELECT pg_advisory_xact_lock(hashtext('contact_person'), hashtext($1))", [pesantrenId]);
  const others = (await idsOf(context, tx, CONTACT_PERSONS, "nik", nik)).filter((id) => id !== except);
  const [taken] = await tx.rows("SELECT id FROM contact_person WHERE id = ANY($1) AND pesantren_id = $2", [
    others,
    pesantrenId,
  ]);
  if (taken) refuse(nikTaken());
}
