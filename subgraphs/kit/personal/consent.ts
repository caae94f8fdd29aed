import type { Context } from "../context";
import type { Transaction } from "../data/database";
import { isId, newId } from "../id";
import { refuse, refuseAny, type RefusalValue } from "../refusal";
import {
  categoriesRequired,
  consentInFuture,
  consentUnknown,
  evidenceInvalid,
  guardianRequired,
  purposeUnknown,
  textFaults,
} from "./consent.errors";
import { isOfAge } from "./decision";
import { recorderOf } from "./erase";
import { CONSENT_TABLE, type Category } from "./personal-table";
import { personalColumns } from "./write";

/** A consent as it is recorded. */
export interface NewConsent {
  readonly subjectId: string;
  /** Code of the province whose operators keep the person's record. */
  readonly province: string;
  /** The person's birth date, `YYYY-MM-DD`; null if not known, and then a guardian must consent. */
  readonly birthDate: string | null;
  readonly purpose: string;
  /** Code of a bank; null for the operators of the province and the own pesantren. */
  readonly recipient: string | null;
  readonly categories: readonly Category[];
  readonly guardian: { readonly name: string; readonly relationship: string } | null;
  readonly evidenceReference: string;
  /** SHA-256 of the evidence, 64 hexadecimal digits. */
  readonly evidenceSha256: string;
  readonly givenAt: Date;
}

/**
 * Records a consent and resolves to its id.
 *
 * @throws RefusedError PURPOSE_UNKNOWN, CATEGORIES_REQUIRED, GUARDIAN_REQUIRED, TEXT_LENGTH, EVIDENCE_INVALID, CONSENT_IN_FUTURE
 */
export async function recordConsent(
  context: Pick<Context, "keyring" | "caller" | "clock">,
  tx: Transaction,
  consent: NewConsent,
): Promise<string> {
  const purposes = await tx.rows<{ code: string }>("SELECT code FROM personal_purpose ORDER BY code");
  const known = purposes.map(({ code }) => code);
  refuseAny([
    ...(known.includes(consent.purpose) ? [] : [purposeUnknown(known)]),
    ...faultsOf(consent, context.clock()),
  ]);
  const id = newId();
  const { guardian } = consent;
  const row = {
    id,
    subject_id: consent.subjectId,
    province_code: consent.province,
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: [...new Set(consent.categories)],
    given_by: guardian ? "GUARDIAN" : "SUBJECT",
    guardian_relationship: guardian?.relationship ?? null,
    evidence_reference: consent.evidenceReference.trim(),
    evidence_sha256: consent.evidenceSha256.toLowerCase(),
    given_at: consent.givenAt,
    recorded_by: recorderOf(context.caller),
    ...personalColumns(context, CONSENT_TABLE, id, { guardianName: guardian?.name.trim() }),
  };
  const names = Object.keys(row);
  await tx.rows(
    `INSERT INTO personal_consent (${names.join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(row),
  );
  return id;
}

/**
 * Ends a consent: the next read is refused. Ended again, it stays as it was.
 *
 * @returns the person whose consent it is
 * @throws RefusedError CONSENT_UNKNOWN
 */
export async function withdrawConsent(
  { caller, clock }: Pick<Context, "caller" | "clock">,
  tx: Transaction,
  id: string,
): Promise<string> {
  const [ended] = isId(id)
    ? await tx.rows<{ subject: string }>(
        `UPDATE personal_consent SET withdrawn_by = CASE WHEN withdrawn_at IS NULL THEN $3 ELSE withdrawn_by END,
           withdrawn_at = coalesce(withdrawn_at, $2)
         WHERE id = $1 RETURNING subject_id AS subject`,
        [id, clock(), recorderOf(caller)],
      )
    : [];
  return ended?.subject ?? refuse(consentUnknown());
}

function faultsOf(consent: NewConsent, now: Date): RefusalValue[] {
  const { categories, guardian, birthDate, givenAt, evidenceReference, evidenceSha256 } = consent;
  return [
    ...(categories.length > 0 ? [] : [categoriesRequired()]),
    ...(guardian || isOfAge(birthDate, givenAt) ? [] : [guardianRequired()]),
    ...(guardian ? textFaults(guardian.name, ["input", "guardian", "name"], 120) : []),
    ...textFaults(evidenceReference, ["input", "evidenceReference"], 200),
    ...(/^[0-9a-f]{64}$/i.test(evidenceSha256) ? [] : [evidenceInvalid()]),
    ...(givenAt <= now ? [] : [consentInFuture()]),
  ];
}
