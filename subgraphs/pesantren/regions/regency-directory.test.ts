import { createReadStream, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "csv-parse";
import { parse as parseAll } from "csv-parse/sync";
import { RegencyDirectory } from "./regency-directory";
import { REGENCY_ALIASES } from "./regency-aliases";

interface Listed {
  code: string;
  name: string;
}

const folder = join(dirname(require.resolve("idn-area-data/package.json")), "data");
const list = (file: string) => parseAll<Listed>(readFileSync(join(folder, file)), { columns: true });
const provinces = list("provinces.csv");
const regencies = list("regencies.csv");
const directory = new RegencyDirectory([...provinces, ...regencies]);

const provinceOf = ({ code }: Listed) => provinces.find((each) => code.startsWith(each.code))!.name;
const resolve = (name: string, code?: string, provinceName?: string) => directory.resolve({ name, code, provinceName });
/** How directories write it: cities with Kota, regencies without Kabupaten. */
const short = ({ name }: Listed) =>
  name.replace(/^Kabupaten (Administrasi )?/, "").replace(/^Kota Administrasi/, "Kota");

const VARIANTS: Readonly<Record<string, (regency: Listed) => string>> = {
  "as Kemendagri writes it": ({ name }) => name,
  "in capitals": ({ name }) => name.toUpperCase(),
  "without Kabupaten": short,
  "with Kab. for Kabupaten": ({ name }) => name.replace(/^Kabupaten/, "Kab."),
  "with KAB and no dot": ({ name }) => name.replace(/^Kabupaten/, "KAB"),
  "with Kodya for Kota": ({ name }) => name.replace(/^Kota /, "Kodya "),
  "with Adm. for Administrasi": ({ name }) => name.replace("Administrasi", "Adm."),
  "with hyphens for spaces": (each) =>
    short(each).replace(/^Kota |[- ]/g, (found) => (found === "Kota " ? found : "-")),
  "with no spaces in the name": (each) =>
    short(each).replace(/^Kota |[- ]/g, (found) => (found === "Kota " ? found : "")),
  "with Kep. for Kepulauan": (each) => short(each).replace("Kepulauan", "Kep."),
  "without a leading Kepulauan": (each) => short(each).replace(/^Kepulauan |^Pulau /, ""),
  "without dan": (each) => short(each).replace(" dan ", " "),
};

describe("the regency that a publisher means", () => {
  it.each(Object.entries(VARIANTS))(
    "is found for all 514, %s, by name alone and with code and province",
    (_, write) => {
      expect(regencies).toHaveLength(514);
      for (const regency of regencies) {
        const name = write(regency);
        const expected = { code: regency.code, flags: [] };
        expect({ name, ...resolve(name) }).toEqual({ name, ...expected });
        expect(resolve(name, regency.code.replace(".", ""), provinceOf(regency))).toEqual(expected);
        expect(resolve("", regency.code)).toEqual(expected);
      }
    },
  );

  it.each(REGENCY_ALIASES)("is found by its other name $name ($source)", ({ name, code }) => {
    expect(resolve(name)).toEqual({ code, flags: [] });
    expect(regencies.map((each) => each.code)).toContain(code);
  });

  it("is the regency where a name without Kota fits both, unless code or province say otherwise", () => {
    expect(resolve("Bandung")).toMatchObject({ code: "32.04" });
    expect(resolve("Kota Bandung")).toMatchObject({ code: "32.73" });
    expect(resolve("Bandung", "3273")).toEqual({ code: "32.73", flags: [] });
    expect(resolve("Banjar")).toMatchObject({ code: "63.03" });
    expect(resolve("Banjar", undefined, "Jawa Barat")).toEqual({ code: "32.79", flags: [] });
    expect(resolve("Surabaya")).toEqual({ code: "35.78", flags: [] });
  });

  it("is found by name where the code is of another system, and flagged", () => {
    expect(resolve("Kota Bandung", "9999", "Jawa Barat")).toEqual({ code: "32.73", flags: ["REGENCY_CODE_DIFFERS"] });
    expect(resolve("Merauke", "9401", "Papua")).toEqual({
      code: "93.01",
      flags: ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"],
    });
  });

  it.each([
    ["Jakarta Pusat", "DKI Jakarta", "31.71"],
    ["Sleman", "D.I. Yogyakarta", "34.04"],
    ["Pidie", "Nanggroe Aceh Darussalam", "11.07"],
    ["Belitung", "Bangka Belitung", "19.02"],
    ["Kota Batam", "Prov. Kep. Riau", "21.71"],
    ["Kota Sabang", "PROVINSI ACEH", "11.72"],
  ])("is found for %s in a province called %s", (name, province, code) => {
    expect(resolve(name, undefined, province)).toEqual({ code, flags: [] });
  });

  it.each([
    ["Lanny Jaya", "9119", "Papua", "95.07", ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"]],
    ["Nduga", "9120", "Papua", "95.08", ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"]],
    ["Mimika", "9109", "Papua", "94.04", ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"]],
    ["Kota Sorong", "9271", "Papua Barat", "96.71", ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"]],
    ["Kota Tarakan", "6473", "Kalimantan Timur", "65.71", ["REGENCY_CODE_DIFFERS", "REGENCY_PROVINCE_DIFFERS"]],
    ["Manokwari Selatan", "9212", "Papua Barat", "92.11", ["REGENCY_CODE_DIFFERS"]],
    ["Pegunungan Arfak", "9211", "Papua Barat", "92.12", ["REGENCY_CODE_DIFFERS"]],
    ["Buton Selatan", "7413", "Sulawesi Tenggara", "74.15", ["REGENCY_CODE_DIFFERS"]],
    ["Muna Barat", "7415", "Sulawesi Tenggara", "74.13", ["REGENCY_CODE_DIFFERS"]],
    ["Kepulauan Siau Tagulandang Biaro (Sitaro)", "7109", "Sulawesi Utara", "71.09", []],
    ["Mamuju Utara", "7601", "Sulawesi Barat", "76.01", []],
  ])("is found for %s of code %s in %s, as a directory of 2021 has it", (name, code, province, today, flags) => {
    expect(resolve(name, code, province)).toEqual({ code: today, flags });
  });

  it("is flagged where a regency is called a city and the code settles it", () => {
    expect(resolve("Kota Kuningan", "3208")).toEqual({ code: "32.08", flags: ["REGENCY_KIND_DIFFERS"] });
    expect(resolve("Kota Kuningan").refusal).toMatchObject({ code: "REGENCY_UNKNOWN" });
  });

  it("reads Kota Baru as Kotabaru, since there is no city called Baru", () => {
    expect(resolve("Kota Baru")).toEqual({ code: "63.02", flags: [] });
  });

  it("can't be told where the name says one thing, code and province another", () => {
    expect(resolve("Bandung", "3504", "Jawa Timur").refusal).toEqual({
      code: "REGENCY_CONTRADICTORY",
      text: {
        id: "Namanya Kabupaten Bandung, tetapi kode dan provinsinya Kabupaten Tulungagung.",
        en: "By its name it is Kabupaten Bandung, but by its code and province Kabupaten Tulungagung.",
      },
      expected: "Kabupaten Tulungagung",
      received: "Kabupaten Bandung",
    });
  });

  it("can't be told from an unknown name, an unknown code, or nothing", () => {
    expect(resolve("Tasikmalya", "3206").refusal).toMatchObject({
      code: "REGENCY_UNKNOWN",
      expected: "Kabupaten Tasikmalaya",
      received: "Tasikmalya",
    });
    expect(resolve("Atlantis").refusal).toMatchObject({ code: "REGENCY_UNKNOWN", received: "Atlantis" });
    expect(resolve("", "3299").refusal).toMatchObject({ code: "REGENCY_UNKNOWN", received: "3299" });
    expect(directory.resolve({}).refusal).toMatchObject({ code: "REGENCY_MISSING" });
  });
});

describe("the real directory", () => {
  const data = process.env["OPOP_SHARED_DATA"] ?? join(__dirname, "../../../../shared/data");
  const there = existsSync(data);
  if (!there) console.warn(`No real directory in ${data} (set OPOP_SHARED_DATA): its regencies are not tested.`);

  (there ? it.each : it.skip.each)([
    ["pesantren-32-jawa-barat.csv", 8410, 27],
    ["pesantren-35-jawa-timur.csv", 4692, 38],
  ])("has a regency in every row of %s", async (file, rows, kinds) => {
    const codes: string[] = [];
    for await (const row of createReadStream(join(data, file)).pipe(parse({ columns: true }))) {
      const { kode_kab_kota: code, kab_kota: name, provinsi: provinceName } = row as Record<string, string>;
      const found = directory.resolve({ code, name, provinceName });
      expect(found).toEqual({ code: `${code?.slice(0, 2)}.${code?.slice(2)}`, flags: [] });
      expect(directory.resolve({ name, provinceName })).toEqual(found);
      codes.push(code ?? "");
    }
    expect(codes).toHaveLength(rows);
    expect(new Set(codes).size).toBe(kinds);
  });
});
