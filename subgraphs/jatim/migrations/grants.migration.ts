import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PRIVATE = ["cooperative_grant", "grant_report", "grant_receipt"];

/** Grants to cooperatives: the rule is everybody's to know, the grants are the province's and the pesantren's own. */
export class Grants1700001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANTS);
    await runner.query(writtenByOwnProvince("grant_rule", `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${PRIVATE.toReversed().join(", ")}, grant_rule`);
  }
}

const GRANTS = `
  CREATE TABLE grant_rule (
    kind text NOT NULL CHECK (kind ~ '^[A-Z][A-Z_]{1,39}$'),
    applies_from date NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    source text NOT NULL CHECK (source <> ''),
    assumed text[] NOT NULL,
    PRIMARY KEY (kind, applies_from)
  );
  COMMENT ON TABLE grant_rule IS 'What a cooperative is granted, in rupiah, by kind of grant and the day from which it holds.';
  COMMENT ON COLUMN grant_rule.assumed IS 'Names of the fields that no source tells.';

  CREATE TABLE cooperative_grant (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    pesantren_id uuid NOT NULL,
    cooperative text NOT NULL CHECK (cooperative <> ''),
    plan text NOT NULL CHECK (plan <> ''),
    bank_code text NOT NULL,
    bank_account text NOT NULL CHECK (bank_account ~ '^[0-9]{5,20}$'),
    status text NOT NULL CHECK (status IN ('PROPOSED', 'REFUSED', 'APPROVED', 'DISBURSED')),
    amount bigint CHECK (amount > 0),
    account_id uuid REFERENCES ledger_account,
    proposed_at timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by text,
    decision_note text,
    paid_on date,
    bank_reference text UNIQUE CHECK (bank_reference <> ''),
    CHECK ((status IN ('APPROVED', 'DISBURSED')) = (amount IS NOT NULL AND account_id IS NOT NULL)),
    CHECK ((status = 'PROPOSED') = (decided_at IS NULL)),
    CHECK ((status = 'DISBURSED') = (paid_on IS NOT NULL AND bank_reference IS NOT NULL))
  );
  COMMENT ON TABLE cooperative_grant IS 'A grant that a pesantren''s cooperative asked for, and what became of it; amount in rupiah, by the rule of the day of approval.';
  COMMENT ON COLUMN cooperative_grant.account_id IS 'What is still owed to the cooperative: a liability that can''t fall below zero.';
  CREATE UNIQUE INDEX cooperative_grant_once ON cooperative_grant (kind, pesantren_id) WHERE status <> 'REFUSED';
  CREATE INDEX cooperative_grant_work ON cooperative_grant (status, id);
  CREATE INDEX cooperative_grant_of_pesantren ON cooperative_grant (pesantren_id);

  CREATE TABLE grant_report (
    id uuid PRIMARY KEY,
    grant_id uuid NOT NULL REFERENCES cooperative_grant,
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
  COMMENT ON TABLE grant_report IS 'How a grant was used (laporan pertanggungjawaban); what was not spent is paid back, in rupiah.';
  CREATE UNIQUE INDEX grant_report_once ON grant_report (grant_id) WHERE status <> 'RETURNED';
  CREATE INDEX grant_report_of_grant ON grant_report (grant_id);

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
