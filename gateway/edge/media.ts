/** The two forms of an answer, by the GraphQL over HTTP specification. */
export type MediaType = "application/json" | "application/graphql-response+json";

/**
 * The form in which a client wants its answer: the one of the highest quality in `Accept`, the newer one if equal.
 * Who does not say gets `application/json`, which is what clients older than the specification expect.
 *
 * @returns undefined if the client accepts neither
 */
export function negotiate(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept === "*/*" || accept === JSON_TYPE) return JSON_TYPE;
  let best: { type: MediaType; quality: number } | undefined;
  for (const range of accept.split(",", MOST_RANGES)) {
    const { type, quality, isUtf8 } = parse(range);
    const given = OFFERED[type];
    if (!given || !isUtf8 || quality <= 0) continue;
    if (!best || quality > best.quality || (quality === best.quality && type === RESPONSE_TYPE)) {
      best = { type: given, quality };
    }
  }
  return best?.type;
}

/** Whether a body's type is the one that is read: JSON, in UTF-8 if it says so, and not compressed. */
export function isReadable(contentType: string | undefined, contentEncoding: string | undefined): boolean {
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== "identity") return false;
  if (contentType === JSON_TYPE) return true;
  const { type, isUtf8 } = parse(contentType ?? "");
  return type === JSON_TYPE && isUtf8;
}

/** Whether a browser asks for a page. */
export function wantsPage(accept: string | undefined): boolean {
  return accept !== undefined && accept.split(",", MOST_RANGES).some((range) => parse(range).type === "text/html");
}

/** Whether `Accept` names a form of GraphQL answers itself, as no page's image, script or form does. */
export function namesGraphQL(accept: string | undefined): boolean {
  const types = (accept ?? "").split(",", MOST_RANGES).map((range) => parse(range).type);
  return types.includes(JSON_TYPE) || types.includes(RESPONSE_TYPE);
}

const JSON_TYPE = "application/json";
const RESPONSE_TYPE = "application/graphql-response+json";
const MOST_RANGES = 20;

const OFFERED: Readonly<Record<string, MediaType | undefined>> = {
  __proto__: null as never,
  [JSON_TYPE]: JSON_TYPE,
  [RESPONSE_TYPE]: RESPONSE_TYPE,
  "application/*": JSON_TYPE,
  "*/*": JSON_TYPE,
};

function parse(range: string): { type: string; quality: number; isUtf8: boolean } {
  const [type = "", ...parameters] = range
    .toLowerCase()
    .split(";")
    .map((each) => each.trim());
  let quality = 1;
  let isUtf8 = true;
  for (const parameter of parameters) {
    const [name, value = ""] = parameter.split("=", 2).map((each) => each.trim());
    if (name === "q") quality = Number(value) || 0;
    if (name === "charset") isUtf8 = /^"?utf-?8"?$/.test(value);
  }
  return { type, quality, isUtf8 };
}
