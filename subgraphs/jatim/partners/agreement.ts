import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError, readConfig, str } from "../../kit/config";
import { Fields } from "./fields";

/** What two partners have agreed on; each of them has its own side of it. */
export interface Agreement {
  /** Where the other side takes requests; empty if it takes none. */
  readonly url: string;
  /** X-PARTNER-ID and X-CLIENT-KEY: who the client is to the partner. */
  readonly partnerId: string;
  /** CHANNEL-ID, five digits. */
  readonly channelId: string;
  /** The client secret, which both sides know. */
  readonly secret: KeyObject;
  readonly ownKey: KeyObject;
  readonly otherKey: KeyObject;
  /** How old a message may be, in milliseconds. */
  readonly windowMs: number;
  /** By how much the clocks of both sides may differ, in milliseconds. */
  readonly clocksDifferMs: number;
}

/** An agreement as its file has it. */
export interface AgreementFile {
  readonly url: string;
  readonly partnerId: string;
  readonly channelId: string;
  /** At least 32 signs. */
  readonly secret: string;
  /** PEM, PKCS #8. */
  readonly ownPrivateKey: string;
  /** PEM, SPKI. */
  readonly otherPublicKey: string;
  readonly windowMs: number;
  readonly clocksDifferMs: number;
}

/** Who there are agreements with. */
export type PartnerName = "bank" | "vehicle-office";

/**
 * The agreement with a partner: `<name>.json` in the folder that `PARTNERS_FOLDER` names.
 *
 * @throws ConfigurationError if there is none
 */
export function agreementWith(partner: PartnerName, env: NodeJS.ProcessEnv = process.env): Agreement {
  const { PARTNERS_FOLDER } = readConfig(
    { PARTNERS_FOLDER: str({ desc: "the folder of what was agreed with partners: bank.json, vehicle-office.json" }) },
    env,
  );
  return readAgreement(join(PARTNERS_FOLDER, `${partner}.json`));
}

/** @throws ConfigurationError that quotes nothing of the file, since it holds secrets */
export function readAgreement(file: string): Agreement {
  try {
    const fields = new Fields(JSON.parse(readFileSync(file, "utf8")));
    return {
      url: fields.text("url", /^(https?:\/\/[^\s]+[^/])?$/),
      partnerId: fields.text("partnerId", /^[A-Za-z0-9-]{1,36}$/),
      channelId: fields.text("channelId", /^\d{5}$/),
      secret: createSecretKey(Buffer.from(fields.text("secret", /^\S{32,}$/))),
      ownKey: createPrivateKey(fields.text("ownPrivateKey", /PRIVATE KEY/)),
      otherKey: createPublicKey(fields.text("otherPublicKey", /PUBLIC KEY/)),
      windowMs: fields.count("windowMs"),
      clocksDifferMs: fields.count("clocksDifferMs"),
    };
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    const why = name === "FormError" ? message : (code ?? "it is not JSON");
    throw new ConfigurationError(`The agreement ${file} can't be used: ${why}.`);
  }
}
