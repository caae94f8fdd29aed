import DataLoader from "dataloader";
import { actsIn } from "../../kit/access/caller";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage, type Condition } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { idOrNone } from "../matching/matching.loader";
import { ownPesantren } from "../own";
import { JABAR } from "../province";
import { seesAll } from "../reader";
import type { JabarBooth, JabarInquiryCount } from "./booth";
import type { JabarBoothListArguments } from "./exhibition.input";
import { exhibitionById } from "./exhibition.loader";
import { timeOf } from "./exhibition.states";

/** The pesantren of a booth; what was filed under a duplicate is its original's. */
export const ORIGINAL =
  "coalesce((SELECT merged_into_id FROM pesantren_reference WHERE id = booth.pesantren_id), booth.pesantren_id)";

const BOOTH = {
  select: `this.id, this.number, this.status, this.reason, this.applied_at AS "appliedAt", this.exhibition_id AS "exhibitionId",
    this.pesantren_id AS "pesantrenId", this.product_ids AS "productIds", this.whatsapp AS "whatsappNumber"`,
  from: `(SELECT id, number, status, reason, applied_at, exhibition_id, product_ids, whatsapp, ${ORIGINAL} AS pesantren_id FROM exhibition_booth booth) this`,
};

/** Whose booths a caller sees with all that belongs to them: null for those of all pesantren, or one's id; of others it sees what every visitor does. */
export function seenPesantren(context: Context): string | null {
  if (seesAll(context) && actsIn(context.caller, JABAR)) return null;
  return ownPesantren(context) ?? NOBODY;
}
const NOBODY = "00000000-0000-0000-0000-000000000000";

const VISIBLE = "(this.status = 'ASSIGNED' OR this.pesantren_id = ?::uuid)";

/** One booth that the caller may see, or null. */
export async function boothById(context: Context, id: string): Promise<JabarBooth | null> {
  return isId(id) ? context.loader(boothsById).load(id.toLowerCase()) : null;
}

function boothsById(context: Context) {
  return new DataLoader<string, JabarBooth | null>(async (ids) => {
    const rows = await context.db.rows<JabarBooth>(
      `SELECT ${BOOTH.select} FROM ${BOOTH.from} WHERE this.id = ANY($1) AND ($2::uuid IS NULL OR ${VISIBLE.replace("?", "$2")})`,
      [ids, seenPesantren(context)],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of the booths that the caller may see, the last applied for first. */
export function boothPage(
  context: Context,
  { exhibitionId, pesantrenId, status, ...page }: JabarBoothListArguments,
): Promise<Connection<JabarBooth>> {
  const where: Condition[] = [
    [VISIBLE, seenPesantren(context)],
    ["this.exhibition_id = ?", idOrNone(exhibitionId)],
    ["this.pesantren_id = ?", idOrNone(pesantrenId)],
    ["this.status = ?", status],
  ];
  return idPage<JabarBooth>(context, { ...BOOTH, ...page, where });
}

/** The most booths that are shown of an exhibition, or of a pesantren, without a page. */
export const MOST_BOOTHS = 100;

/** The assigned booths of an exhibition, by their numbers. */
export function boothsOfExhibition(context: Context, exhibitionId: string): Promise<JabarBooth[]> {
  return context.loader(boothsByExhibition).load(exhibitionId);
}

function boothsByExhibition({ db }: Context) {
  return new DataLoader<string, JabarBooth[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT found.* FROM unnest($1::uuid[]) AS owner (id) CROSS JOIN LATERAL (
           SELECT this.exhibition_id AS "ownerId", ${BOOTH.select} FROM ${BOOTH.from}
           WHERE this.exhibition_id = owner.id AND this.status = 'ASSIGNED' ORDER BY this.number LIMIT ${MOST_BOOTHS}) found
         ORDER BY found.number`,
        [ids],
      ),
    ),
  );
}

/** The assigned booths of a pesantren, filed under any of its ids, the latest first. */
export function boothsOfPesantren(context: Context, ids: readonly string[]): Promise<JabarBooth[]> {
  return context.loader(boothsByPesantren).load(ids.join());
}

function boothsByPesantren({ db }: Context) {
  return new DataLoader<string, JabarBooth[]>((owners) =>
    grouped(
      owners,
      db.rows(
        `SELECT owner.ids AS "ownerId", ${BOOTH.select} FROM unnest($1::text[]) AS owner (ids) CROSS JOIN LATERAL (
           SELECT * FROM exhibition_booth filed WHERE filed.pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[]) AND filed.status = 'ASSIGNED'
           ORDER BY filed.id DESC LIMIT ${MOST_BOOTHS}) this
         ORDER BY this.id DESC`,
        [owners],
      ),
    ),
  );
}

/** A booth's number, for everybody while the exhibition runs; else for operators and the pesantren's own people. */
export async function whatsappOf(context: Context, booth: JabarBooth): Promise<string | null> {
  const exhibition = await exhibitionById(context, booth.exhibitionId);
  const runs = exhibition && timeOf(exhibition, dayInWib(context.clock())) === "RUNNING";
  return runs || isSeen(context, booth) ? booth.whatsappNumber : null;
}

/** How often visitors asked at a booth, by day and product; null for whoever neither runs the programme nor has the booth. */
export async function inquiriesOf(context: Context, booth: JabarBooth): Promise<JabarInquiryCount[] | null> {
  return isSeen(context, booth) ? context.loader(inquiriesByBooth).load(booth.id) : null;
}

function isSeen(context: Context, { pesantrenId }: JabarBooth): boolean {
  const seen = seenPesantren(context);
  return seen === null || seen === pesantrenId;
}

function inquiriesByBooth({ db }: Context) {
  return new DataLoader<string, JabarInquiryCount[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT booth_id AS "ownerId", product_id AS "productId", day, count FROM exhibition_inquiry
         WHERE booth_id = ANY($1) ORDER BY booth_id, day, product_id`,
        [ids],
      ),
    ),
  );
}
