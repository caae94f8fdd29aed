import type { Agreement } from "./agreement";
import { Fields } from "./fields";
import { isTimely } from "./message";
import { answerText, isSignedBySecret, momentOf, signBySecret, snapTime } from "./signature";

/** One of a partner's services, by SNAP's code of two digits. */
export interface Service {
  readonly code: string;
  readonly path: string;
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a partner certainly said, or why it is not known what it said. */
export type PartnerAnswer =
  | { /** Status and case, such as `20000`. */ readonly said: string; readonly fields: Fields }
  | { readonly unknown: string };

/** Headers and body of a signed answer. */
export function signedAnswer(
  agreement: Agreement,
  service: Service,
  requestSignature: string,
  said: string,
  content: object,
  now: Date,
): { status: number; headers: Record<string, string>; body: string } {
  const status = Number(said.slice(0, 3));
  const responseCode = `${status}${service.code}${said.slice(3)}`;
  const body = JSON.stringify({ responseCode, responseMessage: MESSAGES[said] ?? "General Error", ...content });
  const timestamp = snapTime(now);
  const signature = signBySecret(answerText({ requestSignature, status, body, timestamp }), agreement.secret);
  return {
    status,
    headers: { "content-type": "application/json", "x-timestamp": timestamp, "x-signature": signature },
    body,
  };
}

/** Takes an answer only if the partner signed it, for this request, now. */
export function checkAnswer(
  { status, headers, body }: RawAnswer,
  agreement: Agreement,
  service: Service,
  requestSignature: string,
  now: Date,
): PartnerAnswer {
  const { "x-timestamp": timestamp, "x-signature": signature } = headers;
  if (typeof timestamp !== "string" || typeof signature !== "string") return { unknown: `unsigned answer ${status}` };
  if (!isSignedBySecret(answerText({ requestSignature, status, body, timestamp }), signature, agreement.secret))
    return { unknown: `wrongly signed answer ${status}` };
  const at = momentOf(timestamp);
  if (!at || !isTimely(at, agreement, now)) return { unknown: "answer out of the window" };
  try {
    const fields = new Fields(JSON.parse(body));
    const code = fields.text("responseCode", /^\d{7}$/);
    if (code.startsWith(`${status}${service.code}`)) return { said: `${status}${code.slice(5)}`, fields };
    return { unknown: `response code ${code} in an answer ${status} of service ${service.code}` };
  } catch (error) {
    return { unknown: (error as Error).message };
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  "20000": "Successful",
  "40000": "Bad Request",
  "40001": "Invalid Field Format",
  "40100": "Unauthorized",
  "40101": "Invalid Token (B2B)",
  "40300": "Transaction Expired",
  "40314": "Insufficient Funds",
  "40401": "Transaction Not Found",
  "40412": "Invalid Bill",
  "40413": "Invalid Amount",
  "40418": "Inconsistent Request",
  "40501": "Requested Operation Is Not Allowed",
  "40900": "Conflict",
  "50000": "General Error",
};
