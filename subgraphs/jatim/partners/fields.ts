import { rupiahOf } from "./money";
import { momentOf } from "./signature";

/** What a partner sent is not of the form that was agreed with it. */
export class FormError extends Error {
  override readonly name = "FormError";

  constructor(
    /** The field at fault, with those around it: `amount`, `detailData.3.type`. */
    readonly field: string,
    expected: string,
  ) {
    super(`${field}: expected ${expected}`);
  }
}

/** The fields of a JSON object that a partner sent. Reading one that is missing or of another form throws a FormError. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly path = "",
  ) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new FormError(path || "body", "an object");
    this.#values = value as Record<string, unknown>;
  }

  text(name: string, form: RegExp): string {
    const value = this.#value(name);
    if (typeof value === "string" && form.test(value)) return value;
    throw new FormError(this.#pathTo(name), `a text of the form ${form.source}`);
  }

  oneOf<T extends string>(name: string, words: readonly T[]): T {
    const value = this.#value(name);
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    throw new FormError(this.#pathTo(name), `one of ${words.join(", ")}`);
  }

  amount(name: string): bigint {
    const rupiah = rupiahOf(this.#value(name));
    if (rupiah !== undefined) return rupiah;
    throw new FormError(this.#pathTo(name), 'an amount such as {"value":"10000.00","currency":"IDR"}');
  }

  /** A whole number of 0 or more. */
  count(name: string): number {
    const value = this.#value(name);
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    throw new FormError(this.#pathTo(name), "a whole number");
  }

  moment(name: string): Date {
    const moment = momentOf(this.#value(name));
    if (moment) return moment;
    throw new FormError(this.#pathTo(name), "a time such as 2020-12-23T07:44:11+07:00");
  }

  /** A day of the calendar, `YYYY-MM-DD`. */
  day(name: string): string {
    const day = this.text(name, /^\d{4}-\d\d-\d\d$/);
    const moment = new Date(`${day}T00:00:00Z`);
    if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)) return day;
    throw new FormError(this.#pathTo(name), "a day such as 2020-12-23");
  }

  within(name: string): Fields {
    return new Fields(this.#value(name), this.#pathTo(name));
  }

  list(name: string): readonly Fields[] {
    const value = this.#value(name);
    if (!Array.isArray(value)) throw new FormError(this.#pathTo(name), "a list");
    return value.map((each, at) => new Fields(each, `${this.#pathTo(name)}.${at}`));
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #pathTo(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }
}
