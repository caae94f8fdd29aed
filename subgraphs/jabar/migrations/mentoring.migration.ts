import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = ["mentor_application", "mentoring_visit", "visit_attachment", "business_progress"];
const PUBLIC = ["mentoring_rule", "mentor", "mentor_contract", "mentoring_assignment"];

/** Mentoring: who mentors whom is everybody's to know; who applied, what was found and how a business does is not. */
export class Mentoring1700001400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECRUITMENT);
    await runner.query(CONTRACTS);
    await runner.query(REPORTS);
    await runner.query(TIES);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW judge_tie AS SELECT id AS judge_id, unnest(tied_to) AS pesantren_id FROM judge;
      DROP TABLE business_progress, visit_attachment, mentoring_visit, mentoring_assignment, mentor_contract, mentoring_rule, mentor, mentor_application;`);
  }
}

const RECRUITMENT = `
  CREATE TABLE mentor_application (
    id uuid PRIMARY KEY,
    year integer NOT NULL REFERENCES edition (year),
    subject text NOT NULL CHECK (subject <> ''),
    name text NOT NULL CHECK (name <> ''),
    experience text NOT NULL CHECK (experience <> ''),
    regency_codes text[] NOT NULL,
    status text NOT NULL CHECK (status IN ('APPLIED', 'INVITED', 'INTERVIEWED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
    applied_at timestamptz NOT NULL,
    interview_at timestamptz,
    interview_mode text CHECK (interview_mode IN ('ONLINE', 'IN_PERSON')),
    interview_place text,
    score integer CHECK (score BETWEEN 0 AND 100),
    notes text,
    interviewed_by text,
    reason text CHECK (reason <> ''),
    decided_at timestamptz
  );
  COMMENT ON TABLE mentor_application IS 'Applications of those who want to be mentors (pendamping), with their interview.';
  COMMENT ON COLUMN mentor_application.subject IS 'The sub of the applicant''s access token.';
  COMMENT ON COLUMN mentor_application.regency_codes IS 'Where the applicant would work; empty for anywhere.';
  CREATE UNIQUE INDEX mentor_application_once ON mentor_application (year, subject) WHERE status <> 'WITHDRAWN';
  CREATE INDEX mentor_application_work ON mentor_application (year, status, id);
  CREATE INDEX mentor_application_of_subject ON mentor_application (subject, id);

  CREATE TABLE mentor (
    id uuid PRIMARY KEY,
    subject text NOT NULL UNIQUE CHECK (subject <> ''),
    name text NOT NULL CHECK (name <> '')
  );
  COMMENT ON TABLE mentor IS 'Mentors (pendamping): whose application was accepted. They hold a public office.';
  CREATE INDEX mentor_by_name ON mentor (name, id);`;

const CONTRACTS = `
  CREATE TABLE mentoring_rule (
    applies_from date PRIMARY KEY,
    least_pesantren integer NOT NULL CHECK (least_pesantren >= 0),
    most_pesantren integer NOT NULL CHECK (most_pesantren >= least_pesantren AND most_pesantren <= 1000),
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}'
  );
  COMMENT ON TABLE mentoring_rule IS 'How many pesantren a mentor has. For a contract the latest rule holds that applies on its first day.';

  CREATE TABLE mentor_contract (
    id uuid PRIMARY KEY,
    mentor_id uuid NOT NULL REFERENCES mentor,
    year integer NOT NULL REFERENCES edition (year),
    number text NOT NULL UNIQUE CHECK (number <> ''),
    regency_codes text[] NOT NULL CHECK (cardinality(regency_codes) >= 1),
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on >= starts_on),
    ended_on date CHECK (ended_on BETWEEN starts_on AND ends_on),
    ended_reason text CHECK (ended_reason <> ''),
    CHECK (extract(year FROM starts_on) = year AND extract(year FROM ends_on) = year),
    CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
  );
  COMMENT ON TABLE mentor_contract IS 'The contract of a mentor in a year. Two of one mentor never overlap.';
  COMMENT ON COLUMN mentor_contract.regency_codes IS 'The regencies and cities that it serves.';
  COMMENT ON COLUMN mentor_contract.ended_on IS 'Its last day if it was ended early.';
  CREATE INDEX mentor_contract_of_mentor ON mentor_contract (mentor_id, starts_on);
  CREATE INDEX mentor_contract_of_year ON mentor_contract (year, mentor_id);

  CREATE TABLE mentoring_assignment (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES mentor_contract,
    year integer NOT NULL,
    pesantren_id uuid NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    outside_reason text CHECK (outside_reason <> ''),
    assigned_at timestamptz NOT NULL,
    ended_on date,
    ended_reason text CHECK (ended_reason <> ''),
    visit_count integer NOT NULL DEFAULT 0,
    last_visit_on date,
    CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
  );
  COMMENT ON TABLE mentoring_assignment IS 'Which pesantren a mentor has by a contract.';
  COMMENT ON COLUMN mentoring_assignment.outside_reason IS 'Why, if the contract does not serve the pesantren''s regency.';
  COMMENT ON COLUMN mentoring_assignment.visit_count IS 'Kept in the transaction of each visit, so that the list of the least visited is read in its order.';
  CREATE UNIQUE INDEX mentoring_assignment_once ON mentoring_assignment (pesantren_id, year) WHERE ended_on IS NULL;
  CREATE INDEX mentoring_assignment_of_contract ON mentoring_assignment (contract_id, id);
  CREATE INDEX mentoring_assignment_of_pesantren ON mentoring_assignment (pesantren_id, id);
  CREATE INDEX mentoring_assignment_work ON mentoring_assignment (year, visit_count, id);`;

const REPORTS = `
  CREATE TABLE mentoring_visit (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL REFERENCES mentoring_assignment,
    visited_on date NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    findings text NOT NULL CHECK (findings <> ''),
    advice text NOT NULL CHECK (advice <> ''),
    next_step text,
    reported_at timestamptz NOT NULL
  );
  COMMENT ON TABLE mentoring_visit IS 'What a mentor found and advised on a visit; append-only.';
  CREATE INDEX mentoring_visit_of_assignment ON mentoring_visit (assignment_id, visited_on DESC, id DESC);

  CREATE TABLE visit_attachment (
    visit_id uuid NOT NULL REFERENCES mentoring_visit,
    position integer NOT NULL,
    reference text NOT NULL CHECK (reference <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (visit_id, position)
  );
  COMMENT ON TABLE visit_attachment IS 'Photos and papers of a visit: where each is kept, and the checksum of its content.';

  CREATE TABLE business_progress (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    version integer NOT NULL CHECK (version >= 1),
    revenue bigint NOT NULL CHECK (revenue >= 0),
    workers integer NOT NULL CHECK (workers >= 0),
    units_produced integer NOT NULL CHECK (units_produced >= 0),
    markets text[] NOT NULL DEFAULT '{}',
    reason text CHECK (reason <> ''),
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE (pesantren_id, month, version),
    CHECK ((version = 1) = (reason IS NULL))
  );
  COMMENT ON TABLE business_progress IS 'How the business of a pesantren did in a month; append-only. The highest version holds, the ones before are what it corrected.';
  COMMENT ON COLUMN business_progress.month IS 'The first day of the month.';
  COMMENT ON COLUMN business_progress.revenue IS 'Rupiah.';`;

/** A mentee that was merged into another record is tied under both ids. */
const TIES = `
  CREATE OR REPLACE VIEW judge_tie AS
    SELECT id AS judge_id, unnest(tied_to) AS pesantren_id FROM judge
    UNION
    SELECT judge.id, unnest(ARRAY[a.pesantren_id, coalesce(known.merged_into_id, a.pesantren_id)])
    FROM judge JOIN mentor ON mentor.subject = judge.subject
    JOIN mentor_contract contract ON contract.mentor_id = mentor.id
    JOIN mentoring_assignment a ON a.contract_id = contract.id
    LEFT JOIN pesantren_reference known ON known.id = a.pesantren_id;
  COMMENT ON VIEW judge_tie IS 'Of which pesantren a judge can''t be a judge: those that the judge is tied to, and those that the judge mentors or mentored.';`;
