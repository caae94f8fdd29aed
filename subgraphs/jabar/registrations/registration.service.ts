import { pesantrenFaults, provinceFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import type { KnownPesantren } from "../../kit/registry/registry-copy";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { countInFunnel } from "../funnel/funnel.count";
import { registry } from "../references";
import { registrationRules, type RegistrationRules } from "./edition.rules";
import { editionUnknown } from "../editions/edition.errors";
import * as errors from "./registration.errors";
import { columnsOf, fieldFaults, writeParts } from "./registration.fields";
import type {
  ChangeJabarRegistrationInput,
  DraftJabarRegistrationInput,
  WithdrawJabarRegistrationInput,
} from "./registration.input";
import { lockRegistration } from "./registration.lock";
import { readSubmission, representativeFaults } from "./submission";
import { categoryOf, submissionFaults } from "./submission.rules";

const EDITABLE = ["DRAFT", "RETURNED"];

/** Begins a registration. It may lack anything but the pesantren. Returns its id; sent again with the same key, that of the one made first. */
export async function draftRegistration(
  context: Context,
  input: DraftJabarRegistrationInput,
  idempotencyKey: string,
): Promise<string> {
  const pesantren = await registry.findByNspp(context, input.nspp);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "draftJabarRegistration",
      key: idempotencyKey,
      input: personalDigest(context.keyring, input),
      effect: () => draft(context, tx, input, pesantren),
    }),
  );
}

async function draft(
  context: Context,
  tx: Transaction,
  { year, nspp, ...fields }: DraftJabarRegistrationInput,
  pesantren: KnownPesantren | null,
): Promise<string> {
  const at = ["input", "nspp"];
  const rules = await registrationRules(tx, { year });
  if (!rules) return refuse(editionUnknown(["input", "year"], year));
  if (!pesantren) return refuse(errors.pesantrenUnknown(at, nspp));
  const pesantrenId = pesantren.originalId;
  refuseAny([
    ...provinceFaults(context.caller, pesantren.regencyCode, at),
    ...pesantrenFaults(context.caller, pesantrenId, at),
    ...(pesantren.originalId === pesantren.id && pesantren.status !== "ACTIVE"
      ? [errors.pesantrenInactive(at, pesantren.status)]
      : []),
    ...periodFaults(context, rules, ["input", "year"]),
    ...fieldFaults(fields, { rules, regencyCode: pesantren.regencyCode, now: context.clock() }),
  ]);
  const id = newId();
  const now = context.clock();
  const row = { district_code: pesantren.districtCode, ...columnsOf(fields) };
  const made = await tx.rows(
    `INSERT INTO registration (id, edition_id, pesantren_id, status, regency_code, created_at, updated_at)
     VALUES ($1, $2, $3, 'DRAFT', $4, $5, $5) ON CONFLICT (edition_id, pesantren_id) WHERE status <> 'WITHDRAWN' DO NOTHING RETURNING id`,
    [id, rules.editionId, pesantrenId, pesantren.regencyCode, now],
  );
  if (made.length === 0) return refuse(await registeredAlready(tx, rules.editionId, pesantrenId));
  await tx.rows("INSERT INTO representative (id, pesantren_id) VALUES ($1, $2)", [id, pesantrenId]);
  await writeParts(context, tx, { id, submittedAt: null }, row, fields);
  return id;
}

async function registeredAlready(tx: Transaction, editionId: string, pesantrenId: string): Promise<RefusalValue> {
  const [other] = await tx.rows<{ id: string }>(
    "SELECT id FROM registration WHERE edition_id = $1 AND pesantren_id = $2 AND status <> 'WITHDRAWN'",
    [editionId, pesantrenId],
  );
  return errors.registeredAlready(["input", "nspp"], other?.id ?? "-");
}

/** Changes a registration that is not handed in, or was given back. Returns its id. */
export async function changeRegistration(
  context: Context,
  { id, ...fields }: ChangeJabarRegistrationInput,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const registration = await lockRegistration(context, tx, id, ["input", "id"]);
    const rules = (await registrationRules(tx, registration))!;
    const { status, submittedAt, regencyCode } = registration;
    const { representative } = fields;
    const replaces = representative && (representative.name || representative.nik || representative.birthDate);
    refuseAny([
      ...(EDITABLE.includes(status) ? [] : [errors.notEditable(["input", "id"], status)]),
      ...(replaces && submittedAt ? [errors.representativeFixed(["input", "representative"])] : []),
      ...fieldFaults(fields, { rules, regencyCode, now: context.clock() }),
    ]);
    await writeParts(context, tx, registration, columnsOf(fields), fields);
    return id;
  });
}

/** Hands a registration in, after everything was checked again. Returns its id. */
export async function submitRegistration(context: Context, id: string): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const registration = await lockRegistration(context, tx, id, ["id"]);
    const rules = (await registrationRules(tx, registration))!;
    const { status, submittedAt } = registration;
    if (!EDITABLE.includes(status)) refuse(errors.wrongStatus(["id"], EDITABLE.join(", "), status));
    const now = context.clock();
    const day = dayInWib(now);
    const submission = await readSubmission(context, tx, registration);
    refuseAny([
      // What was handed in within the period and given back may come again after it.
      ...(submittedAt ? [] : periodFaults(context, rules, ["id"])),
      ...submissionFaults(submission, rules, day),
      ...(await representativeFaults(context, tx, registration)),
    ]);
    if (submittedAt) await countInFunnel(tx, { step: "REGISTERED", stage: 0, ids: [id], at: now, sign: -1 });
    await tx.rows(
      `UPDATE registration SET status = 'SUBMITTED', category = $2, submitted_at = coalesce(submitted_at, $3), updated_at = $3 WHERE id = $1`,
      [id, categoryOf(submission.businessStartedOn!, rules.categories, submittedAt ? dayInWib(submittedAt) : day), now],
    );
    await countInFunnel(tx, { step: "REGISTERED", stage: 0, ids: [id], at: now });
    return id;
  });
}

/** Takes a registration back. One that passed leaves its stage as long as that is not decided. Returns its id. */
export async function withdrawRegistration(
  context: Context,
  { id, reason }: WithdrawJabarRegistrationInput,
): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const { status } = await lockRegistration(context, tx, id, ["input", "id"]);
    if (status === "WITHDRAWN")
      refuse(errors.wrongStatus(["input", "id"], "DRAFT, SUBMITTED, RETURNED, PASSED", status));
    if (status === "PASSED" || status === "REFUSED") await refuseIfDecided(tx, id);
    const text = reason.trim();
    await tx.rows(
      "UPDATE registration SET status = 'WITHDRAWN', withdrawn_reason = $2, updated_at = $3 WHERE id = $1",
      [id, text, context.clock()],
    );
    await tx.rows("UPDATE candidate SET excluded_reason = $2 WHERE registration_id = $1 AND excluded_reason IS NULL", [
      id,
      text,
    ]);
    return id;
  });
}

/** Who stands in a decision can't leave it; a refused one may be appealed, and can't be begun anew. */
async function refuseIfDecided(tx: Transaction, id: string): Promise<void> {
  const [row] = await tx.rows<{ status: string; decided: boolean }>(
    `SELECT status, EXISTS (SELECT FROM decision_result result JOIN decision d ON d.id = result.decision_id
       WHERE result.registration_id = $1 AND d.status <> 'DISCARDED') AS decided FROM registration WHERE id = $1`,
    [id],
  );
  if (row!.status === "REFUSED" || row!.decided) {
    refuse(
      errors.wrongStatus(["input", "id"], "DRAFT, SUBMITTED, RETURNED, PASSED", row!.decided ? "DECIDED" : "REFUSED"),
    );
  }
}

function periodFaults({ clock }: Context, { opensAt, closesAt }: RegistrationRules, field: string[]): RefusalValue[] {
  const now = clock();
  const isOpen = opensAt !== null && closesAt !== null && now >= opensAt && now <= closesAt;
  return isOpen ? [] : [errors.registrationClosed(field, opensAt, closesAt)];
}
