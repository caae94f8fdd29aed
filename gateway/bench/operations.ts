import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, __dirname.includes("/dist/") ? "../../.." : "../..");

/** A document that clients run, by its audience and the name of its file, such as `public/pesantren-near`. */
export function operation(name: string): string {
  return readFileSync(join(ROOT, "schema", "operations", `${name}.graphql`), "utf8");
}
