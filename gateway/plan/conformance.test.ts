import type { Engine } from "./engine";
import { ask, MemoryFederation } from "./testing/federation";
import { themes } from "./testing/themes";

describe.each(themes)("a federation with $name", ({ subgraphs, cases, federation1 }) => {
  let engine: Engine;
  beforeAll(
    async () => (engine = await new MemoryFederation(subgraphs, { federation1: federation1 ?? false }).engine()),
  );

  it.each(cases)("answers $query", async ({ query, variables, data, errors = false }) => {
    const answer = await ask(engine, query, variables);
    expect(answer.data).toEqual(data);
    expect(errors ? answer.errors?.length : answer.errors).toEqual(errors ? expect.any(Number) : undefined);
  });
});
