import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { knownServicePoint } from "../../kit/testing/registry";
import { servicePoints } from "../references";
import jatim from "../subgraph";
import { reportToOffice, resolveUnknown } from "./background";
import { workWith } from "./partners";
import { PaperBank } from "./testing/paper-bank";
import { PaperOffice } from "./testing/paper-office";

const REFUSED = "... on Refused { refusals { code field message } }";
const PAYMENT = `... on JatimTaxPayment { id payCode status plate total pkb pkbPenalty opsen swdkllj swdklljPenalty adminFee bankReference failure receipt { number qrText } }`;
const BILL = `mutation ($input: BillJatimVehicleTaxInput!, $key: String!) { done: billJatimVehicleTax(input: $input, idempotencyKey: $key) { ${PAYMENT} ${REFUSED} } }`;
const PAY = `mutation ($input: PayJatimVehicleTaxInput!, $key: String!) { done: payJatimVehicleTax(input: $input, idempotencyKey: $key) { ${PAYMENT} ${REFUSED} } }`;
const REVERSE = `mutation ($input: ReverseJatimVehicleTaxInput!, $key: String!) { done: reverseJatimVehicleTax(input: $input, idempotencyKey: $key) { ${PAYMENT} ${REFUSED} } }`;
const SETTLE = `mutation ($input: SettleJatimDayInput!) { done: settleJatimDay(input: $input) { ... on JatimSettlementDay { bookings bankSum ownSum openDifferences } ${REFUSED} } }`;
const DAY_MS = 86_400_000;

interface Done {
  readonly id: string;
  readonly payCode: string;
  readonly status: string;
  readonly total: number;
  readonly bankReference: string | null;
  readonly failure: string | null;
  readonly receipt: { number: string; qrText: string } | null;
  readonly refusals?: readonly { code: string; field: string[] | null }[];
}

const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);

describe("vehicle tax at a service point", () => {
  let graph: TestGraph;
  let bank: PaperBank;
  let office: PaperOffice;
  let cashier: Caller;
  let point: { id: string };
  let now: Date;
  let serial = 0;

  beforeEach(async () => {
    now = new Date("2030-03-10T03:00:00Z");
    graph = await testGraph(jatim, { clock: () => now });
    bank = new PaperBank(() => now);
    office = new PaperOffice();
    workWith({ office, banks: { JATIM_SYARIAH: bank }, silentMs: 0 });
    const pesantrenId = newId();
    point = await knownServicePoint(servicePoints, graph.db, { pesantrenId });
    cashier = {
      ...ANONYMOUS,
      client: "shop-jatim",
      subject: "kasir",
      scopes: ["samsat.payment:create"],
      province: "35",
      pesantren: pesantrenId,
    };
    office.add({ plate: "L 1234 AB" });
  });
  afterEach(() => graph.close());

  const key = () => `samsat-key-${++serial}`;
  const run = async (document: string, input: object, { as = cashier, with: given = key() } = {}) =>
    (await graph.as(as).data<{ done: Done }>(document, { input, key: given })).done;
  const bill = (change: object = {}, options = {}) =>
    run(BILL, { servicePointId: point.id, plate: "l 1234 ab", chassisLast5: "a1b2c", ...change }, options);
  const pay = (payCode: string, options = {}) => run(PAY, { payCode }, options);
  const ask = async (id: string) =>
    (
      await graph
        .as(cashier)
        .data<{ done: Done }>(
          `query ($id: ID!) { done: jatimTaxPayment(id: $id) { ${PAYMENT.replace("... on JatimTaxPayment {", "")} }`,
          { id },
        )
    ).done;
  const balance = async (code: string) => {
    const [row] = await graph.db.rows<{ amount: bigint }>(
      "SELECT sum(b.amount)::bigint AS amount FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.code = $1",
      [code],
    );
    return row!.amount ?? 0n;
  };
  const paid = async () => {
    const done = await pay((await bill()).payCode);
    expect(done.status).toBe("PAID");
    return done;
  };

  it("is billed by the tariffs of the day, in parts that add up", async () => {
    expect(await bill()).toMatchObject({
      status: "BILLED",
      plate: "L 1234 AB",
      pkb: 120_000,
      pkbPenalty: 0,
      opsen: 79_200,
      swdkllj: 35_000,
      swdklljPenalty: 0,
      adminFee: 5_000,
      total: 239_200,
    });
    office.add({ plate: "L 2 A", dueOn: "2029-12-10", value: 8_333_333n });
    // Three months to the day: 3 percent; 90 days: one quarter begun.
    expect(await bill({ plate: "L 2 A" })).toMatchObject({
      pkb: 100_000,
      pkbPenalty: 3_000,
      opsen: 66_000,
      swdklljPenalty: 8_800,
    });
  });

  it("is refused for what must be done at the office, and for what nobody knows", async () => {
    office.add({ plate: "L 3 A", bar: "SOLD" });
    office.add({ plate: "L 4 A", bar: "LOST", documentValidUntil: "2030-03-09" });
    office.add({ plate: "L 5 A", bar: "CRIMINAL_CASE" });
    office.add({ plate: "L 6 A", dueOn: "2029-03-09" });
    office.add({ plate: "L 7 A", dueOn: "2030-06-01" });
    const elsewhere = await knownServicePoint(servicePoints, graph.db);
    const closed = await knownServicePoint(servicePoints, graph.db, {
      pesantrenId: cashier.pesantren!,
      status: "SUSPENDED",
    });
    for (const [change, expected] of [
      [{ plate: "L 3 A" }, ["VEHICLE_SOLD input.plate"]],
      [{ plate: "L 4 A" }, ["VEHICLE_LOST input.plate", "DOCUMENT_DUE input.plate"]],
      [{ plate: "L 5 A" }, ["VEHICLE_IN_CASE input.plate"]],
      [{ plate: "L 6 A" }, ["TOO_LATE input.plate"]],
      [{ plate: "L 7 A" }, ["TOO_EARLY input.plate"]],
      [{ plate: "L 8 A" }, ["VEHICLE_UNKNOWN input.plate"]],
      [{ chassisLast5: "XXXXX" }, ["CHASSIS_DIFFERS input.chassisLast5"]],
      [{ plate: "hello", chassisLast5: "1" }, ["PLATE_MALFORMED input.plate", "CHASSIS_MALFORMED input.chassisLast5"]],
      [{ servicePointId: elsewhere.id }, ["OUTSIDE_PESANTREN input.servicePointId"]],
      [{ servicePointId: closed.id }, ["SERVICE_NOT_OFFERED input.servicePointId"]],
      [{ servicePointId: newId() }, ["SERVICE_POINT_UNKNOWN input.servicePointId"]],
    ] as const)
      expect(codes(await bill(change))).toEqual(expected);
    office.isSilent = true;
    expect(codes(await bill())).toEqual(["OFFICE_UNAVAILABLE input.plate"]);
  });

  it("is paid once through the bank, booked, and told to the office; the receipt is checked by anybody", async () => {
    const { id, receipt, total } = await paid();
    expect(bank.book).toEqual([expect.objectContaining({ kind: "PAYMENT", reference: id, amount: BigInt(total) })]);
    expect(await balance("samsat/bank/JATIM_SYARIAH")).toBe(BigInt(total));
    expect(await balance("samsat/owed/opsen")).toBe(-79_200n);
    expect(await checkLedger(graph.db)).toEqual([]);
    expect(await reportToOffice(graph.db)).toBe(1);
    expect(await reportToOffice(graph.db)).toBe(0);
    expect(office.reports).toEqual([expect.objectContaining({ reference: id, kind: "PAID", amount: BigInt(total) })]);
    const check = async (text: string) =>
      (
        await graph
          .as(ANONYMOUS)
          .data<{ done: object }>(
            "query ($text: String!) { done: jatimTaxReceipt(text: $text) { isGenuine number total plate status } }",
            { text },
          )
      ).done;
    expect(await check(receipt!.qrText)).toEqual({
      isGenuine: true,
      number: receipt!.number,
      total,
      plate: "L 1234 AB",
      status: "PAID",
    });
    const [head, , signature] = receipt!.qrText.split(".");
    const other = Buffer.from(JSON.stringify({ n: "SO-1", p: "L 1 A", t: "1" })).toString("base64url");
    for (const forged of [`${head}.${other}.${signature}`, receipt!.qrText.slice(0, -2), "x", ""])
      expect(await check(forged)).toMatchObject({ isGenuine: false, number: null });
  });

  it("is not paid by a code that is unknown, expired, paid, or another's, nor twice by two bills", async () => {
    const first = await bill();
    const second = await bill();
    const stranger = { ...cashier, pesantren: newId() };
    expect(codes(await pay("123"))).toEqual(["PAY_CODE_UNKNOWN input.payCode"]);
    expect(codes(await pay(`${first.payCode.slice(0, -1)}${(Number(first.payCode.at(-1)) + 1) % 10}`))).toEqual([
      "PAY_CODE_UNKNOWN input.payCode",
    ]);
    expect(codes(await pay(first.payCode, { as: stranger }))).toEqual(["OUTSIDE_PESANTREN input.payCode"]);
    expect((await pay(first.payCode)).status).toBe("PAID");
    expect(codes(await pay(first.payCode))).toEqual(["STATUS_NOT_RIGHT input.payCode"]);
    expect(codes(await pay(second.payCode))).toEqual(["TAX_BEING_PAID input.payCode"]);
    office.add({ plate: "L 9 A" });
    const late = await bill({ plate: "L 9 A" });
    now = new Date(now.getTime() + 2 * 3_600_000);
    expect(codes(await pay(late.payCode))).toEqual(["PAY_CODE_EXPIRED input.payCode"]);
    expect(bank.book).toHaveLength(1);
  });

  it("is paid by one of many bills of the same year that are paid at once, also after one that failed", async () => {
    bank.mood = "refuses";
    expect((await pay((await bill()).payCode)).status).toBe("FAILED");
    bank.mood = "well";
    const bills = await Promise.all(Array.from({ length: 5 }, () => bill()));
    const answers = await Promise.all(bills.map(({ payCode }) => pay(payCode)));
    expect(answers.filter(({ status }) => status === "PAID")).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(Array(4).fill("TAX_BEING_PAID input.payCode"));
    expect(bank.book).toHaveLength(1);
  });

  it("asks the bank once, however many send the same request at once, and answers all of them alike", async () => {
    const { payCode } = await bill();
    const answers = await Promise.all(Array.from({ length: 50 }, () => pay(payCode, { with: "same-key-1" })));
    expect(new Set(answers.map(({ id, status, bankReference }) => `${id} ${status} ${bankReference}`)).size).toBe(1);
    expect(bank.calls).toBe(1);
    now = new Date(now.getTime() + 400 * DAY_MS);
    expect(await pay(payCode, { with: "same-key-1" })).toMatchObject({ id: answers[0]!.id, status: "PAID" });
    expect(codes(await pay("another", { with: "same-key-1" }))).toEqual(["IDEMPOTENCY_KEY_REUSED idempotencyKey"]);
  });

  it("finds out by asking, and never by sending again, what an unanswered payment came to", async () => {
    bank.mood = "lost-after";
    const { payCode } = await bill();
    const done = await pay(payCode);
    expect(done).toMatchObject({ status: "PENDING", receipt: null });
    await resolveUnknown(graph.db, 0);
    expect(await ask(done.id)).toMatchObject({ status: "PAID", bankReference: "B-1" });
    expect(bank.calls).toBe(1);

    office.add({ plate: "L 9 A" });
    bank.mood = "lost-before";
    const lost = await pay((await bill({ plate: "L 9 A" })).payCode);
    await resolveUnknown(graph.db, 0);
    // As long as the bank may still receive it, nobody knows.
    expect(await ask(lost.id)).toMatchObject({ status: "PENDING" });
    await new Promise((next) => setTimeout(next, bank.windowMs + 20));
    await resolveUnknown(graph.db, 0);
    expect(await ask(lost.id)).toMatchObject({ status: "FAILED", failure: "NOT_ARRIVED" });
    bank.mood = "refuses";
    expect(await pay((await bill({ plate: "L 9 A" })).payCode)).toMatchObject({ status: "FAILED", failure: "4035414" });
    bank.mood = "well";
    expect(await pay((await bill({ plate: "L 9 A" })).payCode)).toMatchObject({ status: "PAID" });
    expect(await checkLedger(graph.db)).toEqual([]);
  });

  it("is taken back on its own day alone, through the bank, and may be paid anew", async () => {
    const reverse = (paymentId: string) => run(REVERSE, { paymentId, reason: "Salah kendaraan" });
    const { id } = await paid();
    expect(await reverse(id)).toMatchObject({ status: "REVERSED" });
    expect(bank.book.map(({ kind }) => kind)).toEqual(["PAYMENT", "REVERSAL"]);
    expect(await balance("samsat/bank/JATIM_SYARIAH")).toBe(0n);
    expect(codes(await reverse(id))).toEqual(["STATUS_NOT_RIGHT input.paymentId"]);
    const again = await paid();
    now = new Date(now.getTime() + DAY_MS);
    expect(codes(await reverse(again.id))).toEqual(["REVERSAL_TOO_LATE input.paymentId"]);
    expect(codes(await reverse(newId()))).toEqual(["PAYMENT_UNKNOWN input.paymentId"]);
    await reportToOffice(graph.db);
    expect(office.reports.map(({ kind }) => kind).sort()).toEqual(["PAID", "REVERSED"]);
    expect(await checkLedger(graph.db)).toEqual([]);
  });

  it("is compared with the bank's statement by day; every difference has an owner until it is resolved", async () => {
    const operator = {
      ...cashier,
      pesantren: null,
      subject: "operator",
      scopes: ["samsat.settlement:write", "jatim:operate"],
    };
    const settle = () => run(SETTLE, { bankCode: "JATIM_SYARIAH", day: "2030-03-10" }, { as: operator });
    const { total } = await paid();
    expect(await settle()).toEqual({ bookings: 1, bankSum: total, ownSum: total, openDifferences: 0 });
    bank.book.push({ kind: "PAYMENT", reference: newId(), amount: 7n, bankReference: "B-x", at: now });
    expect(await settle()).toMatchObject({ bankSum: total + 7, ownSum: total, openDifferences: 1 });
    const list = async (as: Caller) =>
      (
        await graph.as(as).data<{
          jatimSettlementDifferences: {
            nodes: { id: string; kind: string; bankAmount: number; owner: string | null }[];
          };
        }>("{ jatimSettlementDifferences { nodes { id kind bankAmount owner } } }")
      ).jatimSettlementDifferences.nodes;
    const [difference] = await list(operator);
    expect(difference).toMatchObject({ kind: "MISSING_HERE", bankAmount: 7, owner: null });
    const bankCaller: Caller = {
      ...ANONYMOUS,
      client: "bank",
      subject: "bank",
      scopes: ["samsat.payment:read"],
      bank: "JATIM_SYARIAH",
    };
    expect(await list(bankCaller)).toHaveLength(1);
    expect(await list({ ...bankCaller, bank: "BJB" })).toEqual([]);
    const resolve = (isResolved: boolean) =>
      run(
        `mutation ($input: ResolveJatimDifferenceInput!) { done: resolveJatimDifference(input: $input) { ... on JatimSettlementDifference { owner isResolved note } ${REFUSED} } }`,
        { differenceId: difference!.id, note: "Ditanyakan ke bank", isResolved },
        { as: operator },
      );
    expect(await resolve(false)).toEqual({ owner: "operator", isResolved: false, note: "Ditanyakan ke bank" });
    bank.book.pop();
    expect(await settle()).toMatchObject({ openDifferences: 0 });
    expect(codes(await resolve(true))).toEqual(["STATUS_NOT_RIGHT input.differenceId"]);
  });

  it("shows payments to the pesantren whose shop took them in, to the bank that made them, and to nobody else", async () => {
    await paid();
    const seen = async (as: Caller) => {
      const { data } = await graph.as(as).run("{ jatimTaxPayments { nodes { plate bankCode } } }");
      return (data as { jatimTaxPayments: { nodes: object[] } | null }).jatimTaxPayments?.nodes ?? null;
    };
    const bankCaller: Caller = {
      ...ANONYMOUS,
      client: "bank",
      subject: "bank",
      scopes: ["samsat.payment:read"],
      bank: "JATIM_SYARIAH",
    };
    expect(await seen(cashier)).toHaveLength(1);
    expect(await seen({ ...cashier, pesantren: newId() })).toEqual([]);
    expect(await seen({ ...cashier, province: "32" })).toEqual([]);
    expect(await seen(bankCaller)).toHaveLength(1);
    expect(await seen({ ...bankCaller, bank: "BJB" })).toEqual([]);
    expect(await seen(ANONYMOUS)).toBeNull();
  });
});
