import type { PaidTax, Vehicle, VehicleAnswer, VehicleOffice } from "../../vehicle-office/vehicle-office";

/** A vehicle office in memory. Every chassis number ends in `A1B2C`. */
export class PaperOffice implements VehicleOffice {
  readonly vehicles = new Map<string, Vehicle>();
  readonly reports: PaidTax[] = [];
  isSilent = false;

  add(vehicle: Partial<Vehicle> & { readonly plate: string }): void {
    this.vehicles.set(vehicle.plate, {
      vehicleClass: "MOTORCYCLE",
      description: "Contoh 2019",
      value: 10_000_000n,
      weightThousandths: 1_000,
      dueOn: "2030-04-01",
      documentValidUntil: "2032-04-01",
      bar: null,
      ...vehicle,
    });
  }

  find(plate: string, chassisLast5: string): Promise<VehicleAnswer> {
    if (this.isSilent) return Promise.resolve({ outcome: "UNKNOWN", reason: "silent" });
    const vehicle = this.vehicles.get(plate);
    if (!vehicle) return Promise.resolve({ outcome: "NOT_FOUND" });
    return Promise.resolve(chassisLast5 === "A1B2C" ? { outcome: "FOUND", vehicle } : { outcome: "CHASSIS_DIFFERS" });
  }

  report(payment: PaidTax): Promise<boolean> {
    if (this.isSilent) return Promise.resolve(false);
    this.reports.push(payment);
    return Promise.resolve(true);
  }
}
