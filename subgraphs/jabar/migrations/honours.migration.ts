import type { MigrationInterface, QueryRunner } from "typeorm";
import { writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

/** What the programme itself was honoured with. */
export class Honours1700002000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE honour (
        id uuid PRIMARY KEY,
        year smallint NOT NULL CHECK (year BETWEEN 2018 AND 2100),
        competition text NOT NULL CHECK (competition <> ''),
        honour text NOT NULL CHECK (honour <> ''),
        given_by text NOT NULL CHECK (given_by <> ''),
        given_on date,
        decree text CHECK (decree <> ''),
        source text NOT NULL REFERENCES rule_source,
        UNIQUE (year, competition, honour)
      );
      COMMENT ON TABLE honour IS 'Awards that the programme received.';`);
    await runner.query(writtenByOwnProvince("honour", `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE honour");
  }
}
