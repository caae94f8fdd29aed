// `npm run check`: everything that can be told without running the project, a line each; what fails shows its whole output.
import { spawn } from "node:child_process";

const CHECKS = {
  "types (tsc)": "tsc --project .",
  "lint (eslint)": "eslint .",
  "format (prettier)": "prettier --check .",
  "walls (dependency-cruiser)": "depcruise gateway subgraphs schema --config .dependency-cruiser.cjs",
  "unused code (knip)": "knip",
  "composition and generated files": "npm run build --silent && node dist/schema/compose.js --check",
};

const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => run(name, command)));
const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function run(name, command) {
  const started = performance.now();
  const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise((done) => child.once("close", done));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "passed" : "FAILED"}  ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, "    "));
  return code === 0;
}
