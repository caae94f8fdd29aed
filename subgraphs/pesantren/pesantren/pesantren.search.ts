import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { joined, spellingWords } from "./spelling";

/** A way to match what was searched for: names under this term score so much. */
interface Source {
  /** Sources of tier 1 count only if none of tier 0 leads to a name. */
  readonly tier: number;
  readonly term: string;
  /** Of the sources with the same part of the search only the best counts for a name; those of different parts add up. */
  readonly part: number;
  /** 1,000 for words that are the same, less for words that are alike. */
  readonly score: number;
}

/** A search, ready to be put into a statement as the arrays that `candidatesSql` unnests. */
export interface NameSearch {
  readonly sources: readonly [tiers: number[], terms: string[], parts: number[], scores: number[]];
  /** Whether each name's score comes from a single source, so that the best names are the same however few are asked for. */
  readonly simple: boolean;
}

/** The most names that a search finds, unless a filter or a circle narrows it. */
const MOST_NAMES = 500;

/** A page is nearly always full with the bearers of so many names. */
const FEW_NAMES = 50;

/** There are never more different names: with a filter the best of them may lie elsewhere, so that every name that matches is looked at. */
export const ALL_NAMES = 1_000_000;

/** How many of the best names to look at for a page: all that count, or first only a few, where these are sure to be the best. */
export function depthOf({ simple }: NameSearch, narrowed: boolean): { shallow?: number; whole: number } {
  if (narrowed) return { whole: ALL_NAMES, ...(simple && { shallow: MOST_NAMES }) };
  return { whole: MOST_NAMES, ...(simple && { shallow: FEW_NAMES }) };
}

/** What it costs that a name has as one word what was searched for as two: as little as to come after those that have two. */
const WRITTEN_AS_ONE = 20;

/** Two words written as one are alike to each of the two, but do not mean it. */
const LEAST_ALIKE_AS_ONE = 600;

const LONGEST_TEXT = 100;
const MOST_WORDS = 6;

/**
 * The names that match a search, as a subselect with `name_key` and `score`, the best first.
 * A word of a name that was not searched for costs a tenth of a word that matches.
 *
 * @param first number of the first of five parameters: the four arrays of the sources, and how many names to look at
 */
export function candidatesSql(first: number): string {
  const source = `unnest($${first}::int[], $${first + 1}::text[], $${first + 2}::int[], $${first + 3}::int[]) AS source (tier, term, part, score)`;
  return `
    (SELECT name_key, (sum(score) - 100 * min(extra))::int AS score
     FROM (
       SELECT found.name_key, source.part, max(source.score) AS score, min(found.extra) AS extra
       FROM ${source}
       CROSS JOIN LATERAL (
         SELECT name_key, extra FROM pesantren_name_term WHERE term = source.term ORDER BY extra, name_key LIMIT $${first + 4}
       ) found
       WHERE source.tier = (
         SELECT min(tier) FROM ${source} WHERE EXISTS (SELECT FROM pesantren_name_term term WHERE term.term = source.term)
       )
       GROUP BY found.name_key, source.part
     ) matched
     GROUP BY name_key ORDER BY score DESC, name_key LIMIT $${first + 4})`;
}

/**
 * Reads a search: its words, folded as the names are, each with the words of the vocabulary that it may have meant.
 *
 * @throws RequestError BAD_USER_INPUT if the text is too long or has no letter and no digit
 */
export async function readSearch(context: Context, text: string): Promise<NameSearch> {
  const words = spellingWords(text.slice(0, LONGEST_TEXT + 1)).slice(0, MOST_WORDS);
  if (words.length === 0 || text.length > LONGEST_TEXT) throw unusable(text);
  const pairs = words.slice(1).map((word, at) => joined(words[at] ?? "", word));
  const meanings = await meaningsOf(context, [...new Set([...words, ...pairs])], words.length > 3 ? 3 : 6);
  const sources = sourcesOf(
    words.map((word) => meanings.get(word) ?? []),
    pairs.map((pair) => (meanings.get(pair) ?? []).filter(({ alike }) => alike >= LEAST_ALIKE_AS_ONE)),
  );
  return {
    sources: [
      sources.map((each) => each.tier),
      sources.map((each) => each.term),
      sources.map((each) => each.part),
      sources.map((each) => each.score),
    ],
    simple: words.length <= 2,
  };
}

interface Meaning {
  readonly word: string;
  readonly alike: number;
}

/** For each term the words of the vocabulary that are most like it, itself first: it may be two words of a name written as one, which no vocabulary has. */
async function meaningsOf({ db }: Context, terms: readonly string[], most: number): Promise<Map<string, Meaning[]>> {
  const rows = await db.rows<Meaning & { term: string }>(ALIKE, [terms, most]);
  const meanings = new Map<string, Meaning[]>(terms.map((term) => [term, [{ word: term, alike: 1000 }]]));
  for (const { term, word, alike } of rows) meanings.get(term)?.push({ word, alike });
  return meanings;
}

const ALIKE = `
  SELECT term, word, (alike * 1000)::int AS alike
  FROM unnest($1::text[]) AS term
  CROSS JOIN LATERAL (
    SELECT word, greatest(similarity(word, term), CASE WHEN length(term) > 2 AND starts_with(word, term) THEN 0.7 END) AS alike
    FROM pesantren_word
    WHERE (word % term OR (length(term) > 2 AND word LIKE term || '%')) AND word <> term
    ORDER BY alike DESC, word LIMIT $2
  ) meant`;

/** Of several words a name must have two, and the more the better it matches; if no name has two, one is enough. */
function sourcesOf(words: readonly Meaning[][], pairs: readonly Meaning[][]): Source[] {
  const single = words.flatMap((meanings) =>
    meanings.map(({ word, alike }) => ({ tier: 1, term: word, part: 0, score: alike })),
  );
  const together = words.flatMap((firsts, a) =>
    words.flatMap((seconds, b) => (a < b ? pairSources(firsts, seconds, a * MOST_WORDS + b) : [])),
  );
  const written = pairs.flatMap((meanings, a) =>
    meanings.map(({ word, alike }) => ({
      tier: 0,
      term: word,
      part: a * MOST_WORDS + a + 1,
      score: 2 * alike - WRITTEN_AS_ONE,
    })),
  );
  return [...single, ...together, ...written];
}

function pairSources(firsts: readonly Meaning[], seconds: readonly Meaning[], part: number): Source[] {
  return firsts.flatMap((a) =>
    seconds.map((b) => ({
      tier: 0,
      term: a.word < b.word ? `${a.word} ${b.word}` : `${b.word} ${a.word}`,
      part,
      score: a.alike + b.alike,
    })),
  );
}

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
