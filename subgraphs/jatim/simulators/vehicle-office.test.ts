import { newId } from "../../kit/id";
import type { PaidTax, Vehicle } from "../vehicle-office/vehicle-office";
import { chassisLast5, payablePlate, TRIAL_PLATES, yearsAfter } from "./fleet";
import { startPartnerServer } from "./partner-server";
import { TrialPartners } from "./testing/trial-partners";

const TODAY = "2030-03-10";
const NOON = new Date(`${TODAY}T05:00:00Z`);

describe("the vehicle office by its adapter and its simulator", () => {
  let partners: TrialPartners;
  beforeEach(async () => (partners = await TrialPartners.start({ clock: () => NOON })));
  afterEach(() => partners.stop());

  async function vehicle(plate: string): Promise<Vehicle> {
    const answer = await partners.office.find(plate, chassisLast5(plate));
    if (answer.outcome === "FOUND") return answer.vehicle;
    throw new Error(`${plate}: ${answer.outcome}`);
  }

  const paid = ({ plate, dueOn }: Vehicle): PaidTax => ({
    reference: newId(),
    plate,
    dueOn,
    amount: 285_000n,
    receiptNumber: "SO-20300310-1",
    paidAt: NOON,
    kind: "PAID",
  });

  it("tells of a vehicle to whoever knows its chassis number", async () => {
    const plate = TRIAL_PLATES.DUE_IN_A_MONTH;
    expect(await vehicle(plate)).toMatchObject({ plate, dueOn: "2030-04-09", bar: null });
    const wrong = String((Number(chassisLast5(plate)) + 1) % 100_000).padStart(5, "0");
    expect(await partners.office.find(plate, wrong)).toEqual({ outcome: "CHASSIS_DIFFERS" });
    const unknown = TRIAL_PLATES.NOT_REGISTERED;
    expect(await partners.office.find(unknown, chassisLast5(unknown))).toEqual({ outcome: "NOT_FOUND" });
    expect(await partners.office.find("B 1 A", "00000")).toEqual({ outcome: "NOT_FOUND" });
  });

  it("has a vehicle for each reason for which tax is not taken at a service point", async () => {
    expect(await vehicle(TRIAL_PLATES.TWO_MONTHS_LATE)).toMatchObject({ dueOn: "2030-01-09", bar: null });
    expect(await vehicle(TRIAL_PLATES.MORE_THAN_A_YEAR_LATE)).toMatchObject({ dueOn: "2029-02-03", bar: null });
    const due = await vehicle(TRIAL_PLATES.NEW_DOCUMENT_DUE);
    expect(due.documentValidUntil).toBe(due.dueOn);
    for (const bar of ["SOLD", "LOST", "CRIMINAL_CASE"] as const)
      expect(await vehicle(TRIAL_PLATES[bar])).toMatchObject({ bar });
  });

  it("has as many others as are needed, whose tax can be paid", async () => {
    const plates = Array.from({ length: 20_000 }, (_, index) => payablePlate(index * 99));
    expect(new Set(plates).size).toBe(20_000);
    let late = 0;
    for (const plate of plates.slice(0, 300)) {
      const { dueOn, documentValidUntil, value, bar } = await vehicle(plate);
      expect(bar).toBeNull();
      expect(dueOn > "2029-03-10" && dueOn <= "2031-03-10").toBe(true);
      expect(documentValidUntil > TODAY && documentValidUntil > dueOn).toBe(true);
      expect(value > 1_000_000n).toBe(true);
      if (dueOn < TODAY) late++;
    }
    expect(late).toBeGreaterThan(30);
    expect(late).toBeLessThan(90);
  });

  it("asks for the next year when it was told of a payment, once, and for the same one when that was taken back", async () => {
    const before = await vehicle(payablePlate(7));
    const payment = paid(before);
    for (let times = 0; times < 2; times++) expect(await partners.office.report(payment)).toBe(true);
    const after = yearsAfter(before.dueOn, 1);
    expect((await vehicle(before.plate)).dueOn).toBe(after);
    await partners.stopSimulators();
    expect(await partners.office.report(payment)).toBe(false);
    await partners.startSimulators();
    expect((await vehicle(before.plate)).dueOn).toBe(after);
    await partners.office.report({ ...payment, kind: "REVERSED" });
    await partners.office.report(payment);
    expect((await vehicle(before.plate)).dueOn).toBe(before.dueOn);
  });

  it("says of no answer, a refusal and a broken one that nothing is known", async () => {
    const plate = payablePlate(1);
    for (const fault of ["FAIL", "REFUSE", "DROP", "GARBLE"] as const) {
      partners.officeFaults.follow({ seed: 1, rates: { [fault]: 1 }, slowMs: 0, lateMs: 0 });
      expect(await partners.office.find(plate, chassisLast5(plate))).toMatchObject({ outcome: "UNKNOWN" });
    }
  });

  it("does not run in production", async () => {
    const before = process.env["NODE_ENV"];
    process.env["NODE_ENV"] = "production";
    try {
      await expect(startPartnerServer({} as never)).rejects.toThrow(/refuse to run where NODE_ENV is production/);
    } finally {
      process.env["NODE_ENV"] = before;
    }
  });
});

it("gives 29 February a day in every year", () => {
  expect([1, 3, 4].map((years) => yearsAfter("2028-02-29", years))).toEqual(["2029-02-28", "2031-02-28", "2032-02-29"]);
  expect(yearsAfter("2030-03-10", -1)).toBe("2029-03-10");
});
