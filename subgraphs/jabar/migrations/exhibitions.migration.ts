import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = ["exhibition_booth", "exhibition_sale", "exhibition_sale_report"];

/** Exhibitions: themselves and their assigned booths are everybody's, who asks for a booth and what is sold is the province's own. */
export class Exhibitions1700001800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [EXHIBITIONS, BOOTHS, SALES]) await runner.query(part);
    await runner.query(writtenByOwnProvince("exhibition", `'${JABAR}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    await runner.query("CREATE POLICY visitors ON exhibition_booth FOR SELECT USING (status = 'ASSIGNED')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE exhibition_sale_report, exhibition_sale, exhibition_inquiry, exhibition_booth, exhibition;
      DROP FUNCTION refuse_sale_report_change;`);
  }
}

const EXHIBITIONS = `
  CREATE TABLE exhibition (
    id uuid PRIMARY KEY,
    year integer NOT NULL REFERENCES edition (year),
    name text NOT NULL CHECK (name <> ''),
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    place text CHECK (place <> ''),
    regency_code text CHECK (regency_code ~ '^[0-9]{2}[.][0-9]{2}$'),
    country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on >= starts_on),
    booths integer NOT NULL CHECK (booths BETWEEN 1 AND 2000),
    status text NOT NULL CHECK (status IN ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED')),
    CHECK ((mode = 'IN_PERSON') = (place IS NOT NULL)),
    CHECK (regency_code IS NULL OR (mode = 'IN_PERSON' AND country = 'ID'))
  );
  COMMENT ON TABLE exhibition IS 'Exhibitions (pameran), in person and online, in Indonesia and abroad.';
  COMMENT ON COLUMN exhibition.year IS 'The edition that it belongs to; its days may lie in another year.';
  COMMENT ON COLUMN exhibition.country IS 'ISO 3166-1 alpha-2; ID for Indonesia, another one abroad.';
  COMMENT ON COLUMN exhibition.booths IS 'How many booths there are, numbered from 1.';
  COMMENT ON COLUMN exhibition.status IS 'Whether booths can be applied for; that it runs follows from its days.';
  CREATE INDEX exhibition_of_year ON exhibition (year, id);`;

const BOOTHS = `
  CREATE TABLE exhibition_booth (
    id uuid PRIMARY KEY,
    exhibition_id uuid NOT NULL REFERENCES exhibition,
    pesantren_id uuid NOT NULL,
    number integer CHECK (number > 0),
    product_ids uuid[] NOT NULL CHECK (cardinality(product_ids) > 0),
    whatsapp text NOT NULL CHECK (whatsapp ~ '^[+][1-9][0-9]{6,14}$'),
    status text NOT NULL CHECK (status IN ('APPLIED', 'ASSIGNED', 'WITHDRAWN')),
    reason text CHECK (reason <> ''),
    applied_at timestamptz NOT NULL,
    CHECK (status <> 'ASSIGNED' OR number IS NOT NULL),
    CHECK (status = 'WITHDRAWN' OR reason IS NULL)
  );
  COMMENT ON TABLE exhibition_booth IS 'A pesantren''s booth at an exhibition, applied for and then assigned a number. Assigned ones are everybody''s to read.';
  COMMENT ON COLUMN exhibition_booth.product_ids IS 'Products of the catalogue that it shows.';
  COMMENT ON COLUMN exhibition_booth.whatsapp IS 'The business''s number, E.164, given by the pesantren for visitors; shown while the exhibition runs.';
  COMMENT ON COLUMN exhibition_booth.reason IS 'Why it was withdrawn.';
  CREATE UNIQUE INDEX exhibition_booth_once ON exhibition_booth (exhibition_id, pesantren_id) WHERE status <> 'WITHDRAWN';
  CREATE UNIQUE INDEX exhibition_booth_number ON exhibition_booth (exhibition_id, number) WHERE status = 'ASSIGNED';
  CREATE INDEX exhibition_booth_of_exhibition ON exhibition_booth (exhibition_id, id);
  CREATE INDEX exhibition_booth_of_pesantren ON exhibition_booth (pesantren_id, id);

  CREATE TABLE exhibition_inquiry (
    booth_id uuid NOT NULL REFERENCES exhibition_booth,
    product_id uuid NOT NULL,
    day date NOT NULL,
    count integer NOT NULL CHECK (count > 0),
    PRIMARY KEY (booth_id, product_id, day)
  );
  COMMENT ON TABLE exhibition_inquiry IS 'How often visitors asked for the seller of a product; nothing of who asked.';
  COMMENT ON COLUMN exhibition_inquiry.day IS 'Day in western Indonesia (WIB).';`;

const SALES = `
  CREATE TABLE exhibition_sale (
    id uuid PRIMARY KEY,
    booth_id uuid NOT NULL REFERENCES exhibition_booth,
    product_id uuid NOT NULL,
    day date NOT NULL,
    UNIQUE (booth_id, product_id, day)
  );
  COMMENT ON TABLE exhibition_sale IS 'What a booth sold of a product on a day. How much, each of the two sides reports.';

  CREATE TABLE exhibition_sale_report (
    sale_id uuid NOT NULL REFERENCES exhibition_sale,
    side text NOT NULL CHECK (side IN ('SELLER', 'BUYER')),
    version smallint NOT NULL CHECK (version > 0),
    quantity integer NOT NULL CHECK (quantity >= 0),
    value bigint NOT NULL CHECK (value BETWEEN 0 AND 9007199254740991),
    reason text CHECK (reason <> ''),
    at timestamptz NOT NULL,
    PRIMARY KEY (sale_id, side, version),
    CHECK ((version = 1) = (reason IS NULL))
  );
  COMMENT ON TABLE exhibition_sale_report IS 'What a side says of a sale; its last version holds. Never changed: a correction is a new version, with its reason.';
  COMMENT ON COLUMN exhibition_sale_report.value IS 'Whole rupiah, of everything sold.';

  CREATE FUNCTION refuse_sale_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'reports of sales are only added' USING ERRCODE = 'restrict_violation'; END $$;
  CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON exhibition_sale_report FOR EACH ROW EXECUTE FUNCTION refuse_sale_report_change();`;
