import { pesantrenFaults, provinceFaults } from "../kit/access/province";
import type { Context } from "../kit/context";
import { unknownRecord, type FieldPath } from "../kit/input-faults";
import type { KnownProduct } from "../kit/catalogue/catalogue-copy";
import type { RefusalValue } from "../kit/refusal";
import type { KnownPesantren } from "../kit/registry/registry-copy";
import { pesantrenInactive } from "./registrations/registration.errors";
import { catalogue, registry } from "./references";

const PESANTREN = { id: "pesantren", en: "pesantren" };
const PRODUCT = { id: "produk pesantren ini", en: "product of this pesantren" };

/** A record that an input names, with what stands against it. */
export interface Named<T> {
  /** Undefined if there is something against it. */
  readonly found?: T;
  readonly faults: readonly RefusalValue[];
}

/**
 * An active pesantren of the caller's province; a merged duplicate stands for its original. Asked for before a transaction, since the copy of the registry
 * may have to catch up.
 */
export async function namedPesantren(context: Context, id: string, field: FieldPath): Promise<Named<KnownPesantren>> {
  const known = await registry.find(context, id);
  if (!known) return { faults: [unknownRecord("PESANTREN_UNKNOWN", field, PESANTREN, id)] };
  const isOriginal = known.originalId === known.id;
  const faults = [
    ...provinceFaults(context.caller, known.regencyCode, field),
    ...(isOriginal && known.status !== "ACTIVE" ? [pesantrenInactive(field, known.status)] : []),
  ];
  return faults.length > 0 ? { faults } : { found: known, faults };
}

/** The id of an active pesantren for which the caller may act: of a merged duplicate the original's. */
export async function actingPesantren(context: Context, id: string, field: FieldPath): Promise<Named<string>> {
  const { found, faults } = await namedPesantren(context, id, field);
  if (!found) return { faults };
  const foreign = pesantrenFaults(context.caller, found.originalId, field);
  return foreign.length > 0 ? { faults: foreign } : { found: found.originalId, faults };
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
