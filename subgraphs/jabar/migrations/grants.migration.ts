import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = ["grant_tranche", "grant_report", "grant_receipt"];

/** Prizes that were granted: who won what is everybody's; how it is paid and accounted for is the province's and the pesantren's own. */
export class Grants1700001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANTS);
    await runner.query(writtenByOwnProvince("grant_award", `'${JABAR}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${PRIVATE.toReversed().join(", ")}, grant_award`);
  }
}

const GRANTS = `
  CREATE TABLE grant_award (
    id uuid PRIMARY KEY,
    stage_id uuid NOT NULL REFERENCES edition_stage,
    decision_id uuid NOT NULL REFERENCES decision,
    registration_id uuid NOT NULL REFERENCES registration,
    pesantren_id uuid NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    category text NOT NULL,
    rank integer NOT NULL CHECK (rank >= 1),
    title text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    account_id uuid NOT NULL REFERENCES ledger_account,
    granted_at timestamptz NOT NULL,
    revoked_at timestamptz
  );
  COMMENT ON TABLE grant_award IS 'A prize that a final decision grants to a winner, by the edition''s prize table as it was then; amount in rupiah.';
  COMMENT ON COLUMN grant_award.account_id IS 'What is still owed to the winner: a liability that can''t fall below zero, so that nobody is paid more than the prize.';
  COMMENT ON COLUMN grant_award.decision_id IS 'The decision that holds: of a prize that a correction left as it was, the correction.';
  COMMENT ON COLUMN grant_award.revoked_at IS 'When the prize was taken back, unpaid, since the decision was corrected; null while it stands.';
  CREATE UNIQUE INDEX grant_award_once ON grant_award (stage_id, registration_id) WHERE revoked_at IS NULL;
  CREATE INDEX grant_award_in_order ON grant_award (stage_id, category, rank, id) WHERE revoked_at IS NULL;
  CREATE INDEX grant_award_of_pesantren ON grant_award (pesantren_id);

  CREATE TABLE grant_tranche (
    id uuid PRIMARY KEY,
    award_id uuid NOT NULL REFERENCES grant_award,
    number integer NOT NULL CHECK (number >= 1),
    amount bigint NOT NULL CHECK (amount > 0),
    status text NOT NULL CHECK (status IN ('PLANNED', 'ORDERED', 'PAID', 'FAILED', 'REVOKED')),
    ordered_at timestamptz,
    paid_on date,
    bank_reference text UNIQUE CHECK (bank_reference <> ''),
    failure_reason text,
    UNIQUE (award_id, number),
    CHECK ((status = 'PAID') = (paid_on IS NOT NULL AND bank_reference IS NOT NULL))
  );
  COMMENT ON TABLE grant_tranche IS 'A part of a grant that is paid at once; amount in rupiah.';
  CREATE INDEX grant_tranche_work ON grant_tranche (status, id);

  CREATE TABLE grant_report (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES grant_tranche,
    status text NOT NULL CHECK (status IN ('SUBMITTED', 'RETURNED', 'ACCEPTED')),
    unspent bigint NOT NULL CHECK (unspent >= 0),
    note text,
    submitted_at timestamptz NOT NULL,
    review_note text,
    reviewed_by text,
    reviewed_at timestamptz,
    CHECK ((status = 'SUBMITTED') = (reviewed_at IS NULL)),
    CHECK (status <> 'RETURNED' OR review_note <> '')
  );
  COMMENT ON TABLE grant_report IS 'How a tranche was used (laporan pertanggungjawaban); what was not spent is paid back, in rupiah.';
  CREATE UNIQUE INDEX grant_report_once ON grant_report (tranche_id) WHERE status <> 'RETURNED';

  CREATE TABLE grant_receipt (
    report_id uuid NOT NULL REFERENCES grant_report,
    number integer NOT NULL CHECK (number >= 1),
    spent_on date NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    description text NOT NULL CHECK (description <> ''),
    reference text NOT NULL CHECK (reference <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (report_id, number)
  );
  COMMENT ON TABLE grant_receipt IS 'A receipt of a report, by reference; amount in rupiah.';`;
