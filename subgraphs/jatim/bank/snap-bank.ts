import { num, readConfig } from "../../kit/config";
import { dayInWib, type Clock } from "../../kit/clock";
import { agreementWith, type Agreement } from "../partners/agreement";
import type { PartnerAnswer, Service } from "../partners/answer";
import { PartnerClient } from "../partners/client";
import type { Fields } from "../partners/fields";
import { snapAmount } from "../partners/money";
import type { Bank, BankAnswer, BankBooking, BankPayment } from "./bank";
import { CANCELLATION, PAYMENT, STATEMENT, STATUS, TRANSACTION_STATUS } from "./services";

export interface SnapBankOptions {
  readonly agreement: Agreement;
  /** The longest time for one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly clock: Clock;
}

/** An id of the bank, or ours, at most 64 signs. */
const REFERENCE = /^[\x21-\x7e]{1,64}$/;
/**
 * What refuses a request without saying that there is no payment: the same X-EXTERNAL-ID or reference was there before, perhaps from this very payment
 * (409, 404 18), or the bank had no time (408).
 */
const SAYS_NOTHING = /^(409\d\d|40418|408\d\d)$/;
const REFUSAL = /^4\d{4}$/;
const NOT_FOUND = "40401";

/** The partner bank by SNAP (Standar Nasional Open API Pembayaran of Bank Indonesia): direct debit of a service point's deposit. */
export class SnapBank implements Bank {
  readonly windowMs: number;
  readonly #client: PartnerClient;

  constructor(options: SnapBankOptions) {
    this.#client = new PartnerClient(options);
    this.windowMs = options.agreement.windowMs + options.agreement.clocksDifferMs;
  }

  /** The bank that the settings name. @throws ConfigurationError if there is none */
  static fromEnvironment(clock: Clock, env: NodeJS.ProcessEnv = process.env): SnapBank {
    const { BANK_TIMEOUT_MS, BANK_CONNECTIONS } = readConfig(
      {
        BANK_TIMEOUT_MS: num({ default: 10_000, desc: "how long the bank may take for one answer, in milliseconds" }),
        BANK_CONNECTIONS: num({ default: 64, desc: "the most requests to the bank at once" }),
      },
      env,
    );
    const agreement = agreementWith("bank", env);
    return new SnapBank({ agreement, timeoutMs: BANK_TIMEOUT_MS, connections: BANK_CONNECTIONS, clock });
  }

  async pay({ reference, amount, payCode, servicePointId, at }: BankPayment): Promise<BankAnswer> {
    const content = {
      partnerReferenceNo: reference,
      amount: snapAmount(amount),
      externalStoreId: servicePointId,
      additionalInfo: { payCode },
    };
    return this.#book(PAYMENT, content, at, (fields) => {
      const info = fields.within("additionalInfo");
      sameAs(fields, "partnerReferenceNo", reference);
      if (info.amount("amount") !== amount) throw new Error("the bank booked another amount");
      return done(fields.text("referenceNo", REFERENCE), info.moment("paidTime"));
    });
  }

  async reverse({ reference, amount, payCode, servicePointId, at }: BankPayment): Promise<BankAnswer> {
    const content = {
      originalPartnerReferenceNo: reference,
      amount: snapAmount(amount),
      externalStoreId: servicePointId,
      additionalInfo: { payCode },
    };
    return this.#book(CANCELLATION, content, at, (fields) => {
      const info = fields.within("additionalInfo");
      sameAs(fields, "originalPartnerReferenceNo", reference);
      if (info.amount("amount") !== amount) throw new Error("the bank booked another amount");
      return done(info.text("cancelReferenceNo", REFERENCE), fields.moment("cancelTime"));
    });
  }

  inquire(reference: string): Promise<BankAnswer> {
    return this.#status(reference, PAYMENT);
  }

  inquireReversal(reference: string): Promise<BankAnswer> {
    return this.#status(reference, CANCELLATION);
  }

  async statement(day: string): Promise<readonly BankBooking[] | undefined> {
    const bookings: BankBooking[] = [];
    for (;;) {
      const answer = await this.#client.ask(STATEMENT, {
        fromDateTime: `${day}T00:00:00+07:00`,
        toDateTime: `${day}T23:59:59+07:00`,
        additionalInfo: { skip: bookings.length },
      });
      try {
        if (!("said" in answer) || answer.said !== "20000") return undefined;
        const page = answer.fields.list("detailData").map((each) => bookingOf(each, day));
        bookings.push(...page);
        if (answer.fields.oneOf("hasMore", ["Y", "N"]) === "N") return bookings;
        // A bank that says that there is more, and gives nothing, would be asked for ever.
        if (page.length === 0) return undefined;
      } catch {
        return undefined;
      }
    }
  }

  /** Ends its connections, after the answers that are awaited. */
  close(): Promise<void> {
    return this.#client.close();
  }

  /** Asks for a booking. What the bank refuses was not booked by this request. */
  async #book(service: Service, content: object, at: Date, read: (fields: Fields) => BankAnswer): Promise<BankAnswer> {
    const answer = await this.#client.ask(service, content, at);
    if ("unknown" in answer || !REFUSAL.test(answer.said) || SAYS_NOTHING.test(answer.said))
      return successOf(answer, read);
    if (answer.said === NOT_FOUND) return { outcome: "NOT_FOUND" };
    return { outcome: "REFUSED", code: codeOf(answer.said, service) };
  }

  /** Asks what became of a booking. That the question is refused says nothing of the booking. */
  async #status(reference: string, of: Service): Promise<BankAnswer> {
    const content = { originalPartnerReferenceNo: reference, serviceCode: of.code };
    const answer = await this.#client.ask(STATUS, content);
    if ("said" in answer && answer.said === NOT_FOUND) return { outcome: "NOT_FOUND" };
    return successOf(answer, (fields) => {
      sameAs(fields, "originalPartnerReferenceNo", reference);
      sameAs(fields, "serviceCode", of.code);
      const status = fields.oneOf("latestTransactionStatus", Object.values(TRANSACTION_STATUS));
      switch (status) {
        case TRANSACTION_STATUS.DONE:
          return done(fields.text("originalReferenceNo", REFERENCE), fields.moment("paidTime"));
        case TRANSACTION_STATUS.FAILED:
          return { outcome: "REFUSED", code: fields.text("originalResponseCode", /^\d{7}$/) };
        case TRANSACTION_STATUS.NOT_FOUND:
          return { outcome: "NOT_FOUND" };
        case TRANSACTION_STATUS.PENDING:
          return unknown("the bank is still at it");
      }
    });
  }
}

function successOf(answer: PartnerAnswer, read: (fields: Fields) => BankAnswer): BankAnswer {
  if ("unknown" in answer) return unknown(answer.unknown);
  if (answer.said !== "20000") return unknown(`the bank said ${answer.said}`);
  try {
    return read(answer.fields);
  } catch (error) {
    return unknown((error as Error).message);
  }
}

function bookingOf(entry: Fields, day: string): BankBooking {
  const info = entry.within("detailInfo");
  const at = entry.moment("transactionDate");
  if (dayInWib(at) !== day) throw new Error("a booking of another day");
  return {
    // What the bank takes from the deposit is a payment, what it gives back is a reversal.
    kind: entry.oneOf("type", ["DEBIT", "CREDIT"]) === "DEBIT" ? "PAYMENT" : "REVERSAL",
    reference: info.text("partnerReferenceNo", REFERENCE),
    bankReference: entry.text("transactionId", REFERENCE),
    amount: entry.amount("amount"),
    at,
  };
}

function sameAs(fields: Fields, name: string, expected: string): void {
  if (fields.text(name, REFERENCE) !== expected) throw new Error(`${name} is of another payment`);
}

/** SNAP's response code, with the service in its middle. */
function codeOf(said: string, { code }: Service): string {
  return `${said.slice(0, 3)}${code}${said.slice(3)}`;
}

function done(bankReference: string, at: Date): BankAnswer {
  return { outcome: "DONE", bankReference, at };
}

function unknown(reason: string): BankAnswer {
  return { outcome: "UNKNOWN", reason };
}
