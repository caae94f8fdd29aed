import type { MigrationInterface, QueryRunner } from "typeorm";
import { CATEGORIES } from "./personal-table";

/** Consents of persons, what they are asked for, and what each bank may have of what was consented to. */
export class Personal1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PURPOSES);
    await runner.query(CONSENTS);
    await runner.query(POLICIES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE bank_policy, personal_consent, personal_purpose");
  }
}

const ARE_CATEGORIES = `<@ ARRAY[${CATEGORIES.map((each) => `'${each}'`).join(", ")}]`;

const PURPOSES = `
  CREATE TABLE personal_purpose (
    code text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[a-z][a-z-]{1,39}$'),
    description_id text NOT NULL,
    description_en text NOT NULL
  );
  COMMENT ON TABLE personal_purpose IS 'What personal data is asked for: the claim opop_purpose of a token names one. More are added by migrations.';
  INSERT INTO personal_purpose VALUES
    ('registration', 'Pendaftaran pesantren dan produknya dalam program OPOP', 'Registration of a pesantren and its products in the OPOP programme'),
    ('programme', 'Pelaksanaan program: pendampingan, pelatihan, audisi', 'Work of the programme: mentoring, training, auditions'),
    ('banking', 'Layanan perbankan: rekening, pembiayaan, agen Laku Pandai', 'Banking: accounts, financing, branchless banking agents'),
    ('reporting', 'Pelaporan yang diwajibkan peraturan', 'Reports that regulations ask for');`;

const CONSENTS = `
  CREATE TABLE personal_consent (
    id uuid PRIMARY KEY,
    subject_id uuid NOT NULL,
    province_code text COLLATE "C" NOT NULL CHECK (province_code ~ '^[0-9]{2}$'),
    purpose text NOT NULL REFERENCES personal_purpose,
    recipient text,
    categories text[] NOT NULL CHECK (categories ${ARE_CATEGORIES} AND cardinality(categories) > 0),
    given_by text NOT NULL CHECK (given_by IN ('SUBJECT', 'GUARDIAN')),
    guardian_name bytea,
    guardian_relationship text CHECK ((guardian_relationship IS NOT NULL) = (given_by = 'GUARDIAN')),
    evidence_reference text NOT NULL CHECK (evidence_reference <> ''),
    evidence_sha256 text NOT NULL CHECK (evidence_sha256 ~ '^[0-9a-f]{64}$'),
    given_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text,
    erased_at timestamptz
  );
  COMMENT ON TABLE personal_consent IS 'Who consented to what (UU 27/2022 art. 20 to 25). Asked at every read, so a withdrawal holds at once. Kept after it as the proof that reads before were right.';
  COMMENT ON COLUMN personal_consent.subject_id IS 'The person; an id of any table with personal data.';
  COMMENT ON COLUMN personal_consent.recipient IS 'Code of the bank that may have the data; null for the operators of the province and the own pesantren.';
  COMMENT ON COLUMN personal_consent.guardian_name IS 'Encrypted. Given with the consent of a guardian; null once erased.';
  COMMENT ON COLUMN personal_consent.evidence_reference IS 'Where the signed form lies, such as the number of a document; no personal data.';
  COMMENT ON COLUMN personal_consent.recorded_by IS 'The client and subject of the token by which it was recorded.';
  CREATE INDEX personal_consent_of_subject ON personal_consent (subject_id, id);`;

const POLICIES = `
  CREATE TABLE bank_policy (
    bank text COLLATE "C" NOT NULL,
    purpose text NOT NULL REFERENCES personal_purpose,
    categories text[] NOT NULL CHECK (categories ${ARE_CATEGORIES}),
    last_digits text[] NOT NULL CHECK (last_digits ${ARE_CATEGORIES}),
    valid_from date NOT NULL,
    valid_until date CHECK (valid_until > valid_from),
    source text NOT NULL CHECK (source <> ''),
    PRIMARY KEY (bank, purpose, valid_from)
  );
  COMMENT ON TABLE bank_policy IS 'What a bank may have of what a person consented to. Without a policy in force it gets nothing.';
  COMMENT ON COLUMN bank_policy.last_digits IS 'Categories of which it sees the last digits only.';
  COMMENT ON COLUMN bank_policy.valid_until IS 'First day (WIB) on which it does not hold any more; null for open.';
  INSERT INTO bank_policy
  SELECT bank, 'banking', '{NAME,PHONE,ACCOUNT}', '{NIK}', '2025-01-01', NULL, 'Assumption: no agreement on the exchange of data is published; to be replaced by the agreement with the bank'
  FROM unnest(ARRAY['BJB', 'BJB_SYARIAH', 'JATIM', 'JATIM_SYARIAH']) AS bank;`;
