import type { Context } from "../kit/context";
import { OPERATE } from "./access";

/** Who runs the programme and acts for no single pesantren sees all of it. */
export function seesAll({ caller }: Pick<Context, "caller">): boolean {
  return caller.pesantren === null && caller.scopes.includes(OPERATE);
}
