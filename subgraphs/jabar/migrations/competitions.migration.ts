import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = ["competition_entry", "competition_score"];
const OPEN = ["competition", "competition_criterion", "competition_result"];

/** Product competitions: entries and scores are the province's own, results everybody's. */
export class Competitions1700001900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    for (const table of OPEN) await runner.query(writtenByOwnProvince(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DROP TABLE competition_result, competition_score, competition_entry, competition_criterion, competition; DROP FUNCTION refuse_result_change",
    );
  }
}

const TABLES = `
  CREATE TABLE competition (
    id uuid PRIMARY KEY,
    year smallint NOT NULL CHECK (year BETWEEN 2018 AND 2100),
    name text NOT NULL CHECK (name <> ''),
    field text,
    opens_on date NOT NULL,
    closes_on date NOT NULL CHECK (closes_on >= opens_on),
    status text NOT NULL CHECK (status IN ('PLANNED', 'PUBLISHED', 'ANNULLED')),
    published_at timestamptz,
    annulled_reason text CHECK (annulled_reason <> ''),
    CHECK ((status = 'ANNULLED') = (annulled_reason IS NOT NULL))
  );
  COMMENT ON TABLE competition IS 'Product competitions (lomba produk unggulan).';
  COMMENT ON COLUMN competition.field IS 'Business field of the products; null for all.';
  CREATE INDEX competition_of_year ON competition (year, id);

  CREATE TABLE competition_criterion (
    competition_id uuid NOT NULL REFERENCES competition,
    position smallint NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
    PRIMARY KEY (competition_id, position)
  );
  COMMENT ON TABLE competition_criterion IS 'What products are judged by; the weights of a competition sum up to 100. The first decides where totals are equal.';

  CREATE TABLE competition_entry (
    id uuid PRIMARY KEY,
    competition_id uuid NOT NULL REFERENCES competition,
    pesantren_id uuid NOT NULL,
    product_id uuid NOT NULL,
    entered_at timestamptz NOT NULL,
    withdrawn_at timestamptz
  );
  COMMENT ON TABLE competition_entry IS 'Products that pesantren entered.';
  CREATE UNIQUE INDEX competition_entry_once ON competition_entry (competition_id, product_id) WHERE withdrawn_at IS NULL;
  CREATE INDEX competition_entry_in_order ON competition_entry (competition_id, id);

  CREATE TABLE competition_score (
    entry_id uuid NOT NULL REFERENCES competition_entry,
    juror text NOT NULL CHECK (juror <> ''),
    points integer[] NOT NULL,
    scored_at timestamptz NOT NULL,
    PRIMARY KEY (entry_id, juror)
  );
  COMMENT ON TABLE competition_score IS 'What a juror gave a product, 0 to 100 by each criterion in the order of their positions.';

  CREATE TABLE competition_result (
    competition_id uuid NOT NULL REFERENCES competition,
    product_id uuid NOT NULL,
    pesantren_id uuid NOT NULL,
    total numeric(5, 2) NOT NULL,
    rank integer NOT NULL CHECK (rank >= 1),
    PRIMARY KEY (competition_id, product_id)
  );
  COMMENT ON TABLE competition_result IS 'Published results, which never change; a competition may be annulled.';
  COMMENT ON COLUMN competition_result.total IS 'Weighted mean of all jurors, 0 to 100.';
  CREATE INDEX competition_result_of_product ON competition_result (product_id);
  CREATE INDEX competition_result_of_pesantren ON competition_result (pesantren_id);
  CREATE FUNCTION refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'published results never change' USING ERRCODE = 'restrict_violation'; END $$;
  CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON competition_result FOR EACH ROW EXECUTE FUNCTION refuse_result_change();`;
