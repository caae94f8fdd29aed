import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { MemoryFederation } from "./plan/testing/federation";

const ROOT = resolve(__dirname, "..");

describe("the gateway as a process", () => {
  let folder: string;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "gateway-process-"));
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const swc = join(ROOT, "node_modules/@swc/cli/bin/swc.js");
    const build = spawn(process.execPath, [swc, "gateway", "subgraphs", "--out-dir", join(folder, "dist"), "--quiet"], {
      cwd: ROOT,
    });
    expect((await once(build, "exit"))[0]).toBe(0);
    const federation = new MemoryFederation({ shop: { sdl: "type Query { hello: String }", resolvers: {} } });
    await writeFile(join(folder, "supergraph.graphql"), federation.supergraphSdl);
  });
  afterEach(() => running.splice(0).forEach((each) => each.kill("SIGKILL")));
  afterAll(() => rm(folder, { recursive: true }));

  const start = (env: Record<string, string> = {}): ChildProcess => {
    const child = spawn(process.execPath, [join(folder, "dist/gateway/main.js")], {
      env: {
        ...process.env,
        PORT: "0",
        SUPERGRAPH: join(folder, "supergraph.graphql"),
        NODE_ENV: "development",
        ...env,
      },
    });
    running.push(child);
    return child;
  };
  const ready = async (child: ChildProcess): Promise<string> => {
    for await (const line of createInterface(child.stdout!)) {
      if (line.startsWith("ready ")) return line.slice("ready ".length);
    }
    throw new Error("The gateway ended before it was ready.");
  };

  it("runs any supergraph alone, says one line when it is ready, and stops on SIGTERM", async () => {
    const child = start();
    const url = await ready(child);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
    expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("serves the explorer and all of its files itself", async () => {
    const url = await ready(start());
    const page = await fetch(new URL("/", url), { headers: { accept: "text/html" } });
    expect([page.url, page.status]).toEqual([url, 200]);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
    const files = [...html.matchAll(/"(\/explorer\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect((await fetch(new URL(file, url))).status).toBe(200);
    expect((await fetch(new URL("/explorer/../../package.json", url))).status).toBe(404);
  });

  it("says in one line which port is taken, and ends with 1", async () => {
    const { port } = new URL(await ready(start()));
    const second = start({ PORT: port });
    const [said, [code]] = await Promise.all([text(second.stderr!), once(second, "exit")]);
    expect([said, code]).toEqual([
      `Port ${port} of 127.0.0.1 is taken by another process. Set PORT to a free port.\n`,
      1,
    ]);
  });

  it.each([
    [{ SUPERGRAPH: "/nowhere/supergraph.graphql" }, /^SUPERGRAPH: .* can't be read \(ENOENT\)\.\n$/],
    [{ SUPERGRAPH: __filename }, /^SUPERGRAPH: .* can't be used\. /],
    [{ LIMIT_DEPTH: "-1", PORT: "x" }, /LIMIT_DEPTH: came "-1"[\s\S]*PORT|PORT[\s\S]*LIMIT_DEPTH: came "-1"/],
    [{ SHOP_URL: "shop" }, /SHOP_URL/],
    [{ CORS_ORIGINS: "https://a.example/path" }, /^CORS_ORIGINS: .* is no origin/],
  ])("says what is wrong with %j, without a stack, and ends with 1", async (env, words) => {
    const child = start(env);
    const [said, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
    expect(said).toMatch(words);
    expect(said).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});
