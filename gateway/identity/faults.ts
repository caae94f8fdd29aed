import type { Text } from "../../subgraphs/kit/language";
import { EdgeRefusal } from "../edge/refusals";

export type TokenFault = keyof typeof FAULTS;
export type Scheme = "Bearer" | "DPoP";

/** Algorithms by which tokens and proofs may be signed: by a key pair, never by a shared secret, and never not at all. */
export const ALGORITHMS = ["ES256", "EdDSA", "PS256", "RS256"];

/** Something wrong with a token, or with the proof that it is its sender's own: the whole request is refused for it. */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(
    readonly kind: TokenFault,
    /** The claim at fault, if it is one. */
    readonly claim?: string,
  ) {
    super(kind);
  }

  /** What the client is told: the kind of the fault, and nothing of the token itself, which may be good elsewhere. */
  refusal(scheme: Scheme): EdgeRefusal {
    const text = FAULTS[this.kind];
    const isProof = this.kind.startsWith("PROOF_");
    const challenge = [
      isProof || this.kind === "BOUND" || scheme === "DPoP"
        ? `DPoP algs="${ALGORITHMS.join(" ")}"`
        : `Bearer realm="opop"`,
      `error="${isProof ? "invalid_dpop_proof" : "invalid_token"}"`,
      `error_description="${text.en}"`,
    ].join(", ");
    const received = this.claim === undefined ? this.kind : `${this.kind} ${this.claim}`;
    return new EdgeRefusal("TOKEN_INVALID", received, { "www-authenticate": challenge }, text);
  }
}

/** What can be wrong with a token; those that begin with PROOF are of the DPoP proof beside it. */
const FAULTS = {
  NO_ISSUER: {
    id: "Gateway ini tidak dihubungkan dengan penerbit token (OIDC_ISSUER), jadi tidak menerima token.",
    en: "This gateway has no issuer of tokens (OIDC_ISSUER) and so accepts none.",
  },
  AUTHORIZATION: {
    id: "Header Authorization harus satu saja, berisi Bearer atau DPoP, satu spasi, lalu token.",
    en: "There must be one Authorization header: Bearer or DPoP, one blank, and the token.",
  },
  TOO_LONG: { id: "Token lebih panjang dari 8.192 huruf.", en: "The token is longer than 8,192 characters." },
  MALFORMED: { id: "Token bukan JWT bertanda tangan.", en: "The token is no signed JWT." },
  TYPE: { id: "Token bukan access token (typ at+jwt).", en: "The token is no access token (typ at+jwt)." },
  ALGORITHM: {
    id: "Token ditandatangani dengan algoritme yang tidak diterima.",
    en: "The token is signed by an algorithm that is not accepted.",
  },
  UNKNOWN_KEY: {
    id: "Token ditandatangani dengan kunci yang tidak dimiliki penerbit.",
    en: "The token is signed by a key that its issuer does not have.",
  },
  SIGNATURE: { id: "Tanda tangan token salah.", en: "The signature of the token is wrong." },
  ISSUER: { id: "Token berasal dari penerbit lain.", en: "The token comes from another issuer." },
  AUDIENCE: { id: "Token ditujukan untuk layanan lain.", en: "The token is meant for another service." },
  EXPIRED: { id: "Token sudah kedaluwarsa.", en: "The token has expired." },
  NOT_YET_VALID: { id: "Token belum berlaku.", en: "The token is not valid yet." },
  CLAIM: { id: "Sebuah klaim token tidak ada atau salah bentuk.", en: "A claim of the token is missing or malformed." },
  NOT_BOUND: {
    id: "Token bank, dan token dengan skema DPoP, harus terikat pada kunci pemegangnya (cnf.jkt).",
    en: "A bank's token, and a token by the scheme DPoP, must be bound to the key of its holder (cnf.jkt).",
  },
  BOUND: {
    id: "Token ini terikat pada sebuah kunci dan hanya diterima dengan skema DPoP dan buktinya.",
    en: "This token is bound to a key and accepted only by the scheme DPoP with its proof.",
  },
  PROOF_MISSING: { id: "Harus ada tepat satu header DPoP.", en: "There must be exactly one DPoP header." },
  PROOF_MALFORMED: {
    id: "Bukti DPoP bukan JWT dengan typ dpop+jwt dan algoritme yang diterima.",
    en: "The DPoP proof is no JWT of typ dpop+jwt by an accepted algorithm.",
  },
  PROOF_KEY: {
    id: "Kunci pada bukti DPoP bukan kunci publik yang terikat dengan token.",
    en: "The key of the DPoP proof is not the public key that the token is bound to.",
  },
  PROOF_SIGNATURE: { id: "Tanda tangan bukti DPoP salah.", en: "The signature of the DPoP proof is wrong." },
  PROOF_REQUEST: {
    id: "Bukti DPoP dibuat untuk metode atau alamat lain (htm, htu tanpa query).",
    en: "The DPoP proof is for another method or address (htm, htu without its query).",
  },
  PROOF_TIME: {
    id: "Waktu bukti DPoP (iat) berbeda lebih dari 60 detik.",
    en: "The time of the DPoP proof (iat) is more than 60 seconds off.",
  },
  PROOF_TOKEN: { id: "Bukti DPoP dibuat untuk token lain (ath).", en: "The DPoP proof is for another token (ath)." },
  PROOF_REPLAYED: { id: "Bukti DPoP sudah pernah dipakai.", en: "The DPoP proof has been used before." },
  PROOF_TOO_MANY: {
    id: "Terlalu banyak bukti DPoP dalam dua menit terakhir. Tunggu sebentar.",
    en: "Too many DPoP proofs within the last two minutes. Wait a little.",
  },
} as const satisfies Record<string, Text>;
