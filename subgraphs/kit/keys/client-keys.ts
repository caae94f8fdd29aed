import type { JWK } from "jose";
import type { KeyEntry } from "./keyring";
import { readKeys, writePrivately } from "./keyring-file";

/** The OAuth client id of a room. */
export function roomClientId(room: string): string {
  return `room-${room}`;
}

/** The public halves of a keyring's client keys: what an issuer must know to tell its owner from anybody else. */
export function publicClientKeys(keys: readonly KeyEntry[]): JWK[] {
  return keys
    .filter((key) => key.use === "client")
    .map(({ secret }) => {
      const { kty, crv, x, y, kid, alg, use } = JSON.parse(secret) as JWK & { x: string; y: string };
      return { kty: kty!, crv: crv!, x, y, kid: kid!, alg: alg!, use: use! };
    });
}

/** Hands a keyring's public client keys to an issuer that reads them from a file, as a JWK set. */
export function publishClientKeys(keyring: string, file: string): void {
  writePrivately(file, { keys: publicClientKeys(readKeys(keyring)) });
}
