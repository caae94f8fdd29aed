import { join } from "node:path";
import { systemClock } from "../../kit/clock";
import { ConfigurationError, num, port, readConfig, str } from "../../kit/config";
import { createLog } from "../../kit/log";
import { runAsProcess, type Running } from "../../kit/process/run";
import { readAgreement, type Agreement, type PartnerName } from "../partners/agreement";
import { startBankSimulator } from "./bank";
import { ensureTrialAgreement } from "./trial-agreements";
import { startVehicleOfficeSimulator } from "./vehicle-office";

const CLOCKS_DIFFER_MS = 2_000;

/** The simulators of the bank and of the vehicle office, as one process of its own. */
void runAsProcess("jatim-simulators", start);

async function start(): Promise<Running> {
  const set = readConfig({
    NODE_ENV: str({ default: "development" }),
    PARTNERS_FOLDER: str({ desc: "the folder of the trial agreements and of what the simulators keep" }),
    BANK_SIMULATOR_PORT: port({ default: 4061, desc: "the port of the bank's simulator" }),
    VEHICLE_OFFICE_SIMULATOR_PORT: port({ default: 4062, desc: "the port of the vehicle office's simulator" }),
    SIMULATOR_WINDOW_MS: num({ default: 60_000, desc: "how old a message to a simulator may be, in milliseconds" }),
    BANK_NOTIFICATION_PORT: port({ default: 4063, desc: "the port at which the room takes the bank's notifications" }),
  });
  // Before anything is written: in production this folder holds real agreements.
  if (set.NODE_ENV === "production")
    throw new ConfigurationError("The simulators are for trials, and refuse to start where NODE_ENV is production.");
  const agree = (partner: PartnerName, simulatorPort: number, notifyUrl = ""): Agreement => {
    const url = `http://127.0.0.1:${simulatorPort}`;
    const terms = { url, notifyUrl, windowMs: set.SIMULATOR_WINDOW_MS, clocksDifferMs: CLOCKS_DIFFER_MS };
    return readAgreement(ensureTrialAgreement(set.PARTNERS_FOLDER, partner, terms));
  };
  const both = {
    folder: join(set.PARTNERS_FOLDER, "simulators"),
    clock: systemClock,
    log: createLog("jatim-simulators"),
  };
  const bank = await startBankSimulator({
    ...both,
    port: set.BANK_SIMULATOR_PORT,
    agreement: agree("bank", set.BANK_SIMULATOR_PORT, `http://127.0.0.1:${set.BANK_NOTIFICATION_PORT}`),
  });
  const office = await startVehicleOfficeSimulator({
    ...both,
    port: set.VEHICLE_OFFICE_SIMULATOR_PORT,
    agreement: agree("vehicle-office", set.VEHICLE_OFFICE_SIMULATOR_PORT),
  });
  const close = async (): Promise<void> => void (await Promise.all([bank.close(), office.close()]));
  return { url: `${bank.url} ${office.url}`, close };
}
