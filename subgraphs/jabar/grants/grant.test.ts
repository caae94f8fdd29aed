import fc from "fast-check";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { ASSUMED } from "../editions/data/sources";
import type { Done, GrantOfGraph } from "../replay/programme";
import { TestProgramme, testRules, testStage, YEAR, type Registered } from "../testing/fixture";
import { OPERATOR, REVIEWER } from "../testing/people";
import { partsOf } from "./award.service";

const SEED = 20261123;
const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);
const PRIZE = { category: null, source: ASSUMED, assumedFields: [] };
const RULES = testRules({
  targets: [
    {
      indicator: "PRIZES",
      number: 1,
      value: 2_000_001,
      unit: "rupiah",
      reason: null,
      decidedOn: null,
      source: ASSUMED,
      isAssumed: true,
    },
  ],
  stages: [
    testStage(1, {
      prizes: [
        { ...PRIZE, rankFrom: 1, rankTo: 1, title: "Juara 1", amount: 1_000_001, tranchePercents: [70, 30] },
        { ...PRIZE, rankFrom: 2, rankTo: 2, title: "Juara 2", amount: 500_000, tranchePercents: [100] },
      ],
    }),
  ],
});

describe("grants", () => {
  let programme: TestProgramme;
  let winners: Registered[];
  let stageId: string;
  let decisionId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start(RULES);
    ({ winners, stageId, decisionId } = await programme.held([90, 80, 70]));
  });
  afterEach(() => programme.close());

  let serial = 0;
  const today = () => programme.now.toISOString().slice(0, 10);
  const granted = async (): Promise<GrantOfGraph[]> => {
    await programme.do(OPERATOR, "grant", { stageId }, "grant-key-1");
    return programme.grants(OPERATOR, YEAR);
  };
  const order = (...trancheIds: string[]) => programme.try(OPERATOR, "order", { trancheIds });
  const confirm = (trancheId: string, bankReference = `ref-${serial++}`) =>
    programme.try(OPERATOR, "confirm", { payments: [{ trancheId, bankReference, paidOn: today() }] });
  const receipt = (amount: number) => ({
    spentOn: today(),
    amount,
    description: "Mesin",
    reference: "arsip/1",
    sha256: "ab".repeat(32),
  });
  const report = (owner: Registered["owner"], trancheId: string, spent: number[], unspent: number) =>
    programme.try(owner, "report", { trancheId, receipts: spent.map(receipt), unspent }, `report-key-${serial++}`);
  const totals = () => programme.grantTotals(OPERATOR, YEAR);
  const faults = () => checkLedger(programme.graph.db);

  it("follow the prize table when the decision is final, once, and everybody sees who won what", async () => {
    const grants = await granted();
    expect(grants.map(({ amount, tranches }) => [amount, tranches.map((each) => each.amount)])).toEqual([
      [1_000_001, [700_000, 300_001]],
      [500_000, [500_000]],
    ]);
    expect(await totals()).toEqual({ granted: 1_500_001, paid: 0, paidBack: 0, accountedFor: 0, count: 2 });
    expect(codes(await programme.try(OPERATOR, "grant", { stageId }, "grant-key-2"))).toEqual([
      "GRANTED_ALREADY input.stageId",
    ]);
    const own = await programme.grants(winners[0]!.owner, YEAR);
    expect(own.map(({ id }) => id)).toEqual([grants[0]!.id]);
    const facts = await programme.graph.db.rows(
      "SELECT sum(value)::int AS sum FROM fact WHERE indicator = 'grants.granted' AND period = $1",
      [String(YEAR)],
    );
    expect(facts).toEqual([{ sum: 1_500_001 }]);
  });

  it("are not granted while appeals are possible or open, nor beyond the budget", async () => {
    await programme.close();
    const rules = { ...RULES, targets: [{ ...RULES.targets[0], value: 1_500_000 }] };
    programme = await TestProgramme.start(rules);
    const held = await programme.held([90, 80, 70]);
    expect(codes(await programme.try(OPERATOR, "grant", { stageId: held.stageId }, "grant-key-1"))).toEqual([
      "BUDGET_EXCEEDED input.stageId",
    ]);
    programme.wait(-3);
    const appeal = { decisionId: held.decisionId, registrationId: held.winners[2]!.id, grounds: "x" };
    await programme.do(held.winners[2]!.owner, "appealDecision", appeal);
    expect(codes(await programme.try(OPERATOR, "grant", { stageId: held.stageId }, "grant-key-1"))).toEqual([
      "DECISION_NOT_FINAL input.stageId",
      "DECISION_NOT_FINAL input.stageId",
    ]);
    expect(await totals()).toMatchObject({ granted: 0, count: 0 });
  });

  it("are ordered and paid state by state, and a payment said again changes nothing", async () => {
    const [first, second] = await granted();
    const [one, two] = [first!.tranches[0]!, first!.tranches[1]!];
    expect(codes(await confirm(one.id))).toEqual(["STATUS_NOT_RIGHT input.payments.0"]);
    await order(one.id);
    expect(codes(await order(one.id, one.id))).toEqual([
      "STATUS_NOT_RIGHT input.trancheIds.0",
      "NAMED_TWICE input.trancheIds.1",
      "STATUS_NOT_RIGHT input.trancheIds.1",
    ]);
    await programme.do(OPERATOR, "fail", { trancheId: one.id, reason: "Rekening ditutup" });
    await order(one.id);
    for (let n = 0; n < 3; n++) expect((await confirm(one.id, "bank-1")).refusals).toBeUndefined();
    expect(codes(await confirm(one.id, "bank-2"))).toEqual(["STATUS_NOT_RIGHT input.payments.0"]);
    const other = second!.tranches[0]!.id;
    await order(other);
    expect(codes(await confirm(other, "bank-1"))).toEqual(["REFERENCE_TAKEN input.payments.0.bankReference"]);
    expect(await totals()).toMatchObject({ granted: 1_500_001, paid: 700_000 });
    expect(codes(await order(two.id))).toEqual(["REPORT_MISSING input.trancheIds.0"]);
    expect(await faults()).toEqual([]);
  });

  it("need an accepted report, to the rupiah, before the next tranche; what was not spent comes back", async () => {
    const [{ tranches }] = (await granted()) as [GrantOfGraph];
    const [one, two] = tranches.map(({ id }) => id) as [string, string];
    const { owner } = winners[0]!;
    expect(codes(await report(owner, one, [700_000], 0))).toEqual(["STATUS_NOT_RIGHT input.trancheId"]);
    await order(one);
    await confirm(one);
    expect(codes(await report(winners[1]!.owner, one, [700_000], 0))).toEqual(["OUTSIDE_PESANTREN input.trancheId"]);
    expect(codes(await report(owner, one, [600_000], 50_000))).toEqual(["SUM_DIFFERS input"]);
    const sent = await report(owner, one, [400_000, 200_000], 100_000);
    expect(codes(await report(owner, one, [700_000], 0))).toEqual(["REPORTED_ALREADY input.trancheId"]);
    expect(codes(await order(two))).toEqual(["REPORT_MISSING input.trancheIds.0"]);
    const back = { reportId: sent.id, isAccepted: false, note: null };
    expect(codes(await programme.try(OPERATOR, "reviewReport", back))).toEqual(["TEXT_LENGTH input.note"]);
    await programme.do(OPERATOR, "reviewReport", { ...back, note: "Kuitansi buram" });
    const again = await report(owner, one, [600_000], 100_000);
    await programme.do(OPERATOR, "reviewReport", { reportId: again.id, isAccepted: true });
    expect(await totals()).toEqual({
      granted: 1_500_001,
      paid: 700_000,
      paidBack: 100_000,
      accountedFor: 600_000,
      count: 2,
    });
    expect((await order(two)).refusals).toBeUndefined();
    expect(await faults()).toEqual([]);
  });

  it("show accounts to who pays alone, and tranches to nobody but those and the winner", async () => {
    await granted();
    const ask = "{ pesantren: jabarGrants(filter: { year: 2030 }) { nodes { amount payee { bankAccount } } } }";
    const { data, errors } = await programme.as(winners[0]!.owner).run(ask);
    expect(JSON.stringify(data)).not.toContain("0012345678");
    expect(errors?.map(({ extensions }) => extensions["code"])).toContain("FORBIDDEN");
    const all = await programme.as(OPERATOR).data(ask);
    expect(JSON.stringify(all)).toContain("0012345678");
    const refused = await programme.as(REVIEWER).run("{ jabarGrants(filter: { year: 2030 }) { totalCount } }");
    expect(refused.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("follow a correction of the decision: what is not won any more is taken back", async () => {
    const [first] = await granted();
    const [winner] = winners;
    const exclusions = [{ registrationId: winner!.id, reason: "Data palsu" }];
    const correct = async () => {
      const input = { decisionId, reason: "Temuan", minutes: "Berita acara", exclusions };
      const { id } = await programme.do(OPERATOR, "correct", input);
      expect(codes(await order(first!.tranches[0]!.id))).toEqual(["DECISION_CORRECTED input.trancheIds.0"]);
      await programme.do(OPERATOR, "announce", { decisionId: id });
      programme.wait(4);
    };
    const regrant = (key: string) => programme.try(OPERATOR, "grant", { stageId }, key);

    await correct();
    expect(codes(await regrant("grant-key-2"))).toEqual([]);
    const titles = (await programme.grants(OPERATOR, YEAR)).map(({ title, tranches }) => [title, tranches[0]!.status]);
    expect(titles).toEqual([
      ["Juara 1", "REVOKED"],
      ["Juara 2", "REVOKED"],
      ["Juara 1", "PLANNED"],
      ["Juara 2", "PLANNED"],
    ]);
    expect(codes(await regrant("grant-key-3"))).toEqual(["GRANTED_ALREADY input.stageId"]);
    expect(await checkLedger(programme.graph.db)).toEqual([]);
  });

  it("stay as they are if a correction takes a prize that is ordered", async () => {
    const [first] = await granted();
    await order(first!.tranches[0]!.id);
    const exclusions = [{ registrationId: winners[0]!.id, reason: "Data palsu" }];
    const input = { decisionId, reason: "Temuan", minutes: "Berita acara", exclusions };
    const { id } = await programme.do(OPERATOR, "correct", input);
    await programme.do(OPERATOR, "announce", { decisionId: id });
    programme.wait(4);
    const refused = await programme.try(OPERATOR, "grant", { stageId }, "grant-key-2");
    expect(codes(refused)).toContain("PAID_ALREADY input.stageId");
    expect(await programme.grants(OPERATOR, YEAR)).toHaveLength(2);
  });

  it("are split into whole rupiah, whose sum is the prize", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 1, max: 99 }), (amount, percent) => {
        const parts = partsOf(amount, [percent, 100 - percent]);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
      }),
      { seed: SEED },
    );
  });
});
