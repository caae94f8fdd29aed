import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const PAGE = 3;

/** A gateway with one field, a feed, that can be told to fail, or to wait before it answers. */
export class FeedGateway<N> {
  readonly feed: N[] = [];
  failing = false;
  asked = 0;
  authorization: string | undefined;
  wait: Promise<void> = Promise.resolve();
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      let body = "";
      this.authorization = request.headers.authorization;
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { variables } = JSON.parse(body) as { variables: { after: string | null } };
        const from = Number(variables.after ?? 0);
        const nodes = this.feed.slice(from, from + PAGE);
        const pageInfo = {
          hasNextPage: this.feed.length > from + PAGE,
          endCursor: nodes.length ? String(from + nodes.length) : null,
        };
        const answer = this.failing
          ? { errors: [{ message: "the registry is down" }] }
          : { data: { feed: { nodes, pageInfo } } };
        this.asked++;
        response.setHeader("content-type", "application/json");
        void this.wait.then(() => response.end(JSON.stringify(answer)));
      });
    });
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.#server.close(done));
  }
}
