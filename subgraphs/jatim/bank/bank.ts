/** A payment of vehicle tax that the partner bank is asked to make. */
export interface BankPayment {
  /** Our id of the payment. The bank makes one payment of a reference, however often it is asked. */
  readonly reference: string;
  /** Whole rupiah. */
  readonly amount: bigint;
  readonly payCode: string;
  /** Id of the service point whose deposit is debited. */
  readonly servicePointId: string;
  /** When it was sent; the bank refuses what reaches it later than its window allows, so that what is not there after the window will never be. */
  readonly at: Date;
}

/** What the bank has of a payment, or of its reversal. */
export type BankAnswer =
  | { readonly outcome: "DONE"; readonly bankReference: string; readonly at: Date }
  | { readonly outcome: "REFUSED"; readonly code: string }
  | { readonly outcome: "NOT_FOUND" }
  /** No answer, a late one, a malformed or a wrongly signed one: what the bank did is not known. */
  | { readonly outcome: "UNKNOWN"; readonly reason: string };

/** One booking of the bank's own statement. */
export interface BankBooking {
  readonly kind: "PAYMENT" | "REVERSAL";
  readonly reference: string;
  readonly bankReference: string;
  readonly amount: bigint;
  readonly at: Date;
}

/** The partner bank, as Samsat OPOP needs it. No call throws because of the bank or the way to it. */
export interface Bank {
  /** How long after `BankPayment.at` the bank may still accept a payment, with what clocks may differ, in milliseconds. */
  readonly windowMs: number;
  pay(payment: BankPayment): Promise<BankAnswer>;
  /** What became of a payment. */
  inquire(reference: string): Promise<BankAnswer>;
  /** Takes a payment back, on the day on which it was made. */
  reverse(payment: BankPayment): Promise<BankAnswer>;
  /** What became of a reversal. */
  inquireReversal(reference: string): Promise<BankAnswer>;
  /** Everything booked on a day (`YYYY-MM-DD`, WIB); undefined if the bank does not answer. */
  statement(day: string): Promise<readonly BankBooking[] | undefined>;
}
