import type { RefusalValue } from "../refusal";

/** Why a row was rejected; `field` holds the name of the import's field. */
export type RowFault = Pick<RefusalValue, "code" | "text" | "field">;

/** One row of a file while it is being read: its values by field, and what was found wrong with it. */
export class SourceRow {
  readonly faults: RowFault[] = [];
  flags: Record<string, unknown> | undefined;

  constructor(
    private readonly columns: ReadonlyMap<string, number>,
    private readonly values: readonly string[],
  ) {}

  /** The value exactly as the file has it; empty if the file has no column for the field. */
  exactly(field: string): string {
    const column = this.columns.get(field);
    return column === undefined ? "" : (this.values[column] ?? "");
  }

  /** The value without blanks around it; null if nothing is left. Rejects the row if it is longer than the limit. */
  text(field: string, longest: number): string | null {
    const text = this.exactly(field).trim();
    if (text.length > longest) this.reject(tooLong(field, longest, text));
    return text === "" ? null : text;
  }

  /** As `text`, and rejects the row if there is none. */
  required(field: string, longest: number): string {
    const text = this.text(field, longest);
    if (text === null) this.reject(missing(field));
    return text ?? "";
  }

  /** The value as a whole number; null if there is none. Rejects the row if it is no whole number of the range. */
  whole(field: string, least: number, most: number): number | null {
    const number = this.number(field, least, most, "a whole number", "bilangan bulat");
    if (number === null || Number.isInteger(number)) return number;
    this.reject(notANumber(field, "a whole number", "bilangan bulat", least, most, this.exactly(field)));
    return null;
  }

  /** The value as a decimal number with a point; null if there is none. Rejects the row if it is no number of the range. */
  number(field: string, least: number, most: number, en = "a number", id = "bilangan"): number | null {
    const text = this.text(field, 40);
    if (text === null) return null;
    const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    this.reject(notANumber(field, en, id, least, most, text));
    return null;
  }

  /** The row can't be taken. All faults of a row are reported, so its reader goes on after this. */
  reject(fault: RowFault): void {
    this.faults.push(fault);
  }

  /** Something looks wrong, and is kept as it came. */
  flag(code: string, detail: object = {}): void {
    (this.flags ??= {})[code] = detail;
  }
}

/** A value from a file, short enough for a message. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function missing(field: string): RowFault {
  return {
    code: "VALUE_MISSING",
    field: [field],
    text: { id: `${field} kosong, padahal wajib diisi.`, en: `${field} is empty, but it must be given.` },
  };
}

function tooLong(field: string, longest: number, came: string): RowFault {
  return {
    code: "VALUE_TOO_LONG",
    field: [field],
    text: {
      id: `${field} paling panjang ${longest} karakter; yang ada ${came.length}.`,
      en: `${field} may have ${longest} characters at most; it has ${came.length}.`,
    },
  };
}

function notANumber(field: string, en: string, id: string, least: number, most: number, came: string): RowFault {
  return {
    code: "NUMBER_INVALID",
    field: [field],
    text: {
      id: `${field} harus ${id} dari ${least} sampai ${most}; yang ada ${shown(came)}.`,
      en: `${field} must be ${en} from ${least} to ${most}; it is ${shown(came)}.`,
    },
  };
}
