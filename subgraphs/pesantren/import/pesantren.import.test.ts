import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importFile, type ImportOptions } from "../../kit/import/import";
import { testDatabase, type TestDatabase } from "../../kit/testing/database";
import pesantren from "../subgraph";
import { pesantrenImport } from "./pesantren.import";

const FIXTURE = join(__dirname, "testing", "dirt.csv");
const HEADER = "nspp,nama,alamat,kode_kab_kota,kab_kota,provinsi";

describe("the import of pesantren", () => {
  let test: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    test = await testDatabase(pesantren);
    folder = await mkdtemp(join(tmpdir(), "opop-import-"));
  });
  afterEach(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  const run = (file: string, options: Partial<ImportOptions> = {}) =>
    importFile(test.db, pesantrenImport, { file, rejected: join(folder, "rejected.csv"), ...options });

  /** Imports lines below a header; with a mapping if one is given. */
  async function importLines(lines: readonly string[], mapping?: object, header = HEADER) {
    await writeFile(join(folder, "file.csv"), `${[header, ...lines].join("\n")}\n`);
    if (!mapping) return run(join(folder, "file.csv"));
    await writeFile(join(folder, "mapping.json"), JSON.stringify(mapping));
    return run(join(folder, "file.csv"), { mapping: join(folder, "mapping.json") });
  }

  const MAPPING = {
    source: "A ministry",
    asOf: "2021-07-18",
    columns: {
      nspp: "nspp",
      name: "nama",
      address: "alamat",
      regencyCode: "kode_kab_kota",
      regencyName: "kab_kota",
      provinceName: "provinsi",
    },
  };
  const row = (name: string, address = "Kp. Contoh.", nspp = "510032049901") =>
    `${nspp},${name},${address},3204,Bandung,Jawa Barat`;
  const stored = (columns: string, nspp = "510032049901") =>
    test.db.row(
      `SELECT ${columns} FROM pesantren JOIN pesantren_nspp number ON number.pesantren_id = pesantren.id WHERE number.nspp = $1`,
      [nspp],
    );
  const changes = () => test.db.rows("SELECT kind, before, after, reason FROM pesantren_change ORDER BY id");

  it("takes or rejects every kind of dirt for its reason", async () => {
    expect(await run(FIXTURE)).toMatchObject({
      rows: 22,
      added: 10,
      changed: 0,
      unchanged: 1,
      repeats: 1,
      rejected: 11,
      flagged: 6,
      flags: {
        NAME_CUT: 1,
        NSPP_REGION_DIFFERS: 1,
        NSPP_REPAIRED: 3,
        REGENCY_CODE_DIFFERS: 1,
        REGENCY_PROVINCE_DIFFERS: 1,
      },
      faults: {
        COLUMN_COUNT: 2,
        NAME_WITHOUT_LETTERS: 1,
        NSPP_INVALID: 1,
        NSPP_MISSING: 1,
        NSPP_ROUNDED: 1,
        QUOTES_DO_NOT_MATCH: 1,
        RECORD_TWICE_IN_FILE: 1,
        REGENCY_UNKNOWN: 1,
        VALUE_MISSING: 1,
        VALUE_TOO_LONG: 1,
      },
    });
    const lines = (await readFile(join(folder, "rejected.csv"), "utf8")).split("\n").slice(1, -1);
    expect(lines.map((line) => line.split(",", 2).join(" "))).toEqual([
      "11 NSPP_ROUNDED",
      "12 NSPP_INVALID",
      "13 NSPP_MISSING",
      "14 VALUE_MISSING",
      "15 NAME_WITHOUT_LETTERS",
      "16 REGENCY_UNKNOWN",
      "18 RECORD_TWICE_IN_FILE",
      "19 COLUMN_COUNT",
      "20 COLUMN_COUNT",
      "21 QUOTES_DO_NOT_MATCH",
      "23 VALUE_TOO_LONG",
    ]);
    expect(lines[0]).toContain("A spreadsheet rounded the NSPP");
    expect(lines[0]).toContain("5.10032E+11,Nomor Dibulatkan,Kp. Contoh.,3204,Bandung,Jawa Barat");
  });

  it("keeps what was published, and displays it mended", async () => {
    await run(FIXTURE);
    const rows = await test.db.rows(
      "SELECT nspp, published_name, name, address, regency_code FROM pesantren ORDER BY nspp",
    );
    expect(rows.slice(0, 4)).toEqual([
      {
        nspp: "510032049901",
        published_name: "Bahrul Makmur",
        name: "Bahrul Makmur",
        address: "Kp. Contoh RT 01/02.",
        regency_code: "32.04",
      },
      {
        nspp: "510032049902",
        published_name: "Tahfidz Qur an Contoh",
        name: "Tahfidz Qur'an Contoh",
        address: null,
        regency_code: "32.04",
      },
      {
        nspp: "510032049904",
        published_name: "PONDOK PESANTREN CONTOH JAYA",
        name: "Pondok Pesantren Contoh Jaya",
        address: "Kp. Contoh.",
        regency_code: "32.04",
      },
      expect.objectContaining({ nspp: "510032049905" }),
    ]);
    expect(rows).toContainEqual({
      nspp: "510032739903",
      published_name: "Ma`had Contoh  Raya",
      name: "Ma'had Contoh Raya",
      address: "Jl. Contoh No. 3, Kota",
      regency_code: "32.73",
    });
    expect(
      await test.db.rows(
        "SELECT nspp, code, detail FROM pesantren_flag JOIN pesantren ON id = pesantren_id WHERE code LIKE 'NSPP%' ORDER BY nspp",
      ),
    ).toEqual([
      { nspp: "510032049907", code: "NSPP_REPAIRED", detail: { came: " 510032049907 " } },
      { nspp: "510032049908", code: "NSPP_REPAIRED", detail: { came: "'510032049908" } },
      { nspp: "510032049909", code: "NSPP_REPAIRED", detail: { came: "5.10032049909E+11" } },
      { nspp: "512322519906", code: "NSPP_REGION_DIFFERS", detail: { regionInNspp: "22.51" } },
    ]);
  });

  it("changes not one row when the same file is imported again", async () => {
    const physical = () =>
      test.db.rows(`
        SELECT 'pesantren' AS "table", id::text AS key, xmin::text, ctid::text FROM pesantren
        UNION ALL SELECT 'number', nspp, xmin::text, ctid::text FROM pesantren_nspp
        UNION ALL SELECT 'flag', pesantren_id || code, xmin::text, ctid::text FROM pesantren_flag
        UNION ALL SELECT 'change', id::text, xmin::text, ctid::text FROM pesantren_change ORDER BY 1, 2`);
    await run(FIXTURE);
    const before = await physical();
    expect(before.length).toBe(27);
    expect(await run(FIXTURE)).toMatchObject({ added: 0, changed: 0, unchanged: 11, rejected: 11, flagged: 6 });
    expect(await physical()).toEqual(before);
  });

  it("updates what the source changed, and tells of it in the history", async () => {
    await importLines([row("Bahrul Makmur")], MAPPING);
    expect(await importLines([row("BAHRUL MAKMUR II", "-")], MAPPING)).toMatchObject({ changed: 1 });
    expect(await stored("published_name, name, address")).toEqual({
      published_name: "BAHRUL MAKMUR II",
      name: "Bahrul Makmur II",
      address: null,
    });
    expect(await changes()).toEqual([
      {
        kind: "IMPORTED",
        before: { publishedName: "Bahrul Makmur", name: "Bahrul Makmur", address: "Kp. Contoh." },
        after: { publishedName: "BAHRUL MAKMUR II", name: "Bahrul Makmur II", address: null },
        reason: "A ministry, 2021-07-18",
      },
    ]);
  });

  it("never overwrites what an operator corrected, and settles its flags", async () => {
    const cut = "Pondok Pesantren Contoh Nama Yang Sangat Panj";
    await importLines([row(cut)], MAPPING);
    await test.db.rows(
      "UPDATE pesantren SET name = 'Contoh Panjang', regency_code = '32.73', corrected_fields = '{name,regency_code}'",
    );
    await test.db.rows("DELETE FROM pesantren_flag");
    const key = await stored("name_key");
    expect(await importLines([row(cut, "Kp. Baru.")], MAPPING)).toMatchObject({ changed: 1, flagged: 1 });
    expect(await stored("name, name_key, regency_code, address")).toEqual({
      ...key,
      name: "Contoh Panjang",
      regency_code: "32.73",
      address: "Kp. Baru.",
    });
    expect(await test.db.rows("SELECT code FROM pesantren_flag")).toEqual([]);
  });

  it("does not let an older source overwrite a newer one", async () => {
    await importLines([row("Nama Baru")], { ...MAPPING, asOf: "2023-01-01" });
    expect(await importLines([row("Nama Lama")], MAPPING)).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await stored("name, pesantren.as_of")).toEqual({ name: "Nama Baru", as_of: "2023-01-01" });
  });

  it("takes a newer source's word that nothing changed", async () => {
    await importLines([row("Nama")], MAPPING);
    expect(await importLines([row("Nama")], { ...MAPPING, asOf: "2023-01-01" })).toMatchObject({ changed: 1 });
    expect(await stored("pesantren.as_of")).toEqual({ as_of: "2023-01-01" });
  });

  it("finds a pesantren by an old number of its history, and leaves it that of today", async () => {
    await importLines([row("Nama")], MAPPING);
    await test.db.rows(
      "INSERT INTO pesantren_nspp (nspp, pesantren_id, valid_until, source, as_of) SELECT '510032049800', id, '2020-01-01', 'x', '2020-01-01' FROM pesantren",
    );
    expect(await importLines([row("Nama Lain", "-", "510032049800")], MAPPING)).toMatchObject({ added: 0, changed: 1 });
    expect(await stored("pesantren.nspp, name", "510032049800")).toEqual({ nspp: "510032049901", name: "Nama Lain" });
    const both = [row("Nama Lain", "-"), row("Nama Lain", "-", "510032049800")];
    expect(await importLines(both, MAPPING)).toMatchObject({ rejected: 1, faults: { SAME_PESANTREN_IN_FILE: 1 } });
  });

  it("keeps the history of a number that was issued anew", async () => {
    await importLines([row("Nama")], MAPPING);
    const renumbered = {
      source: "A ministry",
      asOf: "2023-01-01",
      columns: { nspp: "baru", formerNspp: "lama", name: "nama", regencyCode: "kab" },
    };
    const lines = ["510032040001,510032049901,Nama,3204", "510032040002,510032049999,Lain,3204"];
    expect(await importLines(lines, renumbered, "baru,lama,nama,kab")).toMatchObject({ added: 1, changed: 1 });
    expect(await stored("pesantren.nspp, address")).toEqual({ nspp: "510032040001", address: "Kp. Contoh." });
    expect(await stored("name", "510032049999")).toEqual({ name: "Lain" });
    expect(
      await test.db.rows("SELECT nspp, valid_from, valid_until FROM pesantren_nspp ORDER BY nspp LIMIT 3"),
    ).toEqual([
      { nspp: "510032040001", valid_from: "2023-01-01", valid_until: null },
      { nspp: "510032040002", valid_from: null, valid_until: null },
      { nspp: "510032049901", valid_from: null, valid_until: "2023-01-01" },
    ]);
    expect(await importLines(lines, renumbered, "baru,lama,nama,kab")).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    });
  });

  it("reads everything else that a directory may tell, by the names of its columns", async () => {
    const header =
      "NSPP;Nama Pesantren;Kabupaten;Kecamatan;Lintang;Bujur;Tahun Berdiri;No. WhatsApp;Situs;Kopontren;Jumlah Santri";
    const lines = [
      "510032049901;Contoh;Kab. Bandung;Kec. Soreang;-7.03;107.52;1985;0812-3456-7890;contoh.example;Kopontren Contoh;250",
      "510032049902;Contoh Dua;Kab. Bandung;Tidak Ada;107.52;-7.03;;x1;tidak ada;;",
    ];
    expect(await importLines(lines, undefined, header)).toMatchObject({
      added: 2,
      flags: { DISTRICT_UNKNOWN: 1, LOCATION_OUTSIDE_INDONESIA: 1, WEBSITE_INVALID: 1, WHATSAPP_INVALID: 1 },
      faults: {},
    });
    expect(
      await stored("district_code, latitude, longitude, founded_year, whatsapp, website, cooperative_name"),
    ).toEqual({
      district_code: "32.04.37",
      latitude: -7.03,
      longitude: 107.52,
      founded_year: 1985,
      whatsapp: "+6281234567890",
      website: "https://contoh.example",
      cooperative_name: "Kopontren Contoh",
    });
    expect(await test.db.rows("SELECT count FROM santri_count")).toEqual([{ count: 250 }]);
    lines[0] = lines[0]!.replace(";250", ";260");
    expect(await importLines(lines, undefined, header)).toMatchObject({ changed: 1, unchanged: 1 });
    expect((await changes())[0]).toMatchObject({ before: { santriCount: 250 }, after: { santriCount: 260 } });
  });
});
