import { system } from "../access/caller";
import type { Clock } from "../clock";
import type { Transaction } from "../data/database";
import { newId } from "../id";
import type { Keyring } from "../keys/keyring";
import { appendAudit } from "./audit";

/** Leaves the row of a transaction that no caller asked for, inside of it. @param what was done, such as counts; without a personal value */
export type RunAudit = (tx: Transaction, what: string) => Promise<void>;

/** @param task what runs, such as `import` */
export function auditOf(task: string, keyring: Keyring, clock: Clock): RunAudit {
  const run = { caller: system(task), requestId: newId(), keyring };
  return (tx, reason) =>
    appendAudit(tx, { ...run, at: clock() }, { action: task, subjects: [], reason, outcome: "done" });
}
