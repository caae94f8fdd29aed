import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres, type RunningPostgres } from "../../subgraphs/kit/postgres/embedded";
import { ensureHouseKeys, keyringFile } from "../../subgraphs/kit/keys/house-keys";
import { Child } from "../../subgraphs/kit/process/child";
import { holdFolder } from "../../subgraphs/kit/process/folder-lock";
import { publishClientKeys, roomClientId } from "../../subgraphs/kit/keys/client-keys";
import { IssuerFolder } from "../issuer/issuer-folder";
import { LogFile, readEntry } from "./log-file";
import type { RoomSettings, Settings } from "./settings";
import { say, step } from "./terminal";

const WARNING = 40;
const FATAL = 60;
const POSTGRES_STARTS = 3;

/** Everything that `npm start` runs: PostgreSQL, a process a subgraph, the issuer for trials, and the gateway. */
export class House {
  #postgres: RunningPostgres | undefined;
  #rooms: Child[] = [];
  #simulators: Child[] = [];
  #gateway: Child | undefined;
  #issuer: Child | undefined;
  #logs: LogFile[] = [];
  #release: (() => Promise<void>) | undefined;
  #starting: Promise<string> | undefined;
  #stopping = false;

  /**
   * @param dist the folder of the built project
   * @param onLost told why, when a part is gone for good and the house can't go on
   */
  constructor(
    private readonly settings: Settings,
    private readonly dist: string,
    private readonly onLost: (reason: string) => void,
  ) {}

  /** Starts what is needed, in the order of need; resolves to the gateway's address. */
  start(): Promise<string> {
    return (this.#starting = this.#startAll());
  }

  /** Stops everything, each part after those that need it: the gateway, the rooms, PostgreSQL. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#gateway?.stop();
    await Promise.all([this.#issuer?.stop(), ...this.#rooms.map((room) => room.stop())]);
    await Promise.all(this.#simulators.map((simulators) => simulators.stop()));
    // A start that is under way goes no further than the step it is at, but that one may still bring up PostgreSQL.
    await this.#starting?.catch(() => {});
    await this.#postgres?.stop();
    for (const log of this.#logs) log.close();
    // A copy that was refused, since another one runs on the folder, must leave that one's file where it is.
    if (this.#release) await rm(this.#environmentFile, { force: true });
    await this.#release?.();
  }

  /** Ends everything at once. */
  kill(): void {
    this.#stopping = true;
    for (const child of [this.#gateway, this.#issuer, ...this.#rooms, ...this.#simulators]) child?.kill();
    this.#postgres?.kill();
  }

  async #startAll(): Promise<string> {
    this.#release = await holdFolder(this.settings.home);
    ensureHouseKeys(
      this.#keys,
      this.settings.rooms.map(({ name }) => name),
    );
    // Nobody waits for it: a room or the gateway that needs it sooner asks again.
    const issuer = this.#startIssuer();
    issuer.catch(() => {});
    const [databases, partners] = await Promise.all([this.#openDatabases(), this.#startSimulators()]);
    const addresses = await this.#startRooms(databases, partners);
    await issuer;
    this.#gateway = this.#child("gateway", join(this.dist, "gateway", "main.js"), [], {
      ...addresses,
      OIDC_ISSUER: this.settings.issuerUrl,
      KEYRING: keyringFile(this.#keys, "gateway"),
    });
    const url = await step("gateway", this.#gateway.start());
    await this.#writeEnvironment({
      ...databases,
      ...addresses,
      OIDC_ISSUER: this.settings.issuerUrl,
      OIDC_AUDIENCE: this.settings.audience,
      ...(this.#issuer && { ISSUER_FOLDER: this.#issuerFolder }),
      GATEWAY_URL: `${url}/graphql`,
    });
    return `${url}/graphql`;
  }

  async #startIssuer(): Promise<void> {
    const { issuerPort, rooms } = this.settings;
    if (issuerPort === undefined) return;
    const folder = new IssuerFolder(this.#issuerFolder);
    for (const { name } of rooms) {
      publishClientKeys(keyringFile(this.#keys, name), folder.publicKeysOf(roomClientId(name)));
    }
    this.#issuer = this.#child("issuer", join(this.dist, "gateway", "issuer", "main.js"), [], {
      ISSUER_PORT: String(issuerPort),
      ISSUER_FOLDER: this.#issuerFolder,
    });
    await step("issuer", this.#issuer.start());
  }

  async #openDatabases(): Promise<Record<string, string>> {
    const embedded = this.settings.rooms.filter((room) => !room.databaseUrl);
    if (embedded.length === 0) return {};
    await step("PostgreSQL", this.#startPostgres());
    return step("databases", this.#ensureDatabases(embedded));
  }

  async #startPostgres(): Promise<void> {
    const postgres = await startPostgres({
      folder: join(this.settings.home, "postgres"),
      port: this.settings.postgresPort,
      portSetting: "POSTGRES_PORT",
      profile: "durable",
      log: say,
    });
    this.#postgres = postgres;
    void postgres.exited.then(() => this.#revivePostgres());
  }

  /** The rooms connect anew by themselves, so only the server must come back. */
  async #revivePostgres(): Promise<void> {
    for (let attempt = 1; !this.#stopping; attempt++) {
      say("PostgreSQL ended unexpectedly; starting it again");
      await sleep(attempt * 500);
      if (this.#stopping) return;
      try {
        await this.#startPostgres();
        return say("PostgreSQL is back");
      } catch (error) {
        if (attempt === POSTGRES_STARTS) return this.onLost((error as Error).message);
      }
    }
  }

  async #ensureDatabases(rooms: readonly RoomSettings[]): Promise<Record<string, string>> {
    const urls: Record<string, string> = {};
    for (const { name, prefix } of rooms) {
      if (this.#postgres) urls[`${prefix}_DATABASE_URL`] = await this.#postgres.ensureDatabase(name);
    }
    return urls;
  }

  /** Simulators of those with whom rooms work outside of the graph, such as a bank: `<room>/simulators/main.js`. Resolves to what each of these rooms is told of them. */
  async #startSimulators(): Promise<Partners> {
    const { simulatedPartners, rooms } = this.settings;
    const scripts = rooms.map(
      ({ name }) => [name, join(this.dist, "subgraphs", name, "simulators", "main.js")] as const,
    );
    const started = scripts.map(async ([name, script]) => {
      if (simulatedPartners === undefined || !existsSync(script)) return [name, {}] as const;
      const variables = { PARTNERS_FOLDER: join(simulatedPartners, name) };
      const simulators = this.#child(`${name}-simulators`, script, [], variables);
      this.#simulators.push(simulators);
      await step(`simulators of ${name}`, simulators.start());
      return [name, variables] as const;
    });
    return new Map(await Promise.all(started));
  }

  /** Starts all rooms at once; resolves to the variables that tell the gateway where each of them is. */
  async #startRooms(databases: Record<string, string>, partners: Partners): Promise<Record<string, string>> {
    const script = join(this.dist, "subgraphs", "main.js");
    const started = this.settings.rooms.map(async ({ name, prefix }) => {
      let doing = "";
      // Rooms are for the gateway alone, even where the gateway itself is told to listen to the world.
      const room = this.#child(
        name,
        script,
        [name],
        {
          ...pick(databases, `${prefix}_DATABASE_URL`),
          ...partners.get(name),
          HOST: "127.0.0.1",
          GATEWAY_URL: this.settings.gatewayUrl,
          OIDC_ISSUER: this.settings.issuerUrl,
          KEYRING: keyringFile(this.#keys, name),
        },
        (text) => (doing = text),
      );
      this.#rooms.push(room);
      const url = await step(`subgraph ${name}`, room.start(), () => doing);
      return [`${prefix}_URL`, `${url}/graphql`];
    });
    return Object.fromEntries(await Promise.all(started)) as Record<string, string>;
  }

  #child(
    name: string,
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    onEntry: (text: string) => void = () => {},
  ): Child {
    if (this.#stopping) throw new Error("The start was interrupted.");
    const log = new LogFile(join(this.settings.home, "logs", `${name}.log`));
    this.#logs.push(log);
    return new Child({
      name,
      script,
      args,
      nodeOptions: ["--enable-source-maps"],
      env: { ...process.env, ...env, NODE_COMPILE_CACHE: join(this.settings.home, "compile-cache") },
      onEvent: (message) => say(`${name} ${message} (its log: ${log.path})`),
      onLine: (line) => {
        log.write(line);
        const entry = readEntry(line);
        if (!entry) return;
        onEntry(entry.text);
        // Why a process could not start is told by whoever waits for it.
        if (entry.level >= WARNING && entry.level < FATAL) say(`${name}: ${entry.text}`);
      },
    });
  }

  /** Lets other commands of this project, such as the importer, find the running house. */
  async #writeEnvironment(variables: Record<string, string>): Promise<void> {
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(this.#environmentFile, lines.join(""), { mode: 0o600 });
  }

  get #keys(): string {
    return join(this.settings.home, "keys");
  }

  get #issuerFolder(): string {
    return join(this.settings.home, "issuer");
  }

  get #environmentFile(): string {
    return join(this.settings.home, "environment");
  }
}

/** Variables by room. */
type Partners = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Each room gets the address of its own database and of no other. */
function pick(variables: Record<string, string>, name: string): Record<string, string> {
  const value = variables[name];
  return value === undefined ? {} : { [name]: value };
}
