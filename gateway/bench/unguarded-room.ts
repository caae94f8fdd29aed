import { ANONYMOUS } from "../../subgraphs/kit/access/caller";
import { createGraphHandler } from "../../subgraphs/kit/graph/handler";
import { serve } from "../../subgraphs/kit/http/server";
import { createLog } from "../../subgraphs/kit/log";
import { createMetrics } from "../../subgraphs/kit/metrics";
import { runAsProcess } from "../../subgraphs/kit/process/run";
import { loadRoom } from "../../subgraphs/kit/rooms";
import { contextMaker } from "../../subgraphs/kit/subgraph";

/**
 * A room as it would be without proofs, callers and scopes, on the database of a running house: what access control costs is measured against it. It exists
 * for the benchmark alone; no setting makes a real room so.
 */
const [, , name = ""] = process.argv;
void runAsProcess(name, async () => {
  const room = loadRoom(name);
  const log = createLog(name, "warn");
  const metrics = createMetrics(name);
  const [{ schema }, db] = await Promise.all([room.schema(), room.openDatabase()]);
  // It has no keys, since nothing that it is asked needs any.
  const contextFor = contextMaker({ db, log, keyring: undefined as never });
  const graph = await createGraphHandler(schema, { proofs: { verify: () => ANONYMOUS }, contextFor, log, metrics });
  const server = await serve({
    host: "127.0.0.1",
    port: 0,
    portSetting: "",
    handle: graph.handle,
    ready: () => db.ping(),
    log,
    metrics: metrics.registry,
  });
  return {
    url: server.url,
    close: async () => {
      await server.close(100);
      await graph.stop();
      await db.close();
    },
  };
});
