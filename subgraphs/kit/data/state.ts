import { refuse, type RefusalValue } from "../refusal";
import type { Transaction } from "./database";

/** Which states may follow a state: `{ ACTIVE: ["CLOSED"], CLOSED: ["ACTIVE"] }`. A state that nothing follows is final. */
export type StateTable<S extends string> = Readonly<Record<S, readonly S[]>>;

export interface TransitionOptions<S extends string> {
  /** Table and column that hold the state; names of the schema, never a caller's input. */
  readonly table: string;
  readonly column: string;
  readonly id: string;
  readonly states: StateTable<S>;
  readonly to: S;
  /** Path of the input field that named the new state, for the refusal. */
  readonly field?: readonly string[];
  /** What to answer if there is no such row. */
  readonly missing: RefusalValue;
}

/**
 * Moves one row to another state, if its table of states allows it. Two writers can't both win:
 * the row changes only while it still is in the state that was read.
 *
 * @returns the state before
 * @throws RefusedError TRANSITION_NOT_ALLOWED, CHANGED_MEANWHILE, or the caller's refusal of a missing row
 */
export async function transition<S extends string>(tx: Transaction, options: TransitionOptions<S>): Promise<S> {
  const { table, column, id, states, to, field } = options;
  const [row] = await tx.rows<{ state: S }>(`SELECT ${column} AS state FROM ${table} WHERE id = $1`, [id]);
  if (!row) return refuse(options.missing);
  const allowed = states[row.state];
  if (!allowed.includes(to)) return refuse(notAllowed(row.state, to, allowed, field));
  const changed = await tx.rows(`UPDATE ${table} SET ${column} = $3 WHERE id = $1 AND ${column} = $2 RETURNING id`, [
    id,
    row.state,
    to,
  ]);
  if (changed.length === 0) return refuse(changedMeanwhile(field));
  return row.state;
}

function notAllowed(from: string, to: string, allowed: readonly string[], field?: readonly string[]): RefusalValue {
  const expected = allowed.length > 0 ? allowed.join(", ") : "-";
  return {
    code: "TRANSITION_NOT_ALLOWED",
    text: {
      id: `Status ${from} tidak dapat menjadi ${to}; yang mungkin: ${expected}.`,
      en: `State ${from} can't become ${to}; possible: ${expected}.`,
    },
    expected,
    received: to,
    ...(field && { field }),
  };
}

function changedMeanwhile(field?: readonly string[]): RefusalValue {
  return {
    code: "CHANGED_MEANWHILE",
    text: {
      id: "Data ini baru saja diubah oleh orang lain; muat ulang lalu coba lagi.",
      en: "Somebody else has just changed this; load it again and retry.",
    },
    ...(field && { field }),
  };
}
