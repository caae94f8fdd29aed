import type { Database, Transaction } from "../data/database";
import { isId } from "../id";
import { appendAudit, type AuditAuthor } from "./audit";
import type { AuditOutcome } from "./seal";

/** The mutation that a request is at; GraphQL runs them one after the other. */
interface RunningMutation {
  readonly action: string;
  readonly reason: string | null;
  readonly subjects: Set<string>;
  /** Whether a row says already that it was done. */
  done: boolean;
}

/**
 * What a request leaves in the audit log. Each transaction that is committed while a mutation runs leaves a row in itself; a mutation that ends otherwise, or
 * without any, leaves one in a transaction of its own.
 */
export class AuditTrail {
  private running: RunningMutation | undefined;

  constructor(
    private readonly db: Database,
    private readonly author: () => AuditAuthor,
  ) {}

  /** Adds the ids of persons or records that the running mutation concerns, beside those that its arguments and its result name. */
  concerns(...ids: string[]): void {
    for (const id of ids) this.running?.subjects.add(id);
  }

  /** From here on transactions belong to this mutation. */
  begin(mutation: string, args: Readonly<Record<string, unknown>>): void {
    const subjects = new Set(idsIn(args));
    this.running = { action: mutation, reason: reasonIn(args), subjects, done: false };
  }

  /** The mutation's answer is known. Rejects if the row that it still needs can't be written. */
  async end(outcome: AuditOutcome, result?: unknown): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (!running || (outcome === "done" && running.done)) return;
    for (const id of idOf(result)) running.subjects.add(id);
    await this.db.root.inTransaction((tx) => this.append(tx, running, outcome));
  }

  /** The row of a transaction that is about to be committed, if a mutation runs. */
  readonly beforeCommit = async (tx: Transaction, result: unknown): Promise<void> => {
    const { running } = this;
    if (!running) return;
    for (const id of idOf(result)) running.subjects.add(id);
    await this.append(tx, running, "done");
    running.done = true;
  };

  private append(tx: Transaction, { action, reason, subjects }: RunningMutation, outcome: AuditOutcome): Promise<void> {
    return appendAudit(tx, this.author(), { action, reason, subjects: [...subjects], outcome });
  }
}

const NAMES_IDS = /^(ids?|\w+Ids?)$/;

/** Only what is an id for certain: a client can write anything into an argument. */
function idsIn(value: unknown, named = false): string[] {
  if (typeof value === "string") return named && isId(value) ? [value.toLowerCase()] : [];
  if (Array.isArray(value)) return value.flatMap((each) => idsIn(each, named));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, each]) => idsIn(each, NAMES_IDS.test(name)));
}

/** What a transaction or a mutation comes to is a record, or its id. */
function idOf(result: unknown): string[] {
  return typeof result === "string" ? idsIn(result, true) : idsIn((result as { id?: unknown } | undefined)?.id, true);
}

function reasonIn(args: Readonly<Record<string, unknown>>): string | null {
  const { reason = (args["input"] as { reason?: unknown } | undefined)?.reason } = args;
  return typeof reason === "string" ? reason : null;
}
