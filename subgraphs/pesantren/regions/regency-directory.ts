import type { Database } from "../../kit/data/database";
import type { RefusalValue } from "../../kit/refusal";
import { PROVINCE_ALIASES, PROVINCE_BEFORE, REGENCY_ALIASES } from "./regency-aliases";
import { RegencyKind, type Region } from "./region";

/** What a publisher says of where something lies; any part may be missing or empty. */
export interface PublishedRegency {
  /** Four digits, with or without a dot. Kemendagri's where its name says so too; publishers also use other systems of codes. */
  readonly code?: string | undefined;
  /** "Bandung" is the regency, "Kota Bandung" the city, as directories write it. */
  readonly name?: string | undefined;
  readonly provinceName?: string | undefined;
}

/**
 * What looks wrong in a publisher's words although they are clear: the code is not Kemendagri's for the region named; the region lies in another
 * province (provinces were split); a regency is called a city or the other way round.
 */
export type RegencyFlag = "REGENCY_CODE_DIFFERS" | "REGENCY_PROVINCE_DIFFERS" | "REGENCY_KIND_DIFFERS";

export type ResolvedRegency =
  | { readonly code: string; readonly flags: readonly RegencyFlag[]; readonly refusal?: undefined }
  | { readonly refusal: RefusalValue };

interface Entry {
  readonly code: string;
  readonly name: string;
  readonly kind: RegencyKind;
  readonly alias: boolean;
}

/** Reads the directory of all provinces, regencies and cities that are current. */
export async function loadRegencyDirectory(db: Pick<Database, "rows">): Promise<RegencyDirectory> {
  return new RegencyDirectory(
    await db.rows<Region>("SELECT code, name FROM region WHERE level <= 2 AND withdrawn_in IS NULL ORDER BY code"),
  );
}

/** Finds the regency or city that a publisher means. In memory, for importers that ask it once a row. */
export class RegencyDirectory {
  readonly #byCode = new Map<string, Entry>();
  readonly #byName = new Map<string, Entry[]>();
  readonly #provinces = new Map<string, string>();

  /** @param regions provinces, regencies and cities, in any order */
  constructor(regions: readonly Pick<Region, "code" | "name">[]) {
    for (const { code, name } of regions) {
      if (code.length === 2) this.#provinces.set(letters(name), code);
      else this.#add({ code, name, kind: reading(name).kind ?? RegencyKind.KABUPATEN, alias: false }, name);
    }
    for (const [code, names] of Object.entries(PROVINCE_ALIASES)) {
      for (const name of names) this.#provinces.set(letters(name), code);
    }
    for (const { name, code } of REGENCY_ALIASES) {
      const entry = this.#byCode.get(code);
      if (entry) this.#add({ ...entry, alias: true }, name);
    }
  }

  /** The region meant, with what looks wrong; or why it can't be told, as a refusal without a field. */
  resolve({ code = "", name = "", provinceName = "" }: PublishedRegency): ResolvedRegency {
    const coded = this.#byCode.get(code.replace(/^(\d\d)\.?(\d\d)$/, "$1.$2"));
    if (letters(name) === "") return coded ? accepted(coded) : { refusal: code === "" ? missing() : unknownCode(code) };
    const province = this.#provinces.get(letters(provinceName.replace(/^prov(insi\b|\b\.?)/i, "")));
    const { kind, namesakes } = this.#namesakes(name);
    const found = choose(namesakes, { kind, coded, province });
    if (!found) return { refusal: unknownName(name, coded) };
    if (coded && found.code !== coded.code && within(coded, province) && !wasWithin(found, province)) {
      return { refusal: contradictory(found, coded) };
    }
    const flags: RegencyFlag[] = [];
    if (code !== "" && found.code !== coded?.code) flags.push("REGENCY_CODE_DIFFERS");
    if (provinceName !== "" && !within(found, province)) flags.push("REGENCY_PROVINCE_DIFFERS");
    if (kind !== undefined && kind !== found.kind) flags.push("REGENCY_KIND_DIFFERS");
    return accepted(found, flags);
  }

  #add(entry: Entry, name: string): void {
    if (!entry.alias) this.#byCode.set(entry.code, entry);
    const { base, whole } = reading(name);
    for (const key of new Set([base, whole])) this.#byName.set(key, [...(this.#byName.get(key) ?? []), entry]);
  }

  /** "Kota Baru" is first read as a city called Baru; there is none, so it is read as the name Kotabaru. */
  #namesakes(name: string): { kind: RegencyKind | undefined; namesakes: readonly Entry[] } {
    const { kind, base } = reading(name);
    const namesakes = this.#byName.get(base);
    if (namesakes) return { kind, namesakes };
    return { kind: undefined, namesakes: this.#byName.get(letters(name)) ?? [] };
  }
}

interface Hints {
  readonly kind: RegencyKind | undefined;
  readonly coded: Entry | undefined;
  readonly province: string | undefined;
}

/** The code decides between namesakes; then the kind, names of today before those of yesterday, the province, and the regency before the city. */
function choose(namesakes: readonly Entry[], { kind, coded, province }: Hints): Entry | undefined {
  const fitting = namesakes.filter((each) => kind === undefined || each.kind === kind);
  const byCode = (entries: readonly Entry[]) => entries.find((each) => each.code === coded?.code);
  if (fitting.length === 0) return byCode(namesakes);
  const ranked = fitting.toSorted(
    (a, b) =>
      Number(a.alias) - Number(b.alias) ||
      Number(within(b, province)) - Number(within(a, province)) ||
      (a.kind < b.kind ? -1 : 1),
  );
  return byCode(fitting) ?? ranked[0];
}

function within(entry: Entry, province: string | undefined): boolean {
  return province !== undefined && entry.code.startsWith(province);
}

/** Whether it lies in the province, or did before the province was split. Then an old code may be that of another regency today. */
function wasWithin(entry: Entry, province: string | undefined): boolean {
  return within(entry, province) || (province !== undefined && PROVINCE_BEFORE[entry.code.slice(0, 2)] === province);
}

const KIND_WORDS: Readonly<Record<string, RegencyKind>> = {
  kab: RegencyKind.KABUPATEN,
  kabupaten: RegencyKind.KABUPATEN,
  kota: RegencyKind.KOTA,
  kotamadya: RegencyKind.KOTA,
  kodya: RegencyKind.KOTA,
};

/** The kind that a name says, the whole name without it, and its base: without what publishers write or leave out at will. */
function reading(name: string): { kind: RegencyKind | undefined; whole: string; base: string } {
  const words = wordsOf(name);
  const kind = KIND_WORDS[words[0] ?? ""];
  if (kind) words.shift();
  if (/^adm(inistrasi)?$/.test(words[0] ?? "")) words.shift();
  const whole = words.join("");
  if (/^(kepulauan|pulau)$/.test(words[0] ?? "")) words.shift();
  return { kind, whole, base: words.filter((word) => word !== "dan").join("") };
}

function letters(name: string): string {
  return wordsOf(name).join("");
}

function wordsOf(name: string): string[] {
  const words =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/['’`]/g, "")
      .match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => (word === "kep" ? "kepulauan" : word));
}

function accepted({ code }: Entry, flags: readonly RegencyFlag[] = []): ResolvedRegency {
  return { code, flags };
}

function missing(): RefusalValue {
  return {
    code: "REGENCY_MISSING",
    text: { id: "Kabupaten/kota tidak diisi.", en: "No regency or city is given." },
    expected: "name or code of a regency or city",
  };
}

function unknownCode(code: string): RefusalValue {
  return {
    code: "REGENCY_UNKNOWN",
    text: {
      id: `Tidak ada kabupaten/kota dengan kode ${code}.`,
      en: `There is no regency or city of the code ${code}.`,
    },
    expected: "a Kemendagri code such as 32.04",
    received: code,
  };
}

function unknownName(name: string, coded: Entry | undefined): RefusalValue {
  const expected = coded?.name ?? "a regency or city of Indonesia, such as Bandung or Kota Bandung";
  return {
    code: "REGENCY_UNKNOWN",
    text: {
      id: `Tidak ada kabupaten/kota bernama ${name}${coded ? `; menurut kodenya ${coded.name}` : ""}.`,
      en: `There is no regency or city called ${name}${coded ? `; by its code it is ${coded.name}` : ""}.`,
    },
    expected,
    received: name,
  };
}

function contradictory(named: Entry, coded: Entry): RefusalValue {
  return {
    code: "REGENCY_CONTRADICTORY",
    text: {
      id: `Namanya ${named.name}, tetapi kode dan provinsinya ${coded.name}.`,
      en: `By its name it is ${named.name}, but by its code and province ${coded.name}.`,
    },
    expected: coded.name,
    received: named.name,
  };
}
