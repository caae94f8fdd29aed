import { system } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import subgraph from "../subgraph";
import { addPesantren } from "./pesantren.fixture";

interface Answer {
  readonly id?: string;
  readonly nspp?: string;
  readonly name?: string;
  readonly status?: string;
  readonly nsppHistory?: readonly { nspp: string; validUntil: string | null }[];
  readonly refusals?: readonly { code: string; field: string[]; message: string }[];
}

const FIELDS =
  "... on Pesantren { id nspp name address status foundedYear district { code } nsppHistory { nspp validFrom validUntil } } ... on Refused { refusals { code field message expected received } }";
const NOW = new Date("2026-03-01T03:00:00Z");
const REASON = "Surat Kankemenag 12/2026";

describe("what is written to the registry", () => {
  let graph: TestGraph;
  beforeAll(async () => (graph = await testGraph(subgraph, { clock: () => NOW })));
  afterAll(() => graph.close());

  const complete = (change: object = {}) => ({
    nspp: "510032040001",
    name: "AL ITTIFAQ",
    regencyCode: "32.04",
    source: "Surat",
    asOf: "2026-02-01",
    ...change,
  });
  const register = async (input: object, key: string = newId()) =>
    (
      await graph.data<{ r: Answer }>(
        `mutation ($input: RegisterPesantrenInput!, $key: String!) { r: registerPesantren(input: $input, idempotencyKey: $key) { ${FIELDS} } }`,
        { input, key },
      )
    ).r;
  const correct = async (input: object) =>
    (
      await graph.data<{ r: Answer }>(
        `mutation ($input: CorrectPesantrenInput!) { r: correctPesantren(input: $input) { ${FIELDS} } }`,
        { input: { reason: REASON, ...input } },
      )
    ).r;
  const changeStatus = async (id: string, status: string, reason = REASON) =>
    (
      await graph.data<{ r: Answer }>(
        `mutation ($input: ChangePesantrenStatusInput!) { r: changePesantrenStatus(input: $input) { ${FIELDS} } }`,
        { input: { id, status, reason } },
      )
    ).r;
  const codes = ({ refusals = [] }: Answer) => refusals.map((each) => `${each.code} ${each.field.join(".")}`);
  const changes = async (id: string) =>
    (
      await graph.data<{ pesantren: { changes: { nodes: object[] } } }>(
        "query ($id: ID!) { pesantren(id: $id) { changes { nodes { kind before after reason } } } }",
        { id },
      )
    ).pesantren.changes.nodes;

  it("registers a pesantren once, however often it is sent, with its name set for display", async () => {
    const key = newId();
    const [first, again] = [await register(complete(), key), await register(complete(), key)];
    expect(first).toMatchObject({ nspp: "510032040001", name: "Al Ittifaq", status: "ACTIVE" });
    expect(again.id).toBe(first.id);
    expect(await changes(first.id!)).toEqual([
      { kind: "REGISTERED", before: {}, after: { nspp: "510032040001", name: "AL ITTIFAQ" }, reason: "Surat" },
    ]);
  });

  it("refuses a registration with every fault at once, and writes nothing", async () => {
    const [before] = await graph.db.rows("SELECT count(*) FROM pesantren");
    const answer = await register(
      complete({
        nspp: "510032049999",
        name: " ",
        address: "x".repeat(501),
        regencyCode: "32.99",
        districtCode: "32.05.01",
        location: { latitude: 91, longitude: 0 },
        foundedYear: 2027,
        whatsapp: "08123",
        website: "www",
        cooperative: { name: "" },
        asOf: "2026-03-02",
      }),
    );
    expect(codes(answer)).toEqual([
      "TEXT_LENGTH input.name",
      "NAME_WITHOUT_LETTERS input.name",
      "TEXT_LENGTH input.address",
      "TEXT_LENGTH input.cooperative.name",
      "LOCATION_INVALID input.location.latitude",
      "FOUNDED_YEAR_INVALID input.foundedYear",
      "WHATSAPP_INVALID input.whatsapp",
      "WEBSITE_INVALID input.website",
      "DAY_IN_FUTURE input.asOf",
      "REGENCY_UNKNOWN input.regencyCode",
      "DISTRICT_UNKNOWN input.districtCode",
    ]);
    expect((await graph.db.rows("SELECT count(*) FROM pesantren"))[0]).toEqual(before);
  });

  it("shows its history to the pesantren's own province and the nation, and to others as empty", async () => {
    const [id] = await addPesantren(graph, { regency_code: "32.05" });
    await correct({ id, foundedYear: 1951 });
    const changesFor = async (province: string) => {
      const reader = graph.as({ ...system("reader"), scopes: ["pesantren:history"], province });
      const query = "query ($id: ID!) { pesantren(id: $id) { changes { nodes { kind } } } }";
      return (await reader.data<{ pesantren: { changes: { nodes: object[] } } }>(query, { id })).pesantren.changes
        .nodes;
    };
    for (const province of ["32", "*"]) expect(await changesFor(province)).toHaveLength(1);
    expect(await changesFor("35")).toEqual([]);
  });

  it("lets only one of many have a number", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => register(complete({ nspp: "510032040777" }))));
    expect(answers.filter((each) => each.id)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(Array(3).fill("NSPP_TAKEN input.nspp"));
  });

  it("corrects what is given, keeps the rest, and shows what was before", async () => {
    const [id] = await addPesantren(graph, { name: "Nurul Huda", address: "Kp. Lama", regency_code: "32.05" });
    const answer = await correct({ id, address: "Kp. Baru", foundedYear: 1950 });
    expect(answer).toMatchObject({ name: "Nurul Huda", address: "Kp. Baru", foundedYear: 1950 });
    expect(await correct({ id, address: null })).toMatchObject({ address: null, foundedYear: 1950 });
    expect(await changes(id!)).toEqual([
      { kind: "CORRECTED", before: { address: "Kp. Baru" }, after: { address: null }, reason: REASON },
      {
        kind: "CORRECTED",
        before: { address: "Kp. Lama", foundedYear: null },
        after: { address: "Kp. Baru", foundedYear: 1950 },
        reason: REASON,
      },
    ]);
    const [row] = await graph.db.rows("SELECT corrected_fields FROM pesantren WHERE id = $1", [id]);
    expect(row).toEqual({ corrected_fields: ["address", "founded_year"] });
  });

  it("finds a pesantren whose name was corrected by its new name only", async () => {
    const [id] = await addPesantren(graph, { name: "Zawiyatul Qadim" });
    await correct({ id, name: "MA`HAD XENIAL" });
    const found = async (search: string) =>
      (
        await graph.data<{ pesantrens: { nodes: Answer[] } }>(
          "query ($search: String!) { pesantrens(search: $search) { nodes { id name } } }",
          { search },
        )
      ).pesantrens.nodes;
    expect(await found("xenial")).toEqual([{ id, name: "Ma'had Xenial" }]);
    expect(await found("zawiyatul qadim")).toEqual([]);
  });

  it("keeps the old number when a new one is issued, and gives it back when that was wrong", async () => {
    const [id] = await addPesantren(graph, { nspp: "510032040100" });
    const issued = await correct({ id, nspp: "510032040200", nsppValidFrom: "2020-07-01" });
    expect(issued.nsppHistory).toEqual([
      { nspp: "510032040200", validFrom: "2020-07-01", validUntil: null },
      { nspp: "510032040100", validFrom: null, validUntil: "2020-07-01" },
    ]);
    const old = await graph.data<{ pesantren: Answer }>('{ pesantren(nspp: "510032040100") { id nspp } }');
    expect(old.pesantren).toEqual({ id, nspp: "510032040200" });
    const back = await correct({ id, nspp: "510032040100" });
    expect(back.nsppHistory).toEqual([
      { nspp: "510032040100", validFrom: null, validUntil: null },
      { nspp: "510032040200", validFrom: "2020-07-01", validUntil: "2026-03-01" },
    ]);
    expect(codes(await register(complete({ nspp: "510032040200" })))).toEqual(["NSPP_TAKEN input.nspp"]);
  });

  it("empties the district of a record that moves to another regency", async () => {
    const [id] = await addPesantren(graph, { regency_code: "32.04", district_code: "32.04.05" });
    expect(await correct({ id, regencyCode: "32.05" })).toMatchObject({ district: null });
  });

  it("refuses a correction that says nothing, empties what may not be empty, or has no reason", async () => {
    const [id] = await addPesantren(graph, { address: "Kp. Sama" });
    expect(codes(await correct({ id }))).toEqual(["NOTHING_CHANGED input"]);
    expect(codes(await correct({ id, address: "Kp. Sama" }))).toEqual(["NOTHING_CHANGED input"]);
    expect(codes(await correct({ id, name: null, nspp: null, regencyCode: null }))).toEqual([
      "FIELD_REQUIRED input.nspp",
      "FIELD_REQUIRED input.name",
      "FIELD_REQUIRED input.regencyCode",
    ]);
    expect(codes(await correct({ id, address: "Kp. X", reason: " " }))).toEqual(["TEXT_LENGTH input.reason"]);
    expect(codes(await correct({ id, nsppValidFrom: "2020-01-01" }))).toEqual(["NSPP_REQUIRED input.nsppValidFrom"]);
    expect(codes(await correct({ id: newId(), address: "x" }))).toEqual(["PESANTREN_UNKNOWN input.id"]);
    expect(codes(await correct({ id: "x", address: "x" }))).toEqual(["PESANTREN_UNKNOWN input.id"]);
  });

  it("loses no correction when two are made at once", async () => {
    const [id] = await addPesantren(graph, {});
    await Promise.all([correct({ id, address: "Kp. A" }), correct({ id, foundedYear: 1900 })]);
    const [row] = await graph.db.rows("SELECT address, founded_year, corrected_fields FROM pesantren WHERE id = $1", [
      id,
    ]);
    expect(row).toEqual({ address: "Kp. A", founded_year: 1900, corrected_fields: ["address", "founded_year"] });
  });

  it("changes the status along its table, and keeps the reason", async () => {
    const [id] = await addPesantren(graph, {});
    expect(await changeStatus(id!, "CLOSED")).toMatchObject({ status: "CLOSED" });
    expect(codes(await changeStatus(id!, "CLOSED"))).toEqual(["TRANSITION_NOT_ALLOWED input.status"]);
    expect(codes(await changeStatus(id!, "ACTIVE", ""))).toEqual(["TEXT_LENGTH input.reason"]);
    expect(codes(await changeStatus("x", "ACTIVE"))).toEqual(["PESANTREN_UNKNOWN input.id"]);
    expect(await changes(id!)).toEqual([
      { kind: "STATUS_CHANGED", before: { status: "ACTIVE" }, after: { status: "CLOSED" }, reason: REASON },
    ]);
  });

  it("changes nothing of a merged duplicate", async () => {
    const [original] = await addPesantren(graph, {});
    const [duplicate] = await addPesantren(graph, { merged_into_id: original! });
    expect(codes(await correct({ id: duplicate, address: "x" }))).toEqual(["PESANTREN_MERGED input.id"]);
    expect(codes(await changeStatus(duplicate!, "CLOSED"))).toEqual(["PESANTREN_MERGED input.id"]);
  });
});
