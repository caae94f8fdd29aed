import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Pool } from "undici";
import { dayInWib } from "../../kit/clock";
import { newId } from "../../kit/id";
import type { BankPayment } from "../bank/bank";
import { acceptNotification } from "../bank/notification";
import { SnapBank } from "../bank/snap-bank";
import type { Fault } from "./faults";
import { TrialPartners } from "./testing/trial-partners";

/** The day has just begun or is far from over in WIB, so that no test crosses its end. */
const NOON = new Date("2030-03-10T05:00:00Z");

describe("the partner bank by its adapter and its simulator", () => {
  let now: Date;
  let partners: TrialPartners;
  /** Waits for less than a late answer takes. */
  let impatient: SnapBank;

  beforeEach(async () => {
    now = NOON;
    partners = await TrialPartners.start({ clock: () => now });
    const agreement = partners.agreementWith("bank");
    impatient = new SnapBank({ agreement, timeoutMs: 500, connections: 4, clock: () => now });
  });
  afterEach(async () => {
    await impatient.close();
    await partners.stop();
  });

  const payment = (change: Partial<BankPayment> = {}): BankPayment => ({
    reference: newId(),
    amount: 285_000n,
    payCode: "3578 0310 0001",
    servicePointId: newId(),
    at: now,
    ...change,
  });
  const always = (fault: Fault): void =>
    partners.bankFaults.follow({ seed: 1, rates: { [fault]: 1 }, slowMs: 20, lateMs: 60_000 });
  const calm = (): void => partners.bankFaults.follow({ seed: 1, rates: {}, slowMs: 0, lateMs: 0 });
  const booked = async (): Promise<string[]> =>
    (await partners.bank.statement(dayInWib(NOON)))!.map(({ kind, amount }) => `${kind} ${amount}`);

  it("pays, says what became of it, and has it in its statement", async () => {
    const paid = payment();
    const done = { outcome: "DONE", bankReference: "BJ203003100000000001", at: NOON };
    expect(await partners.bank.inquire(paid.reference)).toEqual({ outcome: "NOT_FOUND" });
    expect(await partners.bank.pay(paid)).toEqual(done);
    expect(await partners.bank.inquire(paid.reference)).toEqual(done);
    expect(await partners.bank.inquireReversal(paid.reference)).toEqual({ outcome: "NOT_FOUND" });
    const { reference, amount } = paid;
    const booking = { kind: "PAYMENT", reference, amount, bankReference: done.bankReference, at: NOON };
    expect(await partners.bank.statement("2030-03-10")).toEqual([booking]);
    expect(await partners.bank.statement("2030-03-09")).toEqual([]);
  });

  it("pays a reference once, however often and however much at once it is asked", async () => {
    const paid = payment();
    const answers = await Promise.all(Array.from({ length: 20 }, () => partners.bank.pay(paid)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await booked()).toEqual(["PAYMENT 285000"]);
    expect(await partners.bank.pay({ ...paid, amount: 1n })).toMatchObject({ outcome: "UNKNOWN" });
    expect(await booked()).toEqual(["PAYMENT 285000"]);
  });

  it("takes a payment back on its day, once, and not on the next one", async () => {
    const [first, second] = [payment(), payment()];
    await partners.bank.pay(first);
    await partners.bank.pay(second);
    const reversal = await partners.bank.reverse(first);
    expect(reversal).toMatchObject({ outcome: "DONE", bankReference: "BJ203003100000000003" });
    expect(await partners.bank.reverse(first)).toEqual(reversal);
    expect(await partners.bank.inquireReversal(first.reference)).toEqual(reversal);
    expect(await partners.bank.reverse({ ...second, amount: 1n })).toEqual({ outcome: "REFUSED", code: "4045713" });
    expect(await partners.bank.reverse(payment())).toEqual({ outcome: "NOT_FOUND" });
    now = new Date(NOON.getTime() + 86_400_000);
    expect(await partners.bank.reverse({ ...second, at: now })).toEqual({ outcome: "REFUSED", code: "4055701" });
    expect(await partners.bank.reverse({ ...first, at: now })).toEqual(reversal);
    expect(await booked()).toEqual(["PAYMENT 285000", "PAYMENT 285000", "REVERSAL 285000"]);
  });

  it("books nothing that was sent before the window, not even if it had arrived in it", async () => {
    const old = payment({ at: new Date(NOON.getTime() - 61_000) });
    expect(await partners.bank.pay(old)).toEqual({ outcome: "REFUSED", code: "4015400" });
    expect(await partners.bank.pay(payment({ at: new Date(NOON.getTime() + 4_000) }))).toMatchObject({
      code: "4015400",
    });
    always("STALL");
    const stalled = payment();
    expect(await impatient.pay(stalled)).toEqual({ outcome: "UNKNOWN", reason: "no answer in time" });
    now = new Date(NOON.getTime() + partners.bank.windowMs);
    calm();
    expect(await partners.bank.inquire(stalled.reference)).toEqual({ outcome: "NOT_FOUND" });
    await partners.stopSimulators();
    await partners.startSimulators();
    expect(await partners.bank.inquire(stalled.reference)).toEqual({ outcome: "NOT_FOUND" });
  });

  it.each<[Fault, object, string]>([
    ["SLOW", { outcome: "DONE" }, "DONE"],
    ["TWICE", { outcome: "DONE" }, "DONE"],
    ["FAIL", { outcome: "UNKNOWN", reason: "the bank said 50000" }, "NOT_FOUND"],
    ["REFUSE", { outcome: "REFUSED", code: "4035414" }, "NOT_FOUND"],
    ["DROP", { outcome: "UNKNOWN", reason: "UND_ERR_SOCKET" }, "DONE"],
    ["LATE", { outcome: "UNKNOWN", reason: "no answer in time" }, "DONE"],
    ["GARBLE", { outcome: "UNKNOWN", reason: "unsigned answer 200" }, "DONE"],
  ])("meets %s with %j, and finds what became of it: %s", async (fault, outcome, found) => {
    const bank = fault === "LATE" ? impatient : partners.bank;
    const paid = payment();
    await bank.inquire(paid.reference);
    always(fault);
    expect(await bank.pay(paid)).toMatchObject(outcome);
    // That a question is not answered, or refused, says nothing of the payment.
    if (found === "DONE" && fault !== "SLOW" && fault !== "TWICE")
      expect(await bank.inquire(paid.reference)).toMatchObject({ outcome: "UNKNOWN" });
    calm();
    expect(await partners.bank.inquire(paid.reference)).toMatchObject({ outcome: found });
    expect(await booked()).toEqual(found === "DONE" ? ["PAYMENT 285000"] : []);
  });

  it("says of a refused question that the outcome is unknown, and not that the payment was refused", async () => {
    always("REFUSE");
    expect(await partners.bank.inquire(newId())).toEqual({ outcome: "UNKNOWN", reason: "the bank said 40314" });
    expect(await partners.bank.statement("2030-03-10")).toBeUndefined();
  });

  it("never takes an answer that came twice for the answer to another request", async () => {
    always("TWICE");
    const payments = Array.from({ length: 100 }, (_, at) => payment({ amount: BigInt(1_000 + at) }));
    const answers = await Promise.all(payments.map((each) => partners.bank.pay(each)));
    calm();
    for (const [at, { reference }] of payments.entries()) {
      const answer = answers[at]!;
      const truth = await partners.bank.inquire(reference);
      if (answer.outcome === "DONE") expect(truth).toEqual(answer);
      else expect(answer.outcome).toBe("UNKNOWN");
    }
  });

  it("meets the same faults again from the same seed", () => {
    const rates = { FAIL: 0.1, DROP: 0.2, LATE: 0.3 };
    const sequence = (seed: number): (Fault | undefined)[] => {
      partners.bankFaults.follow({ seed, rates, slowMs: 0, lateMs: 0 });
      return Array.from({ length: 1_000 }, () => partners.bankFaults.next());
    };
    const [first, again, other] = [sequence(7), sequence(7), sequence(8)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    const count = (fault?: Fault): number => first.filter((each) => each === fault).length;
    expect(count("DROP")).toBeGreaterThan(150);
    expect(count()).toBeGreaterThan(350);
    expect(count("SLOW")).toBe(0);
  });

  it("keeps its book and its partner's tokens over a restart, and drops a line that was cut off", async () => {
    const paid = payment();
    const answer = await partners.bank.pay(paid);
    await partners.stopSimulators();
    expect(await partners.bank.pay(payment())).toMatchObject({ outcome: "UNKNOWN" });
    appendFileSync(join(partners.folder, "simulators", "bank-book.jsonl"), '{"kind":"PAYMENT","refer');
    await partners.startSimulators();
    expect(await partners.bank.pay(paid)).toEqual(answer);
    expect(await partners.bank.pay(payment())).toMatchObject({ bankReference: "BJ203003100000000002" });
  });

  it("gets a new token when the bank does not know its own any more", async () => {
    await partners.bank.pay(payment());
    now = new Date(NOON.getTime() + 400 * 86_400_000);
    expect(await partners.bank.pay(payment())).toMatchObject({ outcome: "DONE" });
  });

  it("gives a long day's statement whole, page by page", async () => {
    const payments = Array.from({ length: 1_001 }, () => payment());
    for (let at = 0; at < payments.length; at += 20)
      await Promise.all(payments.slice(at, at + 20).map((each) => partners.bank.pay(each)));
    const statement = (await partners.bank.statement("2030-03-10"))!;
    expect(new Set(statement.map(({ reference }) => reference))).toEqual(
      new Set(payments.map((each) => each.reference)),
    );
    expect(statement).toHaveLength(1_001);
  });

  it("is told what to do wrong at its control endpoint, and refuses what it doesn't know", async () => {
    const pool = new Pool(partners.agreementWith("bank").url);
    const put = async (plan: object): Promise<number> =>
      (await pool.request({ method: "PUT", path: "/control/faults", body: JSON.stringify(plan) })).statusCode;
    expect(await put({ seed: 1, rates: { FAIL: 1 }, slowMs: 0, lateMs: 0 })).toBe(204);
    expect(await partners.bank.pay(payment())).toMatchObject({ outcome: "UNKNOWN" });
    for (const wrong of [{}, { seed: 1, rates: { FALL: 1 }, slowMs: 0, lateMs: 0 }, { seed: 1, rates: { FAIL: 2 } }])
      expect(await put(wrong)).toBe(400);
    await pool.close();
  });
});

it("tells of a payment by signed notifications, twice if it was told to answer twice", async () => {
  const came: { request: IncomingMessage; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks = await request.toArray();
      came.push({ request, body: Buffer.concat(chunks as Buffer[]) });
      response.end();
      if (came.length === 3) server.emit("all");
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const all = once(server, "all");
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const partners = await TrialPartners.start({ notifyUrl });
  const payment = { amount: 99_000n, payCode: "1", servicePointId: newId(), at: new Date() };
  const paid = await partners.bank.pay({ ...payment, reference: "one" });
  partners.bankFaults.follow({ seed: 1, rates: { TWICE: 1 }, slowMs: 0, lateMs: 0 });
  await partners.bank.pay({ ...payment, reference: "two" });
  await all;
  const used = new Set<string>();
  const use = (externalId: string): Promise<boolean> => Promise.resolve(used.size < used.add(externalId).size);
  const read = await Promise.all(
    came.map(({ request: { method = "", url: path = "", headers }, body }) =>
      acceptNotification({ method, path, headers, body }, partners.agreementWith("bank"), new Date(), use),
    ),
  );
  const { bankReference } = paid as { bankReference: string };
  expect(read).toContainEqual(expect.objectContaining({ reference: "one", bankReference, amount: 99_000n }));
  expect(read.filter((each) => "reference" in each && each.reference === "two")).toHaveLength(2);
  await partners.stop();
  server.close();
});
