import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The search by name. It stands on the different names there are and not on the rows that bear them: a name is indexed once, when its first bearer
 * is written, however many follow. A term leads to its names in the order of how little else they say, so that a search reads only the best of them.
 */
export class Search1700000205000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(INDEX_NAMES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER pesantren_inserted ON pesantren;
      DROP TRIGGER pesantren_renamed ON pesantren;
      DROP FUNCTION pesantren_index_names;
      DROP TABLE pesantren_word, pesantren_name_term, pesantren_name`);
  }
}

const TABLES = `
  CREATE TABLE pesantren_name (name_key text COLLATE "C" PRIMARY KEY);
  COMMENT ON TABLE pesantren_name IS 'Every name_key that is indexed for search. Names that nobody bears any more stay; they find nothing.';

  CREATE TABLE pesantren_name_term (
    term text COLLATE "C" NOT NULL,
    extra smallint NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (term, extra, name_key)
  );
  COMMENT ON TABLE pesantren_name_term IS 'The terms under which a name is found: each word, each two neighbours written as one word, each pair of words in alphabetical order with a blank between.';
  COMMENT ON COLUMN pesantren_name_term.extra IS 'How many words the name has beside those that the term stands for.';

  CREATE TABLE pesantren_word (word text COLLATE "C" PRIMARY KEY);
  COMMENT ON TABLE pesantren_word IS 'Every different word of the names: where a misspelt word of a search finds what was meant.';
  CREATE INDEX pesantren_word_alike ON pesantren_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);`;

/** One set of statements for all rows written at once, so that an import is not slowed row by row. */
const INDEX_NAMES = `
  CREATE FUNCTION pesantren_index_names() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH added AS (
      INSERT INTO pesantren_name
      SELECT DISTINCT name_key FROM written WHERE name_key <> '' ORDER BY name_key
      ON CONFLICT DO NOTHING
      RETURNING name_key, string_to_array(name_key, ' ') AS words
    ), word AS (
      SELECT name_key, word, at, cardinality(words) AS size FROM added, unnest(words) WITH ORDINALITY AS each (word, at)
    ), vocabulary AS (
      INSERT INTO pesantren_word SELECT DISTINCT word FROM word ORDER BY word ON CONFLICT DO NOTHING
    ), term AS (
      SELECT word AS term, size - 1 AS extra, name_key FROM word
      UNION ALL
      SELECT a.word || CASE WHEN right(a.word, 1) = left(b.word, 1) AND left(b.word, 1) ~ '[a-z]' THEN substr(b.word, 2) ELSE b.word END,
             a.size - 2, name_key
      FROM word a JOIN word b USING (name_key) WHERE b.at = a.at + 1
      UNION ALL
      SELECT a.word || ' ' || b.word, a.size - 2, name_key FROM word a JOIN word b USING (name_key) WHERE a.word < b.word
    )
    INSERT INTO pesantren_name_term SELECT term, min(extra), name_key FROM term GROUP BY term, name_key;
    RETURN NULL;
  END $$;
  CREATE TRIGGER pesantren_inserted AFTER INSERT ON pesantren
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION pesantren_index_names();
  CREATE TRIGGER pesantren_renamed AFTER UPDATE ON pesantren
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION pesantren_index_names();`;
