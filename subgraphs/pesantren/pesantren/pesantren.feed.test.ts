import pino from "pino";
import { roomOfTables } from "../../kit/testing/room-of-tables";
import { gatewayOf } from "../../kit/feed/testing/graph-gateway";
import { registryCopy } from "../../kit/registry/registry-copy";
import { REGISTRY_COPY_TABLES } from "../../kit/registry/registry-copy.tables";
import { testDatabase } from "../../kit/testing/database";
import { testGraph } from "../../kit/testing/graph";
import pesantren from "../subgraph";
import { addPesantren } from "./pesantren.fixture";

describe("the registry's feed", () => {
  it("is what the kit's copy of the registry asks for, with the place where it is known", async () => {
    const graph = await testGraph(pesantren);
    const [placed, unplaced] = await addPesantren(
      graph,
      { name: "Al Contoh", latitude: -7.1, longitude: 107.4 },
      { name: "Al Misal" },
    );
    const room = await testDatabase(roomOfTables("registry_copy", REGISTRY_COPY_TABLES));
    const gateway = await gatewayOf(graph);
    const registry = registryCopy("copies");
    await registry.catchUp(room.db);
    const context = { db: room.db, log: pino({ level: "silent" }) };
    expect(await registry.find(context, placed!)).toMatchObject({ originalId: placed, name: "Al Contoh" });
    expect(await room.db.rows("SELECT id, latitude, longitude FROM pesantren_reference ORDER BY id")).toEqual([
      { id: placed, latitude: -7.1, longitude: 107.4 },
      { id: unplaced, latitude: null, longitude: null },
    ]);
    await gateway.close();
    await room.close();
    await graph.close();
  });
});
