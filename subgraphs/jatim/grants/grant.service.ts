import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { claimReference } from "../bank-reference";
import { actingPesantren } from "../known";
import { statusNotRight } from "../errors";
import { filedUnder, originalOf } from "../references";
import { book, openDebt, type Booked } from "./books";
import * as errors from "./grant.errors";
import type { DecideJatimGrantInput, DisburseJatimGrantInput, ProposeJatimGrantInput } from "./grant.input";
import { amountOn } from "./grant.rules";
import { GRANT_STATES } from "./grant.states";

const GRANT = ["input", "grantId"];
const PESANTREN = ["input", "pesantrenId"];

/** Proposes a grant. Returns its id; sent again with the same key, that of the one made first. */
export async function proposeGrant(context: Context, input: ProposeJatimGrantInput, key: string): Promise<string> {
  const { found, faults } = await actingPesantren(context, input.pesantrenId, PESANTREN);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "proposeJatimGrant",
      key,
      input,
      effect: async () => {
        const amount = await amountOn(tx, input.kind, dayInWib(context.clock()));
        refuseAny([
          ...faults,
          ...(amount === undefined ? [errors.kindUnknown(["input", "kind"], input.kind)] : []),
          ...textFaultsOf(input),
        ]);
        return insert(context, tx, found!.originalId, input);
      },
    }),
  );
}

function textFaultsOf({ cooperative, plan, bankCode, bankAccount }: ProposeJatimGrantInput): RefusalValue[] {
  return [
    ...textFaults(["input", "cooperative"], cooperative, [2, 200]),
    ...textFaults(["input", "plan"], plan, [10, 5_000]),
    ...textFaults(["input", "bankCode"], bankCode, [2, 40]),
    ...(/^\d{5,20}$/.test(bankAccount) ? [] : [errors.malformed(["input", "bankAccount"], "5 to 20 digits")]),
  ];
}

async function insert(
  { clock }: Context,
  tx: Transaction,
  pesantrenId: string,
  { kind, cooperative, plan, bankCode, bankAccount }: ProposeJatimGrantInput,
): Promise<string> {
  // What a merged duplicate got, its original has got.
  const before = await tx.rows(
    `SELECT 1 FROM cooperative_grant WHERE kind = $1 AND status <> 'REFUSED'
       AND ${filedUnder("pesantren_id", "$2")} LIMIT 1`,
    [kind, pesantrenId],
  );
  if (before.length > 0) refuse(errors.grantedAlready(PESANTREN));
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO cooperative_grant (id, kind, pesantren_id, cooperative, plan, bank_code, bank_account, status, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'PROPOSED', $8) ON CONFLICT (kind, pesantren_id) WHERE status <> 'REFUSED' DO NOTHING RETURNING id`,
    [id, kind, pesantrenId, cooperative.trim(), plan.trim(), bankCode.trim(), bankAccount, clock()],
  );
  if (made.length === 0) refuse(errors.grantedAlready(PESANTREN));
  return id;
}

/** Approves a proposal, with the amount of the day's rule, or refuses it. Returns its id. */
export async function decideGrant(
  context: Context,
  { grantId, isApproved, note: given }: DecideJatimGrantInput,
): Promise<string> {
  const note = given?.trim() || null;
  refuseAny(textFaults(["input", "note"], isApproved ? note : (note ?? ""), [1, 2_000]));
  return context.db.inTransaction(async (tx) => {
    const grant = await lockGrant(context, tx, grantId, GRANT);
    const at = context.clock();
    checkStatus(grant, isApproved ? "APPROVED" : "REFUSED");
    const amount = isApproved ? await amountOn(tx, grant.kind, dayInWib(at)) : undefined;
    const accountId = amount === undefined ? null : await openDebt(tx, grant.id, at);
    await tx.rows(
      `UPDATE cooperative_grant SET status = $2, amount = $3, account_id = $4, decided_at = $5, decided_by = $6, decision_note = $7 WHERE id = $1`,
      [grant.id, isApproved ? "APPROVED" : "REFUSED", amount ?? null, accountId, at, context.caller.subject, note],
    );
    if (amount !== undefined && accountId !== null)
      await book(tx, "granted", { grant: { ...grant, accountId }, causeId: grant.id, amount }, at);
    return grant.id;
  });
}

/** Books the payment of a grant that the bank made. Returns its id; sent again with the same key, it changes nothing. */
export async function disburseGrant(context: Context, input: DisburseJatimGrantInput, key: string): Promise<string> {
  const today = dayInWib(context.clock());
  refuseAny([
    ...textFaults(["input", "bankReference"], input.bankReference, [1, 100]),
    ...(input.paidOn <= today ? [] : [errors.dayInFuture(["input", "paidOn"], today, input.paidOn)]),
  ]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, { operation: "disburseJatimGrant", key, input, effect: () => disburse(context, tx, input) }),
  );
}

async function disburse(
  context: Context,
  tx: Transaction,
  { grantId, bankReference, paidOn }: DisburseJatimGrantInput,
): Promise<string> {
  const grant = await lockGrant(context, tx, grantId, GRANT);
  checkStatus(grant, "DISBURSED");
  const cause = { kind: "grant-paid", id: grant.id };
  const reference = await claimReference(tx, ["input", "bankReference"], bankReference, cause);
  await tx.rows("UPDATE cooperative_grant SET status = 'DISBURSED', paid_on = $2, bank_reference = $3 WHERE id = $1", [
    grant.id,
    paidOn,
    reference,
  ]);
  await book(tx, "paid", { grant, causeId: grant.id, amount: grant.amount }, context.clock());
  return grant.id;
}

/** A grant, locked; what only an approved one has is there where its status says so. */
export interface LockedGrant extends Booked {
  readonly status: keyof typeof GRANT_STATES;
  readonly amount: bigint;
}

/** Locks a grant for which the caller may act: whoever changes what belongs to it does so first. */
export async function lockGrant(context: Context, tx: Transaction, id: string, field: FieldPath): Promise<LockedGrant> {
  const [grant] = isId(id)
    ? await tx.rows<LockedGrant & { ownerId: string }>(
        `SELECT id, kind, pesantren_id AS "pesantrenId", ${originalOf("pesantren_id")} AS "ownerId", account_id AS "accountId", status, amount FROM cooperative_grant WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  // Whose it is, is nobody else's to know.
  const isForeign = grant && pesantrenFaults(context.caller, grant.ownerId, field).length > 0;
  if (!grant || isForeign) return refuse(errors.grantUnknown(field, id));
  return grant;
}

function checkStatus({ status }: LockedGrant, to: LockedGrant["status"]): void {
  if (GRANT_STATES[status].includes(to)) return;
  const expected = Object.entries(GRANT_STATES).filter(([, next]) => next.includes(to));
  refuse(statusNotRight(GRANT, expected.map(([from]) => from).join(", "), status));
}
