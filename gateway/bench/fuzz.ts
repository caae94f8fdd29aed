import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildASTSchema, isObjectType, isRequiredArgument, parse, type GraphQLField } from "graphql";
import { Pool } from "undici";
import type { House } from "../journeys/house";
import { median } from "./load";
import { operation } from "./operations";
import { cpuMs } from "./processes";

export interface FuzzFigures {
  readonly requests: number;
  /** Requests that got no answer at all, or one that blames the server. */
  readonly failures: readonly string[];
  /** Answers that tell something of the inside. */
  readonly leaks: readonly string[];
  /** 99th percentile of normal requests alone and beside the fuzzed ones, in milliseconds: the medians of all rounds. */
  readonly aloneMs: number;
  readonly besideMs: number;
  readonly cpuMs: number;
}

/** One request that nobody in his right mind would send. */
interface Fuzzed {
  readonly method: "GET" | "POST" | "PUT" | "OPTIONS";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

const ROUNDS = 5;
const CONNECTIONS = 4;
/** Normal requests beside, a second; as many as when they are alone. */
const NORMAL_A_SECOND = 50;

/** Sends seeded nonsense to a gateway, and normal requests beside it, in turn with normal requests alone. */
export async function benchFuzz(house: House, requests: number, seed: number): Promise<FuzzFigures> {
  const origin = new URL(house.url).origin;
  const failures: string[] = [];
  const leaks: string[] = [];
  const alone: number[] = [];
  const beside: number[] = [];
  const all = fc.sample(fuzzed(), { numRuns: requests, seed });
  const share = Math.ceil(requests / ROUNDS);
  const before = cpuMs(house.pids());
  for (let round = 0; round < ROUNDS; round++) {
    const batch = all.slice(round * share, (round + 1) * share);
    const started = performance.now();
    const nonsense = sendAll(origin, batch, failures, leaks);
    beside.push(await normalP99(origin, () => nonsense.isDone, failures));
    await nonsense.done;
    const until = performance.now() + Math.min(10_000, performance.now() - started);
    alone.push(await normalP99(origin, () => performance.now() > until, failures));
  }
  return {
    requests: all.length,
    failures,
    leaks,
    aloneMs: median(alone),
    besideMs: median(beside),
    cpuMs: (cpuMs(house.pids()) - before) / all.length,
  };
}

/** Sends requests, and gathers what failed in the server and what told of the inside. */
export function sendAll(origin: string, batch: readonly Fuzzed[], failures: string[], leaks: string[]) {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < batch.length) {
      const sent = batch[next++]!;
      try {
        const response = await pool.request({ ...sent, headers: sent.headers });
        const text = await response.body.text();
        if (response.statusCode >= 500 || text.includes("INTERNAL_SERVER_ERROR"))
          failures.push(`${response.statusCode} for ${describe(sent)}: ${text.slice(0, 300)}`);
        const leak = INSIDE.map((pattern) => pattern.exec(text)?.[0]).find((found) => found && !isEcho(found, sent));
        if (leak !== undefined) leaks.push(`${leak} for ${describe(sent)}: ${text.slice(0, 300)}`);
      } catch (error) {
        failures.push(`no answer for ${describe(sent)}: ${(error as Error).message}`);
      }
    }
  };
  const progress = { isDone: false, done: Promise.resolve() };
  progress.done = Promise.all(Array.from({ length: CONNECTIONS }, worker)).then(async () => {
    progress.isDone = true;
    await pool.close();
  });
  return progress;
}

/** Normal requests at an even pace until told to stop; resolves to the 99th percentile of their times. */
async function normalP99(origin: string, isDone: () => boolean, failures: string[]): Promise<number> {
  const pool = new Pool(origin, { connections: 16, pipelining: 1 });
  const body = JSON.stringify({ query: operation("public/pesantren-page"), variables: { provinceCode: "32" } });
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const ask = async (): Promise<void> => {
    const started = performance.now();
    const response = await pool.request({
      path: "/graphql",
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await response.body.text();
    times.push(performance.now() - started);
    if (response.statusCode !== 200 || text.includes('"errors"'))
      failures.push(`a normal request: ${text.slice(0, 300)}`);
  };
  while (!isDone()) {
    pending.push(ask().catch((error: Error) => void failures.push(`a normal request: ${error.message}`)));
    await new Promise((later) => setTimeout(later, 1000 / NORMAL_A_SECOND));
  }
  await Promise.all(pending);
  await pool.close();
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

function describe({ method, path, headers, body }: Fuzzed): string {
  return `${method} ${path} ${JSON.stringify(headers)} ${String(body).slice(0, 300)}`;
}

/** Whether an answer only repeats what was sent, such as a media type that there is not. */
function isEcho(found: string, { path, headers, body }: Fuzzed): boolean {
  return `${path} ${JSON.stringify(headers)} ${String(body)}`.includes(found.trim());
}

/** What no answer may hold but as an echo. */
const INSIDE = [
  /\bselect\s+[\w.",*\s]+\s+from\b|\binsert\s+into\b|\bupdate\s+\w+\s+set\b/i,
  /relation "|column "|syntax error at or near|violates|duplicate key|pg_|SQLSTATE/i,
  /\n?\s+at [\w.<>]+ \(|node_modules|node:internal|\bdist\/|\.[cm]?[jt]s\b/,
  /ECONN|ENOENT|EACCES|getaddrinfo|127\.0\.0\.1|localhost|postgres/i,
  /(?:^|[\s"'(])\/(?:home|root|usr|var|tmp|etc|work|app)\//,
];

/** Requests of every kind of wrongness, of bytes, headers, documents and values. */
export function fuzzed(): fc.Arbitrary<Fuzzed> {
  const documents = fc.oneof(
    { weight: 4, arbitrary: knownFields() },
    { weight: 3, arbitrary: brokenDocuments() },
    { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: "binary" }) },
    { weight: 1, arbitrary: deepDocuments() },
  );
  const bodies = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record(
          { query: documents, variables: nasty(), operationName: nasty(), extensions: nasty() },
          { requiredKeys: ["query"] },
        )
        .map((body) => JSON.stringify(body)),
    },
    { weight: 2, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  );
  const posts = fc.record({ method: fc.constant("POST" as const), path: paths(), headers: headers(), body: bodies });
  const gets = fc.record({
    method: fc.constantFrom("GET" as const, "PUT" as const, "OPTIONS" as const),
    path: fc.oneof(
      paths(),
      documents.map((query) => `/graphql?query=${encodeURIComponent(query.replace(/\p{Surrogate}/gu, "?"))}`),
    ),
    headers: headers(),
    body: fc.constant(null),
  });
  return fc.oneof({ weight: 5, arbitrary: posts }, { weight: 1, arbitrary: gets });
}

function paths(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("/graphql", "/public/graphql", "/bank/graphql", "/province/graphql") },
    { weight: 1, arbitrary: fc.webPath({ size: "small" }).map((path) => `/${path.replace(/^\/+/, "")}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "/graphql/..%2f..%2fpasswd",
        "/graphql//",
        "/__proto__/graphql",
        "/%00",
        "/graphql?query=%ff",
        "/constructor/graphql",
      ),
    },
  );
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const value = fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x21-\x7e]/g, "x"));
  const jwt = fc
    .tuple(fc.object(), fc.object(), value)
    .map(
      ([head, payload, rest]) =>
        [head, payload].map((each) => Buffer.from(JSON.stringify(each)).toString("base64url")).join(".") + `.${rest}`,
    );
  const odd = fc.oneof(
    fc.record(
      {
        authorization: fc.oneof(
          jwt.map((token) => `Bearer ${token}`),
          value,
          jwt.map((token) => `DPoP ${token}`),
        ),
        dpop: jwt,
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        "opop-caller": value,
        signature: value,
        "signature-input": value,
        "content-digest": value,
        "x-request-id": value,
        "x-forwarded-for": value,
      },
      { requiredKeys: [] },
    ),
    fc.record(
      { accept: value, "accept-language": value, traceparent: value, origin: value, "accept-encoding": value },
      { requiredKeys: [] },
    ),
    fc.constant({}),
  );
  const type = fc.constantFrom(
    "application/json",
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "application/json; charset=latin1",
    "application/graphql",
  );
  return fc.tuple(type, odd).map(([contentType, more]) => ({ "content-type": contentType, ...definedOf(more) }));
}

function definedOf(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Strings that break what was not written with care, and values of every other kind. */
function nasty(): fc.Arbitrary<unknown> {
  const strings = fc.constantFrom(
    "' OR 1=1 --",
    "'; DROP TABLE x; --",
    "\u0000",
    "\ud800",
    "__proto__",
    "constructor",
    "%00",
    "${7*7}",
    "{{7*7}}",
    "<script>",
    "9".repeat(400),
    "\u202e\u0000\ufeff",
    "1e999",
    "-0",
    "a".repeat(5_000),
  );
  const object = fc.dictionary(
    fc.oneof(
      fc.constantFrom("first", "after", "filter", "near", "search", "id", "nspp", "input", "r", "__proto__", "a"),
      fc.string({ maxLength: 8 }),
    ),
    fc.oneof(strings, fc.jsonValue(), fc.double(), fc.integer()),
    { maxKeys: 6 },
  );
  return fc.oneof(
    { weight: 3, arbitrary: object },
    { weight: 1, arbitrary: strings },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

/** Fields that there are, with values that they do not expect. */
function knownFields(): fc.Arbitrary<string> {
  const roots = rootFields();
  const value = fc.oneof(
    nasty().map((each) => literal(each)),
    fc.constantFrom(
      "1",
      "-1",
      "2147483648",
      "1.5",
      "true",
      "null",
      "[]",
      "{}",
      "ENUM",
      '"x"',
      '""',
      "$a",
      "[[[[1]]]]",
      '"""block"""',
      "1e400",
    ),
  );
  return fc
    .tuple(fc.constantFrom(...roots), fc.array(value, { minLength: 6, maxLength: 6 }), fc.boolean())
    .map(([{ kind, field }, values, all]) => {
      const given = field.args
        .filter((each) => all || isRequiredArgument(each))
        .map(({ name }, at) => `${name}: ${values[at % values.length]!}`);
      return `${kind} ($a: String, $r: [String]) { ${field.name}${given.length > 0 ? `(${given.join(", ")})` : ""} { __typename } }`;
    });
}

/** Documents that clients of the project send, with one part cut out, doubled or put elsewhere. */
function brokenDocuments(): fc.Arbitrary<string> {
  const sources = ["public/pesantren-page", "public/pesantren-search", "public/pesantren-near"].map(operation);
  return fc
    .tuple(
      fc.constantFrom(...sources),
      fc.nat(),
      fc.nat(60),
      fc.constantFrom("", "{", "}", "...", "@", "$", "!", "\u0000", "fragment A on B", "#", '"'),
    )
    .map(([source, at, length, inserted]) => {
      const start = at % source.length;
      return source.slice(0, start) + inserted + source.slice(start + length);
    });
}

function deepDocuments(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.integer({ min: 1, max: 4_000 }),
      fc.constantFrom("{a", "[", "{ pesantrens { nodes", "{...F}fragment F on Query{...F", "@a(b:"),
    )
    .map(([times, part]) => part.repeat(Math.min(times, Math.ceil(40_000 / part.length))));
}

function rootFields(): { kind: "query" | "mutation"; field: GraphQLField<unknown, unknown> }[] {
  const root = resolve(__dirname, __dirname.includes("/dist/") ? "../../.." : "../..");
  const sdl = readFileSync(join(root, "schema", "contracts", "province.graphql"), "utf8");
  const schema = buildASTSchema(parse(sdl));
  return (
    [
      ["query", schema.getQueryType()],
      ["mutation", schema.getMutationType()],
    ] as const
  ).flatMap(([kind, type]) =>
    isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ kind, field })) : [],
  );
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return `{${Object.entries(value)
    .map(([name, each]) => `${/^[_A-Za-z]\w*$/.test(name) ? name : "x"}: ${literal(each)}`)
    .join(", ")}}`;
}
