import type { Transaction } from "../../kit/data/database";
import type { Cell, ImportSource, RowReader } from "../../kit/import/definition";
import { readNspp } from "../../kit/import/nspp";
import type { SourceRow } from "../../kit/import/source-row";
import { displayName } from "../pesantren/name";
import { spellingKey } from "../pesantren/spelling";
import { Places } from "./places";

/** Columns of the staging table, in the order of a row's cells. `pesantren_id` is filled by the merge. */
export const STAGED = {
  nspp: 'text COLLATE "C"',
  former_nspp: 'text COLLATE "C"',
  published_name: "text",
  name: "text",
  name_key: 'text COLLATE "C"',
  address: "text",
  regency_code: 'text COLLATE "C"',
  district_code: 'text COLLATE "C"',
  latitude: "double precision",
  longitude: "double precision",
  founded_year: "smallint",
  whatsapp: "text",
  website: "text",
  cooperative_name: "text",
  santri_count: "integer",
  pesantren_id: "uuid",
};

/** The directory of Kementerian Agama keeps no more characters of a name. */
const CUT_AT = 45;

const TELLING = /[\p{L}\p{N}]/u;

/** Indonesia, from Sabang to Merauke and from Miangas to Rote. */
const INDONESIA = { south: -11.5, north: 6.5, west: 94.5, east: 141.5 };

/** Makes the function that checks one row of a directory and says what it becomes. */
export async function prepareRows(tx: Transaction, source: ImportSource): Promise<RowReader> {
  const places = await Places.load(tx, source.fields.has("district"));
  return (row) => {
    const nspp = nsppOf(row);
    const published = nameOf(row);
    const regency = places.regencyOf(row);
    const rest = [...placeOf(row, places, regency), ...contactsOf(row)];
    if (nspp === undefined || published === undefined || regency === undefined) return [];
    flagRegion(row, nspp, regency);
    const name = displayName(published);
    return [nspp, formerNsppOf(row), published, name, spellingKey(name), addressOf(row), regency, ...rest, null];
  };
}

function nsppOf(row: SourceRow): string | undefined {
  const came = row.exactly("nspp");
  const read = readNspp("nspp", came);
  if ("fault" in read) return void row.reject(read.fault);
  if (read.repaired) row.flag("NSPP_REPAIRED", { came });
  return read.nspp;
}

function formerNsppOf(row: SourceRow): string | null {
  const came = row.text("formerNspp", 40);
  if (came === null || !TELLING.test(came)) return null;
  const read = readNspp("formerNspp", came);
  if ("nspp" in read) return read.nspp;
  row.flag("FORMER_NSPP_INVALID", { came });
  return null;
}

function nameOf(row: SourceRow): string | undefined {
  const published = row.exactly("name");
  const name = row.required("name", 200);
  if (published.length === CUT_AT) row.flag("NAME_CUT", { length: CUT_AT });
  if (name === "" || TELLING.test(name)) return name === "" ? undefined : published;
  row.reject({
    code: "NAME_WITHOUT_LETTERS",
    field: ["name"],
    text: { id: "Nama tidak berisi huruf atau angka.", en: "The name has neither a letter nor a digit." },
  });
  return undefined;
}

/** An address that is only "-" says nothing. */
function addressOf(row: SourceRow): string | null {
  const address = row.text("address", 500);
  return address !== null && TELLING.test(address) ? address : null;
}

/** Numbers of an older layout, and those of pesantren that moved, name another region than the row; they are kept as issued. */
function flagRegion(row: SourceRow, nspp: string, regency: string): void {
  const within = nspp.slice(4, 8);
  const own = [regency, row.exactly("regencyCode")].map((code) => code.replace(/\D/g, ""));
  if (!own.includes(within))
    row.flag("NSPP_REGION_DIFFERS", { regionInNspp: `${within.slice(0, 2)}.${within.slice(2)}` });
}

function placeOf(row: SourceRow, places: Places, regency: string | undefined): readonly Cell[] {
  const district = regency === undefined ? null : places.districtOf(row, regency);
  const latitude = row.number("latitude", -180, 180);
  const longitude = row.number("longitude", -180, 180);
  if (latitude === null || longitude === null) {
    if (latitude !== longitude) row.flag("LOCATION_INCOMPLETE", { latitude, longitude });
    return [district, null, null];
  }
  const { south, north, west, east } = INDONESIA;
  if (latitude >= south && latitude <= north && longitude >= west && longitude <= east)
    return [district, latitude, longitude];
  row.flag("LOCATION_OUTSIDE_INDONESIA", { latitude, longitude });
  return [district, null, null];
}

function contactsOf(row: SourceRow): readonly Cell[] {
  return [
    row.whole("foundedYear", 1400, 2200),
    whatsappOf(row),
    websiteOf(row),
    row.text("cooperativeName", 200),
    row.whole("santriCount", 0, 1_000_000),
  ];
}

/** In E.164 form; numbers are written with 0 or 62 before them, and with blanks and signs between the digits. */
function whatsappOf(row: SourceRow): string | null {
  const came = row.text("whatsapp", 60);
  if (came === null || !TELLING.test(came)) return null;
  const digits = came.replace(/[\s().+-]/g, "").replace(/^(0|62|(?=8))/, "62");
  if (/^62\d{7,13}$/.test(digits)) return `+${digits}`;
  row.flag("WHATSAPP_INVALID", { length: came.length });
  return null;
}

function websiteOf(row: SourceRow): string | null {
  const came = row.text("website", 300);
  if (came === null || !TELLING.test(came)) return null;
  const url = /^https?:\/\//i.test(came) ? came : `https://${came}`;
  if (/^https?:\/\/[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i.test(url)) return url;
  row.flag("WEBSITE_INVALID", { came });
  return null;
}
