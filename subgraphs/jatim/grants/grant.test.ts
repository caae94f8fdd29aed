import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { knownPesantren } from "../../kit/testing/registry";
import { registry } from "../references";
import jatim from "../subgraph";
import { mutate } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf } from "../testing/people";
import { loadGrantRules } from "./grant.rules";

const AMOUNT = 50_000_000;

describe("grants to cooperatives", () => {
  let graph: TestGraph;
  let now: Date;
  let pesantrenId: string;
  let owner: Caller;

  beforeEach(async () => {
    now = new Date("2024-05-20T03:00:00Z");
    graph = await testGraph(jatim, { clock: () => now });
    await loadGrantRules(graph.db);
    ({ id: pesantrenId } = await knownPesantren(registry, graph.db, { regencyCode: "35.09" }));
    owner = ownerOf(pesantrenId);
  });
  afterEach(() => graph.close());

  const act = (as: Caller, mutation: string, input: object, options: Parameters<typeof mutate>[4] = {}) =>
    mutate(graph, as, mutation, input, options);
  const proposal = (change: object = {}) => ({
    pesantrenId,
    cooperative: "Kopontren Contoh",
    plan: "Mesin pengemas untuk koperasi",
    bankCode: "JATIM_SYARIAH",
    bankAccount: "1234567890",
    ...change,
  });
  const propose = (change: object = {}, as = owner) => act(as, "proposeJatimGrant", proposal(change));
  const decide = (grantId: string, isApproved = true, note?: string) =>
    act(OPERATOR, "decideJatimGrant", { grantId, isApproved, note }, { fields: "id status amount" });
  const disburse = (grantId: string, bankReference: string, key?: string) =>
    act(
      OPERATOR,
      "disburseJatimGrant",
      { grantId, bankReference, paidOn: "2024-05-20" },
      {
        fields: "id status",
        ...(key && { key }),
      },
    );
  const receipt = (amount: number) => ({
    spentOn: "2024-05-20",
    amount,
    description: "Mesin",
    reference: "arsip/1",
    sha256: "ab".repeat(32),
  });
  const report = (grantId: string, amount: number, unspent: number, as = owner) =>
    act(as, "submitJatimGrantReport", { grantId, receipts: [receipt(amount)], unspent });
  const totals = () =>
    graph
      .as(ANONYMOUS)
      .data("{ jatimGrantTotals { count granted paid paidBack accountedFor isEqualToLedger } }")
      .then((data) => (data as unknown as { jatimGrantTotals: object }).jatimGrantTotals);

  async function paid(): Promise<string> {
    const { id } = await propose();
    await decide(id!);
    await disburse(id!, "REF-1");
    return id!;
  }

  it("are proposed, approved by the rule, paid and accounted for, equal to the ledger to the rupiah", async () => {
    const { id } = await propose();
    expect(await decide(id!)).toEqual({ id, status: "APPROVED", amount: AMOUNT });
    expect(await totals()).toMatchObject({ count: 1, granted: AMOUNT, paid: 0, isEqualToLedger: true });
    expect(await disburse(id!, "REF-1")).toEqual({ id, status: "DISBURSED" });
    expect(await report(id!, 1, 0)).toEqual({ refused: ["SUM_DIFFERS input"] });
    const { id: first } = await report(id!, 40_000_000, 10_000_000);
    expect(await report(id!, 40_000_000, 10_000_000)).toEqual({ refused: ["REPORTED_ALREADY input.grantId"] });
    const review = (reportId: string, isAccepted: boolean, note?: string) =>
      act(OPERATOR, "reviewJatimGrantReport", { reportId, isAccepted, note }, { fields: "status" });
    expect(await review(first!, false)).toEqual({ refused: ["TEXT_LENGTH input.note"] });
    expect(await review(first!, false, "Kuitansi buram")).toEqual({ status: "RETURNED" });
    const { id: second } = await report(id!, 45_000_000, 5_000_000);
    expect(await review(second!, true)).toEqual({ status: "ACCEPTED" });
    expect(await review(second!, true)).toEqual({ refused: ["STATUS_NOT_RIGHT input.reportId"] });
    expect(await totals()).toEqual({
      count: 1,
      granted: AMOUNT,
      paid: AMOUNT,
      paidBack: 5_000_000,
      accountedFor: 45_000_000,
      isEqualToLedger: true,
    });
    expect(await checkLedger(graph.db)).toEqual([]);
    const facts = await graph.db.rows("SELECT indicator, value FROM fact WHERE indicator LIKE 'grants.%' ORDER BY id");
    expect(facts).toEqual([
      { indicator: "grants.granted", value: BigInt(AMOUNT) },
      { indicator: "grants.paid", value: BigInt(AMOUNT) },
      { indicator: "grants.paid-back", value: 5_000_000n },
    ]);
  });

  it("are given once a kind and pesantren, whoever asks at once, and whatever was merged", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => propose()));
    expect(made.flatMap(({ id }) => id ?? [])).toHaveLength(1);
    expect(made.flatMap(({ refused = [] }) => refused)).toEqual(
      Array.from({ length: 19 }, () => "GRANTED_ALREADY input.pesantrenId"),
    );
    const original = await knownPesantren(registry, graph.db, { regencyCode: "35.09" });
    await knownPesantren(registry, graph.db, { id: pesantrenId, regencyCode: "35.09", mergedIntoId: original.id });
    expect(await propose({ pesantrenId: original.id }, OPERATOR)).toEqual({
      refused: ["GRANTED_ALREADY input.pesantrenId"],
    });
  });

  it("may be proposed anew after a refusal, which needs a reason", async () => {
    const { id } = await propose();
    expect(await decide(id!, false)).toEqual({ refused: ["TEXT_LENGTH input.note"] });
    expect(await decide(id!, false, "Belum berbadan hukum")).toMatchObject({ status: "REFUSED", amount: null });
    expect(await decide(id!)).toEqual({ refused: ["STATUS_NOT_RIGHT input.grantId"] });
    expect((await propose()).refused).toBeUndefined();
    expect(await totals()).toMatchObject({ count: 0, granted: 0, isEqualToLedger: true });
  });

  it("are approved and paid once, however many decide and pay at once, and no reference pays two", async () => {
    const { id } = await propose();
    const decisions = await Promise.all(Array.from({ length: 10 }, () => decide(id!)));
    expect(decisions.filter(({ status }) => status === "APPROVED")).toHaveLength(1);
    const same = await Promise.all(Array.from({ length: 10 }, () => disburse(id!, "REF-1", "same-key-1")));
    expect(new Set(same.map(({ status }) => status))).toEqual(new Set(["DISBURSED"]));
    expect(await disburse(id!, "REF-2", "same-key-1")).toEqual({ refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"] });
    expect(await disburse(id!, "REF-2")).toEqual({ refused: ["STATUS_NOT_RIGHT input.grantId"] });
    const others = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const other = await knownPesantren(registry, graph.db, { regencyCode: "35.78" });
        const { id: otherId } = await propose({ pesantrenId: other.id }, OPERATOR);
        await decide(otherId!);
        return otherId!;
      }),
    );
    const paidNow = await Promise.all(others.map((each) => disburse(each, "REF-3")));
    expect(paidNow.filter(({ status }) => status === "DISBURSED")).toHaveLength(1);
    expect(paidNow.flatMap(({ refused = [] }) => refused)).toEqual(
      Array.from({ length: 7 }, () => "REFERENCE_TAKEN input.bankReference"),
    );
    expect(await totals()).toMatchObject({ count: 9, paid: 2 * AMOUNT, isEqualToLedger: true });
    expect(await checkLedger(graph.db)).toEqual([]);
  });

  it("follow a rule of the day, which operators change for days to come alone", async () => {
    const rule = { kind: "COOPERATIVE", appliesFrom: "2024-06-01", amount: 60_000_000, source: "Keputusan contoh" };
    const add = (change: object = {}) =>
      act(OPERATOR, "addJatimGrantRule", { ...rule, ...change }, { fields: "rules { appliesFrom amount }" });
    expect(await add({ appliesFrom: "2024-05-20", amount: 0, kind: "x" })).toEqual({
      refused: ["FORMAT_INVALID input.kind", "DAY_NOT_TO_COME input.appliesFrom", "OUT_OF_RANGE input.amount"],
    });
    expect(await add()).toMatchObject({ rules: [{ amount: 60_000_000 }, { amount: AMOUNT }] });
    expect(await add()).toEqual({ refused: ["RULE_SET input.appliesFrom"] });
    const { id } = await propose();
    now = new Date("2024-06-01T00:00:00Z");
    expect(await decide(id!)).toMatchObject({ amount: 60_000_000 });
    expect(await propose({ kind: "OTHER" })).toEqual({ refused: ["KIND_UNKNOWN input.kind"] });
  });

  it("say all that is wrong with a proposal at once", async () => {
    const wrong = { pesantrenId: newId(), cooperative: "K", plan: "x", bankCode: "", bankAccount: "12a" };
    expect((await propose(wrong, OPERATOR)).refused).toEqual([
      "PESANTREN_UNKNOWN input.pesantrenId",
      "TEXT_LENGTH input.cooperative",
      "TEXT_LENGTH input.plan",
      "TEXT_LENGTH input.bankCode",
      "FORMAT_INVALID input.bankAccount",
    ]);
  });

  it("are seen and changed by the own pesantren and the province alone", async () => {
    const id = await paid();
    const stranger = ownerOf(newId());
    const query = "{ jatimGrants { totalCount nodes { id bankAccountLastDigits reports { id } } } }";
    const elsewhere = { ...OPERATOR, province: "32" };
    for (const [caller, count] of [
      [owner, 1],
      [OPERATOR, 1],
      [stranger, 0],
      [elsewhere, 0],
    ] as const)
      expect(await graph.as(caller).data(query)).toMatchObject({ jatimGrants: { totalCount: count } });
    expect((await graph.as(ANONYMOUS).run(query)).errors).toBeDefined();
    for (const other of [stranger, { ...owner, province: "32" }])
      expect(await report(id, AMOUNT, 0, other)).toEqual({ refused: ["GRANT_UNKNOWN input.grantId"] });
    const document = `mutation { decideJatimGrant(input: { grantId: "${id}", isApproved: true }) { __typename } }`;
    expect((await graph.as(owner).run(document)).errors).toBeDefined();
    const entity = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren { jatimGrants { id } } } }`;
    const of = [{ __typename: "Pesantren", id: pesantrenId, formerIds: [] }];
    expect(await graph.as(owner).data(entity, { of })).toEqual({ _entities: [{ jatimGrants: [{ id }] }] });
    expect(await graph.as(stranger).data(entity, { of })).toEqual({ _entities: [{ jatimGrants: [] }] });
  });
});
