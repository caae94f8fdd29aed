import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PUBLIC = ["training_course", "training_session", "training_certificate"];
const PRIVATE = ["training_enrolment", "training_attendance"];

/** Training and internships: what is offered, and whether a certificate is valid, is everybody's to know; who takes part is not. */
export class Training1700001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COURSES);
    await runner.query(TAKING_PART);
    await runner.query(CERTIFICATES);
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JABAR}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE training_certificate, training_attendance, training_enrolment, training_session, training_course;
      DROP FUNCTION refuse_certificate_change;`);
  }
}

const COURSES = `
  CREATE TABLE training_course (
    id uuid PRIMARY KEY,
    year integer NOT NULL REFERENCES edition (year),
    kind text NOT NULL CHECK (kind IN ('TRAINING', 'INTERNSHIP', 'TECHNICAL_TRAINING')),
    title text NOT NULL CHECK (title <> ''),
    description text,
    host_pesantren_id uuid,
    host_name text CHECK (host_name <> ''),
    regency_code text COLLATE "C" NOT NULL,
    place text NOT NULL CHECK (place <> ''),
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on >= starts_on),
    places integer NOT NULL CHECK (places BETWEEN 1 AND 10000),
    taken integer NOT NULL DEFAULT 0 CONSTRAINT taken_within_places CHECK (taken BETWEEN 0 AND places),
    attendance_percent integer NOT NULL CHECK (attendance_percent BETWEEN 1 AND 100),
    status text NOT NULL CHECK (status IN ('DRAFT', 'OPEN', 'CLOSED', 'COMPLETED', 'CANCELLED')),
    cancelled_reason text CHECK (cancelled_reason <> ''),
    CHECK ((host_pesantren_id IS NULL) <> (host_name IS NULL))
  );
  COMMENT ON TABLE training_course IS 'Training (pelatihan), internships (magang) and technical training for santripreneurs.';
  COMMENT ON COLUMN training_course.host_pesantren_id IS 'The pesantren where it is held; null if an organisation is the host.';
  COMMENT ON COLUMN training_course.places IS 'For how many persons.';
  COMMENT ON COLUMN training_course.taken IS 'How many places are taken; changed with the enrolments, and never above places whoever writes.';
  COMMENT ON COLUMN training_course.attendance_percent IS 'Share of the sessions that somebody must attend for a certificate.';
  CREATE INDEX training_course_by_day ON training_course (starts_on, id);
  CREATE INDEX training_course_of_year ON training_course (year, starts_on, id);

  CREATE TABLE training_session (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES training_course,
    number integer NOT NULL CHECK (number >= 1),
    title text NOT NULL CHECK (title <> ''),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    UNIQUE (course_id, number)
  );
  COMMENT ON TABLE training_session IS 'The sessions of a course, at each of which attendance is recorded.';`;

const TAKING_PART = `
  CREATE TABLE training_enrolment (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES training_course,
    pesantren_id uuid NOT NULL,
    persons integer NOT NULL CHECK (persons BETWEEN 1 AND 200),
    status text NOT NULL CHECK (status IN ('ENROLLED', 'WAITING', 'WITHDRAWN')),
    position bigint GENERATED ALWAYS AS IDENTITY,
    enrolled_at timestamptz NOT NULL,
    moved_up_at timestamptz,
    withdrawn_reason text CHECK (withdrawn_reason <> '')
  );
  COMMENT ON TABLE training_enrolment IS 'How many persons of a pesantren take part in a course. They are numbered from 1; their names stay with the pesantren.';
  COMMENT ON COLUMN training_enrolment.position IS 'The order in which enrolments came, and so of the waiting list; given while the course is locked.';
  CREATE UNIQUE INDEX training_enrolment_once ON training_enrolment (course_id, pesantren_id) WHERE status <> 'WITHDRAWN';
  CREATE INDEX training_enrolment_of_course ON training_enrolment (course_id, position);
  CREATE INDEX training_enrolment_waiting ON training_enrolment (course_id, position) WHERE status = 'WAITING';
  CREATE INDEX training_enrolment_of_pesantren ON training_enrolment (pesantren_id, position);

  CREATE TABLE training_attendance (
    session_id uuid NOT NULL REFERENCES training_session,
    enrolment_id uuid NOT NULL REFERENCES training_enrolment,
    present integer[] NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (enrolment_id, session_id)
  );
  COMMENT ON TABLE training_attendance IS 'Which of the persons of an enrolment were at a session, by their numbers; whoever is not named was absent.';`;

const CERTIFICATES = `
  CREATE TABLE training_certificate (
    number text PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES training_course,
    pesantren_id uuid NOT NULL,
    enrolment_id uuid NOT NULL,
    participant integer NOT NULL CHECK (participant >= 1),
    issued_on date NOT NULL,
    revoked_at timestamptz,
    revoked_reason text CHECK (revoked_reason <> ''),
    UNIQUE (enrolment_id, participant),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
  );
  COMMENT ON TABLE training_certificate IS 'Certificates (sertifikat). Everybody who has a number can look it up; a part of it is chance, so that none can be guessed.';
  CREATE INDEX training_certificate_of_course ON training_certificate (course_id);

  CREATE FUNCTION refuse_certificate_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL
        AND (NEW.number, NEW.course_id, NEW.pesantren_id, NEW.enrolment_id, NEW.participant, NEW.issued_on)
          = (OLD.number, OLD.course_id, OLD.pesantren_id, OLD.enrolment_id, OLD.participant, OLD.issued_on) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'a certificate can only be revoked, once' USING ERRCODE = 'integrity_constraint_violation';
    END $$;
  COMMENT ON FUNCTION refuse_certificate_change IS 'What was issued stays as it is.';
  CREATE TRIGGER certificate_stays BEFORE UPDATE OR DELETE ON training_certificate FOR EACH ROW EXECUTE FUNCTION refuse_certificate_change();`;
