import type { Context } from "../kit/context";

/** The pesantren that a caller acts for, and so the only one of which it may see anything; null for who acts for the province. */
export function ownPesantren({ caller }: Pick<Context, "caller">): string | null {
  return caller.pesantren;
}
