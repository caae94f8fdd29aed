import { pesantrenFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuseAny } from "../../kit/refusal";
import { claimReference } from "../bank-reference";
import type { Named } from "../known";
import { once } from "../once";
import { registry, servicePoints } from "../references";
import { bankAccount, bookAmount, salesAccount, tillAccount } from "./books";
import * as errors from "./card.errors";
import type { SettleJatimCardShopInput } from "./card.input";

const POINT = ["input", "servicePointId"];

/** A service point, with the pesantren to which it belongs after merges. */
export interface OwnPoint {
  readonly id: string;
  readonly pesantrenId: string;
  readonly status: string;
}

/** An active service point at which the caller takes cards. Asked for before a transaction, since the copy of the registry may have to catch up. */
export async function ownPoint(context: Context, id: string): Promise<Named<OwnPoint>> {
  const named = await anyOwnPoint(context, id);
  return !named.found || named.found.status === "ACTIVE" ? named : { faults: [errors.pointUnknown(POINT, id)] };
}

/** A service point of the caller's, also one that takes cards no more: what it is owed and what it holds does not end with it. */
export async function anyOwnPoint(context: Context, id: string): Promise<Named<OwnPoint>> {
  const point = await servicePoints.find(context, id);
  const owner = point && (await registry.find(context, point.pesantrenId));
  const isOwn = owner && pesantrenFaults(context.caller, owner.originalId, POINT).length === 0;
  if (!isOwn) return { faults: [errors.pointUnknown(POINT, id)] };
  return { found: { id: point.id, pesantrenId: owner.originalId, status: point.status }, faults: [] };
}

/** Books what a shop was paid out for purchases, or what it handed in of the cash for top-ups. Returns the service point's id. */
export async function settleShop(context: Context, input: SettleJatimCardShopInput, key: string): Promise<string> {
  const { servicePointId, amount, bankCode, bankReference } = input;
  const reference = ["input", "bankReference"];
  refuseAny([
    ...rangeFaults(["input", "amount"], amount, [1n, 1_000_000_000_000n]),
    ...textFaults(["input", "bankCode"], bankCode, [2, 40]),
    ...textFaults(reference, bankReference, [1, 100]),
  ]);
  const point = await anyOwnPoint(context, servicePointId);
  return once(context, "settleJatimCardShop", input, key, async (tx) => {
    refuseAny(point.faults);
    const [id, at] = [newId(), context.clock()];
    const isPaidOut = String(input.kind) === "SALES_PAID_OUT";
    const cause = { kind: isPaidOut ? "card-sales-paid-out" : "card-cash-paid-in", id };
    const kept = await claimReference(tx, reference, bankReference, cause);
    await tx.rows("INSERT INTO card_settlement VALUES ($1, $2, $3, $4, $5, $6)", [
      ...[id, servicePointId, input.kind, amount, kept, at],
    ]);
    const bank = bankAccount(bankCode);
    await bookAmount(tx, cause, {
      ...(isPaidOut
        ? { to: salesAccount(servicePointId), from: bank }
        : { to: bank, from: tillAccount(servicePointId) }),
      ...{ amount, at, tooLow: errors.balanceTooLow(["input", "amount"]) },
    });
    return servicePointId;
  });
}
