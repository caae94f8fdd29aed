import { isBinary, isUtf16, lineTooLong, notUtf8 } from "./file-errors";

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line it begins at, counted from 1. */
  readonly line: number;
  /** Its values, quotes taken off; undefined if its quotes do not match. */
  readonly values: readonly string[] | undefined;
  /** Its first line as the file has it, if its quotes do not match. */
  readonly raw?: string;
  /** Its quotes do not match because one that was opened is not closed before the end of the file. */
  readonly unclosed?: true;
  /** The file ends with this record, and without a line end. */
  readonly open?: true;
}

/** No directory has rows like that; past it, a quote was opened by mistake, or the file is no CSV. */
const LONGEST_RECORD = 64 * 1024;
const LONGEST_LINE = 1024 * 1024;

const DELIMITERS = [",", ";", "\t", "|"];

/**
 * Reads CSV by RFC 4180, lines ended by LF or CRLF, as a stream in flat memory.
 *
 * We read it ourselves since no library does what an import of other people's files needs: to go on behind a broken row. A quote opened by
 * mistake swallows the rows up to the next quote. Where a record of several lines turns out broken (text behind a closing quote, another number
 * of columns than the header, too long, the end of the file), only its first line is given up, and reading goes on at the second.
 *
 * @param delimiter found from the first line if undefined
 * @throws ImportRefused if the bytes are no UTF-8 text
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>, delimiter?: string): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const splitter = new CsvSplitter(delimiter);
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw notUtf8(splitter.line - 1);
    }
  };
  let first = true;
  for await (const chunk of bytes) {
    if (first && hasMarkOfUtf16(chunk)) throw isUtf16();
    first = false;
    if (chunk.includes(0)) throw isBinary(splitter.line - 1);
    yield splitter.push(decode(chunk));
  }
  yield splitter.push(decode());
  yield splitter.end();
}

/** Cuts text into records as it comes in. */
export class CsvSplitter {
  /** The line that comes next, counted from 1. */
  line = 1;
  #rest = "";
  #delimiter: string | undefined;
  #columns: number | undefined;

  constructor(delimiter?: string) {
    this.#delimiter = delimiter;
  }

  push(text: string): CsvRecord[] {
    this.#rest += text;
    return this.#cut(false);
  }

  end(): CsvRecord[] {
    return this.#cut(true);
  }

  #cut(atEnd: boolean): CsvRecord[] {
    const text = this.#rest;
    const records: CsvRecord[] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      const newline = text.indexOf("\n", at);
      if (newline < 0 && !atEnd) break;
      const end = newline < 0 ? text.length : newline;
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const isQuoted = quote >= 0 && quote < end;
      const cut = isQuoted ? this.#quoted(text, at, end, atEnd) : this.#plain(text, at, end);
      if (cut === undefined) break;
      if (cut.record) records.push(this.#counted(cut.record, text, cut.next));
      this.line += cut.lines;
      at = cut.next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_LINE) throw lineTooLong(this.line, LONGEST_LINE);
    return records;
  }

  /** A record of one line without quotes, by far the most. An empty line is none. */
  #plain(text: string, at: number, end: number): Cut {
    const line = text.slice(at, withoutReturn(text, at, end));
    this.#delimiter ??= delimiterOf(line);
    const record = line === "" ? undefined : { line: this.line, values: line.split(this.#delimiter) };
    return { record, next: end + 1, lines: 1 };
  }

  /** A record with quotes, of one or more lines; undefined if it goes on in the text that is still to come. */
  #quoted(text: string, at: number, end: number, atEnd: boolean): Cut | undefined {
    this.#delimiter ??= delimiterOf(text.slice(at, end));
    const found = quotedRecord(text, at, this.#delimiter, atEnd);
    if (found === "goes on" && !atEnd && text.length - at <= LONGEST_RECORD) return undefined;
    if (typeof found === "object") {
      const lines = linesBetween(text, at, found.next);
      if (lines === 1 || this.#columns === undefined || found.values.length === this.#columns)
        return { record: { line: this.line, values: found.values }, next: found.next, lines };
    }
    const raw = text.slice(at, withoutReturn(text, at, end));
    const record: CsvRecord = {
      line: this.line,
      values: undefined,
      raw,
      ...(found === "goes on" && { unclosed: true }),
    };
    return { record, next: end + 1, lines: 1 };
  }

  #counted(record: CsvRecord, text: string, next: number): CsvRecord {
    this.#columns ??= record.values?.length;
    return next > text.length || text[next - 1] !== "\n" ? { ...record, open: true } : record;
  }
}

interface Cut {
  readonly record: CsvRecord | undefined;
  readonly next: number;
  readonly lines: number;
}

type QuotedRecord = { values: string[]; next: number } | "goes on" | "broken";

function quotedRecord(text: string, from: number, delimiter: string, atEnd: boolean): QuotedRecord {
  const values: string[] = [];
  for (let at = from; ; at++) {
    const field = text[at] === '"' ? quotedField(text, at, atEnd) : plainField(text, at, delimiter, atEnd);
    if (typeof field === "string") return field;
    values.push(field.value);
    at = field.next;
    if (text[at] === delimiter) continue;
    if (text[at] === "\r" && (text[at + 1] === "\n" || at + 1 === text.length)) at++;
    if (at >= text.length && !atEnd) return "goes on";
    return at >= text.length || text[at] === "\n" ? { values, next: at + 1 } : "broken";
  }
}

type QuotedField = { value: string; next: number } | "goes on";

function quotedField(text: string, at: number, atEnd: boolean): QuotedField {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] === '"') continue;
    if (quote + 1 === text.length && !atEnd) return "goes on";
    return { value: text.slice(at + 1, quote).replaceAll('""', '"'), next: quote + 1 };
  }
  return "goes on";
}

/** A value without quotes around it. Quotes inside of it are a fault against RFC 4180, but there is only one way to read them. */
function plainField(text: string, at: number, delimiter: string, atEnd: boolean): QuotedField {
  const newline = text.indexOf("\n", at);
  if (newline < 0 && !atEnd) return "goes on";
  const lineEnd = newline < 0 ? text.length : newline;
  const found = text.indexOf(delimiter, at);
  const end = found < 0 || found > lineEnd ? withoutReturn(text, at, lineEnd) : found;
  return { value: text.slice(at, end), next: end };
}

function withoutReturn(text: string, at: number, end: number): number {
  return end > at && text[end - 1] === "\r" ? end - 1 : end;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to - 1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** The sign that comes most often in the header. */
function delimiterOf(header: string): string {
  const times = (sign: string) => header.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

function hasMarkOfUtf16([first, second]: Buffer): boolean {
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
}
