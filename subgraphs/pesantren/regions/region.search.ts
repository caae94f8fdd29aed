import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import type { Region, RegionSearchArguments } from "./region";

interface Found extends Region {
  readonly score: number;
}

/** What people write before a region's name, and what the region is called for it. The second is what is compared with full names. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^(kabupaten|kab\b\.?)( administrasi| adm\b\.?)? */, "kabupaten"],
  [/^(kota|kotamadya|kodya)( administrasi| adm\b\.?)? +/, "kota"],
  [/^(provinsi|propinsi|prov\b\.?|kecamatan|kec\b\.?|desa|kelurahan|kel\b\.?) */, ""],
  [/^(dki|daerah khusus ibukota) +/, "daerahkhususibukota"],
  [/^(di|d\.i\.|diy|daerah istimewa) +/, "daerahistimewa"],
];

/**
 * Regions whose name is like the text, the most alike first, then by level and code. What stands before the name (Kabupaten, Kota, Kec.) may be
 * left out; where it is given, the region that has it comes first.
 */
export async function searchRegions(context: Context, args: RegionSearchArguments): Promise<Connection<Region>> {
  const { first, after } = args;
  const { bare, full } = searchTexts(args.search);
  const filter = [bare, full, args.level ?? null, args.within ?? null];
  const [score, level, code] = decodeCursor(after, ["number", "number", "string"]) ?? [null, null, null];
  const rows = await context.db.rows<Found>(`${FOUND} ${PAGE}`, [...filter, score, level, code, pageSize(first) + 1]);
  return toConnection<Found & { level: number }>({
    first,
    after,
    rows: rows as (Found & { level: number })[],
    keyOf: (row) => [row.score, row.level, row.code],
    count: async () =>
      (await context.db.row<{ count: number }>(`${FOUND} SELECT count(*)::int AS count FROM found`, filter))?.count ??
      0,
  });
}

// The index knows names without their prefix. Where the search has one, a name that fits only without it counts a little less,
// so that "Kota Bandung" comes before its namesake, and the regency Kotabaru is found as "Kota Baru".
const FOUND = `
  WITH found AS (
    SELECT code, name, level,
      greatest(
        0.9 * similarity(search_name, $1), similarity(search_name, $2),
        similarity(regexp_replace(lower(name), '( administrasi|[^a-z0-9])', '', 'g'), $2))::float8 AS score
    FROM region
    WHERE (search_name LIKE '%' || $1 || '%' OR search_name % $1 OR search_name % $2)
      AND withdrawn_in IS NULL
      AND ($3::int IS NULL OR level = $3)
      AND ($4::text IS NULL OR starts_with(code, $4 || '.'))
  )`;

const PAGE = `
  SELECT code, name, level, score FROM found
  WHERE $5::float8 IS NULL OR (-score, level, code) > (-$5::float8, $6::int, $7::text)
  ORDER BY score DESC, level, code
  LIMIT $8`;

/** The letters and digits of the name searched for: without what stands before it, and with it. */
function searchTexts(search: string): { bare: string; full: string } {
  const text = search.normalize("NFKD").toLowerCase().trim();
  const prefix = PREFIXES.find(([form]) => form.test(text));
  const bare = letters(prefix ? text.replace(prefix[0], "") : text) || letters(text);
  if (search.length <= 100 && bare.length >= 2) return { bare, full: (prefix?.[1] ?? "") + bare };
  const expected = "2 to 100 characters, of which two are letters or digits";
  throw badInput(
    {
      id: "search harus 2 sampai 100 karakter, sedikitnya dua berupa huruf atau angka.",
      en: `search must have ${expected}.`,
    },
    { expected, received: search.slice(0, 60) },
  );
}

function letters(text: string): string {
  return text.replace(/[^a-z0-9]/g, "");
}
