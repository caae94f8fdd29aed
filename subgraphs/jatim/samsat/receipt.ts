import { CompactSign, compactVerify, importJWK, type CryptoKey, type JWK } from "jose";
import type { Context } from "../../kit/context";
import type { Key, Keyring } from "../../kit/keys/keyring";
import { JATIM } from "../province";
import type { JatimCheckedReceipt, JatimTaxPayment } from "./samsat";

/** What is signed: names as short as a QR code likes them. */
interface Signed {
  readonly n: string;
  readonly i: string;
  readonly p: string;
  readonly d: string;
  readonly t: string;
  readonly a: string;
  readonly b: string;
}

/** The text of a receipt's QR code. */
export async function signReceipt({ keyring }: Pick<Context, "keyring">, payment: JatimTaxPayment): Promise<string> {
  const key = keyring.current("receipt");
  const { id, plate, dueOn, total, paidAt, bankReference, receiptNumber } = payment;
  const signed: Signed = {
    n: receiptNumber!,
    i: id,
    p: plate,
    d: dueOn,
    t: String(total),
    a: paidAt!.toISOString(),
    b: bankReference!,
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(signed)))
    .setProtectedHeader({ alg: "ES256", kid: key.id })
    .sign(await privateKeyOf(key));
}

/** The public keys with which receipts are checked without asking: a JWK Set as JSON. */
export function receiptKeys(keyring: Keyring): string {
  return JSON.stringify({ keys: keyring.of("receipt").map((key) => publicJwk(key)) });
}

/** Checks a receipt's text, and finds what became of its payment. */
export async function checkReceipt({ keyring, db }: Context, text: string): Promise<JatimCheckedReceipt> {
  const signed = await verified(keyring, text);
  if (!signed) return { isGenuine: false };
  // A receipt is shown to anybody; what it tells of the payment is nothing that the receipt does not say.
  const row = await db
    .as({ province: JATIM })
    .row<Pick<JatimCheckedReceipt, "status">>("SELECT status FROM samsat_payment WHERE id = $1", [signed.i]);
  return {
    isGenuine: true,
    number: signed.n,
    plate: signed.p,
    dueOn: signed.d,
    total: BigInt(signed.t),
    paidAt: new Date(signed.a),
    status: row?.status ?? null,
  };
}

async function verified(keyring: Keyring, text: string): Promise<Signed | undefined> {
  try {
    const { payload } = await compactVerify(
      text.trim(),
      async ({ kid }) => {
        const key = keyring.find("receipt", kid ?? "");
        if (!key) throw new Error("unknown key");
        return (await importJWK(publicJwk(key), "ES256")) as CryptoKey;
      },
      { algorithms: ["ES256"] },
    );
    return JSON.parse(new TextDecoder().decode(payload)) as Signed;
  } catch {
    // Whatever is wrong with it, it is not ours.
    return undefined;
  }
}

async function privateKeyOf({ secret }: Key): Promise<CryptoKey> {
  return (await importJWK(JSON.parse(secret.toString("utf8")) as JWK, "ES256")) as CryptoKey;
}

function publicJwk({ id, secret }: Key): JWK {
  const { kty, crv, x, y } = JSON.parse(secret.toString("utf8")) as JWK;
  return {
    ...(kty && { kty }),
    ...(crv && { crv }),
    ...(x && { x }),
    ...(y && { y }),
    kid: id,
    alg: "ES256",
    use: "sig",
  };
}
