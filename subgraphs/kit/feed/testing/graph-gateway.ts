import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asking } from "../../testing/graph";

/** Answers over HTTP what a room's own graph answers, as the gateway would; sets `GATEWAY_URL` to its address. */
export async function gatewayOf(graph: Asking): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: object };
      void graph.run(query, variables).then((answer) => response.end(JSON.stringify(answer)));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  process.env["GATEWAY_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    close: async () => {
      delete process.env["GATEWAY_URL"];
      await new Promise((done) => server.close(done));
    },
  };
}
