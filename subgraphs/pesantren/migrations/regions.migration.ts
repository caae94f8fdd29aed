import type { MigrationInterface, QueryRunner } from "typeorm";

/** The administrative regions of Indonesia; filled by regions/region.import.ts. */
export class Regions1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE region (
        code text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        level smallint NOT NULL GENERATED ALWAYS AS (
          CASE length(code) WHEN 2 THEN 1 WHEN 5 THEN 2 WHEN 8 THEN 3 WHEN 13 THEN 4 END) STORED,
        parent_code text COLLATE "C" GENERATED ALWAYS AS (
          CASE length(code) WHEN 5 THEN left(code, 2) WHEN 8 THEN left(code, 5) WHEN 13 THEN left(code, 8) END) STORED,
        search_name text NOT NULL GENERATED ALWAYS AS (
          regexp_replace(
            regexp_replace(lower(name), '^(kabupaten administrasi|kota administrasi|kabupaten|kota|daerah khusus ibukota|daerah istimewa) ',
              CASE WHEN length(code) <= 5 THEN '' ELSE '\\1' END),
            '[^a-z0-9]', '', 'g')) STORED,
        withdrawn_in text
      );
      COMMENT ON TABLE region IS 'Provinces, regencies and cities, districts and villages by Kementerian Dalam Negeri; from the package idn-area-data (ODbL).';
      COMMENT ON COLUMN region.code IS 'Kemendagri code with dots; the code of the parent is its beginning.';
      COMMENT ON COLUMN region.level IS '1 province, 2 regency or city, 3 district, 4 village.';
      COMMENT ON COLUMN region.search_name IS 'What a search compares: letters and digits only, and of a province or regency without Kabupaten, Kota or Daerah Istimewa.';
      COMMENT ON COLUMN region.withdrawn_in IS 'Version of the source that no longer has this region; null while it is current. Withdrawn ones stay, since records refer to them, but are listed no more.';
      CREATE INDEX region_children ON region (parent_code, code) INCLUDE (name) WHERE withdrawn_in IS NULL;
      CREATE INDEX region_search ON region USING gin (search_name gin_trgm_ops);

      CREATE TABLE region_release (
        version text PRIMARY KEY,
        loaded_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE region_release IS 'Versions of idn-area-data that were loaded into region; the newest is the one in force.';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE region_release, region");
  }
}
