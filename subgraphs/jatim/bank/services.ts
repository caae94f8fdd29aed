import type { Service } from "../partners/answer";

/** SNAP's direct debit, host to host, and its bank statement: the services of the partner bank. */
export const PAYMENT: Service = { code: "54", path: "/v1.0/debit/payment-host-to-host" };
export const STATUS: Service = { code: "55", path: "/v1.0/debit/status" };
export const NOTIFICATION: Service = { code: "56", path: "/v1.0/debit/notify" };
export const CANCELLATION: Service = { code: "57", path: "/v1.0/debit/cancel" };
export const STATEMENT: Service = { code: "14", path: "/v1.0/bank-statement" };

/** SNAP's `latestTransactionStatus`, as far as the bank uses it. */
export const TRANSACTION_STATUS = { DONE: "00", PENDING: "03", FAILED: "06", NOT_FOUND: "07" } as const;
