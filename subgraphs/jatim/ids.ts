import { isId } from "../kit/id";

/** The id of nothing. */
export const NO_ID = "00000000-0000-0000-0000-000000000000";

/** What is no id names nothing; PostgreSQL would complain of it. */
export function idOrNone(id: string | null | undefined): string | null | undefined {
  return typeof id === "string" && !isId(id) ? NO_ID : id;
}
