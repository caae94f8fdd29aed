import DataLoader from "dataloader";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults, unknownRecord } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { ASSUMED } from "../editions/data/sources";
import type { JabarHonour, RecordJabarHonourInput } from "./honour";

const KIPP = "Kompetisi Inovasi Pelayanan Publik (KIPP)";
const MINISTRY = "Kementerian PANRB";
const GIVEN_ON = "2020-11-25";
const DECREE = "SK Menpan RB 192/2020";
const SOURCE = "advertorial-2021-01-20";
const FIRST_YEAR = 2018;

/** What the programme had received by the time when its sources were written: of 99 top innovations, by decree of the minister 192/2020. */
const SHIPPED: readonly (readonly [number, string, string, string, string, string, string])[] = [
  [2020, KIPP, "Top 45 Inovasi Pelayanan Publik", MINISTRY, GIVEN_ON, DECREE, SOURCE],
  [
    2020,
    KIPP,
    "Outstanding Achievement of Public Service Innovation (satu dari 5)",
    MINISTRY,
    GIVEN_ON,
    DECREE,
    SOURCE,
  ],
];

/** Loads the shipped honours if there are none. */
export async function loadHonours(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    const [there] = await tx.rows("SELECT 1 FROM honour LIMIT 1");
    if (there) return;
    for (const row of SHIPPED)
      await tx.rows("INSERT INTO honour VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING", [
        newId(),
        ...row,
      ]);
  });
}

const HONOUR = `SELECT id, year, competition, honour, given_by AS "givenBy", given_on::text AS "givenOn", decree, source FROM honour`;

/** The honours of a year, or of all years, the latest first. */
export async function honours(context: Context, year: number | null): Promise<JabarHonour[]> {
  const all = await context.loader(allHonours).load("all");
  return year === null ? all : all.filter((each) => each.year === year);
}

/** There are few, so that all are read at once, whatever is asked for. */
function allHonours({ db }: Context) {
  return new DataLoader<string, JabarHonour[]>(async (keys) => {
    const all = await db.rows<JabarHonour>(`${HONOUR} ORDER BY year DESC, id LIMIT 1000`);
    return keys.map(() => all);
  });
}

export async function honourById({ db }: Context, id: string): Promise<JabarHonour | null> {
  return (await db.row<JabarHonour>(`${HONOUR} WHERE id = $1`, [id])) ?? null;
}

/** Records an honour. Returns its id; one that is recorded already stays as it is. */
export async function recordHonour(context: Context, input: RecordJabarHonourInput): Promise<string> {
  const { year, competition, honour, givenBy, givenOn = null, decree = null, source } = input;
  refuseAny([
    ...rangeFaults(["input", "year"], year, [FIRST_YEAR, Number(dayInWib(context.clock()).slice(0, 4))]),
    ...textFaults(["input", "competition"], competition, [2, 200]),
    ...textFaults(["input", "honour"], honour, [2, 200]),
    ...textFaults(["input", "givenBy"], givenBy, [2, 200]),
    ...textFaults(["input", "decree"], decree, [2, 200]),
  ]);
  return context.db.inTransaction(async (tx) => {
    const known = await tx.rows("SELECT 1 FROM rule_source WHERE code = $1 AND code <> $2", [source, ASSUMED]);
    if (known.length === 0)
      refuse(unknownRecord("SOURCE_UNKNOWN", ["input", "source"], { id: "sumber", en: "source" }, source));
    const [made] = await tx.rows<{ id: string }>(
      `INSERT INTO honour VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (year, competition, honour) DO UPDATE SET year = excluded.year RETURNING id`,
      [newId(), year, competition.trim(), honour.trim(), givenBy.trim(), givenOn, decree?.trim() ?? null, source],
    );
    return made!.id;
  });
}
