import { pesantrenFaults, provinceFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { idempotent } from "../../kit/data/idempotency";
import { newId } from "../../kit/id";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import type { KnownServicePoint } from "../../kit/service-points/service-point-copy";
import { servicePoints } from "../references";
import type { Vehicle } from "../vehicle-office/vehicle-office";
import { billOf, daysBetween, type Tariffs } from "./bill";
import { isOffered, partners } from "./partners";
import { newPayCode } from "./pay-code";
import * as errors from "./samsat.errors";
import type { BillJatimVehicleTaxInput } from "./samsat.input";
import { tariffsFor } from "./tariff.service";

const POINT = ["input", "servicePointId"];
const PLATE = ["input", "plate"];
const CHASSIS = ["input", "chassisLast5"];
const PLATE_FORM = /^[A-Z]{1,2} \d{1,4} [A-Z]{1,3}$/;
const CHASSIS_FORM = /^[A-Z0-9]{5}$/;
const SERVICE = "SAMSAT";
/** A pay code is good for two hours, and never beyond the day, on which the bill was worked out. */
const GOOD_FOR_MS = 2 * 3_600_000;

/** Asks the vehicle office for a vehicle and makes the bill of its tax. Returns the bill's id; sent again with the same key, that of the first. */
export async function billTax(context: Context, input: BillJatimVehicleTaxInput, key: string): Promise<string> {
  const plate = input.plate.trim().toUpperCase().replace(/\s+/g, " ");
  const chassis = input.chassisLast5.trim().toUpperCase();
  const point = await servicePoints.find(context, input.servicePointId);
  refuseAny([
    ...pointFaults(context, point, input.servicePointId),
    ...(PLATE_FORM.test(plate) ? [] : [errors.malformed("PLATE_MALFORMED", PLATE, "a plate such as L 1234 AB", plate)]),
    ...(CHASSIS_FORM.test(chassis)
      ? []
      : [errors.malformed("CHASSIS_MALFORMED", CHASSIS, "five letters or digits", chassis)]),
  ]);
  const vehicle = await vehicleOf(plate, chassis);
  const now = context.clock();
  const today = dayInWib(now);
  const tariffs = await tariffsFor(context.db, vehicle, today);
  refuseAny(dueFaults(vehicle, tariffs, today));
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "billJatimVehicleTax",
      key,
      input: { ...input, plate, chassisLast5: chassis },
      effect: async () => {
        const id = newId();
        const { pkb, pkbPenalty, opsen, swdkllj, swdklljPenalty, adminFee } = billOf(vehicle, tariffs, today);
        await tx.rows(
          `INSERT INTO samsat_payment (id, pay_code, status, service_point_id, pesantren_id, bank_code, regency_code, plate, vehicle_class, vehicle, due_on,
             pkb, pkb_penalty, opsen, swdkllj, swdkllj_penalty, admin_fee, billed_at, billed_by, expires_at)
           VALUES ($1, $2, 'BILLED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
          [
            id,
            newPayCode(id),
            point!.id,
            point!.pesantrenId,
            point!.bankCode,
            point!.regencyCode,
            plate,
            vehicle.vehicleClass,
            vehicle.description,
            vehicle.dueOn,
            ...[pkb, pkbPenalty, opsen, swdkllj, swdklljPenalty, adminFee],
            now,
            context.caller.subject,
            new Date(Math.min(now.getTime() + GOOD_FOR_MS, Date.parse(`${today}T23:59:59.999+07:00`))),
          ],
        );
        return id;
      },
    }),
  );
}

function pointFaults(context: Context, point: KnownServicePoint | null, id: string): RefusalValue[] {
  if (!point) return [errors.pointUnknown(POINT, id)];
  const { status, serviceCodes, bankCode } = point;
  const offers = status === "ACTIVE" && serviceCodes.includes(SERVICE) && isOffered(bankCode);
  return [
    ...provinceFaults(context.caller, point.regencyCode, POINT),
    ...pesantrenFaults(context.caller, point.pesantrenId, POINT),
    ...(offers ? [] : [errors.noService(POINT, `${status} ${serviceCodes.join(" ")} ${bankCode ?? "-"}`)]),
  ];
}

async function vehicleOf(plate: string, chassis: string): Promise<Vehicle> {
  const answer = await partners().office.find(plate, chassis);
  switch (answer.outcome) {
    case "FOUND":
      return answer.vehicle;
    case "NOT_FOUND":
      return refuse(errors.vehicleUnknown(PLATE));
    case "CHASSIS_DIFFERS":
      return refuse(errors.chassisDiffers(CHASSIS));
    default:
      return refuse(errors.officeSilent(PLATE));
  }
}

/** Why the tax of a vehicle is not paid at a service point. */
function dueFaults({ bar, documentValidUntil, dueOn }: Vehicle, tariffs: Tariffs, today: string): RefusalValue[] {
  const late = daysBetween(dueOn, today);
  const latest = Number(tariffs.LATEST_DAYS!.amount);
  const earliest = Number(tariffs.EARLIEST_DAYS!.amount);
  return [
    ...(bar ? [errors.barred(PLATE, bar)] : []),
    ...(documentValidUntil < today ? [errors.documentDue(PLATE, documentValidUntil)] : []),
    ...(late > latest ? [errors.tooLate(PLATE, dueOn, latest)] : []),
    ...(-late > earliest ? [errors.tooEarly(PLATE, dueOn, earliest)] : []),
  ];
}
