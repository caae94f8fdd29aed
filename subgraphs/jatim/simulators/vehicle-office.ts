import { join } from "node:path";
import type { Clock } from "../../kit/clock";
import type { RunningServer } from "../../kit/http/server";
import type { Log } from "../../kit/log";
import type { Agreement } from "../partners/agreement";
import { snapAmount } from "../partners/money";
import { INQUIRY, REPORT } from "../vehicle-office/services";
import type { Vehicle } from "../vehicle-office/vehicle-office";
import { AppendFile } from "./append-file";
import { Faults } from "./faults";
import { chassisLast5, vehicleOf, yearsAfter } from "./fleet";
import { startPartnerServer, type Asked, type Reply } from "./partner-server";

export interface VehicleOfficeSimulatorOptions {
  /** 0 for any. */
  readonly port: number;
  /** Where it keeps what was reported. */
  readonly folder: string;
  /** The office's side of the agreement. */
  readonly agreement: Agreement;
  readonly faults?: Faults;
  readonly clock: Clock;
  readonly log: Log;
}

interface Report {
  readonly kind: "PAID" | "REVERSED";
  readonly reference: string;
  readonly plate: string;
  readonly dueOn: string;
  readonly amount: string;
}

const TEXT = /^[\x20-\x7e]{1,64}$/;

/** Starts the simulator of the vehicle office, with a fleet that is made up. */
export async function startVehicleOfficeSimulator(options: VehicleOfficeSimulatorOptions): Promise<RunningServer> {
  const { file, lines } = await AppendFile.open<Report>(join(options.folder, "vehicle-office-reports.jsonl"));
  const office = new VehicleOfficeSimulator(file, lines, options.clock);
  const server = await startPartnerServer({
    ...options,
    portSetting: "VEHICLE_OFFICE_SIMULATOR_PORT",
    faults: options.faults ?? new Faults(),
    book: () => office.reports,
    operations: [
      { service: INQUIRY, handle: (asked) => Promise.resolve(office.find(asked)) },
      { service: REPORT, handle: (asked) => office.report(asked) },
    ],
  });
  const close = async (): Promise<void> => {
    await server.close();
    await file.close();
  };
  return { url: server.url, close };
}

class VehicleOfficeSimulator {
  readonly #known = new Map<string, Promise<void>>();
  /** The payments of a plate, by our reference: the due day that each has paid for, until it is taken back. */
  readonly #paid = new Map<string, Map<string, string>>();

  constructor(
    private readonly file: AppendFile<Report>,
    readonly reports: Report[],
    private readonly clock: Clock,
  ) {
    for (const report of reports) this.#take(report, Promise.resolve());
  }

  find({ fields }: Asked): Reply {
    const plate = fields.text("plate", TEXT);
    const chassis = fields.text("chassisLast5", TEXT);
    const vehicle = vehicleOf(plate, this.clock());
    if (!vehicle) return { said: "20000", content: { result: "NOT_FOUND" } };
    if (chassis !== chassisLast5(plate)) return { said: "20000", content: { result: "CHASSIS_DIFFERS" } };
    const { value, bar, ...facts } = vehicle;
    const dueOn = this.#dueOn(vehicle);
    const content = { ...facts, dueOn, value: snapAmount(value), bar: bar ?? "NONE" };
    return { said: "20000", content: { result: "FOUND", vehicle: content } };
  }

  /** Takes a report once, however often it comes. */
  async report({ fields }: Asked): Promise<Reply> {
    const report: Report = {
      kind: fields.oneOf("kind", ["PAID", "REVERSED"]),
      reference: fields.text("reference", TEXT),
      plate: fields.text("plate", TEXT),
      dueOn: fields.text("dueOn", /^\d{4}-\d\d-\d\d$/),
      amount: String(fields.amount("amount")),
    };
    fields.moment("paidAt");
    fields.text("receiptNumber", TEXT);
    const known = this.#known.get(keyOf(report));
    if (!known) this.#take(report, this.#write(report));
    await (known ?? this.#known.get(keyOf(report)));
    return { said: "20000" };
  }

  async #write(report: Report): Promise<void> {
    await this.file.append(report);
    this.reports.push(report);
  }

  #take(report: Report, written: Promise<void>): void {
    this.#known.set(keyOf(report), written);
    const payments = this.#paid.get(report.plate) ?? new Map<string, string>();
    this.#paid.set(report.plate, payments);
    if (report.kind === "PAID") payments.set(report.reference, report.dueOn);
    else payments.delete(report.reference);
  }

  /** A year after the last day that was paid for. */
  #dueOn({ plate, dueOn }: Vehicle): string {
    const paidFor = [...(this.#paid.get(plate)?.values() ?? [])].map((day) => yearsAfter(day, 1));
    return [dueOn, ...paidFor].toSorted().at(-1)!;
  }
}

function keyOf({ kind, reference }: Report): string {
  return `${kind} ${reference}`;
}
