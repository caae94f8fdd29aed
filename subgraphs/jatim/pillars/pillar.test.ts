import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { knownPesantren, knownProduct } from "../../kit/testing/registry";
import { catalogue, registry } from "../references";
import jatim from "../subgraph";
import { mutate } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf } from "../testing/people";
import { loadPillars } from "./pillar.data";

const NOW = new Date("2024-05-20T03:00:00Z");
const CONSENT = { evidenceReference: "arsip/1", evidenceSha256: "ab".repeat(32), givenAt: "2024-05-01T00:00:00Z" };
const GUARDIAN = { name: "Wali Contoh", relationship: "ibu" };
const CHILD = { name: "Santri Contoh", birthDate: "2010-02-03", consent: { ...CONSENT, guardian: GUARDIAN } };
const YEAR = `query ($year: Int!) { jatimPillars(year: $year) { pillar target counted
  published { value asOf source counted } byMonth { month added total } byRegency { regency { code } counted } } }`;

interface Pillar {
  readonly pillar: string;
  readonly target: number | null;
  readonly counted: number;
  readonly published: readonly object[];
}

describe("the pillars", () => {
  let graph: TestGraph;
  let pesantrenId: string;
  let owner: Caller;

  beforeEach(async () => {
    graph = await testGraph(jatim, { clock: () => NOW });
    await loadPillars(graph.db);
    ({ id: pesantrenId } = await knownPesantren(registry, graph.db, { regencyCode: "35.09" }));
    owner = ownerOf(pesantrenId);
  });
  afterEach(() => graph.close());

  const act = (mutation: string, input: object, options: Parameters<typeof mutate>[4] & { as?: Caller } = {}) =>
    mutate(graph, options.as ?? owner, mutation, input, options);
  const santri = async () => (await act("registerJatimSantri", { pesantrenId, person: CHILD })).id!;
  const step = (memberId: string, code: string, takenOn: string, more: object = {}) =>
    act("recordJatimPillarStep", { memberId, step: code, takenOn, ...more }, { fields: "id countedOn" });
  const inYear = async (year: number) =>
    (await graph.as(ANONYMOUS).data<{ jatimPillars: Pillar[] }>(YEAR, { year })).jatimPillars;

  it("show the published figures beside what the graph counts, and neither overwrites the other", async () => {
    await step(await santri(), "TRAINED", "2022-11-30");
    await loadPillars(graph.db);
    const published = await inYear(2022);
    expect(published.map(({ published: [figure] }) => figure)).toMatchObject([
      { value: 239_993, asOf: "2022-12-31", counted: 1 },
      { value: 750, counted: 0 },
      { value: 1_029, counted: 0 },
    ]);
    expect((await inYear(2024)).map(({ target, counted }) => [target, counted])).toEqual([
      [1_000_000, 1],
      [1_000, 0],
      [1_000, 0],
    ]);
    const facts = await graph.db.rows(
      "SELECT kind, value FROM fact WHERE indicator = 'pillar.santripreneur' ORDER BY id",
    );
    expect(facts).toEqual([
      { kind: "PUBLISHED", value: 239_993n },
      { kind: "COMPUTED", value: 1n },
    ]);
  });

  it("grow by month, regency and pesantren, and shrink by what is struck off", async () => {
    const first = await santri();
    await step(first, "TRAINED", "2024-03-31");
    await step(await santri(), "TRAINED", "2024-04-01");
    const [pillar] = await inYear(2024);
    expect(pillar).toMatchObject({
      byMonth: [
        { month: "2024-03", added: 1, total: 1 },
        { month: "2024-04", added: 1, total: 2 },
      ],
      byRegency: [{ regency: { code: "35.09" }, counted: 2 }],
    });
    expect((await inYear(2023))[0]).toMatchObject({ counted: 0, byMonth: [], byRegency: [] });
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Pesantren { jatimPillars(year: 2024) { pillar counted } } ... on Province { provincial: jatimPillars(year: 2024) { counted } } } }`;
    const of = [
      { __typename: "Pesantren", id: newId(), formerIds: [pesantrenId] },
      { __typename: "Province", code: "35" },
      { __typename: "Province", code: "32" },
    ];
    expect(await graph.as(ANONYMOUS).data(query, { of })).toEqual({
      _entities: [
        { jatimPillars: [{ pillar: "SANTRIPRENEUR", counted: 2 }] },
        { provincial: [{ counted: 2 }, { counted: 0 }, { counted: 0 }] },
        { provincial: [] },
      ],
    });
    expect(await act("removeJatimPillarMember", { memberId: first, reason: "Tercatat dua kali" })).toEqual({
      id: first,
    });
    expect((await inYear(2024))[0]!.counted).toBe(1);
    expect(await step(first, "PRODUCING", "2024-04-02")).toEqual({ refused: ["REMOVED input.memberId"] });
  });

  it("take a santri step by step, each on its day and once, also when many say it at once", async () => {
    const id = await santri();
    expect(await step(id, "SELLING", "2024-05-01")).toEqual({ refused: ["STEP_BEFORE_MISSING input.step"] });
    expect(await step(id, "FLAGSHIP", "2024-05-01")).toEqual({ refused: ["STEP_UNKNOWN input.step"] });
    expect(await step(id, "TRAINED", "2024-05-21")).toEqual({ refused: ["DAY_OUTSIDE input.takenOn"] });
    await Promise.all(Array.from({ length: 20 }, () => step(id, "TRAINED", "2024-05-01")));
    expect((await inYear(2024))[0]!.counted).toBe(1);
    expect(await step(id, "TRAINED", "2024-05-02")).toEqual({ refused: ["STEP_TAKEN input.step"] });
    expect(await step(id, "PRODUCING", "2024-04-30")).toEqual({ refused: ["DAY_OUTSIDE input.takenOn"] });
    expect(await step(id, "PRODUCING", "2024-05-01")).toMatchObject({ countedOn: "2024-05-01" });
  });

  it("keep who a santri is encrypted, with the guardian's consent for a minor, and show it for the purpose alone", async () => {
    const alone = { ...CHILD, consent: CONSENT };
    expect(await act("registerJatimSantri", { pesantrenId, person: alone })).toEqual({
      refused: ["GUARDIAN_REQUIRED input.guardian"],
    });
    const grown = { ...alone, birthDate: "2004-01-01" };
    expect((await act("registerJatimSantri", { pesantrenId, person: grown })).refused).toBeUndefined();
    await santri();
    const kept = JSON.stringify(await graph.db.rows("SELECT name::text, birth_date::text FROM pillar_person"));
    expect(kept).not.toContain("Santri");
    const query = "{ jatimPillarMembers(first: 1) { nodes { code person { name birthDate } } } }";
    const seenBy = async (caller: Caller) => await graph.as(caller).data<object>(query);
    expect(await seenBy(owner)).toMatchObject({
      jatimPillarMembers: { nodes: [{ person: { name: "Santri Contoh", birthDate: "2010-02-03" } }] },
    });
    expect(await seenBy({ ...owner, purpose: null })).toMatchObject({
      jatimPillarMembers: { nodes: [{ person: { name: null } }] },
    });
    expect(await graph.db.rows("SELECT 1 FROM audit_log WHERE action = 'read JatimPillarPerson'")).not.toEqual([]);
  });

  it("hold a flagship product with its halal certificate, once a product", async () => {
    const { id: productId } = await knownProduct(catalogue, graph.db, { pesantrenId });
    const { id: foreign } = await knownProduct(catalogue, graph.db);
    const flagship = (product: string) => act("registerJatimFlagship", { pesantrenId, productId: product });
    expect(await flagship(foreign)).toEqual({ refused: ["PRODUCT_UNKNOWN input.productId"] });
    const made = await Promise.all(Array.from({ length: 10 }, () => flagship(productId)));
    const ids = made.flatMap(({ id }) => id ?? []);
    expect(ids).toHaveLength(1);
    expect(made.filter(({ refused }) => refused?.[0] === "PRODUCT_TAKEN input.productId")).toHaveLength(9);
    const id = ids[0]!;
    await step(id, "CURATED", "2024-01-10");
    expect(await step(id, "HALAL_CERTIFIED", "2024-02-10")).toEqual({
      refused: ["CERTIFICATE_NEEDED input.certificate"],
    });
    const certificate = { number: "ID35110000000001", validUntil: "2028-02-09" };
    expect(await step(id, "HALAL_CERTIFIED", "2024-02-10", { certificate })).toMatchObject({ countedOn: null });
    expect(await step(id, "FLAGSHIP", "2024-02-11")).toMatchObject({ countedOn: "2024-02-11" });
    const query = `{ jatimPillarMembers(pillar: PESANTRENPRENEUR, halalEndsBefore: "2028-03-01") { totalCount nodes { halalNumber product { id } } } }`;
    expect(await graph.as(OPERATOR).data(query)).toEqual({
      jatimPillarMembers: { totalCount: 1, nodes: [{ halalNumber: "ID35110000000001", product: { id: productId } }] },
    });
  });

  it("count an alumnus who works with the pesantren and the community", async () => {
    const person = { ...CHILD, birthDate: "1995-01-01" };
    const ties = "Memasok bahan ke koperasi dan mempekerjakan warga.";
    const { id } = await act("registerJatimAlumnus", { pesantrenId, person, businessName: "Usaha Contoh", ties });
    await step(id!, "BUSINESS_RUNNING", "2024-01-01");
    expect(await step(id!, "COLLABORATING", "2024-02-01")).toMatchObject({ countedOn: "2024-02-01" });
    expect((await inYear(2024))[2]!.counted).toBe(1);
    expect(await act("registerJatimAlumnus", { pesantrenId, person, businessName: "U", ties: "-" })).toEqual({
      refused: ["TEXT_LENGTH input.businessName", "TEXT_LENGTH input.ties"],
    });
  });

  it("are seen and changed by the own pesantren and operators alone", async () => {
    const id = await santri();
    const stranger = ownerOf(newId());
    const elsewhere = { ...OPERATOR, province: "32" };
    const query = "{ jatimPillarMembers { totalCount nodes { id } } }";
    for (const [caller, count] of [
      [owner, 1],
      [OPERATOR, 1],
      [stranger, 0],
      [elsewhere, 0],
    ] as const)
      expect(await graph.as(caller).data(query)).toMatchObject({ jatimPillarMembers: { totalCount: count } });
    expect((await graph.as(ANONYMOUS).run(query)).errors).toBeDefined();
    for (const as of [stranger, elsewhere]) {
      const input = { memberId: id, step: "TRAINED", takenOn: "2024-05-01" };
      expect(await act("recordJatimPillarStep", input, { as })).toEqual({ refused: ["MEMBER_UNKNOWN input.memberId"] });
    }
    expect(await act("registerJatimSantri", { pesantrenId, person: CHILD }, { as: stranger })).toEqual({
      refused: ["OUTSIDE_PESANTREN input.pesantrenId"],
    });
  });

  it("have targets and published figures of operators, each with its source", async () => {
    const target = { pillar: "SOCIOPRENEUR", year: 2025, target: 1_500, source: "Keputusan contoh" };
    const fields = "pillars { pillar target targetSource }";
    expect(await act("setJatimPillarTarget", target, { as: OPERATOR, fields })).toMatchObject({
      pillars: [{ target: null }, { target: null }, { target: 1_500, targetSource: "Keputusan contoh" }],
    });
    const figure = { pillar: "SOCIOPRENEUR", asOf: "2022-12-31", value: 1_000, source: "Sumber lain" };
    const publish = () => act("publishJatimPillarFigure", figure, { as: OPERATOR, fields: "pillars { counted }" });
    expect((await publish()).refused).toBeUndefined();
    expect(await publish()).toEqual({ refused: ["PUBLISHED_ALREADY input.source"] });
    expect((await inYear(2022))[2]!.published).toHaveLength(2);
    const variables = { input: target };
    const document =
      "mutation ($input: SetJatimPillarTargetInput!) { setJatimPillarTarget(input: $input) { __typename } }";
    expect((await graph.as(owner).run(document, variables)).errors).toBeDefined();
  });

  it("register once, however often it is sent", async () => {
    const input = { pesantrenId, person: CHILD };
    const sent = Array.from({ length: 20 }, () => act("registerJatimSantri", input, { key: "same-key-1" }));
    expect(new Set((await Promise.all(sent)).map(({ id }) => id)).size).toBe(1);
    const changed = { ...input, person: { ...CHILD, name: "Orang Lain" } };
    expect(await act("registerJatimSantri", changed, { key: "same-key-1" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
  });
});
