import { pesantrenFaults } from "../kit/access/province";
import type { Context } from "../kit/context";
import { unknownRecord, type FieldPath } from "../kit/input-faults";
import type { KnownProduct } from "../kit/catalogue/catalogue-copy";
import type { RefusalValue } from "../kit/refusal";
import { JABAR } from "./province";
import { pesantrenInactive } from "./registrations/registration.errors";
import { catalogue, registry } from "./references";

const PESANTREN = { id: "pesantren di Jawa Barat", en: "pesantren of Jawa Barat" };
const PRODUCT = { id: "produk pesantren ini", en: "product of this pesantren" };

/** A record that an input names, with what stands against it. */
export interface Named<T> {
  /** Undefined if there is something against it. */
  readonly found?: T;
  readonly faults: readonly RefusalValue[];
}

/**
 * The id of an active pesantren of the province for which the caller may act: of a merged duplicate the original's. Asked for before a transaction, since
 * the copy of the registry may have to catch up.
 */
export async function actingPesantren(context: Context, id: string, field: FieldPath): Promise<Named<string>> {
  const known = await registry.find(context, id);
  if (!known?.regencyCode.startsWith(`${JABAR}.`)) {
    return { faults: [unknownRecord("PESANTREN_UNKNOWN", field, PESANTREN, id)] };
  }
  const faults = [
    ...pesantrenFaults(context.caller, known.originalId, field),
    ...(known.status === "ACTIVE" || known.originalId !== known.id ? [] : [pesantrenInactive(field, known.status)]),
  ];
  return faults.length > 0 ? { faults } : { found: known.originalId, faults };
}

/** An active product of a pesantren, also one that was filed under a duplicate that was merged into it. */
export async function productOf(
  context: Context,
  pesantrenId: string | undefined,
  productId: string,
  field: FieldPath,
): Promise<Named<KnownProduct>> {
  const product = await catalogue.find(context, productId);
  const owner = product && (await registry.find(context, product.pesantrenId));
  const isOwn = pesantrenId === undefined || owner?.originalId === pesantrenId;
  if (product?.status === "ACTIVE" && isOwn) return { found: product, faults: [] };
  return { faults: [unknownRecord("PRODUCT_UNKNOWN", field, PRODUCT, productId)] };
}
