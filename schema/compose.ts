import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { buildSchema, parse, validate, type GraphQLSchema } from "graphql";
import { loadRoom, roomNames } from "../subgraphs/kit/rooms";
import { audiences, contractOf, fieldTags, undeclared, withoutNull } from "./contracts";
import { composeFile } from "./containers";
import { withoutDescription } from "./descriptions";
import { compose, CompositionError } from "./supergraph";

const ROOT = resolve(__dirname, "../..");
const SUBGRAPH_SCHEMAS = "schema/subgraphs";
const CONTRACTS = "schema/contracts";
const OPERATIONS = "schema/operations";

/** `npm run compose` writes the generated files; with `--check` it only tells which of them are not current. */
async function main(check: boolean): Promise<void> {
  const rooms = roomNames().map(loadRoom);
  const { supergraph, api, subgraphs, hints } = await compose(rooms);
  refuseAny("without a description", withoutDescription(api));
  refuseAny("that declare neither @Public nor who may read them", [...subgraphs.values()].flatMap(undeclared));
  refuseAny(
    "that are restricted but never null, which takes the rest of their object from those who may not read them",
    [...subgraphs.values()].flatMap(withoutNull),
  );
  const seen = contracts(supergraph, api);
  refuseAny("of known clients that the contract of their audience does not allow", operationFaults(seen));
  for (const hint of hints) console.log(`hint: ${hint}`);

  const files = new Map([
    ["schema/supergraph.graphql", supergraph],
    ...[...subgraphs].map(([name, sdl]) => [`${SUBGRAPH_SCHEMAS}/${name}.graphql`, sdl] as const),
    ...seen,
    ["docker-compose.yml", composeFile(rooms)],
  ]);
  const outdated = [...[...files].flatMap(([path, text]) => difference(path, text) ?? []), ...superfluous(files)];
  if (check && outdated.length > 0)
    throw new CompositionError([...outdated, "Run `npm run compose` and commit what it writes."]);
  if (!check) write(files);
  console.log(
    `${rooms.length} subgraphs compose; ${check ? "" : "wrote "}${files.size} generated files${check ? " are current" : ""}`,
  );
}

function refuseAny(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new CompositionError([`${found.length} ${what}:`, ...found.map((path) => `  ${path}`)]);
}

function contracts(supergraph: string, api: GraphQLSchema): (readonly [path: string, text: string])[] {
  const tags = fieldTags(supergraph);
  return audiences(tags).map((audience) => [`${CONTRACTS}/${audience}.graphql`, contractOf(api, tags, audience)]);
}

/** What is wrong with the documents in `schema/operations/<audience>`, a line each. */
function operationFaults(seen: ReturnType<typeof contracts>): string[] {
  const schemas = new Map(seen.map(([path, text]) => [basename(path, ".graphql"), buildSchema(text)]));
  const folders = existsSync(join(ROOT, OPERATIONS)) ? readdirSync(join(ROOT, OPERATIONS)) : [];
  return folders.flatMap((audience) => {
    const schema = schemas.get(audience);
    if (!schema) return [`${OPERATIONS}/${audience}: there is no such audience`];
    return readdirSync(join(ROOT, OPERATIONS, audience)).flatMap((name) => {
      const path = `${OPERATIONS}/${audience}/${name}`;
      return validate(schema, parse(read(path) ?? "")).map(({ message }) => `${path}: ${message}`);
    });
  });
}

/** The first line at which a committed file is not what would be generated now; undefined if there is none. */
function difference(path: string, expected: string): string | undefined {
  const found = read(path);
  if (found === undefined) return `${path} is missing`;
  if (found === expected) return undefined;
  const [now, then] = [expected.split("\n"), found.split("\n")];
  const line = now.findIndex((text, at) => text !== then[at]);
  const at = line < 0 ? now.length : line;
  return `${path} is not current from line ${at + 1} on: it has "${then[at] ?? ""}", the code says "${now[at] ?? ""}"`;
}

/** Schemas of rooms, and contracts of audiences, that are there no more. */
function superfluous(files: ReadonlyMap<string, string>): string[] {
  const paths = listed().filter((path) => !files.has(path));
  return paths.map((path) => `${path} belongs to no subgraph and no audience`);
}

function write(files: ReadonlyMap<string, string>): void {
  for (const path of listed()) rmSync(join(ROOT, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

/** The generated files that are there for each subgraph and each audience. */
function listed(): string[] {
  return [SUBGRAPH_SCHEMAS, CONTRACTS].flatMap((folder) => {
    mkdirSync(join(ROOT, folder), { recursive: true });
    return readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), "utf8");
  } catch {
    return undefined;
  }
}

main(process.argv.includes("--check")).catch((error: Error) => {
  console.error(error instanceof CompositionError ? error.message : error);
  process.exitCode = 1;
});
