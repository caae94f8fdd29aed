import type { JWTPayload } from "jose";
import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import { Fault } from "./faults";

/** What a verified token says: who calls, and the thumbprint of the key that it is bound to, if it is bound. */
export interface Claims {
  readonly caller: Caller;
  readonly boundTo: string | undefined;
}

/**
 * Reads the caller from the claims of a token whose signature holds. A claim of the wrong form refuses the token: whoever issued it meant something by
 * it, and to leave it out could give more than was meant.
 *
 * @throws Fault naming the claim
 */
export function readClaims(payload: JWTPayload): Claims {
  const client = required(payload, "client_id", NAME);
  if (RESERVED.has(client)) throw new Fault("CLAIM", "client_id");
  return {
    caller: {
      client,
      subject: required(payload, "sub", NAME),
      scopes: (optional(payload, "scope", SCOPE) ?? "").split(" ").filter((scope) => scope !== ""),
      province: optional(payload, "opop_province", PROVINCE) ?? null,
      pesantren: optional(payload, "opop_pesantren", CODE) ?? null,
      bank: optional(payload, "opop_bank", CODE) ?? null,
      purpose: optional(payload, "opop_purpose", CODE) ?? null,
    },
    boundTo: thumbprintOf(payload["cnf"]),
  };
}

/** Printable characters of any script; what is written to logs and the audit trail must not be able to break their lines. */
const NAME = /^[^\p{C}]{1,255}$/u;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e ]{0,2000}$/;
const PROVINCE = /^(\d{2}|\*)$/;
const CODE = /^[\w.:-]{1,64}$/;
const THUMBPRINT = /^[\w-]{43}$/;

/** The names that the rooms know callers of their own by. */
const RESERVED: ReadonlySet<string> = new Set([ANONYMOUS.client, "system"]);

function required(payload: JWTPayload, claim: string, form: RegExp): string {
  const value = optional(payload, claim, form);
  if (value === undefined) throw new Fault("CLAIM", claim);
  return value;
}

function optional(payload: JWTPayload, claim: string, form: RegExp): string | undefined {
  const value = payload[claim];
  if (value === undefined) return undefined;
  if (typeof value !== "string" || !form.test(value)) throw new Fault("CLAIM", claim);
  return value;
}

/** A token that is bound in a way which is not checked here, such as to a certificate, is not taken for an unbound one. */
function thumbprintOf(confirmation: unknown): string | undefined {
  if (confirmation === undefined) return undefined;
  const { jkt, ...others } = Object(confirmation) as { jkt?: unknown };
  if (typeof jkt !== "string" || !THUMBPRINT.test(jkt) || Object.keys(others).length > 0) {
    throw new Fault("CLAIM", "cnf");
  }
  return jkt;
}
