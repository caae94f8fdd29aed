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
  /** X-EXTERNAL-ID, unique in the bank's day: one that was there before must be refused with 409. */
  readonly externalId: string;
}

/** Reads a payment notification; one that the bank did not send now, to this path and in just this form, is not accepted. */
export function readNotification(message: Message, agreement: Agreement, now: Date): BankNotification | MessageFault {
  if (message.method !== "POST" || message.path !== NOTIFICATION.path)
    return { fault: "40000", reason: "no notification of a payment" };
  const checked = checkMessage(message, agreement, now);
  if ("fault" in checked) return checked;
  const { fields, externalId } = checked;
  try {
    fields.oneOf("latestTransactionStatus", [TRANSACTION_STATUS.DONE]);
    return {
      reference: fields.text("originalPartnerReferenceNo", /^[\x21-\x7e]{1,64}$/),
      bankReference: fields.text("originalReferenceNo", /^[\x21-\x7e]{1,64}$/),
      amount: fields.amount("amount"),
      at: fields.moment("finishedTime"),
      externalId,
    };
  } catch (error) {
    return { fault: "40001", reason: (error as Error).message };
  }
}
