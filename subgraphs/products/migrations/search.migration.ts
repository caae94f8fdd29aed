import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The search by name: an index of the words of each name, and the vocabulary of all names, in which a misspelt word finds what was meant. The
 * vocabulary grows far slower than the catalogue, so that looking for what is alike stays cheap.
 */
export class Search1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WORDS);
    await runner.query(LEARN_WORDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER product_inserted ON product;
      DROP TRIGGER product_renamed ON product;
      DROP FUNCTION product_learn_words;
      DROP TABLE product_word;
      ALTER TABLE product DROP COLUMN words`);
  }
}

const WORDS = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;

  ALTER TABLE product ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (
    array_to_tsvector(array_remove(regexp_split_to_array(lower(name), '[^[:alnum:]]+'), ''))) STORED;
  COMMENT ON COLUMN product.words IS 'The words of the name in lower case, for search; letters and digits only.';
  CREATE INDEX product_words ON product USING gin (words);

  CREATE TABLE product_word (word text COLLATE "C" PRIMARY KEY);
  COMMENT ON TABLE product_word IS 'Every different word of the names. Words that no name has any more stay; they find nothing.';
  INSERT INTO product_word SELECT DISTINCT lexeme FROM product, unnest(words);
  CREATE INDEX product_word_alike ON product_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);`;

/** One statement for all rows written at once, so that an import is not slowed row by row. Ordered, so that two writers never wait for each other. */
const LEARN_WORDS = `
  CREATE FUNCTION product_learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO product_word SELECT DISTINCT lexeme FROM written, unnest(words) ORDER BY lexeme ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_inserted AFTER INSERT ON product
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION product_learn_words();
  CREATE TRIGGER product_renamed AFTER UPDATE ON product
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION product_learn_words();`;
