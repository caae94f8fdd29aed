import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { JWK } from "jose";
import { newId } from "../id";
import { isJwk, parseKeyFile, type KeyEntry, type KeyUse } from "./keyring";

/** The keys in a file; none if there is no such file yet. */
export function readKeys(file: string): readonly KeyEntry[] {
  try {
    return parseKeyFile(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new Error(`The keyring ${file} can't be read: ${(error as Error).message}`);
  }
}

/** Replaces a keyring's file. */
export function writeKeys(file: string, keys: readonly KeyEntry[]): void {
  writePrivately(file, { keys });
}

/** Replaces a file that its owner alone may read. Written beside and renamed, since whoever reads it meanwhile must find all of it. */
export function writePrivately(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** A new random key. */
export function newKey(use: KeyUse, from = new Date()): KeyEntry {
  const id = newId();
  const secret = isJwk(use) ? JSON.stringify(newJwk(id)) : randomBytes(32).toString("base64");
  return { id, use, secret, from: from.toISOString() };
}

/** A new private key for signatures by ES256. */
export function newJwk(kid: string): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...(privateKey.export({ format: "jwk" }) as JWK), kid, alg: "ES256", use: "sig" };
}
