import fc from "fast-check";
import { fuzzed, sendAll } from "../../bench/fuzz";
import { WholeGraph } from "./whole-graph";

const SEED = 20261123;
const REQUESTS = 3_000;

describe("requests that nobody in his right mind would send", () => {
  let graph: WholeGraph;
  beforeAll(async () => {
    graph = await WholeGraph.start();
  }, 60_000);
  afterAll(() => graph?.close());

  it(`bring nothing down and nothing out: ${REQUESTS} of them (seed ${SEED}; npm run bench -- fuzz sends 50,000)`, async () => {
    const failures: string[] = [];
    const leaks: string[] = [];
    await sendAll(graph.url, fc.sample(fuzzed(), { numRuns: REQUESTS, seed: SEED }), failures, leaks).done;
    expect({ failures, leaks }).toEqual({ failures: [], leaks: [] });
    expect((await graph.ask({ query: "{ __typename }" })).data).toEqual({ __typename: "Query" });
  }, 60_000);
});
