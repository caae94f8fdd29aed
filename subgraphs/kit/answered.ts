import type { Context } from "./context";
import { orRefused, type Refused } from "./refusal";

/** Does the work, then reads what it came to; or tells why it was refused. */
export function answered<T>(
  context: Context,
  work: Promise<string>,
  read: (context: Context, id: string) => Promise<T | null>,
): Promise<T | Refused> {
  return orRefused(work.then(async (id) => (await read(context, id))!));
}
