import type { MigrationInterface, QueryRunner } from "typeorm";
import { writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

/** By what pesantren are matched with each other. */
export class LinkMatch1700002100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE match_rule (
        kind text NOT NULL CHECK (kind IN ('SUPPLIER', 'CUSTOMER', 'COMPLEMENT', 'SAME_BUYER', 'SAME_DISTRICT', 'SAME_REGENCY')),
        own_field text,
        other_field text,
        weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
        source text NOT NULL REFERENCES rule_source,
        assumed boolean NOT NULL,
        CHECK ((kind IN ('SUPPLIER', 'CUSTOMER', 'COMPLEMENT')) = (own_field IS NOT NULL AND other_field IS NOT NULL)),
        UNIQUE NULLS NOT DISTINCT (kind, own_field, other_field)
      );
      COMMENT ON TABLE match_rule IS 'Whose products belong with whose, and how much each reason counts (link and match).';
      COMMENT ON COLUMN match_rule.own_field IS 'Business field of the products of the pesantren that is asked about; null where fields do not matter.';`);
    await runner.query(writtenByOwnProvince("match_rule", `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE match_rule");
  }
}
