import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, __dirname.includes("/dist/") ? "../../.." : "../..");

/** A document that the public's clients run, by the name of its file. */
export function operation(name: string): string {
  return readFileSync(join(ROOT, "schema", "operations", "public", `${name}.graphql`), "utf8");
}
