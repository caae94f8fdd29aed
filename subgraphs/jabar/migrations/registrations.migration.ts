import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = [
  "registration",
  "representative",
  "registration_document",
  "registration_review",
  "review_item",
  "appeal",
];

/** Registrations are the province's and each pesantren's own; how many there are is everybody's. */
export class Registrations1700001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REGISTRATION);
    await runner.query(REVIEW);
    await runner.query(FUNNEL);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    await runner.query(writtenByOwnProvince("funnel_count", `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE funnel_count, ${PRIVATE.toReversed().join(", ")}`);
  }
}

const REGISTRATION = `
  CREATE TABLE registration (
    id uuid PRIMARY KEY,
    edition_id uuid NOT NULL REFERENCES edition,
    pesantren_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'PASSED', 'REFUSED', 'WITHDRAWN')),
    regency_code text COLLATE "C" NOT NULL CHECK (regency_code ~ '^[0-9]{2}\\.[0-9]{2}$'),
    district_code text COLLATE "C" CHECK (district_code ~ '^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}$'),
    category text,
    business_field text,
    business_name text,
    business_profile text,
    business_started_on date,
    nib text,
    npwp text,
    bank_code text,
    bank_account text,
    bank_account_holder text,
    withdrawn_reason text,
    submitted_at timestamptz,
    decided_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK ((status = 'WITHDRAWN') = (withdrawn_reason IS NOT NULL)),
    CHECK (status IN ('DRAFT', 'WITHDRAWN') OR (submitted_at IS NOT NULL AND category IS NOT NULL AND district_code IS NOT NULL AND business_field IS NOT NULL))
  );
  COMMENT ON TABLE registration IS 'A pesantren in an edition. A draft may lack anything; from its submission on it has all that the edition asks for.';
  COMMENT ON COLUMN registration.category IS 'Found at submission, by the age of the business.';
  COMMENT ON COLUMN registration.submitted_at IS 'When it was first submitted; a revision keeps it.';
  CREATE UNIQUE INDEX registration_once ON registration (edition_id, pesantren_id) WHERE status <> 'WITHDRAWN';
  CREATE INDEX registration_of_pesantren ON registration (pesantren_id, id);
  CREATE INDEX registration_work ON registration (edition_id, status, id);
  CREATE INDEX registration_work_by_regency ON registration (edition_id, status, regency_code, id);
  CREATE INDEX registration_work_by_category ON registration (edition_id, status, category, id);
  CREATE INDEX registration_work_by_field ON registration (edition_id, status, business_field, id);

  CREATE TABLE representative (
    id uuid PRIMARY KEY REFERENCES registration,
    pesantren_id uuid NOT NULL,
    name bytea,
    nik bytea,
    nik_index bytea,
    birth_date bytea,
    phone bytea,
    education text CHECK (education IN ('SD', 'SMP', 'SMA', 'DIPLOMA', 'S1', 'S2', 'S3')),
    erased_at timestamptz
  );
  COMMENT ON TABLE representative IS 'The one person who stands for a pesantren in a registration, and can''t be replaced once it was submitted. What is bytea is encrypted by the application.';
  CREATE INDEX representative_nik ON representative (nik_index);

  CREATE TABLE registration_document (
    registration_id uuid NOT NULL REFERENCES registration,
    requirement text NOT NULL,
    reference text NOT NULL CHECK (reference <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    at timestamptz NOT NULL,
    PRIMARY KEY (registration_id, requirement)
  );
  COMMENT ON TABLE registration_document IS 'Documents by reference: where each is kept, and the checksum of its content, so that nobody can exchange it unseen.';`;

const REVIEW = `
  CREATE TABLE registration_review (
    id uuid PRIMARY KEY,
    registration_id uuid NOT NULL REFERENCES registration,
    outcome text NOT NULL CHECK (outcome IN ('PASSED', 'RETURNED', 'REFUSED')),
    reason text,
    reviewer text NOT NULL,
    appeal_id uuid,
    at timestamptz NOT NULL,
    CHECK (outcome = 'PASSED' OR reason <> '')
  );
  COMMENT ON TABLE registration_review IS 'What reviewers decided of a registration, each time; append-only.';
  CREATE INDEX registration_review_of ON registration_review (registration_id, id DESC);

  CREATE TABLE review_item (
    review_id uuid NOT NULL REFERENCES registration_review,
    requirement text NOT NULL,
    fulfilled boolean NOT NULL,
    note text,
    PRIMARY KEY (review_id, requirement)
  );
  COMMENT ON TABLE review_item IS 'The reviewer''s checklist.';

  CREATE TABLE appeal (
    id uuid PRIMARY KEY,
    registration_id uuid NOT NULL REFERENCES registration,
    review_id uuid REFERENCES registration_review,
    decision_id uuid,
    grounds text NOT NULL CHECK (grounds <> ''),
    status text NOT NULL CHECK (status IN ('OPEN', 'GRANTED', 'DISMISSED')),
    answer text,
    lodged_at timestamptz NOT NULL,
    answered_at timestamptz,
    answered_by text,
    CHECK ((review_id IS NULL) <> (decision_id IS NULL)),
    CHECK ((status = 'OPEN') = (answer IS NULL)),
    UNIQUE NULLS NOT DISTINCT (registration_id, review_id, decision_id)
  );
  COMMENT ON TABLE appeal IS 'An objection (sanggahan) against one review or one announced decision.';
  CREATE INDEX appeal_open ON appeal (id) WHERE status = 'OPEN';
  CREATE INDEX appeal_of_decision ON appeal (decision_id) WHERE decision_id IS NOT NULL;`;

const FUNNEL = `
  CREATE TABLE funnel_count (
    edition_id uuid NOT NULL REFERENCES edition,
    step text NOT NULL CHECK (step IN ('REGISTERED', 'PASSED_ADMINISTRATION', 'ATTENDED', 'PASSED')),
    stage integer NOT NULL,
    category text NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    business_field text NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (edition_id, step, stage, category, regency_code, business_field)
  );
  COMMENT ON TABLE funnel_count IS 'How many pesantren came to a step of an edition, kept in the transaction of each change, so that a funnel costs the same whatever the edition''s size.';
  COMMENT ON COLUMN funnel_count.stage IS 'The stage attended or passed; 0 for the steps before the first.';`;
