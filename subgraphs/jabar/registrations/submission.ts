import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { personalDigest } from "../../kit/personal/blind-index";
import { decrypt } from "../../kit/personal/cipher";
import { idsOf } from "../../kit/personal/read";
import type { RefusalValue } from "../../kit/refusal";
import { JABAR } from "../province";
import type { LockedRegistration } from "./registration.lock";
import { representativeTaken } from "./registration.errors";
import { REPRESENTATIVES } from "./registration.table";
import type { Submission } from "./submission.rules";

/** Everything that a registration's submission is judged by, by one statement. What is personal is looked at here, and shown to nobody. */
export async function readSubmission(
  context: Pick<Context, "keyring">,
  tx: Pick<Transaction, "rows">,
  { id }: Pick<LockedRegistration, "id">,
): Promise<Submission> {
  const [row] = await tx.rows<Omit<Submission, "birthDate"> & { birth: Buffer | null }>(
    `SELECT r.district_code AS "districtCode", r.regency_code AS "regencyCode", r.business_field AS "businessField", r.business_name AS "businessName",
       r.business_profile AS "businessProfile", r.business_started_on::text AS "businessStartedOn", r.nib, r.npwp, r.bank_code AS "bankCode",
       r.bank_account AS "bankAccount", r.bank_account_holder AS "bankAccountHolder", p.education, p.birth_date AS birth,
       p.name IS NOT NULL AS "hasName", p.nik IS NOT NULL AS "hasNik",
       EXISTS (SELECT FROM personal_consent k WHERE k.subject_id = r.id AND k.purpose = 'registration' AND k.withdrawn_at IS NULL) AS "hasConsent",
       ARRAY(SELECT requirement FROM registration_document WHERE registration_id = r.id) AS documents,
       known.nspp IS NOT NULL AND known.status = 'ACTIVE' AS "hasNspp", left(known.regency_code, 2) = $2 AS "isInProvince",
       EXISTS (SELECT FROM decision_result result JOIN decision d ON d.id = result.decision_id
         JOIN edition_stage stage ON stage.id = d.stage_id JOIN edition earlier ON earlier.id = stage.edition_id
         WHERE result.passed AND result.announced AND earlier.year < e.year
           AND result.pesantren_id IN (SELECT r.pesantren_id UNION ALL SELECT dup.id FROM pesantren_reference dup WHERE dup.merged_into_id = r.pesantren_id)
           AND NOT EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED')) AS "tookPart"
     FROM registration r JOIN edition e ON e.id = r.edition_id JOIN representative p ON p.id = r.id
     JOIN pesantren_reference known ON known.id = r.pesantren_id
     WHERE r.id = $1`,
    [id, JABAR],
  );
  const { birth, ...submission } = row!;
  return { ...submission, birthDate: birth && birthDate(context, id, birth) };
}

/** The representative's birth date, for rules within a transaction that reveal nothing of it. */
export async function birthDateOf(
  context: Pick<Context, "keyring">,
  tx: Transaction,
  id: string,
): Promise<string | null> {
  const [row] = await tx.rows<{ birth: Buffer | null }>(
    "SELECT birth_date AS birth FROM representative WHERE id = $1",
    [id],
  );
  return row?.birth ? birthDate(context, id, row.birth) : null;
}

/** Whether the representative stands for another pesantren in the same edition. Two who hand in the same person at once wait for each other here. */
export async function representativeFaults(
  context: Pick<Context, "keyring">,
  tx: Transaction,
  { id, editionId }: LockedRegistration,
): Promise<RefusalValue[]> {
  const [row] = await tx.rows<{ nik: Buffer | null }>("SELECT nik FROM representative WHERE id = $1", [id]);
  if (!row?.nik) return [];
  const nik = decrypt(context.keyring, cell("nik", id), row.nik);
  await tx.rows("SELECT pg_advisory_xact_lock(hashtext('representative'), hashtext($1))", [
    personalDigest(context.keyring, nik),
  ]);
  const ids = (await idsOf(context, tx, REPRESENTATIVES, "nik", nik)).filter((other) => other !== id);
  const [taken] = await tx.rows(
    "SELECT id FROM registration WHERE id = ANY($1) AND edition_id = $2 AND status NOT IN ('DRAFT', 'WITHDRAWN')",
    [ids, editionId],
  );
  return taken ? [representativeTaken(["registration", "representative", "nik"])] : [];
}

function birthDate({ keyring }: Pick<Context, "keyring">, id: string, value: Buffer): string {
  return decrypt(keyring, cell("birth_date", id), value);
}

function cell(column: string, id: string) {
  return { table: REPRESENTATIVES.table, column, id };
}
