import { systemClock } from "../../kit/clock";
import { num, readConfig, str } from "../../kit/config";
import type { Bank } from "../bank/bank";
import { SnapBank } from "../bank/snap-bank";
import { agreementWith, type Agreement } from "../partners/agreement";
import type { VehicleOffice } from "../vehicle-office/vehicle-office";
import { HttpVehicleOffice } from "../vehicle-office/http-vehicle-office";

/** Whom Samsat OPOP works with. */
export interface Partners {
  readonly office: VehicleOffice;
  /** The banks by their codes, such as `JATIM_SYARIAH`. */
  readonly banks: Readonly<Record<string, Bank>>;
  /** The code of the bank that notifies, and what was agreed with it; none if it does not. */
  readonly notifier?: { readonly bankCode: string; readonly agreement: Agreement };
  /** How long a payment may be open before the bank is asked about it, in milliseconds. */
  readonly silentMs: number;
}

let known: Partners | undefined;

/** The partners that this process was told of. @throws if it was told of none, as `isOffered` says */
export function partners(): Partners {
  if (!known) throw new Error("Samsat OPOP was not told of its partners.");
  return known;
}

/** Whether vehicle tax can be paid through a bank: whether there is an agreement with it and the vehicle office. */
export function isOffered(bankCode: string | null): boolean {
  return bankCode !== null && known !== undefined && bankCode in known.banks;
}

/** Tells this process whom to work with. */
export function workWith(given: Partners): void {
  known = given;
}

/** The partners with whom there are agreements in the folder that `PARTNERS_FOLDER` names; undefined if it names none. */
export function partnersOfEnvironment(env: NodeJS.ProcessEnv = process.env): Partners | undefined {
  const { PARTNERS_FOLDER, SAMSAT_BANK, SAMSAT_SILENT_MS } = readConfig(
    {
      PARTNERS_FOLDER: str({
        default: "",
        desc: "the folder of the agreements with bank and vehicle office; without it no vehicle tax is taken",
      }),
      SAMSAT_BANK: str({ default: "JATIM_SYARIAH", desc: "code of the bank through which vehicle tax is paid" }),
      SAMSAT_SILENT_MS: num({
        default: 5_000,
        desc: "after how many milliseconds the bank is asked what became of a payment",
      }),
    },
    env,
  );
  if (!PARTNERS_FOLDER) return undefined;
  return {
    office: HttpVehicleOffice.fromEnvironment(systemClock, env),
    banks: { [SAMSAT_BANK]: SnapBank.fromEnvironment(systemClock, env) },
    notifier: { bankCode: SAMSAT_BANK, agreement: agreementWith("bank", env) },
    silentMs: SAMSAT_SILENT_MS,
  };
}
