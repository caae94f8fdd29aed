import { num, readConfig } from "../../kit/config";
import type { Clock } from "../../kit/clock";
import { agreementWith, type Agreement } from "../partners/agreement";
import { PartnerClient } from "../partners/client";
import type { Fields } from "../partners/fields";
import { snapAmount } from "../partners/money";
import { snapTime } from "../partners/signature";
import { INQUIRY, INQUIRY_RESULTS, REPORT } from "./services";
import type { PaidTax, Vehicle, VehicleAnswer, VehicleOffice } from "./vehicle-office";

export interface HttpVehicleOfficeOptions {
  readonly agreement: Agreement;
  /** The longest time for one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly clock: Clock;
}

const CLASSES = ["MOTORCYCLE", "LARGE_MOTORCYCLE", "CAR", "PICKUP", "BUS", "TRUCK"] as const;
const BARS = ["NONE", "SOLD", "LOST", "CRIMINAL_CASE"] as const;

/** The vehicle office over HTTP, asked by the same signed requests as the bank. */
export class HttpVehicleOffice implements VehicleOffice {
  readonly #client: PartnerClient;

  constructor(options: HttpVehicleOfficeOptions) {
    this.#client = new PartnerClient(options);
  }

  /** The office that the settings name. @throws ConfigurationError if there is none */
  static fromEnvironment(clock: Clock, env: NodeJS.ProcessEnv = process.env): HttpVehicleOffice {
    const { VEHICLE_OFFICE_TIMEOUT_MS, VEHICLE_OFFICE_CONNECTIONS } = readConfig(
      {
        VEHICLE_OFFICE_TIMEOUT_MS: num({
          default: 10_000,
          desc: "how long the vehicle office may take for one answer, in milliseconds",
        }),
        VEHICLE_OFFICE_CONNECTIONS: num({ default: 32, desc: "the most requests to the vehicle office at once" }),
      },
      env,
    );
    return new HttpVehicleOffice({
      agreement: agreementWith("vehicle-office", env),
      timeoutMs: VEHICLE_OFFICE_TIMEOUT_MS,
      connections: VEHICLE_OFFICE_CONNECTIONS,
      clock,
    });
  }

  async find(plate: string, chassisLast5: string): Promise<VehicleAnswer> {
    const answer = await this.#client.ask(INQUIRY, { plate, chassisLast5 });
    if ("unknown" in answer) return { outcome: "UNKNOWN", reason: answer.unknown };
    if (answer.said !== "20000") return { outcome: "UNKNOWN", reason: `the office said ${answer.said}` };
    try {
      const outcome = answer.fields.oneOf("result", INQUIRY_RESULTS);
      if (outcome !== "FOUND") return { outcome };
      const vehicle = vehicleOf(answer.fields.within("vehicle"));
      if (vehicle.plate === plate) return { outcome, vehicle };
      return { outcome: "UNKNOWN", reason: "the office answered for another plate" };
    } catch (error) {
      return { outcome: "UNKNOWN", reason: (error as Error).message };
    }
  }

  async report({ amount, paidAt, ...payment }: PaidTax): Promise<boolean> {
    const answer = await this.#client.ask(REPORT, { ...payment, amount: snapAmount(amount), paidAt: snapTime(paidAt) });
    return "said" in answer && answer.said === "20000";
  }

  /** Ends its connections, after the answers that are awaited. */
  close(): Promise<void> {
    return this.#client.close();
  }
}

function vehicleOf(fields: Fields): Vehicle {
  const bar = fields.oneOf("bar", BARS);
  return {
    plate: fields.text("plate", /^[A-Z0-9 ]{3,12}$/),
    vehicleClass: fields.oneOf("vehicleClass", CLASSES),
    description: fields.text("description", /^[^\p{Cc}]{1,100}$/u),
    value: fields.amount("value"),
    weightThousandths: fields.count("weightThousandths"),
    dueOn: fields.day("dueOn"),
    documentValidUntil: fields.day("documentValidUntil"),
    bar: bar === "NONE" ? null : bar,
  };
}
