import { shown, type RowFault } from "./source-row";
import { NSPP_FORM } from "../scalars";

export type ReadNspp = { readonly nspp: string; readonly repaired: boolean } | { readonly fault: RowFault };

/**
 * Reads an NSPP from a file. What spreadsheets and people add to a number without losing a digit is taken away: blanks, hyphens, quotes, a leading
 * apostrophe, decimals of zero. A number that a spreadsheet has rounded can't be restored.
 */
export function readNspp(field: string, came: string): ReadNspp {
  if (NSPP_FORM.test(came)) return { nspp: came, repaired: false };
  const bare = came.replace(/[\s\u00a0\u200b\ufeff"'’`=-]/g, "").replace(/[.,]0+$/, "");
  const [, whole, decimals = "", power] = /^(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(bare) ?? [];
  if (whole === undefined)
    return NSPP_FORM.test(bare) ? { nspp: bare, repaired: true } : { fault: invalid(field, came) };
  const isWhole = decimals.length === 11 && power === "11";
  return isWhole ? { nspp: whole + decimals, repaired: true } : { fault: rounded(field, came) };
}

function invalid(field: string, came: string): RowFault {
  return {
    code: came.trim() === "" ? "NSPP_MISSING" : "NSPP_INVALID",
    field: [field],
    text: {
      id: `NSPP harus 12 angka; yang ada ${shown(came)}.`,
      en: `An NSPP has 12 digits; this is ${shown(came)}.`,
    },
  };
}

function rounded(field: string, came: string): RowFault {
  return {
    code: "NSPP_ROUNDED",
    field: [field],
    text: {
      id: `NSPP dibulatkan oleh lembar kerja menjadi ${shown(came)} sehingga angkanya hilang; format kolomnya sebagai teks, lalu isi ulang.`,
      en: `A spreadsheet rounded the NSPP to ${shown(came)}, so digits are lost; format the column as text and fill it in again.`,
    },
  };
}
