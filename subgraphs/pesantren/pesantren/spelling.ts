import { mendApostrophes } from "./name";

/**
 * The spelling words of a name: what stays of it when everything is taken away in which two spellings of the same Arabic name differ. "Al-Idrisiyyah",
 * "Idrisiah" and "ALIDRISIYAH" all become `idrisia`. Both names and what people search for go through here, so that it matters only that the same
 * name always becomes the same words, not that the words can still be read.
 */
export function spellingWords(name: string): string[] {
  const raw = mendApostrophes(name)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['\u0300-\u036f]/g, "")
    .match(/[a-z0-9]+/g);
  if (!raw) return [];
  const telling = withoutAny(withoutAny(raw, GENERIC), ARTICLES);
  return telling.map(spellingOf).filter((word) => word !== "");
}

/** The spelling words as one text, by which a pesantren is stored and names are told apart. Empty only if the name has no letter and no digit. */
export function spellingKey(name: string): string {
  return spellingWords(name).slice(0, MOST_WORDS).join(" ");
}

/** Two words written as one: "darus salam" is "darussalam". */
export function joined(first: string, second: string): string {
  return collapse(first + second);
}

/** Names hold six words at most; what is longer was no name. */
const MOST_WORDS = 8;

/** What a registry puts before the name of any pesantren. */
const GENERIC = new Set(["pp", "pps", "pon", "pes", "ponpes", "pontren", "pondok", "pesantren"]);

/** The article, and what the letter after it makes of it; "ul" and its like when they are written apart: "Nur Ul Huda". */
const ARTICLES = new Set("al el an ar as at ad az asy ash ath ats adz adh azh ul ur us un ut ud uz".split(" "));

function withoutAny(words: readonly string[], dropped: ReadonlySet<string>): readonly string[] {
  const left = words.filter((word) => !dropped.has(word));
  return left.length > 0 ? left : words;
}

const NUMERALS = new Map("i ii iii iv v vi vii viii ix x".split(" ").map((numeral, at) => [numeral, String(at + 1)]));

/**
 * Each line takes one difference of spelling away; the order matters, since a later line sees what an earlier one made.
 * The doubled letter after an article is looked at before doubled letters are collapsed.
 */
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/khoe/g, "hai"],
  [/oe/g, "u"],
  [/ou|au|aw(?![aeiou])/g, "o"],
  [/ay(?![aeiou])|ei|ae/g, "ai"],
  [/i[ey](?![aeiou])|ee/g, "i"],
  [/o/g, "a"],
  [/e/g, "i"],
  [/i+y+i?/g, "i"],
  [/uw+/g, "u"],
  [/dj/g, "j"],
  [/tj/g, "c"],
  [/[kc]h/g, "h"],
  [/gh/g, "g"],
  [/sy|sh|ts/g, "s"],
  [/th/g, "t"],
  [/dz|zh|dh|z/g, "d"],
  [/q/g, "k"],
  [/v/g, "f"],
  [/x/g, "ks"],
  [/nb/g, "mb"],
  [/^a([nrsdt])(?=\1)/, ""],
  [/^al(?=.{4})/, ""],
  [/dl/g, "d"],
  [/([aiu])h$/, "$1"],
];

/** The words of all names are few, and each is asked for again and again while a directory is imported. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

function spellingOf(word: string): string {
  let spelling = known.get(word);
  if (spelling === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, (spelling = folded(word)));
  }
  return spelling;
}

function folded(word: string): string {
  if (/^\d/.test(word)) return word;
  const numeral = NUMERALS.get(word);
  if (numeral !== undefined) return numeral;
  return collapse(FOLDS.reduce((text, [from, to]) => text.replace(from, to), word));
}

/** Doubled letters say nothing in these names; doubled digits do. */
function collapse(word: string): string {
  return word.replace(/([a-z])\1+/g, "$1");
}
