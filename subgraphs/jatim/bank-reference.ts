import type { Transaction } from "../kit/data/database";
import type { FieldPath } from "../kit/input-faults";
import type { Cause } from "../kit/ledger/ledger";
import { refuse } from "../kit/refusal";
import { referenceTaken } from "./errors";

/**
 * Keeps a bank's reference for one movement of money; whoever brings the same at once waits, and is refused.
 *
 * @param bank code of the bank that brings its own, of which others know nothing and may use the same; none for what the office writes down
 */
export async function claimReference(
  tx: Transaction,
  field: FieldPath,
  given: string,
  { kind, id }: Cause,
  bank?: string,
): Promise<string> {
  const reference = given.trim();
  const claimed = await tx.rows(
    "INSERT INTO bank_reference VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING reference",
    [bank === undefined ? reference : `${bank}/${reference}`, kind, id],
  );
  return claimed.length > 0 ? reference : refuse(referenceTaken(field));
}
