import { dirname, resolve } from "node:path";
import { bool, ConfigurationError, host, num, readConfig, str, url } from "../subgraphs/kit/config";
import { Keyring } from "../subgraphs/kit/keys/keyring";
import type { SafelistMode } from "./audiences/audiences";
import type { SourcePaths } from "./audiences/sources";
import type { IdentityOptions } from "./identity/identity";
import { isConfidential } from "./identity/issuer";
import type { Limits } from "./limits/limits";
import type { RateSettings } from "./limits/rate";

/** Everything that can be set on the gateway. README.md lists the same variables for operators. */
export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  /** Keys with which requests to subgraphs are signed; without one, only subgraphs that ask for no proof can be reached. */
  readonly keyring: Keyring | undefined;
  /** Whose access tokens count, and for what. */
  readonly identity: IdentityOptions;
  /** What is served, and loaded again whenever it changes. */
  readonly sources: SourcePaths;
  readonly safelist: SafelistMode;
  readonly introspection: boolean;
  readonly explorer: boolean;
  /** Origins whose pages may call the gateway from a browser. */
  readonly corsOrigins: ReadonlySet<string>;
  /** Names of the request headers, in lower case, that are passed on to subgraphs beside those the gateway sets itself. */
  readonly forwardHeaders: readonly string[];
  readonly requestDeadlineMs: number;
  readonly planningTimeoutMs: number;
  readonly planCacheSize: number;
  readonly subgraphConnections: number;
  readonly maxAnswerBytes: number;
  readonly limits: Limits & { readonly tokens: number; readonly bodyBytes: number };
  /** What one client, or one address, may ask for in a minute. */
  readonly rate: RateSettings;
  /** How long requests in flight may take when the gateway is told to stop. */
  readonly graceMs: number;
  /** The address set for a subgraph by `<NAME>_URL`, if it is not to be the one in the supergraph. */
  urlOf(subgraph: string): string | undefined;
  /** The time-out of a subgraph: `<NAME>_TIMEOUT_MS`, or else SUBGRAPH_TIMEOUT_MS. */
  timeoutMsOf(subgraph: string): number;
}

/** Settings without a subgraph's name in theirs. The defaults let through what people write and stop what only an attack needs. */
const SPECS = {
  HOST: host({ default: "127.0.0.1", desc: "the address to listen on" }),
  PORT: atLeast(0, 4000, "the port to listen on; 0 has a free one chosen", 65_535),
  SUPERGRAPH: str({ default: "", desc: "a Federation 2 supergraph file; the project's own unless set" }),
  CONTRACTS: str({
    default: "",
    desc: "the folder of the audiences' schemas; contracts beside the supergraph unless set",
  }),
  OPERATIONS: str({
    default: "",
    desc: "the folder of known clients' documents; operations beside the supergraph unless set",
  }),
  SAFELIST: str({
    choices: ["enforce", "report", "off"],
    default: undefined,
    desc: "enforce, report or off: what becomes of operations that are not in OPERATIONS",
  }),
  KEYRING: str({ default: "", desc: "the file of the gateway's keys; see `npm run keys`" }),
  NODE_ENV: str({ default: "development", desc: "production turns off introspection and the explorer" }),
  OIDC_ISSUER: url({ default: undefined, desc: "the issuer whose access tokens count, as they name it in iss" }),
  OIDC_AUDIENCE: str({ default: "urn:opop:graph", desc: "what access tokens must name in aud" }),
  PUBLIC_URL: url({ default: undefined, desc: "the gateway's address as clients know it, without /graphql" }),
  INTROSPECTION: bool({ default: undefined, desc: "true or false: whether clients may ask for the schema" }),
  EXPLORER: bool({ default: undefined, desc: "true or false: whether browsers get the explorer at /graphql" }),
  CORS_ORIGINS: str({
    default: "",
    desc: "origins separated by commas, such as https://opop.example.id; none by default",
  }),
  FORWARD_HEADERS: str({
    default: "traceparent,tracestate",
    desc: "names of headers passed on to subgraphs, separated by commas",
  }),
  REQUEST_DEADLINE_MS: atLeast(1, 15_000, "milliseconds from a request's arrival until its answer must be sent"),
  PLANNING_TIMEOUT_MS: atLeast(1, 2_000, "milliseconds that validating and planning one new operation may take"),
  PLAN_CACHE_SIZE: atLeast(1, 1_000, "how many prepared operations are kept"),
  SUBGRAPH_TIMEOUT_MS: atLeast(1, 5_000, "milliseconds one fetch from a subgraph may take"),
  SUBGRAPH_CONNECTIONS: atLeast(1, 64, "the most connections to one subgraph"),
  SUBGRAPH_ANSWER_BYTES: atLeast(1, 64 * 1024 * 1024, "the largest answer of a subgraph that is read, in bytes"),
  TRUST_PROXY: atLeast(0, 0, "how many proxies of yours each request passes, which add to X-Forwarded-For"),
  REDIS_URL: url({ default: undefined, desc: "where several gateways keep the budgets of clients together" }),
  RATE_LIMIT_DATABASE_URL: url({ default: undefined, desc: "the same, on PostgreSQL" }),
  SHUTDOWN_GRACE_MS: atLeast(0, 10_000, "milliseconds that requests in flight may take when the gateway is stopped"),
  LIMIT_BODY_BYTES: atLeast(1, 1024 * 1024, "the largest request body, in bytes"),
  LIMIT_TOKENS: atLeast(1, 10_000, "the longest document, in lexical tokens"),
  LIMIT_DEPTH: atLeast(1, 20, "levels of fields in an operation"),
  LIMIT_ALIASES: atLeast(0, 100, "aliases in an operation, its fragments written out"),
  LIMIT_ROOT_FIELDS: atLeast(1, 50, "fields at the root of an operation"),
  LIMIT_DIRECTIVES: atLeast(0, 100, "directives in an operation, its fragments written out"),
  LIMIT_SELECTIONS: atLeast(1, 2_000, "fields and fragments of an operation, its fragments written out"),
  LIMIT_NESTING: atLeast(
    1,
    8,
    "levels of lists and objects in a value written into the document; variables may have more",
  ),
  LIMIT_COST: atLeast(1, 250_000, "the estimated cost of an operation, about the number of objects it may answer"),
  LIMIT_ASSUMED_LIST_SIZE: atLeast(1, 10, "the length assumed of a list without @listSize"),
};

/**
 * Reads the gateway's settings.
 *
 * @throws ConfigurationError naming every setting at fault
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const outside = env["NODE_ENV"] !== "production";
  const set = readConfig({ ...SPECS, ...rateSpecs(outside) }, env);
  const forwardHeaders = listOf(set.FORWARD_HEADERS).map((name) => name.toLowerCase());
  if (!outside) checkProduction(set);
  return {
    host: set.HOST,
    port: set.PORT,
    keyring: set.KEYRING ? new Keyring(set.KEYRING) : undefined,
    identity: {
      issuer: set.OIDC_ISSUER,
      audience: set.OIDC_AUDIENCE,
      publicUrl: set.PUBLIC_URL,
      leavesTokensToSubgraphs: forwardHeaders.includes("authorization"),
    },
    sources: sourcePaths(set),
    safelist: set.SAFELIST ?? (outside ? "off" : "enforce"),
    introspection: set.INTROSPECTION ?? outside,
    explorer: set.EXPLORER ?? outside,
    corsOrigins: new Set(listOf(set.CORS_ORIGINS).map(asOrigin)),
    forwardHeaders,
    requestDeadlineMs: set.REQUEST_DEADLINE_MS,
    planningTimeoutMs: set.PLANNING_TIMEOUT_MS,
    planCacheSize: set.PLAN_CACHE_SIZE,
    subgraphConnections: set.SUBGRAPH_CONNECTIONS,
    maxAnswerBytes: set.SUBGRAPH_ANSWER_BYTES,
    graceMs: set.SHUTDOWN_GRACE_MS,
    limits: {
      tokens: set.LIMIT_TOKENS,
      bodyBytes: set.LIMIT_BODY_BYTES,
      depth: set.LIMIT_DEPTH,
      aliases: set.LIMIT_ALIASES,
      rootFields: set.LIMIT_ROOT_FIELDS,
      directives: set.LIMIT_DIRECTIVES,
      selections: set.LIMIT_SELECTIONS,
      nesting: set.LIMIT_NESTING,
      cost: set.LIMIT_COST,
      assumedListSize: set.LIMIT_ASSUMED_LIST_SIZE,
      introspection: set.INTROSPECTION ?? outside,
    },
    rate: {
      requests: set.RATE_LIMIT_REQUESTS,
      cost: set.RATE_LIMIT_COST,
      trustedProxies: set.TRUST_PROXY,
      redisUrl: set.REDIS_URL,
      databaseUrl: set.RATE_LIMIT_DATABASE_URL,
    },
    urlOf: (subgraph) => {
      const name = settingName(subgraph, "URL");
      return readConfig({ [name]: url({ default: undefined, desc: "the address of the subgraph" }) }, env)[name];
    },
    timeoutMsOf: (subgraph) => {
      const name = settingName(subgraph, "TIMEOUT_MS");
      const spec = atLeast(1, set.SUBGRAPH_TIMEOUT_MS, "milliseconds one fetch from the subgraph may take");
      return readConfig({ [name]: spec }, env)[name]!;
    },
  };
}

function rateSpecs(outside: boolean) {
  return {
    RATE_LIMIT_REQUESTS: atLeast(0, outside ? 0 : 600, "requests of one address in a minute; 0 for no limit"),
    RATE_LIMIT_COST: atLeast(0, outside ? 0 : 2_000_000, "estimated cost for one address in a minute; 0 for no limit"),
  };
}

type Production = Readonly<{ OIDC_ISSUER: string | undefined; KEYRING: string; PUBLIC_URL: string | undefined }>;

/** Without an issuer nobody could be told from anybody, and without keys no room of this project would answer. */
function checkProduction({ OIDC_ISSUER: issuer, KEYRING: keyring, PUBLIC_URL: publicUrl }: Production): void {
  const faults = [];
  if (issuer === undefined) faults.push("OIDC_ISSUER is not set. Expected: the issuer of access tokens.");
  else if (!isConfidential(issuer)) faults.push(`OIDC_ISSUER: "${issuer}" is not https, nor on this machine.`);
  if (!keyring) faults.push("KEYRING is not set. Expected: the file of the gateway's keys.");
  // Without it, the address that a bank's proof must name would be whatever the request says of itself.
  if (publicUrl === undefined)
    faults.push("PUBLIC_URL is not set. Expected: the gateway's address as clients know it.");
  if (faults.length > 0) throw new ConfigurationError(`NODE_ENV is production.\n  ${faults.join("\n  ")}`);
}

/** `products` with `URL` is PRODUCTS_URL; what a variable's name can't hold becomes an underscore. */
function settingName(subgraph: string, what: string): string {
  return `${subgraph.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_${what}`;
}

function atLeast(least: number, otherwise: number, desc: string, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  const validate = num({ default: otherwise, desc: `${desc}; a whole number ${range}` });
  return {
    ...validate,
    _parse: (input: string): number => {
      const value = validate._parse(input);
      if (!Number.isSafeInteger(value) || value < least || value > most) throw new RangeError(`came "${input}"`);
      return value;
    },
  };
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function asOrigin(text: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.origin !== text) {
    throw new ConfigurationError(
      `CORS_ORIGINS: "${text}" is no origin. Expected: scheme, host and port only, such as https://opop.example.id.`,
    );
  }
  return parsed.origin;
}

function sourcePaths(set: Readonly<Record<"SUPERGRAPH" | "CONTRACTS" | "OPERATIONS", string>>): SourcePaths {
  const supergraph = set.SUPERGRAPH ? resolve(set.SUPERGRAPH) : resolve(packageRoot(), "schema", "supergraph.graphql");
  const beside = (folder: string, name: string) => (folder ? resolve(folder) : resolve(dirname(supergraph), name));
  return {
    supergraph,
    contracts: beside(set.CONTRACTS, "contracts"),
    operations: beside(set.OPERATIONS, "operations"),
  };
}

/** The same from gateway/ and from dist/gateway/. */
function packageRoot(): string {
  const above = resolve(__dirname, "..");
  return above.endsWith("dist") ? resolve(above, "..") : above;
}
