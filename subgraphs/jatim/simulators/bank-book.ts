import { join } from "node:path";
import { dayInWib } from "../../kit/clock";
import { AppendFile } from "./append-file";

/** One booking of the bank, as its file has it. */
export interface BookEntry {
  readonly kind: "PAYMENT" | "REVERSAL";
  readonly reference: string;
  readonly bankReference: string;
  /** Whole rupiah, in digits. */
  readonly amount: string;
  readonly payCode: string;
  readonly servicePointId: string;
  readonly at: string;
  /** X-EXTERNAL-ID of the request. */
  readonly externalId: string;
}

/** The bank's own book: one payment, and one reversal, of a reference at most. */
export class BankBook {
  readonly #byReference = new Map<string, Promise<BookEntry>>();
  #count: number;

  private constructor(
    private readonly file: AppendFile<BookEntry>,
    /** In the order in which they were booked. */
    readonly entries: BookEntry[],
  ) {
    this.#count = entries.length;
    for (const entry of entries) this.#byReference.set(keyOf(entry.kind, entry.reference), Promise.resolve(entry));
  }

  static async open(folder: string): Promise<BankBook> {
    const { file, lines } = await AppendFile.open<BookEntry>(join(folder, "bank-book.jsonl"));
    return new BankBook(file, lines);
  }

  /** A booking; one that is on its way to the disk is waited for. */
  find(kind: BookEntry["kind"], reference: string): Promise<BookEntry> | undefined {
    return this.#byReference.get(keyOf(kind, reference));
  }

  /** Books what was not booked before; the caller has asked `find` in the same moment. */
  book(entry: Omit<BookEntry, "bankReference" | "at">, now: Date): Promise<BookEntry> {
    const bankReference = `BJ${dayInWib(now).replaceAll("-", "")}${String(++this.#count).padStart(10, "0")}`;
    const booked = this.#write({ ...entry, bankReference, at: now.toISOString() });
    this.#byReference.set(keyOf(entry.kind, entry.reference), booked);
    return booked;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #write(entry: BookEntry): Promise<BookEntry> {
    await this.file.append(entry);
    this.entries.push(entry);
    return entry;
  }
}

function keyOf(kind: string, reference: string): string {
  return `${kind} ${reference}`;
}
