import type { MigrationInterface, QueryRunner } from "typeorm";

/** How many rows can be added at the same moment without waiting for each other. */
export const CHAINS = 32;

/** The audit log of a room. Runs before the room's own migrations. */
export class Audit1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_log (
        chain smallint NOT NULL,
        seq bigint NOT NULL CHECK (seq > 0),
        at timestamptz NOT NULL,
        client text NOT NULL,
        subject text,
        province text,
        purpose text,
        action text NOT NULL,
        reason text,
        subjects text[] NOT NULL,
        fields text[] NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
        request_id text NOT NULL,
        key_id text NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (chain, seq)
      );
      COMMENT ON TABLE audit_log IS 'Who did what, and who read whose personal data. Only ever added to; npm run audit -- verify finds what was tampered with.';
      COMMENT ON COLUMN audit_log.seq IS 'Place in its chain: 1, 2, 3 ... without a gap.';
      COMMENT ON COLUMN audit_log.client IS 'OAuth client id of the caller; subject is the person or machine behind it.';
      COMMENT ON COLUMN audit_log.subjects IS 'Ids of the persons or records concerned; never a personal value.';
      COMMENT ON COLUMN audit_log.fields IS 'Names of the personal fields that were read.';
      COMMENT ON COLUMN audit_log.hash IS 'HMAC-SHA256, by the audit key key_id, of the row and of the hash before it in the chain.';
      -- Rows lie in the order of time, so an index that costs an append next to nothing finds a time.
      CREATE INDEX audit_log_at ON audit_log USING brin (at) WITH (pages_per_range = 16, autosummarize = on);
      CREATE INDEX audit_log_subjects ON audit_log USING gin (subjects);

      CREATE TABLE audit_head (
        chain smallint PRIMARY KEY,
        seq bigint NOT NULL DEFAULT 0,
        hash bytea NOT NULL DEFAULT '',
        seen bigint[] NOT NULL,
        key_id text,
        mac bytea
      ) WITH (fillfactor = 20);
      COMMENT ON TABLE audit_head IS 'The end of each chain of the audit log. A transaction takes whichever is free.';
      COMMENT ON COLUMN audit_head.seen IS 'How long every chain was when this one last grew: so none can be cut without cutting all that came after.';
      COMMENT ON COLUMN audit_head.mac IS 'HMAC-SHA256 of the head by the audit key key_id; null while the chain is empty.';
      INSERT INTO audit_head (chain, seen)
        SELECT chain, array_fill(0::bigint, ARRAY[${CHAINS}]) FROM generate_series(0, ${CHAINS - 1}) AS chain;

      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END $$;
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
      CREATE TRIGGER never_fewer BEFORE DELETE OR TRUNCATE ON audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

      -- Whoever was given rights by default, as the room's role is by the owner of its tables, keeps these alone.
      DO $$ DECLARE grantee text; BEGIN
        FOR grantee IN
          SELECT DISTINCT held.grantee::regrole::text FROM pg_class, aclexplode(relacl) AS held
          WHERE oid = 'audit_log'::regclass AND held.grantee NOT IN (relowner, 0)
        LOOP
          EXECUTE format('REVOKE ALL ON audit_log, audit_head FROM %1$s;
            GRANT SELECT, INSERT ON audit_log TO %1$s; GRANT SELECT, UPDATE ON audit_head TO %1$s', grantee);
        END LOOP;
      END $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE audit_log, audit_head; DROP FUNCTION refuse_audit_change");
  }
}
