import type { MigrationInterface, QueryRunner } from "typeorm";

/** The queue of likely duplicates, and how the addresses are compared by which they are found. */
export class Duplicates1700000210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(PLACE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION pesantren_place; DROP TABLE duplicate_mark, duplicate_pair");
  }
}

const TABLE = `
  CREATE TABLE duplicate_pair (
    id uuid PRIMARY KEY,
    first_id uuid NOT NULL REFERENCES pesantren,
    second_id uuid NOT NULL REFERENCES pesantren,
    regency_code text COLLATE "C" NOT NULL,
    score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
    reasons jsonb NOT NULL,
    state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DISMISSED', 'MERGED')),
    reason text,
    found_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    UNIQUE (first_id, second_id),
    CHECK (first_id < second_id)
  );
  COMMENT ON TABLE duplicate_pair IS 'Two records that are likely to be of the same pesantren, and what people decided about them.';
  COMMENT ON COLUMN duplicate_pair.score IS 'How likely, 0 to 100; see duplicates/duplicates.find.ts.';
  COMMENT ON COLUMN duplicate_pair.reasons IS 'What speaks for it: an array of { code, detail }.';
  COMMENT ON COLUMN duplicate_pair.reason IS 'Why it was dismissed or merged, as given by the one who did.';
  CREATE INDEX duplicate_pair_open ON duplicate_pair (score DESC, id) WHERE state = 'OPEN';
  CREATE INDEX duplicate_pair_second ON duplicate_pair (second_id);

  CREATE TABLE duplicate_mark (done_before xid8 NOT NULL);
  COMMENT ON TABLE duplicate_mark IS 'One row: whatever was written before this transaction has been compared.';
  INSERT INTO duplicate_mark VALUES ('0');

  CREATE INDEX pesantren_of_whatsapp ON pesantren (whatsapp) WHERE merged_into_id IS NULL AND whatsapp IS NOT NULL;`;

/** Plain replacements, since they take a tenth of the time of regular expressions, and an import compares many. */
const GENERIC =
  "kp kampung ds desa dsn dusun dukuh jl jln jalan blok rt rw rtrw no nomor kec kecamatan kab kabupaten kel kelurahan komp kode pos gg gang ling lingkungan raya pesantren ponpes"
    .split(" ")
    .reduce(
      (text, word) => `replace(${text}, ' ${word} ', ' ')`,
      "' ' || translate(lower(address), '.,:;/()-''\"?', '           ') || ' '",
    );

const PLACE = `
  CREATE FUNCTION pesantren_place(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN replace(replace(${GENERIC}, ' 00', ' '), ' 0', ' ');
  COMMENT ON FUNCTION pesantren_place IS 'What an address says of the place: the names of hamlet, village and street and the numbers, without the words that all addresses have.';`;
