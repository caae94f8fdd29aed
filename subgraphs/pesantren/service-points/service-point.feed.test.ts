import pino from "pino";
import { ANONYMOUS } from "../../kit/access/caller";
import { gatewayOf } from "../../kit/feed/testing/graph-gateway";
import { ServicePointCopy } from "../../kit/service-points/service-point-copy";
import { SERVICE_POINT_COPY_TABLES } from "../../kit/service-points/service-point-copy.tables";
import { testDatabase } from "../../kit/testing/database";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { roomOfTables } from "../../kit/testing/room-of-tables";
import room from "../subgraph";
import { added, addPesantren, inputFor } from "./testing/fixture";

const FEED = `query ($after: String) { servicePointChanges(first: 1000, after: $after) {
  nodes { id serviceCodes bankCode status } pageInfo { endCursor } } }`;

interface Page {
  readonly nodes: readonly { readonly id: string; readonly status: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

describe("the service points as a feed for keepers of a copy", () => {
  let graph: TestGraph;
  let pesantrenId: string;
  beforeEach(async () => {
    graph = await testGraph(room);
    pesantrenId = await addPesantren(graph, "35.78");
  });
  afterEach(() => graph.close());

  const feed = async (after?: string | null) =>
    (await graph.data<{ servicePointChanges: Page }>(FEED, { after })).servicePointChanges;
  const point = (change: object = {}) => added(graph, { ...inputFor(pesantrenId), services: ["SAMSAT"], ...change });
  const open = (id: string) =>
    graph.data(
      "mutation ($input: ChangeServicePointStatusInput!) { changeServicePointStatus(input: $input) { __typename } }",
      {
        input: { id, status: "ACTIVE", reason: "opened" },
      },
    );

  it("gives each at its latest change, the oldest first, and after a cursor what is new alone", async () => {
    const [one, other] = [await point(), await point({ bankCode: "JATIM" })];
    const start = await feed();
    expect(start.nodes).toEqual([
      { id: one, serviceCodes: ["SAMSAT"], bankCode: null, status: "PLANNED" },
      { id: other, serviceCodes: ["SAMSAT"], bankCode: "JATIM", status: "PLANNED" },
    ]);
    await open(one);
    expect((await feed(start.pageInfo.endCursor)).nodes).toMatchObject([{ id: one, status: "ACTIVE" }]);
    expect((await feed()).nodes.map(({ id }) => id)).toEqual([other, one]);
    const { data } = await graph.as(ANONYMOUS).run(FEED);
    expect(data).toEqual({ servicePointChanges: null });
  });

  it("is what the kit's copy asks for, which follows every change", async () => {
    const id = await point({ bankCode: "JATIM" });
    const keeper = await testDatabase(roomOfTables("service_point_copy", SERVICE_POINT_COPY_TABLES));
    const gateway = await gatewayOf(graph);
    const copy = new ServicePointCopy("copies");
    const find = () => copy.find({ db: keeper.db, log: pino({ level: "silent" }) }, id);
    await copy.catchUp(keeper.db);
    expect(await find()).toMatchObject({
      id,
      pesantrenId,
      serviceCodes: ["SAMSAT"],
      bankCode: "JATIM",
      status: "PLANNED",
    });
    await open(id);
    await copy.catchUp(keeper.db);
    expect(await find()).toMatchObject({ status: "ACTIVE" });
    expect(await copy.find({ db: keeper.db, log: pino({ level: "silent" }) }, "no id")).toBeNull();
    await gateway.close();
    await keeper.close();
  });
});
