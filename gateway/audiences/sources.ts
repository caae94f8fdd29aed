import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigurationError } from "../../subgraphs/kit/config";

/** Where the gateway finds what it serves. */
export interface SourcePaths {
  /** The supergraph's file. */
  readonly supergraph: string;
  /** Folder of the contracts, `<audience>.graphql` each; none if it is not there. */
  readonly contracts: string;
  /** Folder of the documents that known clients run, `<audience>/*.graphql`; none if it is not there. */
  readonly operations: string;
}

/** The texts of all of them. Plain data, so that two readings can be compared as a whole. */
export interface Sources {
  readonly supergraph: string;
  /** The schema of each audience. */
  readonly contracts: Readonly<Record<string, string>>;
  /** The documents of each audience, by the path of their file. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** @throws ConfigurationError if the supergraph can't be read */
export function readSources(paths: SourcePaths): Sources {
  const contracts = graphqlFiles(paths.contracts).map((file) => [
    basename(file, ".graphql"),
    readFileSync(file, "utf8"),
  ]);
  const operations = folders(paths.operations).map((audience) => {
    const files = graphqlFiles(join(paths.operations, audience));
    return [audience, Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")]))];
  });
  return {
    supergraph: readSupergraph(paths.supergraph),
    contracts: Object.fromEntries(contracts) as Sources["contracts"],
    operations: Object.fromEntries(operations) as Sources["operations"],
  };
}

/** Every file and folder whose change may change the sources. */
export function pathsOf({ supergraph, contracts, operations }: SourcePaths): string[] {
  const audiences = folders(operations).map((audience) => join(operations, audience));
  return [supergraph, ...[contracts, operations, ...audiences].flatMap((folder) => [folder, ...graphqlFiles(folder)])];
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigurationError(`SUPERGRAPH: ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function graphqlFiles(folder: string): string[] {
  return entries(folder)
    .filter((name) => name.endsWith(".graphql"))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function folders(folder: string): string[] {
  return entries(folder).filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory());
}

/** Links count as what they lead to, since folders mounted from elsewhere are often made of them; hidden names are their workings. */
function entries(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
}
