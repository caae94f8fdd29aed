import { randomInt } from "node:crypto";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { recordConsent } from "../../kit/personal/consent";
import { birthDateFaults, nikFaults, phoneFaults } from "../../kit/personal/faults";
import { idsOf } from "../../kit/personal/read";
import { personalColumns } from "../../kit/personal/write";
import { refuse, refuseAny } from "../../kit/refusal";
import { withCheckDigit } from "../check-digit";
import { once } from "../once";
import { hashPin, isPin, pinFaults } from "../pin";
import { JATIM } from "../province";
import { originalOf } from "../references";
import { workingAgent, type Agent } from "./agent.service";
import * as errors from "./banking.errors";
import type {
  CloseJatimBasicAccountInput,
  OpenJatimBasicAccountInput,
  ResetJatimBasicAccountPinInput,
} from "./banking.input";
import { limitsAt } from "./banking.rules";
import { holderBalance, openHolder, tellAccounts } from "./books";
import { HOLDERS } from "./holder.table";

const NUMBER = ["input", "accountNumber"];
const NIK = ["input", "nik"];
const RANDOM_DIGITS = 11;

/** An open account, locked. */
export interface LockedAccount {
  readonly id: string;
  readonly number: string;
  readonly pesantrenId: string;
  readonly pinHash: string;
  readonly pinWrong: number;
}

/** That a PIN was wrong, and how many attempts are left. What the attempt counts must last, so this is an answer, and not a refusal that undoes it. */
export interface WrongPin {
  readonly attemptsLeft: number;
}

/** Opens a basic account. Returns its id; sent again with the same key, that of the one opened first. */
export async function openAccount(context: Context, input: OpenJatimBasicAccountInput, key: string): Promise<string> {
  const { agentId, name, nik, phone, birthDate, pin, consent } = input;
  refuseAny([
    ...textFaults(["input", "name"], name, [1, 120]),
    ...nikFaults(NIK, nik),
    ...phoneFaults(["input", "phone"], phone),
    ...birthDateFaults(["input", "birthDate"], birthDate, context.clock()),
    ...textFaults(["input", "consent", "guardian", "relationship"], consent.guardian?.relationship, [1, 60]),
    ...pinFaults(["input", "pin"], pin),
  ]);
  const pinHash = await hashPin(pin);
  return once(context, "openJatimBasicAccount", personalDigest(context.keyring, input), key, async (tx) => {
    const at = context.clock();
    await limitsAt(tx, at);
    const agent = await workingAgent(context, tx, agentId);
    const known = await idsOf(context, tx, HOLDERS, "nik", nik);
    if (await hasOpen(tx, known, agent.bankCode)) refuse(errors.holderHasAccount(NIK));
    const id = newId();
    const columns = personalColumns(context, HOLDERS, id, { name: name.trim(), nik, phone, birthDate });
    const row = {
      id,
      number: newNumber(),
      agent_id: agent.id,
      pesantren_id: agent.pesantrenId,
      bank_code: agent.bankCode,
      status: "OPEN",
      opened_at: at,
      pin_hash: pinHash,
      ...columns,
    };
    const made = await tx.rows(
      `INSERT INTO laku_account (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row)
        .map((_, place) => `$${place + 1}`)
        .join(", ")})
       ON CONFLICT (bank_code, nik_index) WHERE status = 'OPEN' DO NOTHING RETURNING id`,
      Object.values(row),
    );
    if (made.length === 0) refuse(errors.holderHasAccount(NIK));
    await openHolder(tx, id, at);
    await consentTo(context, tx, id, agent.bankCode, input);
    await tellAccounts(tx, agent, 1, at);
    return id;
  });
}

/** Closes an account in which nothing is left. Returns its id. */
export async function closeAccount(context: Context, input: CloseJatimBasicAccountInput, key: string): Promise<string> {
  const done = await once(
    context,
    "closeJatimBasicAccount",
    personalDigest(context.keyring, input),
    key,
    async (tx) => {
      const at = context.clock();
      const agent = await workingAgent(context, tx, input.agentId);
      const account = await lockOwn(tx, agent, input.accountNumber);
      const wrong = await tryPin(tx, account, input.pin, (await limitsAt(tx, at)).pinAttempts);
      if (wrong) return wrong;
      if ((await holderBalance(tx, account.id, at)) !== 0n) refuse(errors.balanceLeft(NUMBER));
      await tx.rows("UPDATE laku_account SET status = 'CLOSED', closed_at = $2 WHERE id = $1", [account.id, at]);
      await tellAccounts(tx, agent, -1, at);
      return account.id;
    },
  );
  return orWrongPin(done);
}

/** Gives an account a new PIN, also one that is locked: for a holder who shows the identity card. Returns its id. */
export async function resetPin(context: Context, input: ResetJatimBasicAccountPinInput, key: string): Promise<string> {
  refuseAny([...nikFaults(NIK, input.nik), ...pinFaults(["input", "newPin"], input.newPin)]);
  const pinHash = await hashPin(input.newPin);
  return once(context, "resetJatimBasicAccountPin", personalDigest(context.keyring, input), key, async (tx) => {
    const agent = await workingAgent(context, tx, input.agentId);
    const account = await lockOwn(tx, agent, input.accountNumber);
    const holders = await idsOf(context, tx, HOLDERS, "nik", input.nik);
    if (!holders.includes(account.id)) refuse(errors.nikDiffers(NIK));
    await tx.rows("UPDATE laku_account SET pin_hash = $2, pin_wrong = 0 WHERE id = $1", [account.id, pinHash]);
    return account.id;
  });
}

/** Locks open accounts of the agent's bank, in the order of their ids. @returns in the order of the numbers; undefined for those that there are not */
export function lockAccounts(
  tx: Transaction,
  by: "id" | "number",
  values: readonly string[],
  bankCode: string,
): Promise<LockedAccount[]> {
  return tx.rows<LockedAccount>(
    `SELECT id, number, ${originalOf("laku_account.pesantren_id")} AS "pesantrenId", pin_hash AS "pinHash", pin_wrong AS "pinWrong" FROM laku_account
     WHERE ${by} = ANY($1) AND bank_code = $2 AND status = 'OPEN' ORDER BY id FOR UPDATE`,
    [values, bankCode],
  );
}

/** Locks an account that was opened at an agent of the same pesantren, which keeps the holder's form. */
async function lockOwn(tx: Transaction, agent: Agent, number: string): Promise<LockedAccount> {
  const [account] = await lockAccounts(tx, "number", [number], agent.bankCode);
  if (!account) return refuse(errors.accountUnknown(NUMBER));
  return account.pesantrenId === agent.pesantrenId ? account : refuse(errors.otherAgent(NUMBER));
}

/**
 * Tries a PIN against that of an account, which is locked, so that attempts that come at once are counted one after the other.
 *
 * @returns nothing if it is right
 * @throws RefusedError PIN_LOCKED
 */
export async function tryPin(
  tx: Transaction,
  { id, pinHash, pinWrong }: LockedAccount,
  pin: string,
  attempts: number,
): Promise<WrongPin | undefined> {
  if (pinWrong >= attempts) refuse(errors.pinLocked(["input", "pin"]));
  const isRight = await isPin(pin, pinHash);
  if (isRight && pinWrong === 0) return undefined;
  await tx.rows("UPDATE laku_account SET pin_wrong = $2 WHERE id = $1", [id, isRight ? 0 : pinWrong + 1]);
  return isRight ? undefined : { attemptsLeft: attempts - pinWrong - 1 };
}

/** What was done; or, now that the attempt is counted, the refusal of a wrong PIN. */
export function orWrongPin(done: string | WrongPin): string {
  return typeof done === "string" ? done : refuse(errors.pinWrong(["input", "pin"], done.attemptsLeft));
}

function newNumber(): string {
  return withCheckDigit(Array.from({ length: RANDOM_DIGITS }, () => randomInt(10)).join(""));
}

async function hasOpen(tx: Transaction, ids: readonly string[], bankCode: string): Promise<boolean> {
  const open = await tx.rows("SELECT 1 FROM laku_account WHERE id = ANY($1) AND bank_code = $2 AND status = 'OPEN'", [
    ids,
    bankCode,
  ]);
  return open.length > 0;
}

/** The form is one, for the agent's pesantren and the province, and for the bank whose customer the person becomes. */
async function consentTo(
  context: Context,
  tx: Transaction,
  subjectId: string,
  bankCode: string,
  { birthDate, consent }: OpenJatimBasicAccountInput,
): Promise<void> {
  for (const recipient of [null, bankCode]) {
    await recordConsent(context, tx, {
      ...consent,
      guardian: consent.guardian ?? null,
      subjectId,
      province: JATIM,
      birthDate,
      purpose: "banking",
      recipient,
      categories: ["NAME", "NIK", "PHONE", "BIRTH_DATE"],
    });
  }
}
