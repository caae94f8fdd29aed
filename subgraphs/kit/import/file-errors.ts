import type { Text } from "../language";

/** A file, its mapping or the moment does not allow an import. Nothing was written. */
export class ImportRefused extends Error {
  override readonly name = "ImportRefused";

  constructor(
    readonly code: string,
    readonly text: Text,
  ) {
    super(text.en);
  }
}

export const noSuchFile = (file: string, reason: string) =>
  new ImportRefused("FILE_NOT_READABLE", {
    id: `Berkas ${file} tidak dapat dibaca: ${reason}.`,
    en: `The file ${file} can't be read: ${reason}.`,
  });

export const notUtf8 = (line: number) =>
  new ImportRefused("FILE_NOT_UTF8", {
    id: `Berkas harus UTF-8; setelah baris ${line} ada byte yang bukan UTF-8. Simpan ulang sebagai "CSV UTF-8".`,
    en: `The file must be UTF-8; after line ${line} there are bytes that are not. Save it again as "CSV UTF-8".`,
  });

export const isUtf16 = () =>
  new ImportRefused("FILE_IS_UTF16", {
    id: 'Berkas harus UTF-8; berkas ini UTF-16. Simpan ulang sebagai "CSV UTF-8".',
    en: 'The file must be UTF-8; this one is UTF-16. Save it again as "CSV UTF-8".',
  });

export const isBinary = (line: number) =>
  new ImportRefused("FILE_IS_BINARY", {
    id: `Berkas harus teks CSV; setelah baris ${line} ada byte nol. Berkas ini biner (misalnya XLSX) atau rusak.`,
    en: `The file must be CSV text; after line ${line} there is a zero byte. It is binary (such as XLSX) or damaged.`,
  });

export const lineTooLong = (line: number, most: number) =>
  new ImportRefused("LINE_TOO_LONG", {
    id: `Baris ${line} lebih panjang dari ${most} karakter; berkas ini bukan CSV yang kami kenal.`,
    en: `Line ${line} has more than ${most} characters; this is no CSV file as we know it.`,
  });

export const isEmpty = () =>
  new ImportRefused("FILE_EMPTY", {
    id: "Berkas kosong: tidak ada judul kolom dan tidak ada baris data.",
    en: "The file is empty: it has neither a header nor a row.",
  });

export const hasNoRows = () =>
  new ImportRefused("FILE_WITHOUT_ROWS", {
    id: "Berkas hanya berisi judul kolom, tanpa satu baris data pun; mungkin terpotong.",
    en: "The file has a header and not one row; it may have been cut off.",
  });

export const isTruncated = (line: number) =>
  new ImportRefused("FILE_TRUNCATED", {
    id: `Berkas terpotong: baris terakhir, baris ${line}, tampaknya tidak lengkap dan tidak diakhiri ganti baris. Unduh atau simpan ulang berkasnya; kalau memang lengkap, tambahkan ganti baris.`,
    en: `The file was cut off: its last row, at line ${line}, seems incomplete and has no line end. Download or save it again; if it is complete, add a line end.`,
  });

export const quoteNeverClosed = (line: number) =>
  new ImportRefused("FILE_TRUNCATED", {
    id: `Berkas terpotong: tanda kutip yang dibuka pada baris ${line} tidak pernah ditutup. Unduh atau simpan ulang berkasnya.`,
    en: `The file was cut off: the quote that opens at line ${line} is never closed. Download or save it again.`,
  });

export const headerUnreadable = () =>
  new ImportRefused("HEADER_UNREADABLE", {
    id: "Baris pertama harus berisi judul kolom; tanda kutipnya tidak berpasangan.",
    en: "The first line must hold the names of the columns; its quotes do not match.",
  });

export const columnsTwice = (names: readonly string[]) =>
  new ImportRefused("HEADER_DUPLICATE", {
    id: `Judul kolom harus berbeda-beda; yang ganda: ${names.join(", ")}.`,
    en: `Each column must have a name of its own; these come twice: ${names.join(", ")}.`,
  });

export const columnsMissing = (missing: readonly string[], found: readonly string[]) =>
  new ImportRefused("HEADER_MISSING", {
    id: `Kolom yang wajib ada tidak ditemukan: ${missing.join(", ")}. Kolom dalam berkas: ${found.join(", ")}. Nama kolom dapat diatur dengan --mapping.`,
    en: `Columns that must be there are not: ${missing.join(", ")}. The file has: ${found.join(", ")}. A mapping file (--mapping) can name the columns.`,
  });

export const columnsUnknown = (unknown: readonly string[]) =>
  new ImportRefused("HEADER_UNKNOWN", {
    id: `Kolom tidak dikenal: ${unknown.join(", ")}. Petakan dalam berkas pemetaan (--mapping), atau sebutkan di "ignore".`,
    en: `Unknown columns: ${unknown.join(", ")}. Map them in a mapping file (--mapping), or name them under "ignore" there.`,
  });

export const mappingInvalid = (file: string, faults: readonly string[]) =>
  new ImportRefused("MAPPING_INVALID", {
    id: `Berkas pemetaan ${file} tidak dapat dipakai: ${faults.join("; ")}.`,
    en: `The mapping file ${file} can't be used: ${faults.join("; ")}.`,
  });

export const anotherImportRuns = () =>
  new ImportRefused("IMPORT_RUNNING", {
    id: "Impor lain sedang berjalan pada basis data ini; tunggu sampai selesai, lalu ulangi.",
    en: "Another import is running on this database; wait for its end, then try again.",
  });

export const rejectedNotWritable = (file: string, reason: string) =>
  new ImportRefused("REJECTED_NOT_WRITABLE", {
    id: `Berkas baris yang ditolak, ${file}, tidak dapat ditulis: ${reason}.`,
    en: `The file of rejected rows, ${file}, can't be written: ${reason}.`,
  });
