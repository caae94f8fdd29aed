import type { MigrationInterface, QueryRunner } from "typeorm";
import { locationIndexSql } from "../location/location.sql";

/** Shops and cooperatives of pesantren, what they offer, and the lists that provinces extend. */
export class ServicePoints1700000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LISTS);
    await runner.query(SERVICE_POINTS);
    await runner.query(locationIndexSql("service_point"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE service_point_status_change, service_point, province_time_zone, bank, service");
  }
}

const LISTS = `
  CREATE TABLE service (
    code text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    name_id text NOT NULL CHECK (name_id <> ''),
    name_en text NOT NULL CHECK (name_en <> ''),
    source text NOT NULL CHECK (source <> '')
  );
  COMMENT ON TABLE service IS 'What service points may offer; provinces add to it. Rows are never deleted.';
  INSERT INTO service VALUES
    ('RETAIL', 'Toko', 'Shop', 'Eko-Tren OPOP Jawa Timur'),
    ('SAMSAT', 'Pembayaran PKB (Samsat OPOP)', 'Vehicle tax payment (Samsat OPOP)', 'Eko-Tren OPOP Jawa Timur'),
    ('LAKU_PANDAI', 'Laku Pandai', 'Branchless banking', 'POJK 1/2022');

  CREATE TABLE bank (
    code text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    name text NOT NULL CHECK (name <> ''),
    source text NOT NULL CHECK (source <> '')
  );
  COMMENT ON TABLE bank IS 'Banks that service points may have as partners; provinces add to it. Rows are never deleted.';
  COMMENT ON COLUMN bank.code IS 'Our own code: the numbers of Bank Indonesia do not tell a bank from its sharia unit.';
  INSERT INTO bank VALUES
    ('BJB', 'Bank BJB', 'OPOP Jawa Barat'),
    ('BJB_SYARIAH', 'Bank BJB Syariah', 'OPOP Jawa Barat'),
    ('JATIM', 'Bank Jatim', 'Eko-Tren OPOP Jawa Timur'),
    ('JATIM_SYARIAH', 'Bank Jatim Syariah', 'Eko-Tren OPOP Jawa Timur');

  CREATE TABLE province_time_zone (
    province_code text COLLATE "C" PRIMARY KEY,
    time_zone text NOT NULL CHECK (time_zone IN ('WIB', 'WITA', 'WIT')),
    source text NOT NULL
  );
  COMMENT ON TABLE province_time_zone IS 'The time zone that a service point has unless it says otherwise. Without a foreign key, since regions are loaded after the migrations.';
  INSERT INTO province_time_zone
  SELECT code, zone, 'Keppres 41/1987; provinces made later keep the zone of the province they were split from'
  FROM (VALUES
    ('WIB', '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62'),
    ('WITA', '51 52 53 63 64 65 71 72 73 74 75 76'),
    ('WIT', '81 82 91 92 93 94 95 96')
  ) AS zones (zone, codes), string_to_table(codes, ' ') AS code;`;

const SERVICE_POINTS = `
  CREATE TABLE service_point (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    kind text NOT NULL CHECK (kind IN ('SHOP', 'COOPERATIVE')),
    name text NOT NULL CHECK (name <> ''),
    service_codes text[] COLLATE "C" NOT NULL CHECK (cardinality(service_codes) > 0),
    bank_code text COLLATE "C" REFERENCES bank,
    address text,
    regency_code text COLLATE "C" NOT NULL REFERENCES region,
    district_code text COLLATE "C" REFERENCES region CHECK (left(district_code, 5) = regency_code),
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    time_zone text NOT NULL CHECK (time_zone IN ('WIB', 'WITA', 'WIT')),
    opening_hours int4multirange CHECK (opening_hours <@ '{[0,10080)}'::int4multirange),
    phone text CHECK (phone ~ '^\\+[1-9][0-9]{6,14}$'),
    status text NOT NULL DEFAULT 'PLANNED' CHECK (status IN ('PLANNED', 'ACTIVE', 'SUSPENDED', 'CLOSED'))
  );
  COMMENT ON TABLE service_point IS 'Shops and cooperatives of pesantren at which services are offered.';
  COMMENT ON COLUMN service_point.pesantren_id IS 'As it was registered; if that record was merged into another since, the point belongs to the original.';
  COMMENT ON COLUMN service_point.service_codes IS 'Codes of table service; checked when written, and services are never deleted.';
  COMMENT ON COLUMN service_point.opening_hours IS 'Minutes of the local week in which it is open, 0 is Monday 00:00; null if not known.';
  CREATE INDEX service_point_of_pesantren ON service_point (pesantren_id, id);
  CREATE INDEX service_point_of_regency ON service_point (regency_code, id);
  CREATE INDEX service_point_of_bank ON service_point (bank_code, id);
  CREATE INDEX service_point_services ON service_point USING gin (service_codes);

  CREATE TABLE service_point_status_change (
    id uuid PRIMARY KEY,
    service_point_id uuid NOT NULL REFERENCES service_point,
    before text NOT NULL,
    after text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE service_point_status_change IS 'Why a service point was opened, suspended or closed; append-only.';
  CREATE INDEX service_point_status_changes ON service_point_status_change (service_point_id, id DESC);`;
