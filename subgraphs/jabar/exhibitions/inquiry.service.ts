import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Text } from "../../kit/language";
import { refuse, refuseAny } from "../../kit/refusal";
import { productOf } from "../known";
import type { JabarSellerLink } from "./booth";
import { boothById } from "./booth.loader";
import * as errors from "./exhibition.errors";
import type { AskJabarSellerInput } from "./exhibition.input";
import { exhibitionById } from "./exhibition.loader";
import { timeOf } from "./exhibition.states";

const BOOTH_ID = ["input", "boothId"];
const PRODUCT_ID = ["input", "productId"];

/** Leads a visitor to the seller of a product, and counts that somebody asked: nothing of who. */
export async function askSeller(
  context: Context,
  { boothId, productId }: AskJabarSellerInput,
): Promise<JabarSellerLink> {
  const booth = await boothById(context, boothId);
  if (booth?.status !== "ASSIGNED") return refuse(errors.boothUnknown(BOOTH_ID, boothId));
  const exhibition = (await exhibitionById(context, booth.exhibitionId))!;
  const today = dayInWib(context.clock());
  refuseAny([
    ...(timeOf(exhibition, today) === "RUNNING"
      ? []
      : [errors.exhibitionNotRunning(BOOTH_ID, exhibition.startsOn, exhibition.endsOn)]),
    ...(booth.productIds.includes(productId.toLowerCase()) ? [] : [errors.notShown(PRODUCT_ID, productId)]),
  ]);
  const { found: product, faults } = await productOf(context, booth.pesantrenId, productId, PRODUCT_ID);
  refuseAny(faults);
  await context.db.inTransaction((tx) => tx.rows(COUNT, [booth.id, product!.id, today]));
  const text = question(product!.name, exhibition.name)[context.language];
  return { url: `https://wa.me/${booth.whatsappNumber.slice(1)}?text=${encodeURIComponent(text)}` };
}

const COUNT = `
  INSERT INTO exhibition_inquiry AS counted (booth_id, product_id, day, count) VALUES ($1, $2, $3, 1)
  ON CONFLICT (booth_id, product_id, day) DO UPDATE SET count = counted.count + 1`;

const question = (product: string, exhibition: string): Text => ({
  id: `Halo, saya melihat ${product} di ${exhibition} dan ingin bertanya tentang produk ini.`,
  en: `Hello, I saw ${product} at ${exhibition} and would like to ask about it.`,
});
