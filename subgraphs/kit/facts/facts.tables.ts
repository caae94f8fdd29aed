import { writtenByOwnProvince } from "../data/isolation";

/** What a room tells the nation of its province. A room runs it in a migration. */
export const FACTS_TABLES = `
  CREATE TABLE fact (
    id uuid PRIMARY KEY,
    indicator text COLLATE "C" NOT NULL CHECK (indicator ~ '^[a-z0-9-]+([.][a-z0-9-]+)+$'),
    province_code text COLLATE "C" NOT NULL CHECK (province_code ~ '^[0-9]{2}$'),
    period text COLLATE "C" NOT NULL CHECK (period ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    regency_code text COLLATE "C" CHECK (regency_code ~ '^[0-9]{2}[.][0-9]{2}$'),
    pesantren_id uuid,
    dimensions jsonb NOT NULL DEFAULT '{}',
    value bigint NOT NULL,
    unit text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('COMPUTED', 'PUBLISHED')),
    source text NOT NULL CHECK (source <> ''),
    as_of timestamptz NOT NULL,
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (left(regency_code, 2) = province_code)
  );
  COMMENT ON TABLE fact IS 'Observations of this province, append-only. The figure of an indicator is the sum of its COMPUTED ones; of PUBLISHED ones the latest of each source holds.';
  CREATE INDEX fact_feed ON fact (changed_in, id);
  CREATE FUNCTION refuse_fact_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_fact_change();
  ${writtenByOwnProvince("fact", "row.province_code")}`;

/** Takes back what `FACTS_TABLES` made. */
export const DROP_FACTS_TABLES = "DROP TABLE fact; DROP FUNCTION refuse_fact_change;";
