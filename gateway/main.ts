import { createLog } from "../subgraphs/kit/log";
import { runAsProcess } from "../subgraphs/kit/process/run";
import { readGatewayConfig } from "./config";
import { startGateway } from "./gateway";

/** The gateway as a process of its own. A supervisor is told that it is ready; without one, the person at the terminal is. */
void runAsProcess("gateway", async () => {
  const gateway = await startGateway(readGatewayConfig(), createLog("gateway"));
  if (!process.send) process.stdout.write(`ready ${gateway.url}/graphql\n`);
  return gateway;
});
