import { provinceFaults } from "../kit/access/province";
import type { Context } from "../kit/context";
import { unknownRecord, type FieldPath } from "../kit/input-faults";
import type { KnownPesantren } from "../kit/registry/registry-copy";
import type { RefusalValue } from "../kit/refusal";
import { registry } from "./references";
import { pesantrenInactive } from "./registrations/registration.errors";

/** A pesantren that an input names, or why it can't take part. */
export interface NamedPesantren {
  readonly pesantren: KnownPesantren | null;
  /** `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE` or `OUTSIDE_PROVINCE`; none if it can. */
  readonly faults: readonly RefusalValue[];
}

/** Finds a pesantren by id; a merged duplicate stands for its original. */
export async function namedPesantren(context: Context, id: string, field: FieldPath): Promise<NamedPesantren> {
  const pesantren = await registry.find(context, id);
  if (!pesantren) {
    const what = { id: "pesantren", en: "pesantren" };
    return { pesantren, faults: [unknownRecord("PESANTREN_UNKNOWN", field, what, id)] };
  }
  const isOriginal = pesantren.originalId === pesantren.id;
  return {
    pesantren,
    faults: [
      ...provinceFaults(context.caller, pesantren.regencyCode, field),
      ...(isOriginal && pesantren.status !== "ACTIVE" ? [pesantrenInactive(field, pesantren.status)] : []),
    ],
  };
}
