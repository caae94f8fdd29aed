import { createHash, randomInt } from "node:crypto";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { recordConsent } from "../../kit/personal/consent";
import { birthDateFaults, nikFaults, phoneFaults } from "../../kit/personal/faults";
import { idsOf } from "../../kit/personal/read";
import { personalColumns } from "../../kit/personal/write";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { withCheckDigit } from "../check-digit";
import { tellNation } from "../facts";
import { actingPesantren } from "../known";
import { once } from "../once";
import { JATIM } from "../province";
import { originalOf } from "../references";
import { lockAccountFor, partiesOf, partyAmong, stepCard, writeStep, type LockedCard } from "./account";
import { bookMovement, balanceAccount, holdingsOf, savingsAccount, tillAccount } from "./books";
import type { CardKind, CardStatus } from "./card";
import * as errors from "./card.errors";
import type {
  CloseJatimCardAccountInput,
  InviteJatimCardUserInput,
  IssueJatimCardInput,
  RegisterJatimCardHolderInput,
  RemoveJatimCardUsersInput,
  ReplaceJatimCardInput,
} from "./card.input";
import { ruleAt } from "./card.rules";
import { HOLDER_DATA } from "./holder.data";
import { CARD_HOLDERS } from "./holder.table";
import { ownPoint } from "./shop.service";

const PESANTREN = ["input", "pesantrenId"];
const HOLDER = ["input", "holderId"];
const ACCOUNT = ["input", "accountId"];
const NUMBER_DIGITS = 15;
/** No vowels, so that no word comes of it, and nothing that is mistaken for another sign. */
const CODE_SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ";
const CODE_LENGTH = 12;

/** Takes up a person of a pesantren as holder of cards, with the consent to keep this. Returns the holder's id. */
export async function registerHolder(
  context: Context,
  input: RegisterJatimCardHolderInput,
  key: string,
): Promise<string> {
  const { found, faults } = await actingPesantren(context, input.pesantrenId, PESANTREN);
  // What is kept of the input tells nothing of the person.
  return once(context, "registerJatimCardHolder", personalDigest(context.keyring, input), key, async (tx) => {
    refuseAny([...faults, ...personFaults(context, input)]);
    const known = input.nik ? await idsOf(context, tx, CARD_HOLDERS, "nik", input.nik) : [];
    if (known.length > 0) refuse(errors.personKnown(["input", "nik"]));
    return writeHolder(context, tx, found!.originalId, input);
  });
}

function personFaults(context: Context, { name, birthDate, nik, phone, consent }: RegisterJatimCardHolderInput) {
  return [
    ...textFaults(["input", "name"], name, [1, 120]),
    ...birthDateFaults(["input", "birthDate"], birthDate, context.clock()),
    ...nikFaults(["input", "nik"], nik),
    ...phoneFaults(["input", "phone"], phone),
    ...textFaults(["input", "consent", "guardian", "relationship"], consent.guardian?.relationship, [1, 60]),
  ];
}

async function writeHolder(
  context: Context,
  tx: Transaction,
  pesantrenId: string,
  { name, birthDate, nik, phone, consent, bankConsents }: RegisterJatimCardHolderInput,
): Promise<string> {
  const id = newId();
  const columns = personalColumns(context, CARD_HOLDERS, id, { name: name.trim(), birthDate, nik, phone });
  const made = await tx.rows(
    `INSERT INTO card_holder (id, pesantren_id, name, birth_date, nik, nik_index, phone, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (nik_index) WHERE nik_index IS NOT NULL DO NOTHING RETURNING id`,
    [
      ...[id, pesantrenId, columns["name"], columns["birth_date"]],
      ...[columns["nik"] ?? null, columns["nik_index"] ?? null, columns["phone"] ?? null, context.clock()],
    ],
  );
  if (made.length === 0) refuse(errors.personKnown(["input", "nik"]));
  const given = { ...consent, guardian: consent.guardian ?? null, subjectId: id, province: JATIM, birthDate };
  const purposes = [
    { purpose: "card", recipient: null },
    ...[...new Set(bankConsents)].map((bank) => ({ purpose: "banking", recipient: bank })),
  ];
  for (const each of purposes)
    await recordConsent(context, tx, { ...given, ...each, categories: HOLDER_DATA[each.purpose]! });
  return id;
}

/** Opens an account of a kind for a holder, and issues its first card. Returns the account's id. */
export async function issueCard(context: Context, input: IssueJatimCardInput, key: string): Promise<string> {
  return once(context, "issueJatimCard", input, key, async (tx) => {
    const holder = await lockHolder(context, tx, input.holderId);
    refuseAny(kindFaults(input, holder));
    const at = context.clock();
    const rule = await ruleAt(tx, input.kind, at);
    const id = newId();
    const made = await tx.rows(
      `INSERT INTO card_account (id, holder_id, pesantren_id, kind, bank_code, daily_limit, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (holder_id, kind) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
      [id, holder.id, holder.pesantrenId, input.kind, input.bankCode ?? null, rule.dailyLimit, at],
    );
    if (made.length === 0) refuse(errors.accountOpen(["input", "kind"], input.kind));
    await newCard(tx, { accountId: id, kind: input.kind, at });
    const indicator = `card.${input.kind.toLowerCase()}.accounts`;
    await tellNation(tx, { pesantrenId: holder.pesantrenId, on: at, asOf: at }, [
      { indicator, value: 1, unit: "account" },
    ]);
    return id;
  });
}

interface Holder {
  readonly id: string;
  readonly pesantrenId: string;
  readonly isKnownToBanks: boolean;
}

async function lockHolder(context: Context, tx: Transaction, id: string): Promise<Holder> {
  const [holder] = isId(id)
    ? await tx.rows<Holder>(
        `SELECT id, ${originalOf("card_holder.pesantren_id")} AS "pesantrenId", nik IS NOT NULL AND phone IS NOT NULL AS "isKnownToBanks" FROM card_holder
         WHERE id = $1 AND erased_at IS NULL FOR UPDATE`,
        [id],
      )
    : [];
  const parties = holder ? await partiesOf(context, tx, holder) : [];
  if (!holder || !parties.includes("OFFICE")) return refuse(errors.holderUnknown(HOLDER, id));
  return holder;
}

function kindFaults({ kind, bankCode }: IssueJatimCardInput, { isKnownToBanks }: Holder): RefusalValue[] {
  const isOpop = (kind as CardKind) === "OPOP";
  const bank = ["input", "bankCode"];
  return [
    ...(isOpop === Boolean(bankCode) ? [] : [errors.bankRequired(bank, isOpop ? "the code of a bank" : "none")]),
    ...textFaults(bank, bankCode, [2, 40]),
    ...(isOpop && !isKnownToBanks ? [errors.nikRequired(HOLDER)] : []),
  ];
}

async function newCard(
  tx: Transaction,
  { accountId, kind, at, replaces }: { accountId: string; kind: CardKind; at: Date; replaces?: string },
): Promise<void> {
  const id = newId();
  const { validMonths } = await ruleAt(tx, kind, at);
  await tx.rows(
    `INSERT INTO card (id, account_id, number, status, issued_at, expires_on, replaces_id, blocked_by)
     VALUES ($1, $2, $3, 'ISSUED', $4, ($5::date + make_interval(months => $6))::date, $7,
       (SELECT blocked_by FROM card AS replaced WHERE replaced.id = $7 AND blocked_by = 'GUARDIAN'))`,
    [id, accountId, newNumber(), at, dayInWib(at), validMonths, replaces ?? null],
  );
  await writeStep(tx, id, { to: "ISSUED", party: "OFFICE", reason: undefined, at });
}

/** Sixteen digits by chance, the last of which checks the others. */
function newNumber(): string {
  return withCheckDigit(Array.from({ length: NUMBER_DIGITS }, () => randomInt(10)).join(""));
}

/** Issues another card for an account whose card is lost, blocked or of no use any more; what the account holds stays there. Returns the account's id. */
export async function replaceCard(context: Context, input: ReplaceJatimCardInput, key: string): Promise<string> {
  refuseAny(textFaults(["input", "reason"], input.reason, [3, 500]));
  return once(context, "replaceJatimCard", input, key, async (tx) => {
    const { account, parties } = await lockAccountFor(context, tx, input.accountId, ACCOUNT);
    const party = partyAmong(parties, ["OFFICE"], ACCOUNT);
    const at = context.clock();
    const [last] = await tx.rows<Pick<LockedCard, "id" | "status" | "expiresOn">>(
      `SELECT id, status, expires_on::text AS "expiresOn" FROM card WHERE account_id = $1 ORDER BY id DESC LIMIT 1`,
      [account.id],
    );
    const { id, status, expiresOn } = last!;
    const isOver = expiresOn <= dayInWib(at);
    if (!isOver && (status === "ISSUED" || status === "ACTIVE")) refuse(errors.cardInUse(ACCOUNT));
    const from: readonly CardStatus[] = ["ISSUED", "ACTIVE", "BLOCKED", "LOST"];
    await stepCard(
      tx,
      { id, status },
      { from, to: "REPLACED", party, reason: input.reason.trim(), at, field: ACCOUNT },
    );
    await newCard(tx, { accountId: account.id, kind: account.kind, at, replaces: id });
    return account.id;
  });
}

/** Ends an account: pays out in cash what it holds, and its cards are of no use any more. Returns its id. */
export async function closeAccount(context: Context, input: CloseJatimCardAccountInput, key: string): Promise<string> {
  refuseAny(textFaults(["input", "reason"], input.reason, [3, 500]));
  const point = await ownPoint(context, input.servicePointId);
  return once(context, "closeJatimCardAccount", input, key, async (tx) => {
    const { account, parties } = await lockAccountFor(context, tx, input.accountId, ACCOUNT);
    const party = partyAmong(parties, ["OFFICE"], ACCOUNT);
    refuseAny(point.faults);
    const at = context.clock();
    await payOut(tx, account.id, point.found!.id, at);
    const cards = await tx.rows<{ id: string }>(
      `UPDATE card SET status = 'CLOSED' WHERE account_id = $1 AND status IN ('ISSUED', 'ACTIVE', 'BLOCKED', 'LOST') RETURNING id`,
      [account.id],
    );
    const reason = input.reason.trim();
    for (const { id } of cards) await writeStep(tx, id, { to: "CLOSED", party, reason, at });
    await tx.rows("UPDATE card_account SET closed_at = $2, close_reason = $3 WHERE id = $1", [account.id, at, reason]);
    const indicator = `card.${account.kind.toLowerCase()}.accounts`;
    await tellNation(tx, { pesantrenId: account.pesantrenId, on: at, asOf: at }, [
      { indicator, value: -1, unit: "account" },
    ]);
    return account.id;
  });
}

/** What was put aside becomes spendable first, so that one payment ends it all. */
async function payOut(tx: Transaction, accountId: string, servicePointId: string, at: Date): Promise<void> {
  const { spendable, saved } = await holdingsOf(tx, accountId);
  const [balance, savings] = [balanceAccount(accountId), savingsAccount(accountId)];
  const tooLow = errors.tillTooLow(["input", "servicePointId"]);
  if (saved > 0n)
    await bookMovement(tx, { accountId, kind: "FROM_SAVINGS", amount: saved, at, to: savings, from: balance, tooLow });
  const amount = spendable + saved;
  const till = tillAccount(servicePointId);
  if (amount > 0n)
    await bookMovement(tx, { accountId, kind: "PAY_OUT", amount, servicePointId, at, to: balance, from: till, tooLow });
}

/** Makes a code by which a person who logs in becomes known as a holder or a guardian, once. Returns the invitation's id; the code is told by `codeOf` alone. */
export async function inviteUser(
  context: Context,
  input: InviteJatimCardUserInput,
): Promise<{ code: string; expiresAt: Date }> {
  return context.db.inTransaction(async (tx) => {
    const holder = await lockHolder(context, tx, input.holderId);
    const { invitationDays } = await ruleAt(tx, "SANTRI", context.clock());
    const code = Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join("");
    const expiresAt = new Date(context.clock().getTime() + invitationDays * 86_400_000);
    await tx.rows(
      "INSERT INTO card_invitation (id, code_hash, holder_id, party, expires_at) VALUES ($1, $2, $3, $4, $5)",
      [newId(), hashOf(code), holder.id, input.party, expiresAt],
    );
    return { code, expiresAt };
  });
}

/** The caller becomes known as whom an invitation was made for. Returns the holder's id. */
export async function acceptInvitation(context: Context, code: string): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const now = context.clock();
    const [invitation] = await tx.rows<{ holderId: string; party: string }>(
      `UPDATE card_invitation SET used_at = $2 WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING holder_id AS "holderId", party`,
      [hashOf(code.trim().toUpperCase()), now],
    );
    if (!invitation) return refuse(errors.invitationUnknown(["input", "code"]));
    await tx.rows(
      `INSERT INTO card_user VALUES ($1, $2, $3, $4) ON CONFLICT (holder_id, subject) DO UPDATE SET party = excluded.party, since = excluded.since`,
      [invitation.holderId, context.caller.subject, invitation.party, now],
    );
    return invitation.holderId;
  });
}

/** Nobody logs in for a holder as this party any more, and open invitations are void. Returns the holder's id. */
export async function removeUsers(context: Context, { holderId, party }: RemoveJatimCardUsersInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const holder = await lockHolder(context, tx, holderId);
    await tx.rows("DELETE FROM card_user WHERE holder_id = $1 AND party = $2", [holder.id, party]);
    await tx.rows(
      "UPDATE card_invitation SET expires_at = $3 WHERE holder_id = $1 AND party = $2 AND used_at IS NULL AND expires_at > $3",
      [holder.id, party, context.clock()],
    );
    return holder.id;
  });
}

/** Chance of so many signs can't be found by trying, so it needs no slow hash. */
function hashOf(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
