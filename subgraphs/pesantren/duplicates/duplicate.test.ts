import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { insertPesantren, type Given } from "../pesantren/pesantren.fixture";
import subgraph from "../subgraph";
import { findDuplicates } from "./duplicates.find";

interface Pair {
  readonly id: string;
  readonly score: number;
  readonly reasons: readonly { code: string; value: number | null }[];
  readonly original: { id: string };
  readonly duplicate: { id: string };
}

interface Refusals {
  readonly id?: string;
  readonly state?: string;
  readonly refusals?: readonly { code: string; field: string[] }[];
}

const REASON = "Satu pesantren, dua kali terdaftar";

describe("likely duplicates", () => {
  let graph: TestGraph;
  let regency = 0;
  beforeAll(async () => (graph = await testGraph(subgraph)));
  afterAll(() => graph.close());
  // A regency of its own for each test: namesakes elsewhere in it would count.
  beforeEach(() => regency++);

  const place = () => `32.${String(regency).padStart(2, "0")}`;
  const add = (...given: Given[]) =>
    graph.db.inTransaction(async (tx) => {
      const ids = await insertPesantren(
        tx,
        given.map((each) => ({ regency_code: place(), ...each })),
      );
      await findDuplicates(tx);
      return ids;
    });
  const queue = async (filter: object = {}) =>
    (
      await graph.data<{ q: { nodes: Pair[]; totalCount: number } }>(
        "query ($f: DuplicateFilter) { q: duplicatePesantren(filter: $f) { totalCount nodes { id score reasons { code value } original { id } duplicate { id } } } }",
        { f: { regencyCode: place(), ...filter } },
      )
    ).q.nodes;
  const codesOf = (pair: Pair | undefined) => pair?.reasons.map((each) => each.code);
  const merge = async (duplicateId: string, originalId: string, reason = REASON) =>
    (
      await graph.data<{ r: Refusals }>(
        "mutation ($i: MergePesantrenInput!) { r: mergePesantren(input: $i) { ... on Pesantren { id } ... on Refused { refusals { code field } } } }",
        { i: { duplicateId, originalId, reason } },
      )
    ).r;
  const unmerge = async (duplicateId: string) =>
    (
      await graph.data<{ r: Refusals }>(
        "mutation ($i: UnmergePesantrenInput!) { r: unmergePesantren(input: $i) { ... on Pesantren { id } ... on Refused { refusals { code field } } } }",
        { i: { duplicateId, reason: REASON } },
      )
    ).r;
  const dismiss = async (id: string) =>
    (
      await graph.data<{ r: Refusals }>(
        "mutation ($i: DismissDuplicateInput!) { r: dismissDuplicate(input: $i) { ... on DuplicatePair { id state } ... on Refused { refusals { code field } } } }",
        { i: { id, reason: REASON } },
      )
    ).r;
  const codes = ({ refusals = [] }: Refusals) => refusals.map((each) => `${each.code} ${each.field.join(".")}`);

  it("are two of one name, spelling aside, whose addresses name the same hamlet", async () => {
    const [first, second] = await add(
      { name: "Al Mujabbin", address: "Kp. Baru Tegal Rt. 02/05 Ds. Cibeureum." },
      { name: "AL-MUJABBIEN", address: "KP BARU TEGAL NO.11 RT.02/05 JL. RAYA DS. CIBEUREUM" },
    );
    const [pair, ...others] = await queue();
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ original: { id: first }, duplicate: { id: second } });
    expect(codesOf(pair)).toEqual(["SAME_NAME", "SIMILAR_ADDRESS"]);
  });

  it("are not two of one name alone, nor two of one address alone", async () => {
    await add(
      { name: "Nurul Huda", address: "Kp. Sirnajaya" },
      { name: "Nurul Huda", address: "Dusun Krajan" },
      { name: "Nurul Huda", address: null },
      { name: "Baiturrahman", address: "Kp. Sirnajaya" },
    );
    expect(await queue()).toEqual([]);
  });

  it("are not two of a common name in hamlets of a common name", async () => {
    await add(...Array.from({ length: 12 }, () => ({ name: "Mambaul Ulum", address: "Krajan." })));
    expect(await queue()).toEqual([]);
  });

  it("are two of the same contact with similar names, wherever they are", async () => {
    await add({ name: "Darul Falah", whatsapp: "+6281234567890" });
    await add({ name: "Darul Falah Putri", whatsapp: "+6281234567890" });
    expect(codesOf((await queue())[0])).toEqual(["SIMILAR_NAME", "SAME_CONTACT"]);
  });

  it("are two of one name next to each other, and not if they are far apart", async () => {
    await add(
      { name: "Riyadul Ulum", latitude: -6.9, longitude: 107.6 },
      { name: "Riyadul Ulum", latitude: -6.9005, longitude: 107.6 },
      { name: "Riyadul Ulum", latitude: -7.4, longitude: 107.6 },
    );
    const pairs = await queue();
    expect(pairs.map(codesOf)).toEqual([["SAME_NAME", "NEARBY"]]);
    expect(pairs[0]?.reasons[1]?.value).toBe(56);
  });

  it("are found when a record joins one that was there before, and forgotten when a correction tells them apart", async () => {
    await add({ name: "Al Bashriyyah", address: "Kp. Dago Tengah" });
    const [second] = await add({ name: "Al Basriyah", address: "Kampung Dago Tengah" });
    expect(await queue()).toHaveLength(1);
    await graph.data("mutation ($i: CorrectPesantrenInput!) { correctPesantren(input: $i) { __typename } }", {
      i: { id: second, address: "Jl. Pahlawan 7", reason: "salah alamat" },
    });
    expect(await queue()).toEqual([]);
  });

  it("stay dismissed, whatever is written of the records later", async () => {
    const [first] = await add(
      { name: "An Nur", address: "Cibuntu Lebak" },
      { name: "An Nuur", address: "Cibuntu Lebak" },
    );
    const [pair] = await queue();
    expect(await dismiss(pair!.id)).toEqual({ id: pair!.id, state: "DISMISSED" });
    await graph.db.inTransaction(async (tx) => {
      await tx.rows("UPDATE pesantren SET website = 'https://a.id' WHERE id = $1", [first]);
      await findDuplicates(tx);
    });
    expect(await queue()).toEqual([]);
    expect(await queue({ state: "DISMISSED" })).toHaveLength(1);
    expect(codes(await dismiss(pair!.id))).toEqual(["TRANSITION_NOT_ALLOWED input.id"]);
    expect(codes(await dismiss(newId()))).toEqual(["DUPLICATE_PAIR_UNKNOWN input.id"]);
    expect(codes(await dismiss("x"))).toEqual(["DUPLICATE_PAIR_UNKNOWN input.id"]);
  });

  it("come the most likely first, page by page, with two statements a page", async () => {
    await add(
      { name: "Satu", address: "Kp. Satu Rt 1" },
      { name: "Satu", address: "Kp. Satu Rt 1" },
      { name: "Dua", address: "Kp. Dua Tengah" },
      { name: "Dua", address: "Kp. Dua Tengah Barat Daya" },
      { name: "Tiga", address: "Kp. Tiga" },
      { name: "Tiga", address: "Kp. Tiga" },
    );
    const page = (after: string | null) =>
      graph.data<{ q: { nodes: Pair[]; totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
        "query ($f: DuplicateFilter, $after: String) { q: duplicatePesantren(filter: $f, first: 2, after: $after) { totalCount nodes { id score original { id name } duplicate { id name } } pageInfo { endCursor hasNextPage } } }",
        { f: { provinceCode: "32", regencyCode: place(), leastScore: 61 }, after },
      );
    const first = (await page(null)).q;
    graph.statements.length = 0;
    const second = (await page(first.pageInfo.endCursor)).q;
    expect(graph.statements).toHaveLength(3); // The page, its total, and the records of all pairs.
    expect(first.totalCount).toBe(3);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const scores = [...first.nodes, ...second.nodes].map((each) => each.score);
    expect(scores).toEqual([100, 100, scores[2]]);
    expect(scores[2]).toBeLessThan(100);
  });

  it("refuse a score that is none", async () => {
    const { errors } = await graph.run("{ duplicatePesantren(filter: { leastScore: 101 }) { totalCount } }");
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", expected: "0 to 100", received: "101" });
  });

  describe("once merged", () => {
    const both = async () => {
      const ids = await add(
        { name: "Al Idris", address: "Kp. Munjul", nspp: `5100321${regency}001`.padEnd(12, "0") },
        { name: "Al Idriis", address: "Kp. Munjul", nspp: `5100321${regency}002`.padEnd(12, "0") },
      );
      return { original: ids[0]!, duplicate: ids[1]! };
    };
    const everything = (ids: readonly string[]) =>
      graph.db.rows(
        "SELECT to_jsonb(p) - 'changed_in' - 'updated_at' AS row FROM pesantren p WHERE id = ANY($1) ORDER BY id",
        [ids],
      );

    it("are found by the ids and numbers of both, in the list once, and out of the queue", async () => {
      const { original, duplicate } = await both();
      const [{ nspp }] = (await graph.db.rows<{ nspp: string }>("SELECT nspp FROM pesantren WHERE id = $1", [
        duplicate,
      ])) as [{ nspp: string }];
      expect(await merge(duplicate, original)).toEqual({ id: original });
      const data = await graph.data<Record<string, unknown>>(
        `query ($d: ID!, $n: Nspp!, $r: RegionCode) {
          byId: pesantren(id: $d) { id formerIds nsppHistory { nspp } }
          byNspp: pesantren(nspp: $n) { id }
          listed: pesantrens(filter: { regencyCode: $r }) { totalCount nodes { id } }
          named: pesantrens(filter: { ids: [$d] }) { nodes { id } }
          searched: pesantrens(search: "al idris", filter: { regencyCode: $r }) { nodes { id } } }`,
        { d: duplicate, n: nspp, r: place() },
      );
      expect(data).toMatchObject({
        byId: { id: original, formerIds: [duplicate] },
        byNspp: { id: original },
        listed: { totalCount: 1, nodes: [{ id: original }] },
        named: { nodes: [{ id: original }] },
        searched: { nodes: [{ id: original }] },
      });
      expect((data as { byId: { nsppHistory: object[] } }).byId.nsppHistory).toHaveLength(2);
      expect(await queue()).toEqual([]);
      expect(await queue({ state: "MERGED" })).toHaveLength(1);
    });

    it("are exactly as before when the merge is taken back, in the queue again, with both steps in their history", async () => {
      const { original, duplicate } = await both();
      const before = await everything([original, duplicate]);
      await merge(duplicate, original);
      expect(await unmerge(duplicate)).toEqual({ id: duplicate });
      expect(await everything([original, duplicate])).toEqual(before);
      expect(await queue()).toHaveLength(1);
      for (const id of [original, duplicate]) {
        const kinds = await graph.db.rows("SELECT kind FROM pesantren_change WHERE pesantren_id = $1 ORDER BY id", [
          id,
        ]);
        expect(kinds).toEqual([{ kind: "MERGED" }, { kind: "UNMERGED" }]);
      }
    });

    it("are refused with themselves, with what is unknown, and in chains", async () => {
      const [a, b, c] = (await add({ name: "A" }, { name: "B" }, { name: "C" })) as [string, string, string];
      expect(codes(await merge(a, a))).toEqual(["MERGE_WITH_ITSELF input.originalId"]);
      expect(codes(await merge(newId(), "x"))).toEqual([
        "PESANTREN_UNKNOWN input.duplicateId",
        "PESANTREN_UNKNOWN input.originalId",
      ]);
      expect(codes(await merge(a, b, ""))).toEqual(["TEXT_LENGTH input.reason"]);
      expect(codes(await unmerge(a))).toEqual(["NOT_MERGED input.duplicateId"]);
      expect(codes(await unmerge("x"))).toEqual(["PESANTREN_UNKNOWN input.duplicateId"]);
      await merge(a, b);
      expect(codes(await merge(a, c))).toEqual(["PESANTREN_MERGED input.duplicateId"]);
      expect(codes(await merge(c, a))).toEqual(["PESANTREN_MERGED input.originalId"]);
      expect(codes(await merge(b, c))).toEqual(["DUPLICATE_IS_ORIGINAL input.duplicateId"]);
    });

    it("never make a chain or a circle, however many merges are made at once", async () => {
      for (let round = 0; round < 10; round++) {
        const [a, b, c] = (await add({ name: "A" }, { name: "B" }, { name: "C" })) as [string, string, string];
        await Promise.all([merge(a, b), merge(b, a), merge(b, c), merge(c, a)]);
        const chains = await graph.db.rows(
          `SELECT FROM pesantren d JOIN pesantren o ON o.id = d.merged_into_id
           WHERE o.merged_into_id IS NOT NULL AND d.id = ANY($1)`,
          [[a, b, c]],
        );
        expect(chains).toEqual([]);
      }
    });
  });
});
