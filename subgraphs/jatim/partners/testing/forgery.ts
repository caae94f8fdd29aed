import fc from "fast-check";
import type { Message } from "../message";

/** A message as it is before it is sent. */
export interface Draft {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SIGNS = [...' 09aAzZ"\\{}:,.+/=-\t'];

/** Changes to a signed message, as somebody on the way can make them who knows no key. */
export function alterations(headerNames: readonly string[]): fc.Arbitrary<(draft: Draft) => Message> {
  const header = fc.constantFrom(...headerNames);
  const place = fc.nat();
  const sign = fc.constantFrom(...SIGNS);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(place, sign).map(
        ([at, by]) =>
          (draft: Draft) =>
            changed(draft, { body: replaced(draft.body, at, by) }),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(header, place, sign).map(
        ([name, at, by]) =>
          (draft: Draft) =>
            changed(draft, { headers: { [name]: replaced(draft.headers[name]!, at, by).trim() } }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(place, fc.constantFrom("x", "/", "0", "%")).map(
        ([at, by]) =>
          (draft: Draft) =>
            changed(draft, { path: `/${replaced(draft.path.slice(1), at, by)}` }),
      ),
    },
    {
      weight: 1,
      arbitrary: header.map((name) => (draft: Draft) => changed(draft, { headers: { [name]: undefined } })),
    },
    {
      weight: 1,
      arbitrary: header.map(
        (name) => (draft: Draft) =>
          changed(draft, { headers: { [name]: [draft.headers[name]!, draft.headers[name]!] } }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("", "GET", "PUT")
        .map((method) => (draft: Draft) => (method ? changed(draft, { method }) : changed(draft, { body: "" }))),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...SIGNATURE_FORMS)
        .map(
          (form) => (draft: Draft) =>
            changed(draft, { headers: { "x-signature": form(draft.headers["x-signature"]!) } }),
        ),
    },
  );
}

/** A draft as it would come if nobody had touched it. */
export function untouched({ path, headers, body }: Draft): Message {
  return { method: "POST", path, headers, body: Buffer.from(body) };
}

/** Texts that a careless reader of base64 takes for the same signature, and others. */
const SIGNATURE_FORMS: readonly ((signature: string) => string)[] = [
  () => "",
  (signature) => signature.replaceAll("=", ""),
  (signature) => `${signature}=`,
  (signature) => `${signature}AAAA`,
  (signature) => signature.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  (signature) => `${signature.slice(0, 40)}!${signature.slice(40)}`,
  (signature) => Buffer.from(signature, "base64").toString("hex"),
  (signature) => lastBitsChanged(signature),
];

/** Base64 whose last sign before the padding differs only in bits that carry nothing. */
function lastBitsChanged(signature: string): string {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const at = signature.indexOf("=") - 1;
  if (at < 0) return `${signature}=`;
  return signature.slice(0, at) + ALPHABET[ALPHABET.indexOf(signature[at]!) ^ 1]! + signature.slice(at + 1);
}

function changed(
  draft: Draft,
  change: { method?: string; path?: string; headers?: Message["headers"]; body?: string },
): Message {
  const { method = "POST", path = draft.path, headers = {}, body = draft.body } = change;
  return { method, path, headers: { ...draft.headers, ...headers }, body: Buffer.from(body) };
}

/** The text with one sign of it replaced by another. */
function replaced(text: string, place: number, by: string): string {
  const at = place % text.length;
  const other = text[at] === by ? (by === "1" ? "2" : "1") : by;
  return text.slice(0, at) + other + text.slice(at + 1);
}
