/** What kind of vehicle it is, by which its tariffs differ. */
export type VehicleClass = "MOTORCYCLE" | "LARGE_MOTORCYCLE" | "CAR" | "PICKUP" | "BUS" | "TRUCK";

/** What keeps a vehicle's tax from being paid at a service point. */
export type VehicleBar = "SOLD" | "LOST" | "CRIMINAL_CASE";

/** What the vehicle office knows of a vehicle; nothing of its owner. */
export interface Vehicle {
  /** Such as `L 1234 AB`. */
  readonly plate: string;
  readonly vehicleClass: VehicleClass;
  /** Such as `Honda Beat 2019`. */
  readonly description: string;
  /** Its value by the office's tables (NJKB), whole rupiah. */
  readonly value: bigint;
  /** Coefficient of weight in thousandths: 1,000 for 1. */
  readonly weightThousandths: number;
  /** Last day on which its tax is due without penalty, `YYYY-MM-DD`. */
  readonly dueOn: string;
  /** Day until which its registration document (STNK) is valid, `YYYY-MM-DD`. */
  readonly documentValidUntil: string;
  readonly bar: VehicleBar | null;
}

export type VehicleAnswer =
  | { readonly outcome: "FOUND"; readonly vehicle: Vehicle }
  | { readonly outcome: "NOT_FOUND" }
  | { readonly outcome: "CHASSIS_DIFFERS" }
  | { readonly outcome: "UNKNOWN"; readonly reason: string };

/** A payment as the office must know of it. */
export interface PaidTax {
  /** Our id of the payment: reported twice, it counts once. */
  readonly reference: string;
  readonly plate: string;
  readonly dueOn: string;
  readonly amount: bigint;
  readonly receiptNumber: string;
  readonly paidAt: Date;
  /** Whether it was paid, or taken back after it had been reported. */
  readonly kind: "PAID" | "REVERSED";
}

/** The vehicle office (Samsat), as Samsat OPOP needs it. No call throws because of the office or the way to it. */
export interface VehicleOffice {
  /** @param chassisLast5 last five signs of the chassis number, by which the owner shows to have the vehicle */
  find(plate: string, chassisLast5: string): Promise<VehicleAnswer>;
  /** Returns whether the office has it now. */
  report(payment: PaidTax): Promise<boolean>;
}
