import fc from "fast-check";
import { createHash } from "node:crypto";
import { system } from "../../../subgraphs/kit/access/caller";
import { roomNames } from "../../../subgraphs/kit/rooms";
import { TestKeys } from "../../../subgraphs/kit/testing/keys";
import { WholeGraph } from "./whole-graph";

const TRIES = 1_000;
const SEED = 20261123;

type Headers = Readonly<Record<string, string>>;

/** One try: what is sent to a room that only the gateway may reach. */
interface Try {
  readonly how: string;
  readonly body: string;
  readonly headers: Headers;
  readonly path?: string;
}

describe("a room that is called by anybody but the gateway", () => {
  let graph: WholeGraph;
  /** Another house: keys of the right form that this one does not have. */
  const strangers = new TestKeys(roomNames());
  const keeper = { ...system("intruder"), scopes: ["pesantren:write", "feed:read", "contact:read"] };
  const ROWS = JSON.stringify({ query: "{ __typename _service { sdl } }" });
  const ENTITIES = JSON.stringify({
    query: "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    variables: { r: [{ __typename: "Pesantren", id: "01900000-0000-7000-8000-000000000000", formerIds: [] }] },
  });

  beforeAll(async () => {
    graph = await WholeGraph.start();
  }, 60_000);
  afterAll(() => graph?.close());

  async function send(room: string, { body, headers, path = "" }: Try): Promise<{ status: number; text: string }> {
    const response = await fetch(`${graph.roomUrl(room)}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  const proof = (room: string, body: string) => graph.keys.proof(room, body, { caller: keeper });
  const without = (headers: Headers, name: string): Headers =>
    Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));

  /** Ways to go wrong, each made from a proof that would be right. */
  function forgeries(room: string, body: string, at: number): Try[] {
    const right = proof(room, body);
    const other = roomNames().find((each) => each !== room)!;
    const spoilt = (name: string, change: (value: string) => string): Headers => ({
      ...right,
      [name]: change(right[name]!),
    });
    const flip = (text: string): string => {
      const index = at % text.length;
      return text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
    };
    const claim = Buffer.from(JSON.stringify({ ...keeper, province: "*", scopes: ["*"] })).toString("base64url");
    const older = Math.floor(Date.now() / 1000) - 31 - at;
    return [
      { how: "unsigned", body, headers: {} },
      ...["opop-caller", "content-digest", "signature-input", "signature"].map((name) => ({
        how: `without ${name}`,
        body,
        headers: without(right, name),
      })),
      { how: "for another room", body, headers: proof(other, body) },
      { how: "with another house's keys", body, headers: strangers.proof(room, body, { caller: keeper }) },
      { how: "for another body", body: `${body}\n`, headers: right },
      {
        how: "for another body, its digest set right",
        body: `${body} `,
        headers: {
          ...right,
          "content-digest": `sha-256=:${createHash("sha256").update(`${body} `).digest("base64")}:`,
        },
      },
      { how: "for another caller", body, headers: { ...right, "opop-caller": claim } },
      { how: "for another request", body, headers: { ...right, "x-request-id": "another" } },
      { how: "for another path", body, headers: right, path: "/graphql" },
      {
        how: "with a signature changed in one place",
        body,
        headers: spoilt("signature", (value) => `gateway=:${flip(value.slice(9, -1))}:`),
      },
      {
        how: "made long ago",
        body,
        headers: spoilt("signature-input", (value) => value.replace(/created=\d+/, `created=${older}`)),
      },
      {
        how: "made in the future",
        body,
        headers: spoilt("signature-input", (value) => value.replace(/created=\d+/, `created=${older + 1000}`)),
      },
      {
        how: "with another nonce",
        body,
        headers: spoilt("signature-input", (value) => value.replace(/nonce="./, 'nonce="_')),
      },
      {
        how: "with fewer things covered",
        body,
        headers: spoilt("signature-input", (value) => value.replace(' "opop-caller"', "")),
      },
      {
        how: "with an algorithm of its choice",
        body,
        headers: spoilt("signature-input", (value) => value.replace("hmac-sha256", "none")),
      },
      { how: "with two signatures", body, headers: spoilt("signature", (value) => `${value}, ${value}`) },
      {
        how: "with a broken header",
        body,
        headers: spoilt("signature-input", (value) => value.slice(0, at % value.length)),
      },
    ];
  }

  it(`gives nothing away in ${TRIES} tries (seed ${SEED})`, async () => {
    const bodies = [ROWS, ENTITIES, '{"query":"{__typename}"}', "{", ""];
    const tries = fc.sample(
      fc.record({ room: fc.constantFrom(...roomNames()), body: fc.constantFrom(...bodies), at: fc.nat(10_000) }),
      { numRuns: Math.ceil(TRIES / 20), seed: SEED },
    );
    const answers: { how: string; status: number; text: string }[] = [];
    for (const { room, body, at } of tries) {
      for (const each of forgeries(room, body, at)) answers.push({ how: each.how, ...(await send(room, each)) });
    }
    expect(answers.length).toBeGreaterThanOrEqual(TRIES);
    const refusal =
      '{"errors":[{"message":"Only the gateway reaches this address.","extensions":{"code":"GATEWAY_ONLY"}}]}';
    expect(answers.filter(({ status, text }) => status !== 403 || text !== refusal)).toEqual([]);
  }, 60_000);

  it("takes a proof once", async () => {
    for (const room of roomNames()) {
      const once: Try = { how: "replayed", body: ROWS, headers: proof(room, ROWS) };
      expect((await send(room, once)).status).toBe(200);
      for (let again = 0; again < 100; again++) expect((await send(room, once)).status).toBe(403);
    }
  });

  it("answers introspection and its own SDL to nobody else either", async () => {
    for (const room of roomNames()) {
      for (const method of ["GET", "POST", "PUT"]) {
        const response = await fetch(`${graph.roomUrl(room)}?query={__schema{types{name}}}`, { method });
        expect([response.status, (await response.text()).includes("Pesantren")]).toEqual([403, false]);
      }
    }
  });
});
