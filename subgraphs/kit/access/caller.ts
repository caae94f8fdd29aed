/**
 * Who asks: read by the gateway from the claims of an access token, and passed on to the rooms with every request, inside of its signed proof.
 * Who brings no token is `ANONYMOUS`.
 */
export interface Caller {
  /** The application, by its OAuth client id; `anonymous` without a token. */
  readonly client: string;
  /** The person, or the machine, behind it: the token's `sub`; null without a token. */
  readonly subject: string | null;
  /** What it may do, such as `pesantren:write`. */
  readonly scopes: readonly string[];
  /** Code of the province it acts for, such as `32`; `*` for the whole nation; null for none. */
  readonly province: string | null;
  /** Id of the pesantren it acts for; null for none. */
  readonly pesantren: string | null;
  /** Code of the bank it acts for; null for none. */
  readonly bank: string | null;
  /** What it reads personal data for, such as `registration`; null if it says none, and then it reads none. */
  readonly purpose: string | null;
}

/** The caller whom a text of JSON tells; undefined if it tells none, so that nobody is taken for a caller who was never looked at. */
export function readCaller(text: string): Caller | undefined {
  try {
    const caller = JSON.parse(text) as Partial<Record<keyof Caller, unknown>> | null;
    const { client, scopes, subject, province, pesantren, bank, purpose } = caller ?? {};
    const isCaller =
      typeof client === "string" &&
      Array.isArray(scopes) &&
      scopes.every((scope) => typeof scope === "string") &&
      [subject, province, pesantren, bank, purpose].every((claim) => claim === null || typeof claim === "string");
    return isCaller ? (caller as Caller) : undefined;
  } catch {
    return undefined;
  }
}

/** The province of callers whose task is the whole nation, such as the ministry. */
export const NATION = "*";

/** Whoever asks without a token. */
export const ANONYMOUS: Caller = {
  client: "anonymous",
  subject: null,
  scopes: [],
  province: null,
  pesantren: null,
  bank: null,
  purpose: null,
};

/** The project's own processes and commands at work for no caller, such as an import or a room that follows a feed. */
export function system(task: string): Caller {
  return { ...ANONYMOUS, client: "system", subject: task, province: NATION };
}

/** Whether a caller may act in a province. */
export function actsIn(caller: Caller, province: string): boolean {
  return caller.province === NATION || caller.province === province;
}
