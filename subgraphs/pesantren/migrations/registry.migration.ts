import type { MigrationInterface, QueryRunner } from "typeorm";
import { locationIndexSql } from "../location/location.sql";

/** The registry itself: pesantren, their numbers, figures and flags, and the visible history of what was changed. */
export class Registry1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PESANTREN);
    await runner.query(locationIndexSql("pesantren"));
    await runner.query(BESIDE);
    await runner.query(CHANGED_IN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE pesantren_change, pesantren_flag, santri_count, pesantren_nspp, pesantren;
      DROP FUNCTION pesantren_is_changed`);
  }
}

const PESANTREN = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE EXTENSION IF NOT EXISTS cube;
  CREATE EXTENSION IF NOT EXISTS earthdistance;

  CREATE TABLE pesantren (
    id uuid PRIMARY KEY,
    nspp text NOT NULL CONSTRAINT pesantren_nspp_once UNIQUE CONSTRAINT pesantren_nspp_form CHECK (nspp ~ '^[0-9]{12}$'),
    published_name text NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    name_key text COLLATE "C" NOT NULL,
    address text,
    regency_code text COLLATE "C" NOT NULL REFERENCES region,
    district_code text COLLATE "C" REFERENCES region CHECK (left(district_code, 5) = regency_code),
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    kind text CHECK (kind IN ('SALAFIYAH', 'MUALLIMIN', 'INTEGRATED')),
    founded_year smallint CHECK (founded_year BETWEEN 1400 AND 2200),
    whatsapp text CHECK (whatsapp ~ '^\\+[1-9][0-9]{6,14}$'),
    cooperative_name text,
    cooperative_legal_number text CHECK (cooperative_legal_number IS NULL OR cooperative_name IS NOT NULL),
    website text,
    status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'INACTIVE', 'CLOSED')),
    merged_into_id uuid REFERENCES pesantren CHECK (merged_into_id <> id),
    source text NOT NULL CHECK (source <> ''),
    as_of date NOT NULL,
    trial boolean NOT NULL DEFAULT false,
    corrected_fields text[] NOT NULL DEFAULT '{}',
    source_hash bytea,
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
  );
  COMMENT ON TABLE pesantren IS 'The national registry of pesantren. Rows are never deleted: a duplicate points to its original.';
  COMMENT ON COLUMN pesantren.nspp IS 'The number of today; every number there ever was is in pesantren_nspp.';
  COMMENT ON COLUMN pesantren.published_name IS 'Exactly as the source has it.';
  COMMENT ON COLUMN pesantren.name IS 'As displayed: displayName(published_name), or what an operator corrected it to.';
  COMMENT ON COLUMN pesantren.name_key IS 'Spelling words of the name, separated by blanks: spellingKey(name) of pesantren/spelling.ts. Search and duplicates look at these only.';
  COMMENT ON COLUMN pesantren.kind IS 'UU 18/2019 article 5: SALAFIYAH kitab kuning, MUALLIMIN dirasah islamiyah, INTEGRATED with general education. Null if not known.';
  COMMENT ON COLUMN pesantren.whatsapp IS 'Contact for buyers, public, E.164.';
  COMMENT ON COLUMN pesantren.merged_into_id IS 'The original of which this row is a duplicate. An original is never itself a duplicate.';
  COMMENT ON COLUMN pesantren.as_of IS 'The day for which the source says so.';
  COMMENT ON COLUMN pesantren.corrected_fields IS 'Columns that an operator corrected; an import never overwrites these.';
  COMMENT ON COLUMN pesantren.source_hash IS 'Hash of the row last imported, by which an import sees that nothing changed.';
  COMMENT ON COLUMN pesantren.changed_in IS 'The transaction of the last change: the order of the change feed, in which no row is ever missed.';

  CREATE INDEX pesantren_of_region ON pesantren (regency_code, id) WHERE merged_into_id IS NULL;
  CREATE INDEX pesantren_of_district ON pesantren (district_code, id) WHERE merged_into_id IS NULL AND district_code IS NOT NULL;
  CREATE INDEX pesantren_of_kind ON pesantren (kind, regency_code, id) WHERE merged_into_id IS NULL AND kind IS NOT NULL;
  CREATE INDEX pesantren_not_active ON pesantren (status, regency_code, id) WHERE merged_into_id IS NULL AND status <> 'ACTIVE';
  CREATE INDEX pesantren_of_name ON pesantren (name_key, regency_code, id) WHERE merged_into_id IS NULL;
  CREATE INDEX pesantren_merged ON pesantren (merged_into_id) WHERE merged_into_id IS NOT NULL;
  CREATE INDEX pesantren_by_change ON pesantren (changed_in, id);`;

const BESIDE = `
  CREATE TABLE pesantren_nspp (
    nspp text PRIMARY KEY CHECK (nspp ~ '^[0-9]{12}$'),
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    valid_from date,
    valid_until date CHECK (valid_until >= valid_from),
    source text NOT NULL,
    as_of date NOT NULL
  );
  COMMENT ON TABLE pesantren_nspp IS 'Every NSPP that a pesantren has or had, the number of today included. A number belongs to one pesantren for ever.';
  COMMENT ON COLUMN pesantren_nspp.valid_until IS 'The day on which another number took its place; null for the number of today and where it is not known.';
  CREATE INDEX pesantren_nspp_of_pesantren ON pesantren_nspp (pesantren_id);

  CREATE TABLE santri_count (
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    year smallint NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    count integer NOT NULL CHECK (count >= 0),
    source text NOT NULL,
    as_of date NOT NULL,
    PRIMARY KEY (pesantren_id, year, source)
  );
  COMMENT ON TABLE santri_count IS 'How many santri a pesantren had, by year and source; sources may contradict each other.';

  CREATE TABLE pesantren_flag (
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    code text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (pesantren_id, code)
  );
  COMMENT ON TABLE pesantren_flag IS 'What looks wrong in a record and was kept as it came, such as NSPP_REGION_DIFFERS.';

  CREATE TABLE pesantren_change (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    kind text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE pesantren_change IS 'What people changed in the registry and why; append-only.';
  CREATE INDEX pesantren_change_of_pesantren ON pesantren_change (pesantren_id, id DESC);`;

const CHANGED_IN = `
  CREATE FUNCTION pesantren_is_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.changed_in := pg_current_xact_id();
    NEW.updated_at := now();
    RETURN NEW;
  END $$;
  CREATE TRIGGER pesantren_changed BEFORE UPDATE ON pesantren FOR EACH ROW EXECUTE FUNCTION pesantren_is_changed();`;
