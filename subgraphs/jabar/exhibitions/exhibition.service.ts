import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { once } from "../matching/event.service";
import { countryFaults, placeMissing } from "../matching/matching.errors";
import { JabarMode } from "../modes";
import { editionUnknown } from "../editions/edition.errors";
import * as errors from "./exhibition.errors";
import type {
  ChangeJabarExhibitionInput,
  ExhibitionDetails,
  MoveJabarExhibitionInput,
  PlanJabarExhibitionInput,
} from "./exhibition.input";
import { EXHIBITION_STATES, type JabarExhibitionStatus } from "./exhibition.states";

const EXHIBITION_ID = ["input", "exhibitionId"];
const MOST_BOOTHS = 2_000;

/** Plans an exhibition. Returns its id; sent again with the same key, that of the one planned first. */
export function planExhibition(context: Context, input: PlanJabarExhibitionInput, key: string): Promise<string> {
  return once(context, "planJabarExhibition", input, key, async (tx) => {
    const editions = await tx.rows("SELECT FROM edition WHERE year = $1", [input.year]);
    refuseAny([
      ...(editions.length > 0 ? [] : [editionUnknown(["input", "year"], input.year)]),
      ...detailFaults(input),
    ]);
    const id = newId();
    await tx.rows(
      `INSERT INTO exhibition (id, year, name, mode, place, regency_code, country, starts_on, ends_on, booths, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PLANNED')`,
      [id, input.year, ...columnsOf(input)],
    );
    return id;
  });
}

/** Changes an exhibition, as far as no booth and no sale of it falls out. Returns its id. */
export function changeExhibition(context: Context, input: ChangeJabarExhibitionInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const exhibition = await lockExhibition(tx, input.exhibitionId);
    refuseAny([
      ...(exhibition.status === "CANCELLED" ? [errors.exhibitionCancelled(EXHIBITION_ID)] : []),
      ...detailFaults(input),
      ...(await leftOutFaults(tx, input)),
    ]);
    await tx.rows(
      `UPDATE exhibition SET name = $2, mode = $3, place = $4, regency_code = $5, country = $6, starts_on = $7, ends_on = $8, booths = $9 WHERE id = $1`,
      [exhibition.id, ...columnsOf(input)],
    );
    return exhibition.id;
  });
}

/** Opens or closes the applications for booths, or cancels the exhibition, if nothing was sold. Returns its id. */
export function moveExhibition(context: Context, { exhibitionId, status }: MoveJabarExhibitionInput): Promise<string> {
  const field = ["input", "status"];
  return context.db.inTransaction(async (tx) => {
    const { id } = await lockExhibition(tx, exhibitionId);
    const missing = errors.exhibitionUnknown(EXHIBITION_ID, id);
    await transition(tx, {
      table: "exhibition",
      column: "status",
      id,
      states: EXHIBITION_STATES,
      to: status,
      field,
      missing,
    });
    if (status === "CANCELLED" && (await salesOf(tx, id)).from !== null) refuse(errors.salesReported(field));
    return id;
  });
}

/** An exhibition, as the rules of its booths need it. */
export interface LockedExhibition {
  readonly id: string;
  readonly status: `${JabarExhibitionStatus}`;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly boothCount: number;
}

/** Locks an exhibition, so that its booths are given away one after the other, and within what it is. */
export async function lockExhibition(tx: Transaction, id: string): Promise<LockedExhibition> {
  const [found] = isId(id)
    ? await tx.rows<LockedExhibition>(
        `SELECT id, status, starts_on AS "startsOn", ends_on AS "endsOn", booths AS "boothCount" FROM exhibition WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  return found ?? refuse(errors.exhibitionUnknown(EXHIBITION_ID, id));
}

function detailFaults(details: ExhibitionDetails): RefusalValue[] {
  const { place, regencyCode } = placed(details);
  return [
    ...textFaults(["input", "name"], details.name, [2, 160]),
    ...(place === "" ? [placeMissing(["input", "place"])] : textFaults(["input", "place"], place, [1, 300])),
    ...regencyFaults(["input", "regencyCode"], regencyCode, details.country),
    ...countryFaults(["input", "country"], details.country),
    ...periodFaults(["input", "endsOn"], details.startsOn, details.endsOn),
    ...rangeFaults(["input", "boothCount"], details.boothCount, [1, MOST_BOOTHS]),
  ];
}

function regencyFaults(field: FieldPath, code: string | null, country: string): RefusalValue[] {
  if (code === null || (country === "ID" && /^\d{2}\.\d{2}$/.test(code))) return [];
  return [errors.regencyForm(field, code)];
}

/** What is held online has no place. */
function placed({ mode, place, regencyCode }: ExhibitionDetails): { place: string | null; regencyCode: string | null } {
  if (mode !== JabarMode.IN_PERSON) return { place: null, regencyCode: null };
  return { place: place?.trim() ?? "", regencyCode: regencyCode ?? null };
}

function columnsOf(details: ExhibitionDetails): readonly unknown[] {
  const { place, regencyCode } = placed(details);
  const { name, mode, country, startsOn, endsOn, boothCount } = details;
  return [name.trim(), mode, place, regencyCode, country, startsOn, endsOn, boothCount];
}

/** Why an exhibition can't become so: booths that were assigned, or days on which something was sold, would be left out. */
async function leftOutFaults(tx: Transaction, input: ChangeJabarExhibitionInput): Promise<RefusalValue[]> {
  const [booth] = await tx.rows<{ highest: number | null }>(
    "SELECT max(number) AS highest FROM exhibition_booth WHERE exhibition_id = $1 AND status = 'ASSIGNED'",
    [input.exhibitionId],
  );
  const highest = booth!.highest ?? 0;
  const { from, until } = await salesOf(tx, input.exhibitionId);
  return [
    ...(input.boothCount < highest ? [errors.boothsTaken(["input", "boothCount"], highest, input.boothCount)] : []),
    ...(from !== null && (from < input.startsOn || until! > input.endsOn)
      ? [errors.salesOutside(["input", "startsOn"], from, until!)]
      : []),
  ];
}

/** The first and the last day of which sales were reported; null if there are none. */
async function salesOf(tx: Transaction, exhibitionId: string): Promise<{ from: string | null; until: string | null }> {
  const [days] = await tx.rows<{ from: string | null; until: string | null }>(
    `SELECT min(day) AS "from", max(day) AS "until" FROM exhibition_sale JOIN exhibition_booth booth ON booth.id = booth_id WHERE exhibition_id = $1`,
    [exhibitionId],
  );
  return days!;
}
