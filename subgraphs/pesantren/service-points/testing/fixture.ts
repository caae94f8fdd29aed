import { newId } from "../../../kit/id";
import type { Language } from "../../../kit/language";
import type { TestGraph } from "../../../kit/testing/graph";

let serial = 0;

/** Puts a pesantren into the registry of a test. */
export async function addPesantren(graph: TestGraph, regencyCode = "35.78", status = "ACTIVE"): Promise<string> {
  const id = newId();
  const nspp = `5100${String(++serial).padStart(8, "0")}`;
  await graph.db.rows(
    `INSERT INTO pesantren (id, nspp, published_name, name, name_key, regency_code, status, source, as_of)
     VALUES ($1, $2, $3, $3, lower($3), $4, $5, 'test', '2026-01-01')`,
    [id, nspp, `Pesantren ${serial}`, regencyCode, status],
  );
  return id;
}

/** The input of a service point at which nothing is wrong. */
export function inputFor(pesantrenId: string, change: object = {}) {
  return {
    pesantrenId,
    kind: "SHOP",
    name: "Toko Santri",
    services: ["RETAIL"],
    location: { latitude: -7.25, longitude: 112.75 },
    ...change,
  };
}

const REGISTER = `mutation ($input: RegisterServicePointInput!, $key: String!) {
  registerServicePoint(input: $input, idempotencyKey: $key) {
    ... on ServicePoint { id } ... on Refused { refusals { code field message expected received } } } }`;

export interface Answer {
  readonly id?: string;
  readonly refusals?: readonly { code: string; field: string[]; message: string }[];
}

/** Registers a service point as a client does. */
export async function register(
  graph: TestGraph,
  input: object,
  { key = newId(), language = "en" }: { key?: string; language?: Language } = {},
): Promise<Answer> {
  const data = await graph.data<{ registerServicePoint: Answer }>(REGISTER, { input, key }, language);
  return data.registerServicePoint;
}

/** Registers one that must not be refused, and brings it to a status. */
export async function added(graph: TestGraph, input: object, status = "PLANNED"): Promise<string> {
  const { id, refusals } = await register(graph, input);
  if (id === undefined) throw new Error(JSON.stringify(refusals));
  if (status !== "PLANNED") await graph.db.rows("UPDATE service_point SET status = $2 WHERE id = $1", [id, status]);
  return id;
}
