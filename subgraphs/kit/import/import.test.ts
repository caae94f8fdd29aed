import fc from "fast-check";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { testDatabase, type TestDatabase } from "../testing/database";
import { sampleRoom } from "../testing/sample-room";
import type { ImportDefinition } from "./definition";
import { importFile, type ImportOptions } from "./import";

/** The smallest import there can be: parts with a code and a weight. */
const parts: ImportDefinition = {
  fields: {
    code: { required: true, description: "Code of the part." },
    name: { required: true, headers: ["nama"], description: "Its name." },
    weight: { description: "Its weight in grams." },
  },
  mappings: [],
  staged: { code: "text", name: "text", weight: "integer" },
  key: ["code"],
  prepare: () =>
    Promise.resolve((row) => {
      const cells = [row.required("code", 10), row.required("name", 20), row.whole("weight", 0, 1000)];
      if (row.exactly("name").startsWith(" ")) row.flag("NAME_INDENTED");
      return cells;
    }),
  merge: async (tx) => {
    const added = await tx.rows(
      "INSERT INTO part SELECT code, name, weight, hash FROM import_row ON CONFLICT DO NOTHING RETURNING code",
    );
    const changed = await tx.rows(
      `UPDATE part SET name = row.name, weight = row.weight, hash = row.hash FROM import_row row
       WHERE part.code = row.code AND part.hash <> row.hash RETURNING part.code`,
    );
    return { added: added.length, changed: changed.length };
  },
};

describe("an import", () => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    test = await testDatabase(sampleRoom);
    folder = await mkdtemp(join(tmpdir(), "opop-import-"));
    await test.asSuperuser(
      "CREATE TABLE part (code text PRIMARY KEY, name text, weight integer, hash bytea); GRANT ALL ON part TO PUBLIC",
    );
  });
  beforeEach(() => test.asSuperuser("TRUNCATE part"));
  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  /** Imports a text as a file; the rejected rows are those of `rejectedRows`. */
  async function run(content: string | Buffer, options: Partial<ImportOptions> = {}) {
    const file = join(folder, "parts.csv");
    await writeFile(file, content);
    return importFile(test.db, parts, { file, rejected: join(folder, "rejected.csv"), ...options });
  }
  const rejectedRows = () => readFile(join(folder, "rejected.csv"), "utf8");
  const stored = () => test.db.rows("SELECT code, name, weight FROM part ORDER BY code");

  it("counts what is new, changed, unchanged, flagged and rejected", async () => {
    await run("code,name,weight\na,Axle,1\nb,Bolt,2\nc,Cog,3\n");
    const outcome = await run("code,name,weight\na,Axle,1\nb,Bolt,5\nd, Disc,4\n,None,1\n");
    expect(outcome).toMatchObject({ rows: 4, added: 1, changed: 1, unchanged: 1, rejected: 1, flagged: 1 });
    expect(outcome).toMatchObject({ flags: { NAME_INDENTED: 1 }, faults: { VALUE_MISSING: 1 }, lastLineOpen: false });
    expect(await stored()).toEqual([
      { code: "a", name: "Axle", weight: 1 },
      { code: "b", name: "Bolt", weight: 5 },
      { code: "c", name: "Cog", weight: 3 },
      { code: "d", name: "Disc", weight: 4 },
    ]);
  });

  it("rejects broken rows with every reason and the values as they came, and takes the rest", async () => {
    const content =
      'code,name,weight\na,Axle,1\n,"",heavy\nb,"Bo\nc,Cog\nd,Disc,4,5\ne,Eye,1\ne,"Ear, left",1\ne,Eye,1\n';
    expect(await run(content)).toMatchObject({ rows: 8, added: 2, unchanged: 1, repeats: 1, rejected: 5 });
    expect(await rejectedRows()).toBe(
      `"line","code","alasan","reason","code","name","weight","rest"
3,VALUE_MISSING VALUE_MISSING NUMBER_INVALID,"code kosong, padahal wajib diisi. name kosong, padahal wajib diisi. weight harus bilangan bulat dari 0 sampai 1000; yang ada ""heavy"".","code is empty, but it must be given. name is empty, but it must be given. weight must be a whole number from 0 to 1000; it is ""heavy"".","","",heavy,
4,QUOTES_DO_NOT_MATCH,Tanda kutip pada baris ini tidak berpasangan sehingga isinya tidak dapat dipisahkan.,"The quotes of this row do not match, so its values can't be told apart.",,,,"b,""Bo"
5,COLUMN_COUNT,Baris ini punya 2 kolom; judulnya 3.,This row has 2 columns; the header has 3.,c,Cog,,
6,COLUMN_COUNT,Baris ini punya 4 kolom; judulnya 3.,This row has 4 columns; the header has 3.,d,Disc,4,5
8,RECORD_TWICE_IN_FILE,Data yang sama sudah ada di baris 7 berkas ini dengan isi yang berbeda; yang dipakai baris 7.,Line 7 of this file tells of the same record with other values; line 7 was taken.,e,"Ear, left",1,
`,
    );
  });

  it("takes the file of rejected rows away once none is rejected", async () => {
    await run("code,name\n,x\n");
    await run("code,name\na,x\n");
    await expect(rejectedRows()).rejects.toThrow("ENOENT");
  });

  it.each([
    ["FILE_EMPTY", ""],
    ["FILE_EMPTY", "\n\n"],
    ["FILE_WITHOUT_ROWS", "code,name\n"],
    ["HEADER_MISSING", "code,title\na,Axle\n"],
    ["HEADER_UNKNOWN", "code,name,colour\na,Axle,red\n"],
    ["HEADER_DUPLICATE", "code,name,Name\na,Axle,x\n"],
    ["HEADER_UNREADABLE", 'code,"name\na,Axle\n'],
    ["FILE_TRUNCATED", "code,name\na,Axle\nb"],
    ["FILE_TRUNCATED", 'code,name\na,Axle\nb,"Bo'],
    ["FILE_TRUNCATED", 'code,name\na,Axle\nb,"Bolt\nlong'],
    ["FILE_TRUNCATED", 'code,name\na,Axle\nb,"Bolt\nlong\n'],
    ["FILE_TRUNCATED", "code,name\na,Axle\nb,Ax"],
    ["FILE_TRUNCATED", "code,name\na,Axle\nb,"],
    ["FILE_NOT_UTF8", Buffer.from("code,name\na,Axle\nb,caf\xe9\n", "latin1")],
    ["FILE_IS_BINARY", "code,name\na,Axle\nb,\0\n"],
  ])("refuses a broken file whole: %s %j", async (code, content) => {
    await expect(run(content)).rejects.toMatchObject({
      code,
      text: { id: expect.any(String) as string, en: expect.any(String) as string },
    });
    expect(await stored()).toEqual([]);
  });

  it("takes a whole last row without a line end, and tells of it", async () => {
    expect(await run("code,name\na,Axle\nb,Bolt")).toMatchObject({ added: 2, lastLineOpen: true });
  });

  it("names the file that is not there", async () => {
    const file = join(folder, "absent.csv");
    await expect(importFile(test.db, parts, { file })).rejects.toMatchObject({ code: "FILE_NOT_READABLE" });
  });

  it("reads columns by a mapping file, and refuses a mapping with every fault it has", async () => {
    const mapping = join(folder, "mapping.json");
    await writeFile(
      mapping,
      '{"source":"The store","asOf":"2021-07-18","delimiter":";","columns":{"code":"Kode","name":"NAMA BARANG"},"ignore":["No."]}',
    );
    const outcome = await run("No.;kode;Nama_Barang\n1;a;Axle\n", { mapping });
    expect(outcome).toMatchObject({ added: 1, source: { name: "The store", asOf: "2021-07-18" } });
    await writeFile(mapping, '{"colums":{},"asOf":"2021-02-30","delimiter":",,","columns":{"colour":"x","name":""}}');
    const faults = [
      'unknown key "colums"',
      '"asOf" must be a day',
      '"delimiter" must be one character',
      'unknown field "colour"',
      '"columns.name" must be the name of a column',
    ];
    await expect(run("a;b\n", { mapping })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      text: { en: expect.stringMatching(new RegExp(faults.join(".*"))) as string },
    });
  });

  it("does everything in a dry run, and takes it back", async () => {
    const content = "code,name\na,Axle\n,x\n";
    const dry = await run(content, { dryRun: true });
    expect(await stored()).toEqual([]);
    expect({ ...(await run(content)), transactionSeconds: 0 }).toEqual({ ...dry, transactionSeconds: 0 });
  });

  it("refuses to run beside another import of the same database", async () => {
    await test.db.inTransaction(async (tx) => {
      await tx.rows("SELECT pg_advisory_xact_lock(hashtext('import'))");
      await expect(run("code,name\na,Axle\n")).rejects.toMatchObject({ code: "IMPORT_RUNNING" });
    });
    expect(await run("code,name\na,Axle\n")).toMatchObject({ added: 1 });
  });

  it("needs no more memory for 300,000 rows than for 30,000", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const file = join(folder, "many.csv");
    const handle = await open(file, "w");
    await handle.write("code,name,weight\n");
    for (let from = 0; from < 300_000; from += 10_000) {
      const rows = Array.from({ length: 10_000 }, (_, at) => `${from + at},"Part ""${from + at}""",${at % 1000}\n`);
      await handle.write(rows.join(""));
    }
    await handle.close();
    const heap: number[] = [];
    const onProgress = (_: string, rows: number) => {
      if (rows < (heap.length + 1) * 30_000) return;
      collect();
      heap.push(process.memoryUsage().heapUsed);
    };
    const quiet = { ...parts, merge: () => Promise.resolve({ added: 0, changed: 0 }) };
    expect(await importFile(test.db, quiet, { file, onProgress })).toMatchObject({ rows: 300_000, unchanged: 300_000 });
    expect(heap.length).toBe(10);
    expect(heap.at(-1)! - heap[0]!).toBeLessThan(4 * 1024 * 1024);
  });

  it("loses no row of whatever file, and changes nothing when it comes again", async () => {
    const value = fc.string({ unit: fc.constantFrom("a", "b", "1", '"', ",", " ", "\n", "-"), maxLength: 5 });
    const row = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(fc.integer({ min: 0, max: 9 }), value).map(([code, name]) => `${code},${quoted(name)}`),
      },
      { weight: 1, arbitrary: fc.array(value, { maxLength: 4 }).map((values) => values.join(",")) },
    );
    const file = fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => `code,name\n${rows.join("\n")}\nz,End\n`);
    await fc.assert(
      fc.asyncProperty(file, async (content) => {
        await test.asSuperuser("TRUNCATE part");
        const first = await run(content);
        expect(first.added + first.changed + first.unchanged + first.rejected).toBe(first.rows);
        expect((await stored()).length).toBe(first.added);
        expect(first.unchanged).toBe(first.repeats);
        const again = await run(content);
        expect(again).toMatchObject({ added: 0, changed: 0, rejected: first.rejected });
      }),
      { seed: 2020, numRuns: 40 },
    );
  });
});

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
