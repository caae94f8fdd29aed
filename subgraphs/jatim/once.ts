import type { Context } from "../kit/context";
import type { Transaction } from "../kit/data/database";
import { idempotent } from "../kit/data/idempotency";

/** Does the work of one intention of the caller's once. @param input what makes it the same; nothing of it is kept but a hash */
export function once<T = string>(
  { db, caller }: Pick<Context, "db" | "caller">,
  operation: string,
  input: unknown,
  key: string,
  effect: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.inTransaction((tx) =>
    idempotent(tx, { operation, key, input: { by: caller.subject, input }, effect: () => effect(tx) }),
  );
}
