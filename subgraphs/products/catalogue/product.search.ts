import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";

const LONGEST_TEXT = 100;
/** What has more words is no name any more; those behind are left out. */
const MOST_WORDS = 8;
/** How many words of the vocabulary a word of the search may stand for, beside itself. */
const MOST_ALIKE = 5;
/** Words so much alike are another spelling (keripik, kripik), even if the word searched for is one itself. */
const SAME_WORD = 0.5;

/**
 * What a search by name looks for, as the text of a `tsquery` on `product.words`: every word of it, or the beginning of one, or a word that is
 * spelt alike. A word that no name has may also be less alike, since it must be a misspelling.
 *
 * @throws RequestError BAD_USER_INPUT for a text that is too long or has neither letter nor digit
 */
export async function readSearch({ db }: Context, search: string): Promise<string> {
  const words = search.length > LONGEST_TEXT ? [] : wordsOf(search);
  if (words.length === 0) throw unusable(search);
  const found = await db.rows<{ word: string; alike: string[] }>(VOCABULARY, [words, MOST_ALIKE, SAME_WORD]);
  return found
    .map(({ word, alike }) => `(${[`'${word}':*`, ...alike.map((each) => `'${each}'`)].join(" | ")})`)
    .join(" & ");
}

/** Words are cut from names in the same way by the column `words`. */
function wordsOf(text: string): string[] {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** The end of the range of words that begin alike is the last character there is. */
const VOCABULARY = `
  SELECT asked.word, ARRAY(
      SELECT known.word FROM product_word known
      WHERE known.word % asked.word AND known.word <> asked.word
        AND (similarity(known.word, asked.word) >= $3 OR NOT EXISTS (
          SELECT FROM product_word begun
          WHERE begun.word >= asked.word COLLATE "C" AND begun.word < (asked.word || chr(1114111)) COLLATE "C"))
      ORDER BY similarity(known.word, asked.word) DESC, known.word LIMIT $2
    ) AS alike
  FROM unnest($1::text[]) WITH ORDINALITY AS asked (word, at) ORDER BY asked.at`;

function unusable(text: string) {
  const expected = `1 to ${LONGEST_TEXT} characters with a letter or a digit`;
  return badInput(
    {
      id: `Argumen search harus 1 sampai ${LONGEST_TEXT} karakter dan berisi huruf atau angka.`,
      en: `Argument search must have ${expected}.`,
    },
    { expected, received: text.slice(0, 60) },
  );
}
