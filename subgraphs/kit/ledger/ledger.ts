import { DatabaseError } from "pg";
import type { Transaction } from "../data/database";
import { newId } from "../id";
import { refuse, type RefusalValue } from "../refusal";

/** What an account is of. The balance of assets and expenses is a debit, that of the others a credit. */
export type AccountKind = "ASSET" | "LIABILITY" | "EQUITY" | "INCOME" | "EXPENSE";

export interface NewAccount {
  /** Names the account in the room, such as `edition:2020:bank`; said again, it is the same account. */
  readonly code: string;
  readonly kind: AccountKind;
  /** Whether no entry may bring it below zero, on its normal side: money that is not there can't be spent. */
  readonly neverNegative: boolean;
  /** More than 1 for an account that takes part in nearly every posting, such as a bank's: its balance is then spread over so many rows. At most 64. */
  readonly stripes?: number;
}

/** What a posting is for, such as `{ kind: "DISBURSEMENT", id }`. A cause posts once. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
}

/** An amount on one account of a posting; see `debit` and `credit`. */
export interface Entry {
  readonly accountId: string;
  /** Rupiah: debits positive, credits negative. */
  readonly amount: bigint;
}

interface Caused {
  readonly cause: Cause;
  /** What it is, for people who read the account's statement. */
  readonly description: string;
  readonly at: Date;
}

/** Moves money between accounts. */
export interface Posting extends Caused {
  /** At least two, each of another account, debits as much as credits. */
  readonly entries: readonly Entry[];
}

/** Takes a posting back, by one with the opposite entries; once, and never a reversal itself. */
export interface Reversal extends Caused {
  readonly reversesId: string;
}

/** A posting as it stands in the ledger. */
export interface Posted {
  readonly id: string;
  /** False if the same cause had posted the same before: then nothing was added. */
  readonly isNew: boolean;
}

export const debit = (accountId: string, amount: bigint): Entry => ({ accountId, amount });
export const credit = (accountId: string, amount: bigint): Entry => ({ accountId, amount: -amount });

/** Opens accounts, or finds those that are open, in the order given. @returns their ids */
export async function openAccounts(tx: Transaction, accounts: readonly NewAccount[], at: Date): Promise<string[]> {
  const wanted = accounts.map(({ code, kind, neverNegative, stripes = 1 }) => ({ code, kind, neverNegative, stripes }));
  const given = [
    wanted.map(() => newId()),
    wanted.map(({ code }) => code),
    wanted.map(({ kind }) => kind),
    wanted.map(({ neverNegative }) => neverNegative),
    wanted.map(({ stripes }) => stripes),
  ];
  const codes = given[1] as string[];
  let found = await accountsOf(tx, codes);
  // Nearly always they are open, and then nothing is written.
  if (codes.some((code) => !found.has(code))) {
    await tx.rows(
      `INSERT INTO ledger_account (id, code, kind, never_negative, stripes, opened_at)
       SELECT wanted.*, $6 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::smallint[]) AS wanted (id, code, kind, never_negative, stripes)
       WHERE NOT EXISTS (SELECT FROM ledger_account WHERE code = wanted.code) ORDER BY code ON CONFLICT (code) DO NOTHING`,
      [...given, at],
    );
    found = await accountsOf(tx, codes);
  }
  return wanted.map((each) => {
    const { id, ...account } = found.get(each.code)!;
    if (JSON.stringify(account) !== JSON.stringify(each)) throw new Error(`Account ${each.code} is another one.`);
    return id;
  });
}

async function accountsOf(tx: Transaction, codes: readonly string[]) {
  const rows = await tx.rows<NewAccount & { id: string }>(
    `SELECT id, code, kind, never_negative AS "neverNegative", stripes FROM ledger_account WHERE code = ANY($1)`,
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/**
 * Posts, each cause once: a posting that its cause has made before, with the same entries, is left as it is. All entries of the call are written, and so
 * their accounts locked, in the order of the accounts' ids: two that post at once never wait for each other in a circle, if each posts in one call.
 *
 * @param tooLow what to answer if an account would be below zero, by the account's code
 * @throws RefusedError `BALANCE_TOO_LOW`, or the caller's own; `ALREADY_REVERSED` if another cause took the same posting back
 */
export async function post(
  tx: Transaction,
  postings: readonly (Posting | Reversal)[],
  tooLow: (code: string) => RefusalValue = balanceTooLow,
): Promise<Posted[]> {
  const complete = await withEntries(tx, postings);
  const posted = await writePostings(tx, complete);
  const each = complete.map(({ entries }, at) => ({ ...posted[at]!, entries }));
  await writeEntries(
    tx,
    each.filter(({ isNew }) => isNew),
    tooLow,
  );
  await checkSame(
    tx,
    each.filter(({ isNew }) => !isNew),
  );
  return posted;
}

interface CompletePosting extends Posting {
  readonly reversesId: string | null;
}

/** A reversal's entries are those of the posting that it takes back, with the opposite sign. */
async function withEntries(tx: Transaction, postings: readonly (Posting | Reversal)[]): Promise<CompletePosting[]> {
  const reversed = postings.flatMap((each) => ("reversesId" in each ? [each.reversesId] : []));
  const entries = reversed.length > 0 ? await entriesOf(tx, reversed) : [];
  return postings.map((each) => {
    if (!("reversesId" in each)) return { ...each, reversesId: null };
    const first = entries.filter(({ postingId }) => postingId === each.reversesId);
    return { ...each, entries: first.map(({ accountId, amount }) => ({ accountId, amount: -amount })) };
  });
}

function entriesOf(tx: Transaction, postingIds: readonly string[]): Promise<(Entry & { postingId: string })[]> {
  return tx.rows(
    `SELECT posting_id AS "postingId", account_id AS "accountId", amount FROM ledger_entry WHERE posting_id = ANY($1)`,
    [postingIds],
  );
}

async function writePostings(tx: Transaction, postings: readonly CompletePosting[]): Promise<Posted[]> {
  const rows = postings.map((posting) => ({ ...posting, id: newId() }));
  // In the order of the causes, so that two that post the same ones wait for each other in one direction only.
  const added = await tx.rows<{ id: string }>(
    `INSERT INTO ledger_posting (id, cause_kind, cause_id, reverses_id, description, at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[])
       AS given (id, kind, cause, reverses, description, at)
     ORDER BY kind, cause ON CONFLICT DO NOTHING RETURNING id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ cause }) => cause.kind),
      rows.map(({ cause }) => cause.id),
      rows.map(({ reversesId }) => reversesId),
      rows.map(({ description }) => description),
      rows.map(({ at }) => at),
    ],
  );
  const isNew = new Set(added.map(({ id }) => id));
  const repeated = rows.filter(({ id }) => !isNew.has(id));
  const before = await idsOfCauses(
    tx,
    repeated.map(({ cause }) => cause),
  );
  return rows.map(({ id, cause, reversesId }) => {
    if (isNew.has(id)) return { id, isNew: true };
    const known = before.get(nameOf(cause));
    return known === undefined ? refuse(alreadyReversed(reversesId!)) : { id: known, isNew: false };
  });
}

const nameOf = ({ kind, id }: Cause) => `${kind} ${id}`;

async function idsOfCauses(tx: Transaction, causes: readonly Cause[]): Promise<Map<string, string>> {
  if (causes.length === 0) return new Map();
  const rows = await tx.rows<Cause & { posting: string }>(
    `SELECT cause_kind AS kind, cause_id AS id, ledger_posting.id AS posting FROM ledger_posting
     JOIN unnest($1::text[], $2::text[]) AS sought (kind, cause) ON cause_kind = kind AND cause_id = cause`,
    [causes.map(({ kind }) => kind), causes.map(({ id }) => id)],
  );
  return new Map(rows.map(({ posting, ...cause }) => [nameOf(cause), posting]));
}

/** The entries of a posting that is in the ledger, or is being written. */
interface WithEntries {
  readonly id: string;
  readonly entries: readonly Entry[];
}

async function writeEntries(
  tx: Transaction,
  postings: readonly WithEntries[],
  tooLow: (code: string) => RefusalValue,
): Promise<void> {
  const rows = postings.flatMap(({ id, entries }) => entries.map((entry) => ({ id, ...entry })));
  try {
    await tx.rows(
      `INSERT INTO ledger_entry (posting_id, account_id, amount)
       SELECT posting, account, amount FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) WITH ORDINALITY AS given (posting, account, amount, place)
       ORDER BY account, place`,
      [rows.map(({ id }) => id), rows.map(({ accountId }) => accountId), rows.map(({ amount }) => amount)],
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint === "ledger_never_negative") refuse(tooLow(error.detail!));
    throw error;
  }
}

/** A cause that posts again must say the same: anything else is a fault of the room, and must not pass for done. */
async function checkSame(tx: Transaction, postings: readonly WithEntries[]): Promise<void> {
  if (postings.length === 0) return;
  const written = await entriesOf(
    tx,
    postings.map(({ id }) => id),
  );
  const texts = (entries: readonly Entry[]) =>
    entries
      .map(({ accountId, amount }) => `${accountId} ${amount}`)
      .sort()
      .join();
  for (const { id, entries } of postings) {
    if (texts(written.filter(({ postingId }) => postingId === id)) !== texts(entries))
      throw new Error(`The cause of posting ${id} has posted something else before.`);
  }
}

function balanceTooLow(): RefusalValue {
  return {
    code: "BALANCE_TOO_LOW",
    text: { id: "Saldo tidak mencukupi.", en: "The balance is too low." },
    expected: "an amount that the balance covers",
  };
}

function alreadyReversed(postingId: string): RefusalValue {
  return {
    code: "ALREADY_REVERSED",
    text: { id: "Transaksi ini sudah dibatalkan sebelumnya.", en: "This posting was reversed before." },
    expected: "a posting that was not reversed",
    received: postingId,
  };
}
