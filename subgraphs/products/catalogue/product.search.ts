import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import type { Parameter } from "./product.filter.sql";

const LONGEST_TEXT = 100;
/** What has more words is no name any more; those behind are left out. */
const MOST_WORDS = 8;
/** How many words of the vocabulary that are spelt alike a word of the search may stand for. */
const MOST_ALIKE = 5;
/** Words so much alike are another spelling (keripik, kripik), even if the word searched for is one itself. */
const SAME_WORD = 0.5;
/** How many words that it is the beginning of a word of the search may stand for by name; for more, it stands as a beginning. */
const MOST_BEGUN = 50;

/**
 * The condition of a search by name on the table with the alias `p`: every word of it is in the name, or begins a word of the name, or is spelt
 * alike. A word that begins no name's word may also be less alike, since it must be a misspelling.
 *
 * Beginnings are written out as the words they begin, since PostgreSQL knows how common a word is, and so whether to look it up or to walk through
 * the list until the page is full, but takes any beginning for common. Words too rare for its statistics it takes for more common than they are:
 * these are looked up first, whatever it thinks.
 *
 * @throws RequestError BAD_USER_INPUT for a text that is too long or has neither letter nor digit
 */
export async function searchCondition({ db }: Context, search: string, parameter: Parameter): Promise<string> {
  const words = search.length > LONGEST_TEXT ? [] : wordsOf(search);
  if (words.length === 0) throw unusable(search);
  const meant = await db.rows<Meant>(VOCABULARY, [words, MOST_BEGUN + 1, SAME_WORD, MOST_ALIKE]);
  const query = `${parameter(meant.map(alternatives).join(" & "))}::tsquery`;
  return meant.some((each) => !each.isCommon)
    ? `p.id = ANY (ARRAY(SELECT found.id FROM product found WHERE found.words @@ ${query}))`
    : `p.words @@ ${query}`;
}

/** What a word of the search may mean. */
interface Meant {
  readonly word: string;
  readonly begun: readonly string[];
  readonly alike: readonly string[];
  /** Whether one of these is common enough for PostgreSQL's statistics. */
  readonly isCommon: boolean;
}

function alternatives({ word, begun, alike }: Meant): string {
  const terms = begun.length > MOST_BEGUN ? [`'${word}':*`] : begun.map((each) => `'${each}'`);
  terms.push(...alike.map((each) => `'${each}'`));
  return terms.length > 0 ? `(${terms.join(" | ")})` : `'${word}'`;
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
  SELECT asked.word, begun.words AS begun, alike.words AS alike,
    cardinality(begun.words) = $2 OR coalesce((begun.words || alike.words) && (
      SELECT most_common_elems::text::text[] FROM pg_stats
      WHERE schemaname = current_schema() AND tablename = 'product' AND attname = 'words'
    ), false) AS "isCommon"
  FROM unnest($1::text[]) WITH ORDINALITY AS asked (word, at)
  CROSS JOIN LATERAL (SELECT ARRAY(
    SELECT known.word FROM product_word known
    WHERE known.word >= asked.word COLLATE "C" AND known.word < (asked.word || chr(1114111)) COLLATE "C"
    ORDER BY known.word LIMIT $2)) AS begun (words)
  CROSS JOIN LATERAL (SELECT ARRAY(
    SELECT known.word FROM product_word known
    WHERE known.word % asked.word AND known.word <> ALL (begun.words)
      AND (begun.words = '{}' OR similarity(known.word, asked.word) >= $3)
    ORDER BY similarity(known.word, asked.word) DESC, known.word LIMIT $4)) AS alike (words)
  ORDER BY asked.at`;

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
