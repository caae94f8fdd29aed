import DataLoader from "dataloader";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database } from "../../kit/data/database";
import type { Connection, PageArguments } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { statementPage } from "../../kit/ledger/ledger.read";
import { readPersonal, type Want } from "../../kit/personal/read";
import { OPERATE } from "../access";
import { idOrNone, NO_ID } from "../ids";
import { databaseFor } from "../reach";
import { filedUnder } from "../references";
import type {
  JatimAgentDay,
  JatimAgentStep,
  JatimBasicAccount,
  JatimBasicStatementLine,
  JatimBasicTransaction,
  JatimCashMovement,
  JatimLakuPandaiAgent,
} from "./banking";
import type { JatimAgentListArguments, JatimBankingListArguments } from "./banking.input";
import { accountCode, cashCode, floatCode } from "./books";
import { HOLDERS } from "./holder.table";

type Page = Pick<PageArguments, "first" | "after">;

interface Reach {
  readonly db: Database;
  /** Null for all. */
  readonly pesantren: string | null;
  /** Null for all. */
  readonly bank: string | null;
}

/** Whose rows a caller sees: a bank its own, a pesantren's people those of its agents, an operator all. */
function reachOf(context: Context): Reach {
  const { bank, pesantren, scopes } = context.caller;
  const db = databaseFor(context);
  if (bank !== null) return { db, pesantren: null, bank };
  return { db, pesantren: pesantren ?? (scopes.includes(OPERATE) ? null : NO_ID), bank: null };
}

/** Reads pages of what has the columns `pesantren_id` and `bank_code`, as far as the caller sees it. */
function reachedPage<N extends { readonly id: string }>(
  context: Context,
  source: { readonly select: string; readonly from: string; readonly where: readonly (readonly [string, unknown])[] },
  { first, after }: Page,
): Promise<Connection<N>> {
  const { db, pesantren, bank } = reachOf(context);
  const where = [
    [filedUnder("this.pesantren_id", "?"), pesantren],
    ["this.bank_code = ?", bank],
    ...source.where,
  ] as const;
  return idPage<N>({ db }, { ...source, where, first, after });
}

async function reachedRow<N extends object>(
  context: Context,
  { select, from }: { readonly select: string; readonly from: string },
  condition: string,
  value: string,
): Promise<N | null> {
  const { db, pesantren, bank } = reachOf(context);
  const row = await db.row<N>(
    `SELECT ${select} FROM ${from} WHERE ${condition} AND ($2::uuid IS NULL OR ${filedUnder("this.pesantren_id", "$2")}) AND ($3::text IS NULL OR this.bank_code = $3)`,
    [value, pesantren, bank],
  );
  return row ?? null;
}

const AGENTS = {
  select: `this.id, this.service_point_id AS "servicePointId", this.pesantren_id AS "pesantrenId", this.bank_code AS "bankCode",
    this.class_code AS "classCode", this.status, this.appointed_at AS "appointedAt"`,
  from: "laku_agent this",
};
const ACCOUNTS = {
  select: `this.id, this.number, this.bank_code AS "bankCode", this.status, this.opened_at AS "openedAt", this.closed_at AS "closedAt",
    this.agent_id AS "agentId", this.pin_wrong AS "pinWrong"`,
  from: "laku_account this",
};
const TRANSACTIONS = {
  select: `this.id, this.kind, this.amount, payer.number AS "fromNumber", payee.number AS "toNumber", this.at, this.reversed_at AS "reversedAt",
    this.reversal_reason AS "reversalReason", this.agent_id AS "agentId"`,
  from: "laku_transaction this LEFT JOIN laku_account payer ON payer.id = this.from_id LEFT JOIN laku_account payee ON payee.id = this.to_id",
};

const MOVEMENTS = {
  select: `this.id, this.kind, this.amount, this.bank_reference AS "bankReference", this.at, this.agent_id AS "agentId"`,
  from: "laku_cash_movement this",
};

/** An agent by its id, if the caller may see it. */
export async function agentById(context: Context, id: string): Promise<JatimLakuPandaiAgent | null> {
  return isId(id) ? context.loader(agents).load(id.toLowerCase()) : null;
}

function agents(context: Context) {
  const { db, pesantren, bank } = reachOf(context);
  return new DataLoader<string, JatimLakuPandaiAgent | null>(async (ids) => {
    const rows = await db.rows<JatimLakuPandaiAgent>(
      `SELECT ${AGENTS.select} FROM ${AGENTS.from}
       WHERE id = ANY($1) AND ($2::uuid IS NULL OR ${filedUnder("pesantren_id", "$2")}) AND ($3::text IS NULL OR bank_code = $3)`,
      [ids, pesantren, bank],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The agent that a service point is, if the caller may see it. */
export function agentOfPoint(context: Context, servicePointId: string): Promise<JatimLakuPandaiAgent | null> {
  return context.loader(agentsOfPoints).load(servicePointId);
}

function agentsOfPoints(context: Context) {
  const { db, pesantren, bank } = reachOf(context);
  return new DataLoader<string, JatimLakuPandaiAgent | null>(async (ids) => {
    const rows = await db.rows<JatimLakuPandaiAgent>(
      `SELECT DISTINCT ON (this.service_point_id) ${AGENTS.select} FROM ${AGENTS.from} WHERE this.service_point_id = ANY($1)
         AND ($2::uuid IS NULL OR ${filedUnder("this.pesantren_id", "$2")}) AND ($3::text IS NULL OR this.bank_code = $3) ORDER BY this.service_point_id, this.id DESC`,
      [ids, pesantren, bank],
    );
    const found = new Map(rows.map((row) => [row.servicePointId, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of agents, the last appointed first. */
export function agentPage(context: Context, args: JatimAgentListArguments): Promise<Connection<JatimLakuPandaiAgent>> {
  return reachedPage(context, { ...AGENTS, where: [["this.status = ?", args.status]] }, args);
}

/** How agents came to stand as they do, the first step first. */
export function stepsOf(context: Context, agentId: string): Promise<JatimAgentStep[]> {
  return context.loader(stepsByAgent).load(agentId);
}

function stepsByAgent(context: Context) {
  return new DataLoader<string, JatimAgentStep[]>((ids) =>
    grouped(
      ids,
      reachOf(context).db.rows(
        `SELECT agent_id AS "ownerId", status, class_code AS "classCode", reason, at FROM laku_agent_step WHERE agent_id = ANY($1) ORDER BY agent_id, id`,
        [ids],
      ),
    ),
  );
}

/** An account by its id, if the caller may see it. */
export async function accountById(context: Context, id: string): Promise<JatimBasicAccount | null> {
  return isId(id) ? reachedRow(context, ACCOUNTS, "this.id = $1", id) : null;
}

/** An account by its number, if the caller may see it. */
export function accountByNumber(context: Context, number: string): Promise<JatimBasicAccount | null> {
  return reachedRow(context, ACCOUNTS, "this.number = $1", number);
}

/** A page of accounts, the last opened first. */
export function accountPage(context: Context, args: JatimBankingListArguments): Promise<Connection<JatimBasicAccount>> {
  return reachedPage(context, { ...ACCOUNTS, where: [["this.agent_id = ?", idOrNone(args.agentId)]] }, args);
}

/** A transaction by its id, if the caller may see it. */
export async function transactionById(context: Context, id: string): Promise<JatimBasicTransaction | null> {
  return isId(id) ? reachedRow(context, TRANSACTIONS, "this.id = $1", id) : null;
}

/** A page of transactions, the last first. */
export function transactionPage(
  context: Context,
  args: JatimBankingListArguments,
): Promise<Connection<JatimBasicTransaction>> {
  return reachedPage(context, { ...TRANSACTIONS, where: [["this.agent_id = ?", idOrNone(args.agentId)]] }, args);
}

/** A movement between an agent and its bank, by its id, if the caller may see it. */
export async function movementById(context: Context, id: string): Promise<JatimCashMovement | null> {
  return reachedRow(context, MOVEMENTS, "this.id = $1", id);
}

/** A page of what passed between an agent and its bank, the last first. Whoever reached the agent reaches this. */
export function movementsOf(
  context: Context,
  agentId: string,
  { first, after }: Page,
): Promise<Connection<JatimCashMovement>> {
  const where = [["this.agent_id = ?", agentId]] as const;
  return idPage({ db: databaseFor(context) }, { ...MOVEMENTS, where, first, after });
}

/** What is in an agent's drawer, its float at the bank, and a holder's balance: of the ledger. Whoever reached the row reaches this. */
export const cashOf = (context: Context, agentId: string) => balanceOfCode(context, cashCode(agentId));
export const floatOf = (context: Context, agentId: string) => balanceOfCode(context, floatCode(agentId));
export const balanceOfAccount = (context: Context, id: string) => balanceOfCode(context, accountCode(id));

function balanceOfCode(context: Context, code: string): Promise<bigint> {
  return context.loader(balances).load(code);
}

function balances(context: Context) {
  return new DataLoader<string, bigint>(async (codes) => {
    const rows = await reachOf(context).db.rows<{ code: string; balance: bigint }>(
      `SELECT code, sum(amount)::bigint * side AS balance FROM ledger_account JOIN ledger_balance ON account_id = id
       WHERE code = ANY($1) GROUP BY code, side`,
      [codes],
    );
    const found = new Map(rows.map(({ code, balance }) => [code, balance]));
    return codes.map((code) => found.get(code) ?? 0n);
  });
}

/** A page of an account's statement, the latest first. */
export async function statementOf(
  context: Context,
  accountId: string,
  { first, after }: Page,
): Promise<Connection<JatimBasicStatementLine>> {
  const { db } = reachOf(context);
  const account = await db.row<{ id: string }>("SELECT id FROM ledger_account WHERE code = $1", [
    accountCode(accountId),
  ]);
  const page = await statementPage(db, { accountId: account!.id, first, after });
  const lineOf = (line: (typeof page.nodes)[number]): JatimBasicStatementLine => ({
    at: line.at,
    amount: line.amount,
    balanceAfter: line.balanceAfter!,
    transactionId: line.causeId,
    isReversal: line.reversesId !== null,
  });
  return {
    ...page,
    nodes: page.nodes.map(lineOf),
    edges: () => page.edges().map(({ node, cursor }) => ({ node: lineOf(node), cursor })),
  };
}

/** What has left an account in the month (WIB) of now. */
export function outgoingOf(context: Context, accountId: string): Promise<bigint> {
  return context.loader(outgoingByAccount).load(accountId);
}

function outgoingByAccount(context: Context) {
  return new DataLoader<string, bigint>(async (ids) => {
    const sums = await outgoingInMonth(reachOf(context).db, ids, context.clock());
    return ids.map((id) => sums.get(id) ?? 0n);
  });
}

/** What left accounts in the calendar month (WIB) of a moment, where anything did. What was taken back does not count. */
export async function outgoingInMonth(
  db: Pick<Database, "rows">,
  accountIds: readonly string[],
  at: Date,
): Promise<Map<string, bigint>> {
  const rows = await db.rows<{ id: string; sum: bigint }>(
    `SELECT from_id AS id, sum(amount)::bigint AS sum FROM laku_transaction
     WHERE from_id = ANY($1) AND reversed_at IS NULL AND day >= $2::date AND day < $2::date + interval '1 month' GROUP BY from_id`,
    [accountIds, `${dayInWib(at).slice(0, 7)}-01`],
  );
  return new Map(rows.map(({ id, sum }) => [id, sum]));
}

/** An agent's day, worked out from what was done and moved, and not from the ledger: so one can be compared with the other. */
export async function dayOfAgent(context: Context, agentId: string, day: string): Promise<JatimAgentDay> {
  return (await reachOf(context).db.row<JatimAgentDay>(DAY, [agentId, day]))!;
}

const SUM = (filter: string) => `coalesce(sum(amount) FILTER (WHERE day = $2 AND kind = '${filter}'), 0)::bigint`;

const DAY = `
  WITH moved AS (
    SELECT kind, day, amount, CASE kind WHEN 'DEPOSIT' THEN amount WHEN 'WITHDRAWAL' THEN -amount ELSE 0 END AS cash,
      CASE kind WHEN 'DEPOSIT' THEN -amount WHEN 'WITHDRAWAL' THEN amount ELSE 0 END AS float
    FROM laku_transaction WHERE agent_id = $1 AND day <= $2 AND reversed_at IS NULL
    UNION ALL SELECT kind, day, amount, CASE kind WHEN 'CASH_BROUGHT' THEN amount WHEN 'CASH_HANDED_IN' THEN -amount ELSE 0 END,
      CASE WHEN kind IN ('FLOAT_TOPPED_UP', 'CASH_HANDED_IN') THEN amount ELSE -amount END
    FROM laku_cash_movement WHERE agent_id = $1 AND day <= $2
  )
  SELECT $2::text AS day, coalesce(sum(cash) FILTER (WHERE day < $2), 0)::bigint AS "openingCash",
    coalesce(sum(float) FILTER (WHERE day < $2), 0)::bigint AS "openingFloat",
    ${SUM("DEPOSIT")} AS deposits, ${SUM("WITHDRAWAL")} AS withdrawals, ${SUM("TRANSFER")} AS transfers, ${SUM("CASH_BROUGHT")} AS "cashBrought",
    ${SUM("CASH_HANDED_IN")} AS "cashHandedIn", coalesce(sum(cash), 0)::bigint AS "closingCash", coalesce(sum(float), 0)::bigint AS "closingFloat"
  FROM moved`;

/** A value of a holder, as far as the caller may see it; all that a request asks for are read, and audited, together. */
export function holderValue(
  context: Context,
  id: string,
  field: "name" | "birthDate" | "nik" | "phone",
  masked = false,
): Promise<string | null> {
  return context.loader(holderValues).load({ id, field, masked });
}

function holderValues(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, HOLDERS, wants), {
    cacheKeyFn: ({ id, field, masked }) => `${id} ${field} ${masked}`,
  });
}
