import { pesantrenFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import type { FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { registrationUnknown } from "./registration.errors";

/** A registration, locked. */
export interface LockedRegistration {
  readonly id: string;
  readonly editionId: string;
  readonly pesantrenId: string;
  readonly status: string;
  readonly regencyCode: string;
  readonly submittedAt: Date | null;
}

/**
 * Locks a registration of the caller's pesantren, or any for who acts for the province.
 *
 * @throws RefusedError REGISTRATION_UNKNOWN, OUTSIDE_PESANTREN
 */
export async function lockRegistration(
  { caller }: Context,
  tx: Transaction,
  id: string,
  field: FieldPath,
): Promise<LockedRegistration> {
  const [registration] = isId(id)
    ? await tx.rows<LockedRegistration>(
        `SELECT id, edition_id AS "editionId", pesantren_id AS "pesantrenId", status, regency_code AS "regencyCode", submitted_at AS "submittedAt"
         FROM registration WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  if (!registration) return refuse(registrationUnknown(field, id));
  refuseAny(pesantrenFaults(caller, registration.pesantrenId, field));
  return registration;
}
