/**
 * The name of a pesantren as it is displayed, made of the name as a source published it: apostrophes that were lost on the way mended, names in
 * capitals (or without any) set in title case, blanks tidied. Words are never added, dropped or put in another order.
 */
export function displayName(published: string): string {
  const mended = mendApostrophes(published);
  const lowered = mended.replace(AFTER_APOSTROPHE, (letter) => letter.toLowerCase());
  const cased = isOfOneCase(mended) || isOfOneCase(lowered) ? titleCase(lowered) : lowered;
  return cased.replace(ROMAN_NUMERAL, (numeral) => numeral.toUpperCase());
}

/**
 * Sources write the apostrophe of Arabic names (ain, hamza) as a backtick, a question mark or a blank, and at times the hyphen after an article so
 * too. Both are brought back, and blanks are tidied.
 */
export function mendApostrophes(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[`´‘’ʻʼʾʿ\u0301]/g, "'")
    .replace(/ \? /g, "-")
    .replace(/(?<=\p{L})\?|\?(?=\p{L})/gu, "'")
    .replace(LOST_IN_A_WORD, "$1'$2")
    .replace(AFTER_ARTICLE, "$1-")
    .replace(/\s+/g, " ")
    .trim();
}

/** "Qur an" and "Ma had": no other word of these names was found cut in two. */
const LOST_IN_A_WORD = /\b(qur|ma)[ -]+(an|had)\b/giu;

const AFTER_ARTICLE = /(?<![\p{L}'])(a[lnrsdtz]|el|asy|ash|ath|adz|adh)(?: ?- ?|'(?=\p{L}))/giu;

/** Title case made by machines: "Qur'An". A letter after an apostrophe within a word is never a capital. */
const AFTER_APOSTROPHE = /(?<=\p{L}')\p{Lu}(?!\p{Lu})/gu;

const ROMAN_NUMERAL = /(?<= )(?:i{1,3}|iv|vi{0,3}|ix|x)$/iu;

function isOfOneCase(text: string): boolean {
  return text === text.toUpperCase() || text === text.toLowerCase();
}

/** Short words without a vowel stay as they are, since they are abbreviations: PP, KH, MTS. */
function titleCase(text: string): string {
  return text.replace(/[\p{L}']+/gu, (word) => {
    if (word.length <= 5 && !/[aeiouy']/i.test(word)) return word.toUpperCase();
    const first = word.search(/\p{L}/u);
    return word.slice(0, first + 1).toUpperCase() + word.slice(first + 1).toLowerCase();
  });
}
