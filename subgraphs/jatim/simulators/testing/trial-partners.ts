import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "../../../kit/clock";
import { createLog } from "../../../kit/log";
import { freePorts } from "../../../kit/process/free-ports";
import type { RunningServer } from "../../../kit/http/server";
import { SnapBank } from "../../bank/snap-bank";
import { agreementWith, readAgreement, type Agreement } from "../../partners/agreement";
import { HttpVehicleOffice } from "../../vehicle-office/http-vehicle-office";
import { startBankSimulator } from "../bank";
import { Faults } from "../faults";
import { ensureTrialAgreement } from "../trial-agreements";
import { startVehicleOfficeSimulator } from "../vehicle-office";

export interface TrialPartnersOptions {
  readonly clock?: Clock;
  /** How long our side waits for an answer, in milliseconds. */
  readonly timeoutMs?: number;
  /** How old a message may be, in milliseconds. */
  readonly windowMs?: number;
  /** Where the bank sends notifications. */
  readonly notifyUrl?: string;
}

/** The bank and the vehicle office as simulators on free ports, with their adapters, for tests. */
export class TrialPartners {
  readonly bankFaults = new Faults();
  readonly officeFaults = new Faults();
  bank!: SnapBank;
  office!: HttpVehicleOffice;
  /** The bank's own side of the agreement. */
  bankSide!: Agreement;
  #servers: RunningServer[] = [];

  private constructor(
    readonly folder: string,
    private readonly ports: readonly number[],
    private readonly options: Required<TrialPartnersOptions>,
  ) {}

  static async start(options: TrialPartnersOptions = {}): Promise<TrialPartners> {
    const folder = await mkdtemp(join(tmpdir(), "opop-partners-"));
    const whole = { clock: systemClock, timeoutMs: 20_000, windowMs: 60_000, notifyUrl: "", ...options };
    const partners = new TrialPartners(folder, await freePorts(2), whole);
    await partners.startSimulators();
    const our = { timeoutMs: whole.timeoutMs, connections: 32, clock: whole.clock };
    partners.bank = new SnapBank({ ...our, agreement: partners.agreementWith("bank") });
    partners.office = new HttpVehicleOffice({ ...our, agreement: partners.agreementWith("vehicle-office") });
    return partners;
  }

  /** Our side. */
  agreementWith(partner: "bank" | "vehicle-office"): Agreement {
    return agreementWith(partner, { PARTNERS_FOLDER: this.folder });
  }

  /** Starts them on the same folder and ports as before. */
  async startSimulators(): Promise<void> {
    const { clock, windowMs, notifyUrl } = this.options;
    const terms = { windowMs, clocksDifferMs: 2_000 };
    const [bankPort, officePort] = this.ports as [number, number];
    const both = { folder: join(this.folder, "simulators"), clock, log: createLog("simulators", "silent") };
    const bankTerms = { ...terms, url: `http://127.0.0.1:${bankPort}`, notifyUrl };
    const officeTerms = { ...terms, url: `http://127.0.0.1:${officePort}`, notifyUrl: "" };
    this.bankSide = readAgreement(ensureTrialAgreement(this.folder, "bank", bankTerms));
    const officeSide = readAgreement(ensureTrialAgreement(this.folder, "vehicle-office", officeTerms));
    this.#servers = await Promise.all([
      startBankSimulator({ ...both, port: bankPort, agreement: this.bankSide, faults: this.bankFaults }),
      startVehicleOfficeSimulator({ ...both, port: officePort, agreement: officeSide, faults: this.officeFaults }),
    ]);
  }

  async stopSimulators(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async stop(): Promise<void> {
    await this.stopSimulators();
    await Promise.all([this.bank.close(), this.office.close()]);
    await rm(this.folder, { recursive: true });
  }
}
