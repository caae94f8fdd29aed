import { Random } from "../../kit/trial/random";
import type { TrialAmount, TrialRow } from "../../kit/trial/trial-data";
import { trialId } from "../../kit/trial/trial-id";
import { TRIAL_AS_OF, trialSource, type TrialPesantren } from "../../kit/trial/trial-pesantren";
import { BusinessField } from "../../kit/business-field";
import { CertificateKind } from "../catalogue/product";
import { trialAssortment } from "./trial-products";

/** The products of a pesantren of the trial data; the first ones are the same however many it has. */
export function productRows(pesantren: TrialPesantren, { productsPerPesantren }: TrialAmount): readonly TrialRow[] {
  return Array.from({ length: productsPerPesantren }, (_, part) => productRow(pesantren, part));
}

/** The certificates of these products: half of what is eaten or drunk has some. */
export function certificateRows(pesantren: TrialPesantren, amount: TrialAmount): readonly TrialRow[] {
  return productRows(pesantren, amount).flatMap(({ id, field }, part) => {
    const random = new Random(pesantren.seed, `certificates ${part}`, pesantren.index);
    if (field !== BusinessField.FOOD_AND_BEVERAGE || random.chance(0.5)) return [];
    return KINDS.filter(({ share }) => random.chance(share)).map(({ kind, before, digits }) => ({
      product_id: id!,
      kind,
      number: before + random.digits(digits),
      // Some have run out: that is what a filter for valid ones must find.
      expires_on: random.chance(0.8) ? `${random.whole(2023, 2032)}-12-31` : null,
    }));
  });
}

function productRow({ seed, index, id, regency }: TrialPesantren, part: number): TrialRow {
  const random = new Random(seed, `product ${part}`, index);
  const { field, names, varieties, units, prices } = trialAssortment(random);
  const name = `${random.pick(names)} ${random.pick(varieties)}`;
  return {
    id: trialId(seed, "product", index, part),
    pesantren_id: id,
    regency_code: regency.code,
    sku: `TRIAL-${part + 1}`,
    name,
    description: random.chance(0.5) ? `${name} buatan santri. Data percobaan.` : null,
    field,
    price: priceOf(random, prices),
    unit: random.early(units),
    minimum_order: random.chance(0.7) ? 1 : random.whole(2, 50),
    monthly_capacity: random.chance(0.6) ? random.whole(1, 200) * 10 : null,
    source: trialSource(seed),
    as_of: TRIAL_AS_OF,
    trial: true,
  };
}

/** Low prices are more common, and prices are round. */
function priceOf(random: Random, [least, most]: readonly [number, number]): number {
  const price = least * (most / least) ** random.next();
  const step = price < 20_000 ? 500 : price < 200_000 ? 1_000 : 5_000;
  return Math.round(price / step) * step;
}

/** Numbers of the form that product.rules.ts expects. */
const KINDS = [
  { kind: CertificateKind.HALAL, before: "ID", digits: 17, share: 0.8 },
  { kind: CertificateKind.PIRT, before: "", digits: 15, share: 0.5 },
  { kind: CertificateKind.BPOM, before: "MD", digits: 12, share: 0.2 },
];
