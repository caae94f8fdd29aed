import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followSources } from "./follow";
import { readSources, type Sources } from "./sources";

describe("the following of what the gateway serves", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "supergraph-file-"))));
  afterEach(() => rm(folder, { recursive: true }));

  it("takes a change that comes while one before it is being refused", async () => {
    const file = join(folder, "supergraph.graphql");
    await writeFile(file, "first");
    const texts: string[] = [];
    let errors = 0;
    let taken = (): void => {};
    const last = new Promise<void>((resolve) => (taken = resolve));
    const paths = { supergraph: file, contracts: join(folder, "contracts"), operations: join(folder, "operations") };
    const unwatch = followSources({
      paths,
      loaded: readSources(paths),
      intervalMs: 20,
      onChange: async ({ supergraph: text }) => {
        texts.push(text);
        if (text === "good") return taken();
        await writeFile(file, "good");
        // Long enough for the change to be seen before this one is refused.
        await new Promise((soon) => setTimeout(soon, 200));
        throw new Error("broken");
      },
      onError: () => errors++,
    });
    await writeFile(file, "broken supergraph");
    await last;
    unwatch();
    expect(texts).toEqual(["broken supergraph", "good"]);
    expect(errors).toBe(1);
  });

  it("takes files that are links, as folders mounted from elsewhere have them, and no hidden ones", async () => {
    const paths = {
      supergraph: join(folder, "supergraph.graphql"),
      contracts: join(folder, "contracts"),
      operations: join(folder, "operations"),
    };
    await writeFile(paths.supergraph, "same");
    await mkdir(join(paths.contracts, "..data"), { recursive: true });
    await writeFile(join(paths.contracts, "..data", "public.graphql"), "one");
    await symlink(join("..data", "public.graphql"), join(paths.contracts, "public.graphql"));
    await symlink("nowhere", join(paths.contracts, "lost.graphql"));
    await mkdir(join(paths.operations, "..data", "public"), { recursive: true });
    await writeFile(join(paths.operations, "..data", "public", "a.graphql"), "{ a }");
    await symlink(join("..data", "public"), join(paths.operations, "public"));
    expect(readSources(paths)).toEqual({
      supergraph: "same",
      contracts: { public: "one" },
      operations: { public: { [join(paths.operations, "public", "a.graphql")]: "{ a }" } },
    });
  });

  it("takes contracts and documents that are changed, added and removed", async () => {
    const paths = {
      supergraph: join(folder, "supergraph.graphql"),
      contracts: join(folder, "contracts"),
      operations: join(folder, "operations"),
    };
    await writeFile(paths.supergraph, "same");
    let told = (_sources: Sources): void => {};
    const next = () => new Promise<Sources>((resolve) => (told = resolve));
    const unwatch = followSources({
      paths,
      loaded: readSources(paths),
      intervalMs: 20,
      onChange: (sources) => Promise.resolve(told(sources)),
      onError: () => {},
    });
    const first = next();
    await mkdir(paths.contracts);
    await writeFile(join(paths.contracts, "public.graphql"), "one");
    expect((await first).contracts).toEqual({ public: "one" });
    const second = next();
    await writeFile(join(paths.contracts, "public.graphql"), "two");
    expect((await second).contracts).toEqual({ public: "two" });
    const third = next();
    const document = join(paths.operations, "public", "a.graphql");
    await mkdir(join(paths.operations, "public"), { recursive: true });
    await writeFile(document, "{ a }");
    expect((await third).operations).toEqual({ public: { [document]: "{ a }" } });
    const fourth = next();
    await rm(join(paths.contracts, "public.graphql"));
    expect((await fourth).contracts).toEqual({});
    unwatch();
  });
});
