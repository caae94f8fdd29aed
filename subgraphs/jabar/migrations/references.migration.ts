import type { MigrationInterface, QueryRunner } from "typeorm";
import { writtenByNation } from "../../kit/data/isolation";

const TABLES = ["pesantren_reference", "pesantren_number", "product_reference"];

/** Copies of what the registry and the catalogue say, kept up to date by their feeds. */
export class References1700000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFERENCES);
    for (const table of TABLES) await runner.query(writtenByNation(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLES.toReversed().join(", ")}`);
  }
}

const REFERENCES = `
  CREATE TABLE pesantren_reference (
    id uuid PRIMARY KEY,
    nspp text COLLATE "C" NOT NULL,
    name text NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    district_code text COLLATE "C",
    status text NOT NULL,
    merged_into_id uuid,
    latitude double precision,
    longitude double precision
  );
  COMMENT ON TABLE pesantren_reference IS 'What this room must know of each pesantren, copied from the registry through its feed of changes.';
  CREATE INDEX pesantren_reference_merged ON pesantren_reference (merged_into_id) WHERE merged_into_id IS NOT NULL;
  CREATE INDEX pesantren_reference_regency ON pesantren_reference (regency_code);

  CREATE TABLE pesantren_number (
    nspp text COLLATE "C" PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren_reference
  );
  COMMENT ON TABLE pesantren_number IS 'Every NSPP that a pesantren has or had.';
  CREATE INDEX pesantren_number_of_pesantren ON pesantren_number (pesantren_id);

  CREATE TABLE product_reference (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    name text NOT NULL,
    description text,
    field text NOT NULL,
    price bigint NOT NULL,
    unit text NOT NULL,
    monthly_capacity integer,
    photo text,
    status text NOT NULL
  );
  COMMENT ON TABLE product_reference IS 'What this room must know of each product, copied from the catalogue through its feed of changes.';
  CREATE INDEX product_reference_of_pesantren ON product_reference (pesantren_id);
  CREATE INDEX product_reference_by_field ON product_reference (field) WHERE status = 'ACTIVE';`;
