import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import { newId } from "../../subgraphs/kit/id";
import { publishClientKeys } from "../../subgraphs/kit/keys/client-keys";
import { newJwk, newKey, readKeys, writeKeys, writePrivately } from "../../subgraphs/kit/keys/keyring-file";

/** What the local issuer keeps: its own keys, those of the trial machines, and the public ones of every machine. All are made at the first start. */
export class IssuerFolder {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** The private keys that sign tokens, as a JWK set. */
  signingKeys(): { keys: JWK[] } {
    const file = join(this.folder, "signing.json");
    const kept = readJwks(file);
    if (kept) return kept;
    const made = { keys: [newJwk(newId())] };
    writePrivately(file, made);
    return made;
  }

  /** The keyring of a trial machine; a room's own is with the other keys of the house. */
  keyringOf(clientId: string): string {
    return join(this.folder, "keys", `${clientId}.json`);
  }

  /** The file that the issuer reads a machine's public keys from, each time that it is asked for a token. */
  publicKeysOf(clientId: string): string {
    return join(this.folder, "clients", `${clientId}.json`);
  }

  /** Makes a trial machine's key, unless it is there. */
  ensureMachine(clientId: string): void {
    const keyring = this.keyringOf(clientId);
    if (readKeys(keyring).length === 0) writeKeys(keyring, [newKey("client", new Date(0))]);
    publishClientKeys(keyring, this.publicKeysOf(clientId));
  }

  /** The public keys of a machine as they are now. */
  readPublicKeys(clientId: string): { keys: JWK[] } {
    return readJwks(this.publicKeysOf(clientId)) ?? { keys: [] };
  }
}

function readJwks(file: string): { keys: JWK[] } | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { keys: JWK[] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
