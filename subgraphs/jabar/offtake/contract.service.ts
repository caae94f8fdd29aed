import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { periodFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuseAny } from "../../kit/refusal";
import { tellNation } from "../facts";
import { actingPesantren, productOf } from "../known";
import { buyerFaults, once } from "../matching/event.service";
import * as errors from "./offtake.errors";
import type { DraftJabarContractInput, MoveJabarContractInput } from "./offtake.input";
import { CONTRACT_STATES, MONTHS } from "./offtake.states";

/** The most units that one contract or order may be about. */
export const MOST_UNITS = 1_000_000_000;
const VALUES = [1n, BigInt(Number.MAX_SAFE_INTEGER)] as const;

/** Draws up a contract. Returns its id; sent again with the same key, that of the one drawn up first. */
export async function draftContract(context: Context, input: DraftJabarContractInput, key: string): Promise<string> {
  const pesantren = await actingPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  const product = await productOf(context, pesantren.found, input.productId, ["input", "productId"]);
  return once(context, "draftJabarContract", input, key, async (tx) => {
    const { buyerId, price, quantity, period, from, until } = input;
    refuseAny([
      ...(await buyerFaults(tx, buyerId)),
      ...pesantren.faults,
      ...product.faults,
      ...rangeFaults(["input", "price"], price, VALUES),
      ...rangeFaults(["input", "quantity"], quantity, [1, MOST_UNITS]),
      ...periodFaults(["input", "until"], from, until),
    ]);
    const id = newId();
    const { id: productId, unit } = product.found!;
    await tx.rows("INSERT INTO offtake_contract VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'DRAFT')", [
      id,
      buyerId,
      pesantren.found,
      productId,
      price,
      quantity,
      MONTHS[period],
      unit,
      from,
      until,
    ]);
    await noteStep(context, tx, id, "DRAFT");
    return id;
  });
}

/** Moves a contract on. Returns its id. */
export function moveContract(
  context: Context,
  { contractId, status, reason = null }: MoveJabarContractInput,
): Promise<string> {
  const missing = errors.contractUnknown(["input", "contractId"], contractId);
  return context.db.inTransaction(async (tx) => {
    refuseAny([
      ...(isId(contractId) ? [] : [missing]),
      ...errors.reasonFaults(reason, status === "TERMINATED"),
      ...textFaults(["input", "reason"], reason, [2, 500]),
    ]);
    await transition(tx, {
      table: "offtake_contract",
      column: "status",
      id: contractId,
      states: CONTRACT_STATES,
      to: status,
      field: ["input", "status"],
      missing,
    });
    await tx.rows("UPDATE offtake_contract SET reason = $2 WHERE id = $1", [contractId, reason?.trim() ?? null]);
    await noteStep(context, tx, contractId, status);
    if (status === "SIGNED") await tellOfSigned(context, tx, contractId);
    return contractId;
  });
}

async function tellOfSigned({ clock }: Context, tx: Transaction, id: string): Promise<void> {
  const at = clock();
  const [contract] = await tx.rows<{ pesantrenId: string }>(
    `SELECT pesantren_id AS "pesantrenId" FROM offtake_contract WHERE id = $1`,
    [id],
  );
  const year = Number(dayInWib(at).slice(0, 4));
  await tellNation(tx, { indicator: "offtake.signed", unit: "contract", at }, [{ ...contract!, year, value: 1 }]);
}

async function noteStep({ clock }: Context, tx: Transaction, id: string, status: string): Promise<void> {
  await tx.rows("INSERT INTO contract_step VALUES ($1, $2, $3)", [id, status, clock()]);
}
