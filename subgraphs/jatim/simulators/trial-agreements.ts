import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivately } from "../../kit/keys/keyring-file";
import type { AgreementFile, PartnerName } from "../partners/agreement";

/** What both sides of a trial agreement are told, anew at each start. */
export interface TrialTerms {
  /** Where the simulator is. */
  readonly url: string;
  /** Where it sends notifications; empty for nowhere. */
  readonly notifyUrl: string;
  readonly windowMs: number;
  readonly clocksDifferMs: number;
}

/**
 * Makes an agreement with a simulator, unless there is one: both sides with keys of their own, which are never the same twice. The room's side is where
 * `agreementWith` looks for it.
 *
 * @returns the file of the simulator's side
 */
export function ensureTrialAgreement(folder: string, partner: PartnerName, terms: TrialTerms): string {
  const roomFile = join(folder, `${partner}.json`);
  const simulatorFile = join(folder, "simulators", `${partner}.json`);
  const made = existsSync(roomFile) && existsSync(simulatorFile) ? undefined : newAgreement(partner);
  const { url, notifyUrl, ...both } = terms;
  // The simulator first: whoever asks it must find that it knows the room already.
  writePrivately(simulatorFile, { ...(made?.simulator ?? read(simulatorFile)), ...both, url: notifyUrl });
  writePrivately(roomFile, { ...(made?.room ?? read(roomFile)), ...both, url });
  return simulatorFile;
}

type Kept = Omit<AgreementFile, keyof TrialTerms>;

function newAgreement(partner: PartnerName): { room: Kept; simulator: Kept } {
  const [room, simulator] = [newKeyPair(), newKeyPair()];
  const both = {
    partnerId: `opop-${partner}-trial`,
    channelId: "95221",
    secret: randomBytes(32).toString("base64url"),
  };
  return {
    room: { ...both, ownPrivateKey: room.privateKey, otherPublicKey: simulator.publicKey },
    simulator: { ...both, ownPrivateKey: simulator.privateKey, otherPublicKey: room.publicKey },
  };
}

function newKeyPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

function read(file: string): Kept {
  return JSON.parse(readFileSync(file, "utf8")) as Kept;
}
