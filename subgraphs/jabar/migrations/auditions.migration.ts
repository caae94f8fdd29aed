import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = ["judge", "session_judge", "candidate", "score_sheet", "score", "score_correction"];
const ANNOUNCED = { decision: "status = 'ANNOUNCED'", decision_result: "announced" };

/** Auditions: who is invited and what judges score is the province's own; what was announced is everybody's. */
export class Auditions1700001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS);
    await runner.query(SCORES);
    await runner.query(DECISIONS);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    await runner.query(writtenByOwnProvince("audition_session", `'${JABAR}'`));
    for (const [table, announced] of Object.entries(ANNOUNCED)) {
      await runner.query(isolated(table, `'${JABAR}'`));
      await runner.query(`CREATE POLICY announced ON ${table} FOR SELECT USING (${announced})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appeal DROP CONSTRAINT appeal_decision_id_fkey;
      DROP VIEW judge_tie;
      DROP TABLE score_correction, decision_result, decision, score, score_sheet, candidate, session_judge, audition_session, judge;
      DROP FUNCTION refuse_announced_change, refuse_late_candidate;`);
  }
}

const SESSIONS = `
  CREATE TABLE judge (
    id uuid PRIMARY KEY,
    subject text NOT NULL UNIQUE CHECK (subject <> ''),
    name text NOT NULL CHECK (name <> ''),
    background text NOT NULL CHECK (background IN ('UNIVERSITY', 'ENTREPRENEUR', 'PESANTREN', 'PRACTITIONER')),
    institution text NOT NULL CHECK (institution <> ''),
    tied_to uuid[] NOT NULL DEFAULT '{}',
    active boolean NOT NULL DEFAULT true
  );
  COMMENT ON TABLE judge IS 'Judges (juri). They hold a public office, and are named in the minutes.';
  COMMENT ON COLUMN judge.subject IS 'The sub of the judge''s access token.';
  COMMENT ON COLUMN judge.tied_to IS 'Pesantren of whom this judge can''t be a judge: the own one, a mentee, a partner. Mentees by contract are known besides.';

  CREATE TABLE audition_session (
    id uuid PRIMARY KEY,
    stage_id uuid NOT NULL REFERENCES edition_stage,
    place text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    address text,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    capacity integer NOT NULL CHECK (capacity BETWEEN 1 AND 2000),
    FOREIGN KEY (stage_id, place) REFERENCES edition_place (stage_id, code) DEFERRABLE
  );
  COMMENT ON TABLE audition_session IS 'A session of a stage at one of its places. The schedule is public.';
  CREATE INDEX audition_session_of_stage ON audition_session (stage_id, starts_at, id);

  CREATE TABLE session_judge (
    session_id uuid NOT NULL REFERENCES audition_session,
    judge_id uuid NOT NULL REFERENCES judge,
    missing_reason text CHECK (missing_reason <> ''),
    replaces uuid REFERENCES judge,
    PRIMARY KEY (session_id, judge_id)
  );
  COMMENT ON TABLE session_judge IS 'The panel of a session. Who is missing, for a reason, is not waited for.';

  CREATE TABLE candidate (
    stage_id uuid NOT NULL REFERENCES edition_stage,
    registration_id uuid NOT NULL REFERENCES registration,
    session_id uuid REFERENCES audition_session,
    attendance text CHECK (attendance IN ('PRESENT', 'ABSENT')),
    attendance_at timestamptz,
    excluded_reason text CHECK (excluded_reason <> ''),
    excluded_by uuid,
    PRIMARY KEY (stage_id, registration_id)
  );
  COMMENT ON TABLE candidate IS 'Who may take part in a stage: those who passed the one before, or the administrative selection.';
  COMMENT ON COLUMN candidate.excluded_reason IS 'Why this candidate takes part no more: disqualified, withdrawn, or the decision before was corrected.';
  COMMENT ON COLUMN candidate.excluded_by IS 'The decision with which the exclusion stands and falls; null if it was none.';
  CREATE INDEX candidate_of_session ON candidate (session_id, registration_id);
  CREATE INDEX candidate_of_registration ON candidate (registration_id);`;

const SCORES = `
  CREATE TABLE score_sheet (
    stage_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    judge_id uuid NOT NULL REFERENCES judge,
    note text,
    at timestamptz NOT NULL,
    PRIMARY KEY (stage_id, registration_id, judge_id),
    FOREIGN KEY (stage_id, registration_id) REFERENCES candidate
  );
  COMMENT ON TABLE score_sheet IS 'What one judge handed in of one candidate. Sealed until the panel is complete; then it is shown and can''t be changed.';

  CREATE TABLE score (
    stage_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    judge_id uuid NOT NULL,
    criterion text NOT NULL,
    value integer NOT NULL CHECK (value BETWEEN 0 AND 100),
    PRIMARY KEY (stage_id, registration_id, judge_id, criterion),
    FOREIGN KEY (stage_id, registration_id, judge_id) REFERENCES score_sheet,
    FOREIGN KEY (stage_id, criterion) REFERENCES edition_criterion (stage_id, code) DEFERRABLE
  );
  COMMENT ON TABLE score IS 'The points of a sheet, by criterion.';`;

const DECISIONS = `
  CREATE TABLE decision (
    id uuid PRIMARY KEY,
    stage_id uuid NOT NULL REFERENCES edition_stage,
    number integer NOT NULL CHECK (number >= 1),
    status text NOT NULL CHECK (status IN ('DRAFT', 'SCHEDULED', 'ANNOUNCED', 'DISCARDED')),
    minutes text NOT NULL CHECK (minutes <> ''),
    corrects_id uuid REFERENCES decision,
    reason text CHECK (reason <> ''),
    decided_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    announce_at timestamptz,
    announced_at timestamptz,
    UNIQUE (stage_id, number),
    CHECK ((corrects_id IS NULL) = (reason IS NULL)),
    CHECK ((status = 'ANNOUNCED') = (announced_at IS NOT NULL))
  );
  COMMENT ON TABLE decision IS 'Who passed a stage, with the minutes (berita acara). Announced it is immutable; a correction is a new decision that names the old.';
  CREATE UNIQUE INDEX decision_first ON decision (stage_id) WHERE corrects_id IS NULL AND status <> 'DISCARDED';
  CREATE UNIQUE INDEX decision_corrected_once ON decision (corrects_id) WHERE status <> 'DISCARDED';
  CREATE INDEX decision_due ON decision (announce_at) WHERE status = 'SCHEDULED';

  CREATE TABLE decision_result (
    decision_id uuid NOT NULL REFERENCES decision,
    registration_id uuid NOT NULL REFERENCES registration,
    pesantren_id uuid NOT NULL,
    category text NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    business_field text NOT NULL,
    total numeric(7, 4) NOT NULL,
    rank integer NOT NULL CHECK (rank >= 1),
    passed boolean NOT NULL,
    announced boolean NOT NULL DEFAULT false,
    PRIMARY KEY (decision_id, registration_id)
  );
  COMMENT ON COLUMN decision_result.rank IS 'Among those of the same quota.';
  CREATE INDEX decision_result_in_order ON decision_result (decision_id, passed, category, rank, registration_id);
  CREATE INDEX decision_result_of_pesantren ON decision_result (pesantren_id) WHERE passed AND announced;
  ALTER TABLE appeal ADD FOREIGN KEY (decision_id) REFERENCES decision;

  CREATE TABLE score_correction (
    decision_id uuid NOT NULL REFERENCES decision,
    registration_id uuid NOT NULL,
    judge_id uuid NOT NULL REFERENCES judge,
    criterion text NOT NULL,
    before integer NOT NULL,
    after integer NOT NULL CHECK (after BETWEEN 0 AND 100),
    PRIMARY KEY (decision_id, registration_id, judge_id, criterion)
  );
  COMMENT ON TABLE score_correction IS 'Scores that a correction changed, such as one that was keyed in wrongly; the decision says why.';

  CREATE VIEW judge_tie AS SELECT id AS judge_id, unnest(tied_to) AS pesantren_id FROM judge;
  COMMENT ON VIEW judge_tie IS 'Of which pesantren a judge can''t be a judge.';

  CREATE FUNCTION refuse_late_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM FROM edition_stage WHERE id = NEW.stage_id FOR SHARE;
      IF EXISTS (SELECT FROM decision WHERE stage_id = NEW.stage_id AND status <> 'DISCARDED') THEN
        RAISE EXCEPTION 'the stage was decided' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$;
  COMMENT ON FUNCTION refuse_late_candidate IS 'Whoever decides a stage locks it first, so that nobody joins it afterwards.';
  CREATE TRIGGER before_the_decision BEFORE INSERT ON candidate FOR EACH ROW EXECUTE FUNCTION refuse_late_candidate();

  CREATE FUNCTION refuse_announced_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'what was announced can''t be changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
  CREATE TRIGGER announced_is_immutable BEFORE UPDATE OR DELETE ON decision FOR EACH ROW
    WHEN (OLD.status = 'ANNOUNCED') EXECUTE FUNCTION refuse_announced_change();
  CREATE TRIGGER announced_is_immutable BEFORE UPDATE OR DELETE ON decision_result FOR EACH ROW
    WHEN (OLD.announced) EXECUTE FUNCTION refuse_announced_change();`;
