import type { Context } from "../kit/context";
import type { Database } from "../kit/data/database";
import { JATIM } from "./province";

/** The room's database as a caller reaches it. A bank acts in no province: it reaches the province's rows, and every statement given to it chooses its own by its code. */
export function databaseFor({ db, caller, audit }: Pick<Context, "db" | "caller" | "audit">): Database {
  return caller.bank === null ? db : db.as({ province: JATIM, beforeCommit: audit.beforeCommit });
}
