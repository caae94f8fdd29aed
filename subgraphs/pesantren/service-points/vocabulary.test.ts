import { testGraph, type TestGraph } from "../../kit/testing/graph";
import room from "../subgraph";
import { added, addPesantren, inputFor, type Answer } from "./testing/fixture";

let graph: TestGraph;
beforeAll(async () => (graph = await testGraph(room)));
afterAll(() => graph.close());

const codes = ({ refusals = [] }: Answer) => refusals.map(({ code, field }) => [code, field.join(".")]);
const leads = async (id: string) =>
  (
    await graph.data<{ servicePoint: object }>(
      "query ($id: ID!) { servicePoint(id: $id) { services { code } bank { name } } }",
      { id },
    )
  ).servicePoint;

describe("the lists that provinces extend", () => {
  const define = async (mutation: string, input: object) => {
    const type = mutation === "defineService" ? "Service" : "Bank";
    const data = await graph.data<Record<string, Answer & { code?: string }>>(
      `mutation ($input: D${mutation.slice(1)}Input!) { ${mutation}(input: $input) {
        ... on ${type} { code } ... on Refused { refusals { code field message } } } }`,
      { input },
    );
    return data[mutation]!;
  };

  it("take a new service, which points may then offer", async () => {
    const input = { code: "ZAKAT", nameIndonesian: "Zakat", nameEnglish: "Zakat", source: "Provinsi lain" };
    expect(await define("defineService", input)).toEqual({ code: "ZAKAT" });
    expect(await define("defineService", input)).toEqual({ code: "ZAKAT" });
    expect(codes(await define("defineService", { ...input, nameEnglish: "Alms" }))).toEqual([
      ["SERVICE_EXISTS", "input.nameEnglish"],
    ]);
    const id = await added(graph, inputFor(await addPesantren(graph), { services: ["ZAKAT"] }));
    expect(await leads(id)).toMatchObject({ services: [{ code: "ZAKAT" }] });
    const { services } = await graph.data<{ services: object }>("{ services { totalCount nodes { code source } } }");
    expect(services).toMatchObject({
      totalCount: 4,
      nodes: expect.arrayContaining([{ code: "ZAKAT", source: "Provinsi lain" }]),
    });
  });

  it("take a new bank, which points may then have as their partner", async () => {
    const input = { code: "KALSEL_SYARIAH", name: "Bank Kalsel Syariah", source: "OPOP Kalimantan Selatan" };
    expect(await define("defineBank", input)).toEqual({ code: "KALSEL_SYARIAH" });
    expect(codes(await define("defineBank", { ...input, name: "Other" }))).toEqual([["BANK_EXISTS", "input.name"]]);
    const id = await added(graph, inputFor(await addPesantren(graph), { bankCode: "KALSEL_SYARIAH" }));
    expect(await leads(id)).toMatchObject({ bank: { name: "Bank Kalsel Syariah" } });
    const page = await graph.data("{ banks(first: 1) { nodes { code } pageInfo { hasNextPage } } }");
    expect(page).toEqual({ banks: { nodes: [{ code: "BJB" }], pageInfo: { hasNextPage: true } } });
  });

  it("refuse what is malformed, with every fault", async () => {
    const input = { code: "samsat", nameIndonesian: "", nameEnglish: "a".repeat(121), source: "x" };
    expect(codes(await define("defineService", input))).toEqual([
      ["CODE_INVALID", "input.code"],
      ["TEXT_LENGTH", "input.nameIndonesian"],
      ["TEXT_LENGTH", "input.nameEnglish"],
    ]);
    expect(codes(await define("defineBank", { code: "", name: "x", source: " " }))).toEqual([
      ["CODE_INVALID", "input.code"],
      ["TEXT_LENGTH", "input.source"],
    ]);
  });
});
