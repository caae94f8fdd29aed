import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ANONYMOUS, type Caller } from "../access/caller";
import { ProofSigner } from "../access/proof";
import { ensureHouseKeys, keyringFile } from "../keys/house-keys";
import { Keyring } from "../keys/keyring";

/** Keyrings of a house of their own, for tests of processes that ask each other. */
export class TestKeys {
  readonly folder = mkdtempSync(join(tmpdir(), "opop-keys-"));
  readonly signer: ProofSigner;

  constructor(readonly rooms: readonly string[]) {
    ensureHouseKeys(this.folder, rooms);
    this.signer = new ProofSigner(new Keyring(this.file("gateway")));
  }

  /** The keyring's file of a process: `gateway` or a room. */
  file(process: string): string {
    return keyringFile(this.folder, process);
  }

  /** The headers with which the gateway proves a request to a room. */
  proof(
    room: string,
    body: string,
    {
      caller = ANONYMOUS,
      requestId = "test",
      path = "/graphql",
    }: { caller?: Caller; requestId?: string; path?: string } = {},
  ): Record<string, string> {
    const headers = this.signer.sign(room, { path, body, requestId }, caller);
    const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]!] as const] : []));
    return { "x-request-id": requestId, ...Object.fromEntries(pairs) };
  }
}
