import { pesantrenFaults, provinceFaults } from "../kit/access/province";
import type { Context } from "../kit/context";
import { unknownRecord, type FieldPath } from "../kit/input-faults";
import type { RefusalValue } from "../kit/refusal";
import type { KnownPesantren } from "../kit/registry/registry-copy";
import { catalogue, registry } from "./references";

const PESANTREN = { id: "pesantren", en: "pesantren" };
const PRODUCT = { id: "produk pesantren ini", en: "product of this pesantren" };

/** What an input names, with what stands against it. */
export interface Named<T> {
  /** Undefined if there is something against it. */
  readonly found?: T;
  readonly faults: readonly RefusalValue[];
}

/**
 * An active pesantren of this province for which the caller may act; a merged duplicate stands for its original. Asked for before a transaction, since the
 * copy of the registry may have to catch up.
 */
export async function actingPesantren(context: Context, id: string, field: FieldPath): Promise<Named<KnownPesantren>> {
  const known = await registry.find(context, id);
  if (!known) return { faults: [unknownRecord("PESANTREN_UNKNOWN", field, PESANTREN, id)] };
  const isClosed = known.originalId === known.id && known.status !== "ACTIVE";
  const faults = [
    ...provinceFaults(context.caller, known.regencyCode, field),
    ...pesantrenFaults(context.caller, known.originalId, field),
    ...(isClosed ? [pesantrenInactive(field, known.status)] : []),
  ];
  return faults.length > 0 ? { faults } : { found: known, faults };
}

/** What stands against a product that is to be a pesantren's own: nothing, if it is an active one, filed under it or a duplicate merged into it. */
export async function ownProductFaults(
  context: Context,
  pesantrenId: string,
  productId: string,
  field: FieldPath,
): Promise<RefusalValue[]> {
  const product = await catalogue.find(context, productId);
  const owner = product && (await registry.find(context, product.pesantrenId));
  if (product?.status === "ACTIVE" && owner?.originalId === pesantrenId) return [];
  return [unknownRecord("PRODUCT_UNKNOWN", field, PRODUCT, productId)];
}

function pesantrenInactive(field: FieldPath, status: string): RefusalValue {
  return {
    code: "PESANTREN_INACTIVE",
    field,
    text: { id: `Pesantren ini berstatus ${status}.`, en: `This pesantren is ${status}.` },
    expected: "ACTIVE",
    received: status,
  };
}
