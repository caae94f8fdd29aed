import { createPublicKey, createSecretKey, generateKeyPairSync } from "node:crypto";
import {
  answerText,
  isSignedByKey,
  isSignedBySecret,
  momentOf,
  requestText,
  signByKey,
  signBySecret,
  snapTime,
  tokenRequestText,
} from "./signature";

// The signatures of these vectors were made with openssl, by nothing of this code.
const SECRET = createSecretKey(Buffer.from("0123456789abcdef0123456789abcdef"));
const REQUEST = {
  method: "POST",
  path: "/v1.0/debit/payment-host-to-host",
  token: "token-1",
  body: '{"partnerReferenceNo":"a b","amount":{"value":"10000.00","currency":"IDR"}}',
  timestamp: "2030-03-10T12:00:00+07:00",
};
const REQUEST_SIGNATURE = "rF4JYuSruIcpbDmwkiNbXx9BgjWbdjqlYPLhXG9kuy8tJdPJF2bI+TwxThp90D66VlPNh0TdFBelQnL63/Slcg==";
const ANSWER = {
  requestSignature: "signature-of-the-request",
  status: 200,
  body: REQUEST.body,
  timestamp: "2030-03-10T12:00:01+07:00",
};
const ANSWER_SIGNATURE = "GmpBVay8itf527Nn/Y+4HXYhDT1dfDqxphAy/cSDOL/f6859l21ymHLGjX+uWBM9ARyLYMjSbPPKldQQ0rgMxQ==";
const PUBLIC_KEY = createPublicKey(`-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoyOSBlJsAGQ9N/6pTNX6
3SP3vBxT8mgWRs7xAAl9IsDda1TwbGOCzleVILpg4dSN+zQTSRqmFwe9ZelEc7eU
EUCRF7w8Ke4pB2Np2gudA0XwgEP5Idq+0jXvStn5EMvzWiO85m8VnVhE9ip+07fM
Sj2NxqCayOOEPzZAUJ5wTWcMgReiVVYUfOsqY9FrTbZS8r9fPEwB8IHYMxTCUSf8
ppi9nqsHYMo5s+Gpe3uV/KR9c0CwkVR5wAVRDTmsyi6X4oUVAn8Xt+ri9R5rwzwP
Hyuo079OQWncVcxn1+uxDnUqvH3XavJbun3FW7ksPXHL8n8MY/e2Kgddy3ZYt1+T
cQIDAQAB
-----END PUBLIC KEY-----`);
const TOKEN_SIGNATURE =
  "H2qWDeedvc2S7PmUyUtLewc1vhu0x/3+oDL9cfDS1rzN5WtHir7+iFDSuwRf6hQnzYYfzvudhdVz0pYDnxU6itZVbJNyjpZxEwvdS3QuKfbX7EKmG4Vw0410hPWYrJcP9J2wMtxIAntvdx/IFtyKxPP514AWQe5Oq8WCq924axaj9/L8OxO6LrmEc76KLnos5pQrM5a+kit6sbjR1framHfynFmrqCkRVOx1A9H8UK7ZLVxXSa6wFuow3KjDGlU7L+hJfyCIbXnHzlIEeK9otIvcV2wfh/5c8PwLnMP3lzm0U2mnPG+ufM7qC0dfRAblKMhTRWnWegE3DfqKDv3p3g==";

describe("a signature in the style of SNAP", () => {
  it("is that of openssl over method, path, token, hash of the body and time", () => {
    expect(signBySecret(requestText(REQUEST), SECRET)).toBe(REQUEST_SIGNATURE);
    expect(isSignedBySecret(requestText(REQUEST), REQUEST_SIGNATURE, SECRET)).toBe(true);
    expect(signBySecret(answerText(ANSWER), SECRET)).toBe(ANSWER_SIGNATURE);
    const text = tokenRequestText("opop-bank-trial", REQUEST.timestamp);
    expect(isSignedByKey(text, TOKEN_SIGNATURE, PUBLIC_KEY)).toBe(true);
    expect(isSignedByKey(`${text} `, TOKEN_SIGNATURE, PUBLIC_KEY)).toBe(false);
  });

  it("leaves the token's place out where there is none, and is checked by the public key", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const text = requestText({ ...REQUEST, token: undefined });
    expect(text).toMatch(/^POST:\/v1\.0\/debit\/payment-host-to-host:[0-9a-f]{64}:2030-03-10T12:00:00\+07:00$/);
    expect(isSignedByKey(text, signByKey(text, privateKey), publicKey)).toBe(true);
  });

  it("is of the minified body: blanks between the signs don't count, blanks in texts do", () => {
    const spread = '{\n  "partnerReferenceNo" : "a b",\t"amount":{"value":"10000.00",\r\n"currency":"IDR"} }\n';
    expect(requestText({ ...REQUEST, body: spread })).toBe(requestText(REQUEST));
    const escaped = '{"a":"\\" b"}';
    expect(requestText({ ...REQUEST, body: escaped })).not.toBe(requestText({ ...REQUEST, body: '{"a":"\\"b"}' }));
    expect(requestText({ ...REQUEST, body: REQUEST.body.replace("a b", "ab") })).not.toBe(requestText(REQUEST));
  });

  it("says a time to the second with its offset, and reads no time without one", () => {
    expect(snapTime(new Date("2030-03-10T17:30:00.999Z"))).toBe("2030-03-11T00:30:00+07:00");
    expect(momentOf("2030-03-11T00:30:00+07:00")).toEqual(new Date("2030-03-10T17:30:00Z"));
    for (const text of [
      "2030-03-11T00:30:00",
      "2030-03-11",
      "2030-13-11T00:30:00Z",
      "1899350100",
      1899350100,
      null,
      " 2030-03-11T00:30:00Z",
    ])
      expect(momentOf(text)).toBeUndefined();
  });
});
