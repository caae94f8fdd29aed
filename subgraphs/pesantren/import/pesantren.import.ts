import { join } from "node:path";
import type { ImportDefinition, ImportField } from "../../kit/import/definition";
import { findDuplicatesSinceLast } from "../duplicates/duplicates.find";
import { mergePesantren } from "./pesantren.merge";
import { prepareRows, STAGED } from "./pesantren.row";

const fields: Record<string, ImportField> = {
  nspp: {
    required: true,
    headers: ["nomor_statistik", "no_statistik"],
    description: "The NSPP of 12 digits, as issued.",
  },
  formerNspp: {
    headers: ["nspp_lama"],
    description: "The number that the pesantren had before; finds its record, and stays in its history.",
  },
  name: {
    required: true,
    headers: ["nama", "nama_pesantren", "nama_lembaga"],
    description: "The name, kept exactly; at most 200 characters.",
  },
  address: {
    headers: ["alamat"],
    description: "Address below the district; at most 500 characters. Without a letter or digit it counts as none.",
  },
  regencyCode: {
    headers: ["kode_kab_kota", "kode_kabupaten"],
    description: "Four digits of the regency, of any system of codes if its name is given.",
  },
  regencyName: {
    headers: ["kab_kota", "kabupaten", "kabupaten_kota"],
    description: "Name of the regency; of a city it begins with Kota.",
  },
  provinceName: { headers: ["provinsi"], description: "Name of the province." },
  district: { headers: ["kecamatan", "kode_kecamatan"], description: "Kemendagri code or name of the district." },
  latitude: { headers: ["lintang", "lat"], description: "Degrees north, with a decimal point." },
  longitude: { headers: ["bujur", "lng", "lon"], description: "Degrees east, with a decimal point." },
  foundedYear: { headers: ["tahun_berdiri"], description: "Year of its foundation, 1400 to 2200." },
  whatsapp: { headers: ["no_whatsapp", "wa"], description: "Its contact for buyers, public." },
  website: { headers: ["situs", "situs_web"], description: "Address of its website." },
  cooperativeName: { headers: ["kopontren", "koperasi"], description: "Name of its cooperative." },
  santriCount: {
    headers: ["jumlah_santri"],
    description: "How many santri it has in the year of the source's as-of date.",
  },
};

/** How directories of pesantren are imported into the registry. */
export const pesantrenImport: ImportDefinition = {
  fields,
  mappings: [join(__dirname, "kemenag-2021.mapping.json")],
  staged: STAGED,
  key: ["nspp"],
  prepare: prepareRows,
  merge: mergePesantren,
  afterwards: async (db, isWritten) => {
    // Without fresh statistics the first requests would be planned as if the tables were as they were before.
    if (isWritten) await db.rows("ANALYZE pesantren, pesantren_nspp");
    await findDuplicatesSinceLast(db);
  },
};
