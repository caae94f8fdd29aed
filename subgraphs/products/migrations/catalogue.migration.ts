import type { MigrationInterface, QueryRunner } from "typeorm";

/** The catalogue, and the copy of the registry by which it knows where each pesantren is. */
export class Catalogue1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFERENCE);
    await runner.query(PRODUCT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DROP TABLE product_change, product_certificate, product, pesantren_number, pesantren_reference",
    );
  }
}

const REFERENCE = `
  CREATE TABLE pesantren_reference (
    id uuid PRIMARY KEY,
    regency_code text COLLATE "C" NOT NULL,
    status text NOT NULL,
    merged_into_id uuid
  );
  COMMENT ON TABLE pesantren_reference IS 'What this room must know of each pesantren, copied from the registry through its feed of changes.';
  CREATE INDEX pesantren_reference_merged ON pesantren_reference (merged_into_id) WHERE merged_into_id IS NOT NULL;

  CREATE TABLE pesantren_number (
    nspp text COLLATE "C" PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren_reference
  );
  COMMENT ON TABLE pesantren_number IS 'Every NSPP that a pesantren has or had; imports name pesantren by these.';
  CREATE INDEX pesantren_number_of_pesantren ON pesantren_number (pesantren_id);`;

const PRODUCT = `
  CREATE TABLE product (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren_reference,
    regency_code text COLLATE "C" NOT NULL,
    sku text,
    name text NOT NULL CHECK (name <> ''),
    description text,
    field text NOT NULL CHECK (field IN ('SERVICES', 'FASHION', 'AGRICULTURE', 'FOOD_AND_BEVERAGE', 'CRAFTS', 'LIVESTOCK', 'TRADE', 'FISHERY', 'OTHER')),
    price bigint NOT NULL CHECK (price >= 0),
    unit text NOT NULL CHECK (unit <> ''),
    minimum_order integer NOT NULL DEFAULT 1 CHECK (minimum_order >= 1),
    monthly_capacity integer CHECK (monthly_capacity >= 0),
    photos text[] NOT NULL DEFAULT '{}' CHECK (cardinality(photos) <= 10),
    status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'WITHDRAWN')),
    source text NOT NULL CHECK (source <> ''),
    as_of date NOT NULL,
    trial boolean NOT NULL DEFAULT false,
    corrected_fields text[] NOT NULL DEFAULT '{}',
    source_hash bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_sku_once UNIQUE (pesantren_id, sku)
  );
  COMMENT ON TABLE product IS 'The national catalogue of what pesantren make and sell. Rows are never deleted, but withdrawn.';
  COMMENT ON COLUMN product.pesantren_id IS 'As it was filed: after a merge of duplicates in the registry it may name the duplicate.';
  COMMENT ON COLUMN product.regency_code IS 'Copied from pesantren_reference, so that one index serves a region and an order.';
  COMMENT ON COLUMN product.price IS 'Whole rupiah for one unit.';
  COMMENT ON COLUMN product.corrected_fields IS 'Columns that were changed by hand; an import never overwrites these.';
  COMMENT ON COLUMN product.source_hash IS 'Hash of the row last imported, by which an import sees that nothing changed.';
  CREATE INDEX product_of_pesantren ON product (pesantren_id, id);
  CREATE INDEX product_of_regency ON product (regency_code, id);
  CREATE INDEX product_by_price ON product (price, id);
  CREATE INDEX product_of_field ON product (field, id);
  CREATE INDEX product_of_field_by_price ON product (field, price, id);

  CREATE TABLE product_certificate (
    product_id uuid NOT NULL REFERENCES product,
    kind text NOT NULL CHECK (kind IN ('HALAL', 'PIRT', 'BPOM', 'SNI', 'OTHER')),
    number text NOT NULL CHECK (number <> ''),
    issued_on date,
    expires_on date CHECK (expires_on >= issued_on),
    PRIMARY KEY (product_id, kind, number)
  );
  COMMENT ON TABLE product_certificate IS 'What was certified of a product, and until when; expires_on is the last valid day.';

  CREATE TABLE product_change (
    id uuid PRIMARY KEY,
    product_id uuid NOT NULL REFERENCES product,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    status text,
    reason text NOT NULL,
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE product_change IS 'What people changed in the catalogue and why; append-only.';
  CREATE INDEX product_change_of_product ON product_change (product_id, id DESC);`;
