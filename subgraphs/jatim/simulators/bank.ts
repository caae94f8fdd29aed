import { request } from "undici";
import { dayInWib, type Clock } from "../../kit/clock";
import type { RunningServer } from "../../kit/http/server";
import type { Log } from "../../kit/log";
import { CANCELLATION, NOTIFICATION, PAYMENT, STATEMENT, STATUS, TRANSACTION_STATUS } from "../bank/services";
import type { Agreement } from "../partners/agreement";
import { isTimely, signedMessage } from "../partners/message";
import { snapAmount } from "../partners/money";
import { snapTime } from "../partners/signature";
import { BankBook, type BookEntry } from "./bank-book";
import { Faults } from "./faults";
import { startPartnerServer, type Asked, type Reply } from "./partner-server";

export interface BankSimulatorOptions {
  /** 0 for any. */
  readonly port: number;
  /** Where its book is; one bank at a time. */
  readonly folder: string;
  /** The bank's side of the agreement. Its `url` is where notifications go; none are sent if it is empty. */
  readonly agreement: Agreement;
  readonly faults?: Faults;
  readonly clock: Clock;
  readonly log: Log;
}

const TEXT = /^[\x20-\x7e]{1,64}$/;
const PAGE = 1_000;
const NOTIFY_WITHIN_MS = 5_000;

/** Starts the simulator of the partner bank: it books in a book of its own, as a bank does, and never looks into ours. */
export async function startBankSimulator(options: BankSimulatorOptions): Promise<RunningServer> {
  const book = await BankBook.open(options.folder);
  const faults = options.faults ?? new Faults();
  const bank = new BankSimulator({ ...options, faults }, book);
  const today = dayInWib(options.clock());
  const server = await startPartnerServer({
    ...options,
    portSetting: "BANK_SIMULATOR_PORT",
    faults,
    book: () => book.entries,
    usedExternalIds: book.entries.filter(({ at }) => dayInWib(new Date(at)) === today).map((each) => each.externalId),
    operations: [
      { service: PAYMENT, handle: (asked) => bank.pay(asked) },
      { service: CANCELLATION, handle: (asked) => bank.cancel(asked) },
      { service: STATUS, handle: (asked) => bank.status(asked) },
      { service: STATEMENT, handle: (asked) => Promise.resolve(bank.statement(asked)) },
    ],
  });
  const close = async (): Promise<void> => {
    await server.close();
    await book.close();
  };
  return { url: server.url, close };
}

class BankSimulator {
  constructor(
    private readonly options: BankSimulatorOptions & { readonly faults: Faults },
    private readonly book: BankBook,
  ) {}

  async pay({ fields, at, externalId, fault }: Asked): Promise<Reply> {
    const reference = fields.text("partnerReferenceNo", TEXT);
    const amount = String(fields.amount("amount"));
    const payCode = fields.within("additionalInfo").text("payCode", TEXT);
    const servicePointId = fields.text("externalStoreId", TEXT);
    const first = await this.book.find("PAYMENT", reference);
    if (first && (first.amount !== amount || first.payCode !== payCode || first.servicePointId !== servicePointId))
      return { said: "40418" };
    if (amount === "0") return { said: "40413" };
    const booked =
      first ?? (await this.#book({ kind: "PAYMENT", reference, amount, payCode, servicePointId, externalId }, at));
    if (!booked) return { said: "40300" };
    if (!first) for (let times = fault === "TWICE" ? 2 : 1; times > 0; times--) this.#notify(booked);
    return {
      said: "20000",
      content: {
        referenceNo: booked.bankReference,
        partnerReferenceNo: reference,
        additionalInfo: { paidTime: timeOf(booked), amount: amountOf(booked) },
      },
    };
  }

  async cancel({ fields, at, externalId }: Asked): Promise<Reply> {
    const reference = fields.text("originalPartnerReferenceNo", TEXT);
    const payment = await this.book.find("PAYMENT", reference);
    if (!payment) return { said: "40401" };
    if (String(fields.amount("amount")) !== payment.amount) return { said: "40413" };
    const first = await this.book.find("REVERSAL", reference);
    const sameDay = dayInWib(new Date(payment.at)) === dayInWib(this.options.clock());
    if (!first && !sameDay) return { said: "40501" };
    const booked = first ?? (await this.#book({ ...payment, kind: "REVERSAL", externalId }, at));
    if (!booked) return { said: "40300" };
    return {
      said: "20000",
      content: {
        originalPartnerReferenceNo: reference,
        originalReferenceNo: payment.bankReference,
        cancelTime: timeOf(booked),
        transactionDate: timeOf(payment),
        additionalInfo: { cancelReferenceNo: booked.bankReference, amount: amountOf(booked) },
      },
    };
  }

  async status({ fields }: Asked): Promise<Reply> {
    const originalPartnerReferenceNo = fields.text("originalPartnerReferenceNo", TEXT);
    const serviceCode = fields.oneOf("serviceCode", [PAYMENT.code, CANCELLATION.code]);
    const kind = serviceCode === PAYMENT.code ? "PAYMENT" : "REVERSAL";
    const booked = await this.book.find(kind, originalPartnerReferenceNo);
    const latestTransactionStatus = booked ? TRANSACTION_STATUS.DONE : TRANSACTION_STATUS.NOT_FOUND;
    return {
      said: "20000",
      content: {
        originalPartnerReferenceNo,
        serviceCode,
        latestTransactionStatus,
        ...(booked && {
          originalReferenceNo: booked.bankReference,
          paidTime: timeOf(booked),
          transAmount: amountOf(booked),
        }),
      },
    };
  }

  statement({ fields }: Asked): Reply {
    const [from, to] = [fields.moment("fromDateTime"), fields.moment("toDateTime")];
    const skip = fields.within("additionalInfo").count("skip");
    // The book is to the millisecond, SNAP's time to the second.
    const within = ({ at }: BookEntry): boolean =>
      new Date(at) >= from && new Date(at).getTime() < to.getTime() + 1_000;
    const found = this.book.entries.filter(within);
    const detailData = found.slice(skip, skip + PAGE).map((entry) => ({
      amount: amountOf(entry),
      transactionDate: timeOf(entry),
      remark: `Samsat OPOP ${entry.payCode}`,
      transactionId: entry.bankReference,
      type: entry.kind === "PAYMENT" ? "DEBIT" : "CREDIT",
      detailInfo: { partnerReferenceNo: entry.reference },
    }));
    return { said: "20000", content: { hasMore: found.length > skip + PAGE ? "Y" : "N", detailData } };
  }

  /**
   * Books, unless the request has become too old meanwhile or somebody else was first: its sender must be able to rely on it that what it does not find
   * after the window will never be.
   */
  async #book(entry: Omit<BookEntry, "bankReference" | "at">, sentAt: Date): Promise<BookEntry | undefined> {
    const meanwhile = this.book.find(entry.kind, entry.reference);
    if (meanwhile) return meanwhile;
    const now = this.options.clock();
    return isTimely(sentAt, this.options.agreement, now) ? this.book.book(entry, now) : undefined;
  }

  #notify(booked: BookEntry): void {
    const { agreement, clock, log, faults } = this.options;
    if (agreement.url === "" || faults.plan.isSilent) return;
    const content = {
      originalPartnerReferenceNo: booked.reference,
      originalReferenceNo: booked.bankReference,
      amount: amountOf(booked),
      latestTransactionStatus: TRANSACTION_STATUS.DONE,
      finishedTime: timeOf(booked),
    };
    const message = signedMessage(agreement, NOTIFICATION.path, content, clock(), "KEY");
    const signal = AbortSignal.timeout(NOTIFY_WITHIN_MS);
    request(`${agreement.url}${NOTIFICATION.path}`, { method: "POST", ...message, signal })
      .then(
        ({ body }) => body.dump(),
        (error: Error) => log.info({ reason: error.message }, "a notification was not taken"),
      )
      .catch(() => {});
  }
}

function amountOf({ amount }: BookEntry): object {
  return snapAmount(BigInt(amount));
}

function timeOf({ at }: BookEntry): string {
  return snapTime(new Date(at));
}
