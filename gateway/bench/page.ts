import { fork } from "node:child_process";
import { join } from "node:path";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { freshDatabase, withClient } from "./databases";
import type { House } from "../journeys/house";
import { operation } from "./operations";
import { measure, median, type Figures, type Load } from "./load";

const OPERATIONS = 2_000;
const ROUNDS = 5;
const CONNECTIONS = 8;
const PAGES = 40;

export interface PageFigures {
  readonly graph: Figures;
  readonly baseline: Figures;
  /** CPU time of the graph's page in that of the hand-written one, the median of all rounds. */
  readonly ratio: number;
}

/** A page of 20 pesantren with 5 products each: through the gateway, and by one statement served by plain Node, in turn. */
export async function benchPage(house: House): Promise<PageFigures> {
  const cursors = await firstCursors(house);
  const baseline = await startBaseline(house);
  try {
    const graphLoad = throughGateway(house, cursors);
    const baselineLoad = byOneStatement(baseline.url, baseline.pid, house, await firstPlaces(baseline.url));
    const rounds: { graph: Figures; baseline: Figures }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ graph: await measure(graphLoad), baseline: await measure(baselineLoad) });
    }
    const ratio = median(rounds.map((round) => round.graph.cpuMs / round.baseline.cpuMs));
    const middle = rounds.find((round) => round.graph.cpuMs / round.baseline.cpuMs === ratio)!;
    return { ...middle, ratio };
  } finally {
    baseline.stop();
  }
}

function throughGateway(house: House, cursors: readonly (string | null)[]): Load {
  const query = operation("public/pesantren-page");
  const bodies = cursors.map((after) => JSON.stringify({ query, variables: { provinceCode: "32", after } }));
  const { origin, pathname } = new URL(house.url);
  return {
    url: origin,
    request: (n) => ({ path: pathname, method: "POST", body: bodies[n % bodies.length]! }),
    check: (body) => expectPage(body, '"products"'),
    pids: house.pids(),
    operations: OPERATIONS,
    connections: CONNECTIONS,
  };
}

function byOneStatement(url: string, pid: number, house: House, places: readonly string[]): Load {
  return {
    url,
    request: (n) => ({ path: places[n % places.length]!, method: "GET" }),
    check: (body) => expectPage(body, '"products"'),
    pids: [pid, house.postgresPid()],
    operations: OPERATIONS,
    connections: CONNECTIONS,
  };
}

/** A page must be full: 20 pesantren, each with its products. */
function expectPage(body: string, mark: string): void {
  if (body.split(mark).length !== 21 || body.includes('"errors"'))
    throw new Error(`This is no page: ${body.slice(0, 500)}`);
}

async function firstCursors(house: House): Promise<(string | null)[]> {
  const cursors: (string | null)[] = [null];
  while (cursors.length < PAGES) {
    const { data } = await house.ask<{ pesantrens: { pageInfo: { endCursor: string } } }>(
      operation("public/pesantren-page"),
      {
        provinceCode: "32",
        after: cursors.at(-1),
      },
    );
    cursors.push(data.pesantrens.pageInfo.endCursor);
  }
  return cursors;
}

async function firstPlaces(url: string): Promise<string[]> {
  const places = ["/"];
  while (places.length < PAGES) {
    const { nodes } = (await (await fetch(url + places.at(-1)!)).json()) as {
      nodes: { id: string; regencyCode: string }[];
    };
    const last = nodes.at(-1)!;
    places.push(`/?regency=${last.regencyCode}&id=${last.id}`);
  }
  return places;
}

async function startBaseline(house: House): Promise<{ url: string; pid: number; stop: () => void }> {
  const child = fork(join(__dirname, "one-statement.js"), {
    env: { ...process.env, NODE_ENV: "production", BENCH_DATABASE_URL: await copyIntoOneDatabase(house) },
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => child.kill() };
}

/** What the statement reads, in one database, with the indexes that it wants. */
const TABLES = {
  pesantren: {
    room: "pesantren",
    create:
      'CREATE TABLE pesantren (id uuid PRIMARY KEY, nspp text, name text, address text, regency_code text COLLATE "C")',
    select: "SELECT id, nspp, name, address, regency_code FROM pesantren WHERE merged_into_id IS NULL",
    index: "CREATE INDEX ON pesantren (regency_code, id)",
  },
  region: {
    room: "pesantren",
    create: 'CREATE TABLE region (code text COLLATE "C" PRIMARY KEY, name text)',
    select: "SELECT code, name FROM region",
    index: "SELECT 1",
  },
  product: {
    room: "products",
    create:
      "CREATE TABLE product (id uuid PRIMARY KEY, pesantren_id uuid, name text, price bigint, field text, status text)",
    select: "SELECT id, pesantren_id, name, price, field, status FROM product",
    index: "CREATE INDEX ON product (pesantren_id, id)",
  },
};

async function copyIntoOneDatabase(house: House): Promise<string> {
  const url = await freshDatabase(house, "bench_page");
  await withClient(url, async (target) => {
    for (const [name, { room, create, select, index }] of Object.entries(TABLES)) {
      await target.query(create);
      await withClient(house.databaseUrl(room), (source) =>
        pipeline(source.query(copyTo(`COPY (${select}) TO STDOUT`)), target.query(copyFrom(`COPY ${name} FROM STDIN`))),
      );
      await target.query(index);
      await target.query(`ANALYZE ${name}`);
    }
  });
  return url;
}
