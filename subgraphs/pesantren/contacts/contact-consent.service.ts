import { pesantrenFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { decrypt } from "../../kit/personal/cipher";
import { personalDigest } from "../../kit/personal/blind-index";
import { recordConsent, withdrawConsent } from "../../kit/personal/consent";
import { refuse, refuseAny } from "../../kit/refusal";
import { bankUnknown } from "../service-points/service-point.errors";
import type { ContactConsent } from "./contact-person";
import type { RecordContactConsentInput, WithdrawContactConsentInput } from "./contact-person.input";
import { CONSENT_COLUMNS } from "./contact-person.loader";
import { lockContactPerson } from "./contact-person.service";
import { CONTACT_PERSONS } from "./contact-person.table";

/** Records a consent of a contact person. Sent again with the same key it returns the one recorded first. */
export function recordContactConsent(
  context: Context,
  input: RecordContactConsentInput,
  idempotencyKey: string,
): Promise<ContactConsent> {
  return context.db.inTransaction(async (tx) => {
    const id = await idempotent(tx, {
      operation: "recordContactConsent",
      key: idempotencyKey,
      input: personalDigest(context.keyring, { ...input, givenAt: input.givenAt.toISOString() }),
      effect: () => record(context, tx, input),
    });
    return consentById(tx, id);
  });
}

/** Ends a consent; what it alone allowed can't be read any more. */
export function withdrawContactConsent(context: Context, { id }: WithdrawContactConsentInput): Promise<ContactConsent> {
  return context.db.inTransaction(async (tx) => {
    const person = await withdrawConsent(context, tx, id);
    const [of] = await tx.rows<{ pesantrenId: string }>(
      'SELECT pesantren_id AS "pesantrenId" FROM contact_person WHERE id = $1',
      [person],
    );
    refuseAny(pesantrenFaults(context.caller, of!.pesantrenId, ["input", "id"]));
    return consentById(tx, id);
  });
}

async function record(
  context: Context,
  tx: Transaction,
  { contactPersonId, bankCode = null, guardian = null, ...consent }: RecordContactConsentInput,
): Promise<string> {
  const id = contactPersonId.toLowerCase();
  const { province, birthDate } = await lockContactPerson(context, tx, id, ["input", "contactPersonId"]);
  if (bankCode !== null && (await tx.rows("SELECT FROM bank WHERE code = $1", [bankCode])).length === 0) {
    return refuse(bankUnknown(bankCode));
  }
  const cell = { table: CONTACT_PERSONS.table, column: "birth_date", id };
  return recordConsent(context, tx, {
    ...consent,
    guardian,
    subjectId: id,
    province,
    recipient: bankCode,
    birthDate: birthDate && decrypt(context.keyring, cell, birthDate),
  });
}

async function consentById(tx: Transaction, id: string): Promise<ContactConsent> {
  const [row] = await tx.rows<ContactConsent>(`SELECT ${CONSENT_COLUMNS} FROM personal_consent k WHERE k.id = $1`, [
    id,
  ]);
  return row!;
}
