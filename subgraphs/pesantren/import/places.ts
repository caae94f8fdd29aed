import type { RefusalValue } from "../../kit/refusal";
import type { Transaction } from "../../kit/data/database";
import type { SourceRow } from "../../kit/import/source-row";
import { loadRegencyDirectory, type RegencyDirectory, type ResolvedRegency } from "../regions/regency-directory";

/** More different spellings of regencies than any country has; past it, a file is not worth remembering. */
const MOST_REMEMBERED = 10_000;

/** Finds the regency and the district of each row, in memory. */
export class Places {
  readonly #resolved = new Map<string, ResolvedRegency>();

  private constructor(
    private readonly directory: RegencyDirectory,
    private readonly districts: ReadonlyMap<string, string>,
  ) {}

  /** @param withDistricts whether the file tells of districts at all */
  static async load(tx: Transaction, withDistricts: boolean): Promise<Places> {
    const districts = withDistricts
      ? await tx.rows<{ code: string; name: string }>(
          "SELECT code, name FROM region WHERE level = 3 AND withdrawn_in IS NULL ORDER BY code DESC",
        )
      : [];
    const known = districts.flatMap(({ code, name }) => [
      [code.replaceAll(".", ""), code] as const,
      [`${code.slice(0, 5)} ${letters(name)}`, code] as const,
    ]);
    return new Places(await loadRegencyDirectory(tx), new Map(known));
  }

  /** The code of the row's regency; rejects the row if it can't be told. */
  regencyOf(row: SourceRow): string | undefined {
    const published = {
      code: row.text("regencyCode", 20) ?? "",
      name: row.text("regencyName", 100) ?? "",
      provinceName: row.text("provinceName", 100) ?? "",
    };
    const key = JSON.stringify(published);
    let resolved = this.#resolved.get(key);
    if (!resolved) {
      if (this.#resolved.size >= MOST_REMEMBERED) this.#resolved.clear();
      this.#resolved.set(key, (resolved = this.directory.resolve(published)));
    }
    if (resolved.refusal) return void row.reject(faultOf(resolved.refusal));
    for (const flag of resolved.flags) row.flag(flag, published);
    return resolved.code;
  }

  /** The code of the row's district; null if there is none, with a flag if what is given is no district of the regency. */
  districtOf(row: SourceRow, regency: string): string | null {
    const came = row.text("district", 100);
    if (came === null) return null;
    const digits = came.replace(/\D/g, "");
    const code =
      this.districts.get(digits) ?? this.districts.get(`${regency} ${letters(came.replace(/^kec(amatan|\.)? /i, ""))}`);
    if (code?.startsWith(regency)) return code;
    row.flag("DISTRICT_UNKNOWN", { district: came });
    return null;
  }
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function faultOf({ code, text }: RefusalValue) {
  return { code, text, field: ["regency"] };
}
