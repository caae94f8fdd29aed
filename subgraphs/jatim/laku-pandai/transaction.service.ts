import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { once } from "../once";
import { filedUnder } from "../references";
import { lockAccounts, orWrongPin, tryPin, type LockedAccount } from "./account.service";
import { workingAgent, type Agent } from "./agent.service";
import * as errors from "./banking.errors";
import type {
  DepositIntoJatimBasicAccountInput,
  ReverseJatimBasicTransactionInput,
  TransferFromJatimBasicAccountInput,
  WithdrawFromJatimBasicAccountInput,
} from "./banking.input";
import { outgoingInMonth } from "./banking.loader";
import { limitsAt, type Limits } from "./banking.rules";
import { bookReversal, bookTransaction, holderBalance, tellTransaction, type BookedTransaction } from "./books";

const AMOUNT = ["input", "amount"];
const NUMBER = ["input", "accountNumber"];
const TO_NUMBER = ["input", "toAccountNumber"];
const TRANSACTION = ["input", "transactionId"];

/** Takes cash in for an account. Returns the transaction's id. */
export function deposit(context: Context, input: DepositIntoJatimBasicAccountInput, key: string): Promise<string> {
  const wish = { kind: "DEPOSIT", to: input.accountNumber, toField: NUMBER, ...input } as const;
  return transact(context, "depositIntoJatimBasicAccount", wish, key);
}

/** Hands cash out of an account. Returns the transaction's id. */
export function withdraw(context: Context, input: WithdrawFromJatimBasicAccountInput, key: string): Promise<string> {
  const wish = { kind: "WITHDRAWAL", from: input.accountNumber, toField: NUMBER, ...input } as const;
  return transact(context, "withdrawFromJatimBasicAccount", wish, key);
}

/** Moves money from one account to another of the same bank. Returns the transaction's id. */
export function transfer(context: Context, input: TransferFromJatimBasicAccountInput, key: string): Promise<string> {
  const { accountNumber: from, toAccountNumber: to } = input;
  if (from === to) return Promise.resolve().then(() => refuse(errors.sameAccount(TO_NUMBER)));
  const wish = { kind: "TRANSFER", from, to, toField: TO_NUMBER, ...input } as const;
  return transact(context, "transferFromJatimBasicAccount", wish, key);
}

interface Wish {
  readonly kind: BookedTransaction["kind"];
  readonly agentId: string;
  readonly amount: bigint;
  /** Number of the account that pays; its holder's PIN comes with it. */
  readonly from?: string;
  readonly pin?: string;
  /** Number of the account that gets it, and the input that names it. */
  readonly to?: string;
  readonly toField: readonly string[];
}

async function transact(context: Context, operation: string, wish: Wish, key: string): Promise<string> {
  // By a key of ours: a plain hash of a PIN could be undone by trying all of them.
  const digest = personalDigest(context.keyring, { ...wish, amount: String(wish.amount) });
  const done = await once(context, operation, digest, key, async (tx) => {
    const at = context.clock();
    const limits = await limitsAt(tx, at);
    refuseAny(rangeFaults(AMOUNT, wish.amount, [limits.minAmount, limits.maxAmount]));
    const agent = await workingAgent(context, tx, wish.agentId);
    const { from, to } = await accountsOf(tx, agent, wish);
    const wrong = from && (await tryPin(tx, from, wish.pin!, limits.pinAttempts));
    if (wrong) return wrong;
    refuseAny(await limitFaults(tx, { from, to, amount: wish.amount, limits, at }));
    return write(context, tx, agent, { kind: wish.kind, amount: wish.amount, from, to, at });
  });
  return orWrongPin(done);
}

/** The accounts of a transaction, locked; undefined where it has none. */
interface Accounts {
  readonly from: LockedAccount | undefined;
  readonly to: LockedAccount | undefined;
}

async function accountsOf(tx: Transaction, agent: Agent, { from, to, toField }: Wish): Promise<Accounts> {
  const numbers = [from, to].filter((each) => each !== undefined);
  const locked = await lockAccounts(tx, "number", numbers, agent.bankCode);
  const found = (sought: string | undefined) => locked.find(({ number }) => number === sought);
  const accounts = { from: found(from), to: found(to) };
  refuseAny([
    ...(from === undefined || accounts.from ? [] : [errors.accountUnknown(NUMBER)]),
    ...(to === undefined || accounts.to ? [] : [errors.accountUnknown(toField)]),
  ]);
  return accounts;
}

interface Checked extends Accounts {
  readonly amount: bigint;
  readonly limits: Limits;
  readonly at: Date;
}

async function limitFaults(tx: Transaction, { from, to, amount, limits, at }: Checked): Promise<RefusalValue[]> {
  const outgoing = from ? (await outgoingInMonth(tx, [from.id], at)).get(from.id) : undefined;
  const left = from ? limits.maxMonthlyOutgoing - (outgoing ?? 0n) : amount;
  const after = to ? (await holderBalance(tx, to.id, at)) + amount : 0n;
  return [
    ...(amount <= left ? [] : [errors.monthlyLimit(AMOUNT, left > 0n ? left : 0n, amount)]),
    ...(after <= limits.maxBalance ? [] : [errors.balanceLimit(AMOUNT, limits.maxBalance)]),
  ];
}

interface Made extends Accounts {
  readonly kind: BookedTransaction["kind"];
  readonly amount: bigint;
  readonly at: Date;
}

async function write(
  { caller }: Context,
  tx: Transaction,
  agent: Agent,
  { kind, amount, from, to, at }: Made,
): Promise<string> {
  const id = newId();
  const [fromId, toId] = [from?.id ?? null, to?.id ?? null];
  await tx.rows(
    `INSERT INTO laku_transaction (id, kind, agent_id, pesantren_id, bank_code, from_id, to_id, amount, day, at, done_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, kind, agent.id, agent.pesantrenId, agent.bankCode, fromId, toId, amount, dayInWib(at), at, caller.subject],
  );
  await bookTransaction(tx, { id, kind, agentId: agent.id, bankCode: agent.bankCode, amount, fromId, toId }, at);
  await tellTransaction(tx, agent, { kind, amount }, 1, at);
  return id;
}

/** Takes back a transaction of this day, at the agent where it was made. Returns its id. */
export async function reverse(
  context: Context,
  input: ReverseJatimBasicTransactionInput,
  key: string,
): Promise<string> {
  const reason = input.reason.trim();
  refuseAny(textFaults(["input", "reason"], reason, [3, 500]));
  const done = await once(
    context,
    "reverseJatimBasicTransaction",
    personalDigest(context.keyring, input),
    key,
    async (tx) => {
      const at = context.clock();
      const limits = await limitsAt(tx, at);
      const row = await findOwn(context, tx, input.transactionId);
      const agent = await workingAgent(context, tx, row.agentId);
      const { from, to } = await lockOpen(tx, row);
      if (row.day !== dayInWib(at)) refuse(errors.dayOver(TRANSACTION, row.day));
      // Nothing leaves an account without its holder.
      const wrong =
        to && (await tryPin(tx, to, input.pin ?? refuse(errors.pinMissing(["input", "pin"])), limits.pinAttempts));
      if (wrong) return wrong;
      if (from && (await holderBalance(tx, from.id, at)) + row.amount > limits.maxBalance) {
        refuse(errors.balanceLimit(TRANSACTION, limits.maxBalance));
      }
      const taken = await tx.rows(
        "UPDATE laku_transaction SET reversed_at = $2, reversal_reason = $3 WHERE id = $1 AND reversed_at IS NULL RETURNING id",
        [row.id, at, reason],
      );
      if (taken.length === 0) refuse(errors.reversedAlready(TRANSACTION));
      await bookReversal(tx, row, at);
      await tellTransaction(tx, agent, row, -1, at);
      return row.id;
    },
  );
  return orWrongPin(done);
}

type Row = BookedTransaction & { readonly day: string };

async function findOwn({ caller }: Context, tx: Transaction, id: string): Promise<Row> {
  const [row] = isId(id)
    ? await tx.rows<Row>(
        `SELECT id, kind, agent_id AS "agentId", bank_code AS "bankCode", from_id AS "fromId", to_id AS "toId", amount, day::text
         FROM laku_transaction WHERE id = $1 AND ${filedUnder("pesantren_id", "$2")}`,
        [id, caller.pesantren],
      )
    : [];
  return row ?? refuse(errors.transactionUnknown(TRANSACTION, id));
}

/** Locks the accounts of a transaction, which must still be open. */
async function lockOpen(tx: Transaction, { fromId, toId, bankCode }: Row): Promise<Accounts> {
  const ids = [fromId, toId].filter((each) => each !== null);
  const open = await lockAccounts(tx, "id", ids, bankCode);
  if (open.length < ids.length) refuse(errors.accountUnknown(TRANSACTION));
  const found = (sought: string | null) => open.find(({ id }) => id === sought);
  return { from: found(fromId), to: found(toId) };
}
