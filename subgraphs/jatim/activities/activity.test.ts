import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { knownPesantren, knownProduct } from "../../kit/testing/registry";
import { loadPillars } from "../pillars/pillar.data";
import { catalogue, registry } from "../references";
import jatim from "../subgraph";
import { mutate } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf } from "../testing/people";
import { loadActivityKinds } from "./activity.data";

describe("activities", () => {
  let graph: TestGraph;
  let now: Date;

  beforeEach(async () => {
    now = new Date("2024-05-20T03:00:00Z");
    graph = await testGraph(jatim, { clock: () => now });
    await loadPillars(graph.db);
    await loadActivityKinds(graph.db);
  });
  afterEach(() => graph.close());

  const act = (as: Caller, mutation: string, input: object, fields = "id", key?: string) =>
    mutate(graph, as, mutation, input, { fields, ...(key && { key }) });
  const plan = (change: object = {}) => ({
    kind: "CAMP",
    title: "Kegiatan contoh",
    regencyCode: "35.09",
    place: "Aula",
    startsOn: "2024-05-22",
    endsOn: "2024-05-23",
    places: 5,
    ...change,
  });
  const planned = async (change: object = {}) => (await act(OPERATOR, "planJatimActivity", plan(change))).id!;

  /** A pesantren with its own person and santri. */
  async function house(santri = 1) {
    const { id: pesantrenId } = await knownPesantren(registry, graph.db, { regencyCode: "35.09" });
    const owner = ownerOf(pesantrenId);
    const consent = { evidenceReference: "arsip/1", evidenceSha256: "ab".repeat(32), givenAt: "2024-05-01T00:00:00Z" };
    const person = { name: "Santri Contoh", birthDate: "2004-01-01", consent };
    const members: string[] = [];
    for (let n = 0; n < santri; n++)
      members.push((await act(owner, "registerJatimSantri", { pesantrenId, person })).id!);
    return { pesantrenId, owner, members };
  }
  const enrol = (as: Caller, input: object, key?: string) => act(as, "enrolInJatimActivity", input, "id", key);
  const free = async (id: string) => {
    const query = "query ($id: ID!) { jatimActivity(id: $id) { freePlaces orderedAmount status } }";
    return (await graph.as(ANONYMOUS).data<{ jatimActivity: object }>(query, { id })).jatimActivity;
  };

  /** What the nation was told of activities. */
  const told = async () => {
    const rows = await graph.db.rows<{ name: string; sum: bigint }>(
      `SELECT indicator || ' ' || (dimensions->>'activity') AS name, sum(value)::bigint AS sum FROM fact WHERE indicator LIKE 'activity.%' GROUP BY 1`,
    );
    return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
  };

  it("never give away more places than there are, also at once, and free one that is withdrawn", async () => {
    const activityId = await planned();
    const { pesantrenId, owner, members } = await house(12);
    const entries = members.map((memberId) => ({ activityId, pesantrenId, memberId, talent: "Tata boga" }));
    const made = await Promise.all(entries.map((entry) => enrol(owner, entry)));
    const ids = made.flatMap(({ id }) => id ?? []);
    expect(ids).toHaveLength(5);
    expect(made.flatMap(({ refused = [] }) => refused)).toEqual(
      Array.from({ length: 7 }, () => "FULL input.activityId"),
    );
    const end = { enrolmentId: ids[0], status: "WITHDRAWN", note: "Sakit" };
    const ended = await Promise.all(Array.from({ length: 5 }, () => act(owner, "endJatimEnrolment", end)));
    expect(ended.filter(({ id }) => id)).toHaveLength(1);
    expect(await free(activityId)).toMatchObject({ freePlaces: 1 });
  });

  it("take one chosen santri of each pesantren to the academy", async () => {
    const activityId = await planned({ kind: "AKADEMI" });
    const { pesantrenId, owner, members } = await house(6);
    const made = await Promise.all(members.map((memberId) => enrol(owner, { activityId, pesantrenId, memberId })));
    expect(made.filter(({ id }) => id)).toHaveLength(1);
    expect(new Set(made.flatMap(({ refused = [] }) => refused))).toEqual(
      new Set(["TOO_MANY_OF_PESANTREN input.pesantrenId"]),
    );
  });

  it("ask at a camp for a talent and a santri of the pesantren, and nowhere else for what is not asked", async () => {
    const camp = await planned();
    const { pesantrenId, owner, members } = await house();
    const other = await house();
    const bare = { activityId: camp, pesantrenId };
    expect(await enrol(owner, bare)).toEqual({ refused: ["REQUIRED input.talent", "REQUIRED input.memberId"] });
    const [memberId, foreign] = [members[0], other.members[0]];
    expect(await enrol(owner, { ...bare, talent: "Desain", memberId: foreign })).toEqual({
      refused: ["SANTRI_UNKNOWN input.memberId"],
    });
    const entry = { ...bare, talent: "Desain", memberId };
    const sent = await Promise.all(Array.from({ length: 10 }, () => enrol(owner, entry, "same-key-1")));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await enrol(owner, entry)).toEqual({ refused: ["ENROLLED_ALREADY input.pesantrenId"] });
    const expo = await planned({ kind: "EXPO" });
    expect(await enrol(owner, { ...entry, activityId: expo })).toEqual({
      refused: ["NOT_ASKED input.talent", "NOT_ASKED input.memberId"],
    });
  });

  it("take orders of buyers at the expo, on its days and of the exhibitor's own products", async () => {
    const activityId = await planned({ kind: "EXPO" });
    const { pesantrenId, owner } = await house(0);
    const { id: enrolmentId } = await enrol(owner, { activityId, pesantrenId });
    const { id: productId } = await knownProduct(catalogue, graph.db, { pesantrenId });
    const { id: foreign } = await knownProduct(catalogue, graph.db);
    const order = { enrolmentId, buyer: "Toko Contoh", productId, quantity: 100, amount: 1_500_000 };
    const record = (change: object = {}, key?: string) =>
      act(owner, "recordJatimExpoOrder", { ...order, ...change }, "orders { buyer quantity amount }", key);
    expect(await record()).toEqual({ refused: ["DAY_OUTSIDE input"] });
    now = new Date("2024-05-22T03:00:00Z");
    expect(await record({ productId: foreign, quantity: 0 })).toEqual({
      refused: ["PRODUCT_UNKNOWN input.productId", "OUT_OF_RANGE input.quantity"],
    });
    await Promise.all(Array.from({ length: 10 }, () => record({}, "same-key-1")));
    expect(await record({ buyer: "Toko Lain", amount: 500_000 })).toMatchObject({
      orders: [{ amount: 500_000 }, { amount: 1_500_000 }],
    });
    expect(await free(activityId)).toMatchObject({ orderedAmount: 2_000_000 });
    await act(owner, "endJatimEnrolment", { enrolmentId, status: "WITHDRAWN", note: "Batal" });
    expect(await told()).toEqual({ "activity.enrolments EXPO": 0n, "activity.orders EXPO": 2_000_000n });
  });

  it("lead through the stages of the training centre to graduation, one after the other", async () => {
    const activityId = await planned({ kind: "TRAINING_CENTRE" });
    const { pesantrenId, owner } = await house(0);
    const { id: enrolmentId } = await enrol(owner, { activityId, pesantrenId });
    const advance = (stage: string) => act(OPERATOR, "advanceJatimIncubation", { enrolmentId, stage }, "stage");
    const graduate = (as = OPERATOR) =>
      act(as, "endJatimEnrolment", { enrolmentId, status: "GRADUATED", note: "Usaha mandiri" }, "status");
    expect(await advance("INCUBATION")).toEqual({ refused: ["STAGE_NOT_NEXT input.stage"] });
    for (const stage of ["SELECTION", "PRE_INCUBATION", "INCUBATION"]) expect(await advance(stage)).toEqual({ stage });
    expect(await graduate()).toEqual({ refused: ["STAGE_NOT_NEXT input.status"] });
    expect(await advance("POST_INCUBATION")).toEqual({ stage: "POST_INCUBATION" });
    expect(await graduate(owner)).toEqual({ refused: ["OPERATORS_ONLY input.status"] });
    expect(await graduate()).toEqual({ status: "GRADUATED" });
    expect(await told()).toEqual({
      "activity.enrolments TRAINING_CENTRE": 1n,
      "activity.graduates TRAINING_CENTRE": 1n,
    });
    expect(await advance("POST_INCUBATION")).toEqual({ refused: ["STATUS_NOT_RIGHT input.enrolmentId"] });
  });

  it("record who was there, on days that have come, and end when they are over", async () => {
    const activityId = await planned({ kind: "BAKTI_SMK" });
    const { pesantrenId, owner, members } = await house();
    const { id: enrolmentId } = await enrol(owner, { activityId, pesantrenId, memberId: members[0] });
    const attend = (day: string, isPresent = true) =>
      act(OPERATOR, "recordJatimAttendance", { enrolmentId, day, isPresent }, "daysPresent");
    const move = (status: string) => act(OPERATOR, "moveJatimActivity", { activityId, status }, "status");
    await move("CLOSED");
    expect(await move("COMPLETED")).toEqual({ refused: ["DAY_OUTSIDE input.activityId"] });
    now = new Date("2024-05-22T20:00:00Z");
    expect(await attend("2024-05-22")).toEqual({ daysPresent: 1 });
    expect(await attend("2024-05-23")).toEqual({ daysPresent: 2 });
    expect(await attend("2024-05-23", false)).toEqual({ daysPresent: 1 });
    expect(await attend("2024-05-24")).toEqual({ refused: ["DAY_OUTSIDE input.day"] });
    expect(await move("COMPLETED")).toEqual({ status: "COMPLETED" });
    expect(await move("OPEN")).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
    expect(await attend("2024-05-22")).toEqual({ refused: ["STATUS_NOT_RIGHT input.enrolmentId"] });
  });

  it("are planned by operators, all that is wrong told at once", async () => {
    const wrong = plan({ kind: "X", title: "A", regencyCode: "32.04", startsOn: "2024-05-19", endsOn: "2024-05-01" });
    expect(await act(OPERATOR, "planJatimActivity", wrong)).toEqual({
      refused: [
        "KIND_UNKNOWN input.kind",
        "TEXT_LENGTH input.title",
        "REGENCY_OUTSIDE input.regencyCode",
        "DAY_OUTSIDE input.startsOn",
        "PERIOD_REVERSED input.endsOn",
      ],
    });
    await expect(act(ownerOf(newId()), "planJatimActivity", plan())).rejects.toThrow("FORBIDDEN");
  });

  it("show who takes part to the own pesantren and operators alone", async () => {
    const activityId = await planned({ kind: "EXPO" });
    const { pesantrenId, owner } = await house(0);
    const { id: enrolmentId } = await enrol(owner, { activityId, pesantrenId });
    const stranger = ownerOf(newId());
    const query = "query ($id: ID!) { jatimEnrolments(activityId: $id) { totalCount nodes { id } } }";
    for (const [caller, count] of [
      [owner, 1],
      [OPERATOR, 1],
      [stranger, 0],
      [{ ...OPERATOR, province: "32" }, 0],
    ] as const)
      expect(await graph.as(caller).data(query, { id: activityId })).toMatchObject({
        jatimEnrolments: { totalCount: count },
      });
    expect((await graph.as(ANONYMOUS).run(query, { id: activityId })).errors).toBeDefined();
    const end = { enrolmentId, status: "WITHDRAWN", note: "Batal" };
    expect(await act(stranger, "endJatimEnrolment", end)).toEqual({ refused: ["ENROLMENT_UNKNOWN input.enrolmentId"] });
    const list = await graph.as(ANONYMOUS).data('{ jatimActivities(kind: "EXPO") { nodes { title freePlaces } } }');
    expect(list).toEqual({ jatimActivities: { nodes: [{ title: "Kegiatan contoh", freePlaces: 4 }] } });
  });
});
