import fc from "fast-check";
import { CsvSplitter, readCsv, type CsvRecord } from "./csv";

/** All records of a text that comes in pieces of a length. */
function split(text: string, pieceLength = text.length || 1, delimiter?: string): CsvRecord[] {
  const splitter = new CsvSplitter(delimiter);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    records.push(...splitter.push(text.slice(at, at + pieceLength)));
  return [...records, ...splitter.end()];
}

const valuesOf = (text: string) => split(text).map(({ values }) => values);

async function* bytes(...chunks: Uint8Array[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Promise.resolve(Buffer.from(chunk));
}

async function read(...chunks: Uint8Array[]): Promise<(readonly string[] | undefined)[]> {
  const found = [];
  for await (const records of readCsv(bytes(...chunks))) found.push(...records.map(({ values }) => values));
  return found;
}

describe("CSV", () => {
  it("is read by RFC 4180: quotes, doubled quotes, delimiters and line ends inside of quotes, LF and CRLF", () => {
    expect(valuesOf('a,b\r\n"x, y","say ""hi"""\n"two\nlines",\n,\n')).toEqual([
      ["a", "b"],
      ["x, y", 'say "hi"'],
      ["two\nlines", ""],
      ["", ""],
    ]);
  });

  it("finds the delimiter in the header, and leaves empty lines out", () => {
    expect(valuesOf("a;b\n\n1,5;2\n\n")).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
    expect(valuesOf("a\tb\n1\t2\n")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  it("tells the line at which each record begins", () => {
    expect(split('a,b\n\n"x\ny",1\nz,2\n').map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it("tells a last record without a line end", () => {
    expect(split("a\n1\n").map(({ open }) => open)).toEqual([undefined, undefined]);
    expect(split("a\n1").map(({ open }) => open)).toEqual([undefined, true]);
    expect(split('a\n"1"').map(({ open }) => open)).toEqual([undefined, true]);
  });

  it("reads a quote inside of a value without quotes as it stands", () => {
    expect(valuesOf('a,b\nPondok "Nur",x\n')).toEqual([
      ["a", "b"],
      ['Pondok "Nur"', "x"],
    ]);
  });

  it("gives up only the line in which a quote is opened by mistake", () => {
    const text = 'a,b\n1,x\n2,"open\n3,"quoted, y"\n4,z\n';
    expect(split(text).map(({ line, values, raw }) => [line, values ?? raw])).toEqual([
      [1, ["a", "b"]],
      [2, ["1", "x"]],
      [3, '2,"open'],
      [4, ["3", "quoted, y"]],
      [5, ["4", "z"]],
    ]);
  });

  it("gives up only the line of a quote that nothing closes, however many lines follow", () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `${at},a longer value of a plain row\n`).join("");
    const found = split(`a,b\n"open,x\n${rows}`, 1000);
    expect(found.length).toBe(5002);
    expect(found[1]).toEqual({ line: 2, values: undefined, raw: '"open,x', unclosed: true });
  });

  it("is the same in whatever pieces it comes", () => {
    const piece = fc.constantFrom("a", "b,", '"', '""', "\n", "\r\n", ",", "é", "x y");
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => `a,b\n${pieces.join("")}`);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (whole, length) => {
        expect(split(whole, length, ",")).toEqual(split(whole, whole.length, ","));
      }),
      { seed: 32, numRuns: 500 },
    );
  });

  it("gives back every value that was written", () => {
    const value = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", " ", "`", "ü"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), (rows) => {
        const text = rows.map((row) => `${row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")}\n`).join("");
        expect(split(text, 5, ",").map(({ values }) => values)).toEqual(rows);
      }),
      { seed: 35, numRuns: 300 },
    );
  });

  it("takes a byte order mark off, and characters that two pieces share together", async () => {
    const text = Buffer.from("\ufeffa,b\nPondok é,1\n");
    expect(await read(text.subarray(0, 16), text.subarray(16, 17), text.subarray(17))).toEqual([
      ["a", "b"],
      ["Pondok é", "1"],
    ]);
  });

  it.each([
    ["FILE_NOT_UTF8", Buffer.from("a,b\nPondok \xe9,1\n", "latin1")],
    ["FILE_NOT_UTF8", Buffer.from("a,b\nPondok é", "utf8").subarray(0, -1)],
    ["FILE_IS_UTF16", Buffer.from("\ufeffa,b\n1,2\n", "utf16le")],
    ["FILE_IS_BINARY", Buffer.from("a,b\nPon\0dok,1\n")],
  ])("is refused whole if it is no text of UTF-8: %s", async (code, content) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });
});
