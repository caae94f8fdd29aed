import { dayInWib } from "../../kit/clock";
import type { Agreement } from "../partners/agreement";
import { checkMessage, type Message, type MessageFault } from "../partners/message";
import { NOTIFICATION, TRANSACTION_STATUS } from "./services";

/** The bank tells by itself that it has made a payment. */
export interface BankNotification {
  /** Our id of the payment. */
  readonly reference: string;
  readonly bankReference: string;
  readonly amount: bigint;
  /** When the bank booked it. */
  readonly at: Date;
}

/** Takes an X-EXTERNAL-ID of a day (`YYYY-MM-DD`, WIB) as used; false if it was used before. */
export type ExternalIds = (externalId: string, day: string) => Promise<boolean>;

const REFERENCE = /^[\x21-\x7e]{1,64}$/;

/** Accepts a payment notification only if the bank sent it, now, once, to this path and in just this form. */
export async function acceptNotification(
  message: Message,
  agreement: Agreement,
  now: Date,
  use: ExternalIds,
): Promise<BankNotification | MessageFault> {
  if (message.method !== "POST" || message.path !== NOTIFICATION.path)
    return { fault: "40000", reason: "no notification of a payment" };
  const checked = checkMessage(message, agreement, now);
  if ("fault" in checked) return checked;
  const { fields, externalId, at } = checked;
  if (!(await use(externalId, dayInWib(at)))) return { fault: "40900", reason: "X-EXTERNAL-ID was used before" };
  try {
    fields.oneOf("latestTransactionStatus", [TRANSACTION_STATUS.DONE]);
    return {
      reference: fields.text("originalPartnerReferenceNo", REFERENCE),
      bankReference: fields.text("originalReferenceNo", REFERENCE),
      amount: fields.amount("amount"),
      at: fields.moment("finishedTime"),
    };
  } catch (error) {
    return { fault: "40001", reason: (error as Error).message };
  }
}
