import { dayInWib } from "../../../kit/clock";
import type { Bank, BankAnswer, BankBooking, BankPayment } from "../../bank/bank";

export type Mood = "well" | "lost-before" | "lost-after" | "refuses";

/** A bank in memory, with a book of its own, that does what a test tells it to. */
export class PaperBank implements Bank {
  readonly windowMs = 200;
  readonly book: BankBooking[] = [];
  mood: Mood = "well";
  calls = 0;

  constructor(private readonly now: () => Date) {}

  pay(payment: BankPayment): Promise<BankAnswer> {
    return this.#do("PAYMENT", payment);
  }

  reverse(payment: BankPayment): Promise<BankAnswer> {
    return this.#do("REVERSAL", payment);
  }

  inquire(reference: string): Promise<BankAnswer> {
    return Promise.resolve(this.#find("PAYMENT", reference));
  }

  inquireReversal(reference: string): Promise<BankAnswer> {
    return Promise.resolve(this.#find("REVERSAL", reference));
  }

  statement(day: string): Promise<readonly BankBooking[]> {
    return Promise.resolve(this.book.filter(({ at }) => dayInWib(at) === day));
  }

  #find(kind: BankBooking["kind"], reference: string): BankAnswer {
    const found = this.book.find((each) => each.kind === kind && each.reference === reference);
    return found ? { outcome: "DONE", bankReference: found.bankReference, at: found.at } : { outcome: "NOT_FOUND" };
  }

  async #do(kind: BankBooking["kind"], { reference, amount }: BankPayment): Promise<BankAnswer> {
    this.calls++;
    await new Promise((next) => setTimeout(next, 5));
    if (this.mood === "lost-before") return { outcome: "UNKNOWN", reason: "lost" };
    if (this.mood === "refuses") return { outcome: "REFUSED", code: "4035414" };
    this.book.push({ kind, reference, amount, bankReference: `B-${this.book.length + 1}`, at: this.now() });
    return this.mood === "lost-after" ? { outcome: "UNKNOWN", reason: "lost" } : this.#find(kind, reference);
  }
}
