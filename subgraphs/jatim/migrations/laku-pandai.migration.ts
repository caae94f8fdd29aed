import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PUBLIC = ["laku_limit", "laku_class"];
const PRIVATE = ["laku_agent", "laku_agent_step", "laku_account", "laku_transaction", "laku_cash_movement"];

/** Laku Pandai: what holds is everybody's to know; who banks where is the agent's, the bank's and the province's. */
export class LakuPandai1700001700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [RULES, AGENTS, ACCOUNTS, TRANSACTIONS]) await runner.query(sql);
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PRIVATE.toReversed(), ...PUBLIC].join(", ")}`);
  }
}

const RULES = `
  CREATE TABLE laku_limit (
    applies_from date PRIMARY KEY,
    max_balance bigint NOT NULL CHECK (max_balance > 0),
    max_monthly_outgoing bigint NOT NULL CHECK (max_monthly_outgoing > 0),
    min_amount bigint NOT NULL CHECK (min_amount > 0),
    max_amount bigint NOT NULL CHECK (max_amount >= min_amount),
    pin_attempts integer NOT NULL CHECK (pin_attempts > 0),
    source text NOT NULL CHECK (source <> ''),
    assumed text[] NOT NULL
  );
  COMMENT ON TABLE laku_limit IS 'Limits of basic accounts, by the day from which they hold; amounts in rupiah.';
  COMMENT ON COLUMN laku_limit.max_monthly_outgoing IS 'What may leave an account in a calendar month (WIB), by withdrawals and transfers together.';
  COMMENT ON COLUMN laku_limit.min_amount IS 'The least that one transaction moves; max_amount the most.';
  COMMENT ON COLUMN laku_limit.pin_attempts IS 'So many wrong PINs in a row lock an account.';
  COMMENT ON COLUMN laku_limit.assumed IS 'Names of the fields that no source tells.';

  CREATE TABLE laku_class (
    code text NOT NULL CHECK (code <> ''),
    applies_from date NOT NULL,
    services text[] NOT NULL,
    is_first boolean NOT NULL,
    source text NOT NULL CHECK (source <> ''),
    assumed text[] NOT NULL,
    PRIMARY KEY (code, applies_from)
  );
  COMMENT ON TABLE laku_class IS 'What agents of a class may offer, by the day from which it holds.';
  COMMENT ON COLUMN laku_class.is_first IS 'Whether a new agent may begin with it.';`;

const AGENTS = `
  CREATE TABLE laku_agent (
    id uuid PRIMARY KEY,
    service_point_id uuid NOT NULL,
    pesantren_id uuid NOT NULL,
    regency_code text NOT NULL,
    bank_code text NOT NULL CHECK (bank_code <> ''),
    class_code text NOT NULL,
    status text NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'ENDED')),
    appointed_at timestamptz NOT NULL
  );
  COMMENT ON TABLE laku_agent IS 'Service points that are agents of a bank; bank and pesantren as they were when it was appointed.';
  CREATE UNIQUE INDEX laku_agent_of_point ON laku_agent (service_point_id) WHERE status <> 'ENDED';
  CREATE INDEX laku_agent_of_pesantren ON laku_agent (pesantren_id, id);
  CREATE INDEX laku_agent_of_bank ON laku_agent (bank_code, id);

  CREATE TABLE laku_agent_step (
    id uuid PRIMARY KEY,
    agent_id uuid NOT NULL REFERENCES laku_agent,
    status text NOT NULL,
    class_code text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE laku_agent_step IS 'How an agent came to stand where it stands.';
  CREATE INDEX laku_agent_step_of_agent ON laku_agent_step (agent_id, id);`;

const ACCOUNTS = `
  CREATE TABLE laku_account (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{12}$'),
    agent_id uuid NOT NULL REFERENCES laku_agent,
    pesantren_id uuid NOT NULL,
    bank_code text NOT NULL,
    status text NOT NULL CHECK (status IN ('OPEN', 'CLOSED')),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    pin_hash text NOT NULL,
    pin_wrong integer NOT NULL DEFAULT 0 CHECK (pin_wrong >= 0),
    name bytea,
    nik bytea,
    nik_index bytea,
    phone bytea,
    birth_date bytea,
    erased_at timestamptz,
    CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL))
  );
  COMMENT ON TABLE laku_account IS 'Basic accounts (tabungan BSA). What is bytea is encrypted by the application; balances are in the ledger.';
  COMMENT ON COLUMN laku_account.number IS 'Eleven digits of chance and a check digit: it tells nothing of anybody.';
  COMMENT ON COLUMN laku_account.agent_id IS 'Where it was opened; the agent''s pesantren keeps the holder''s form.';
  COMMENT ON COLUMN laku_account.pin_wrong IS 'How many wrong PINs came since the last right one.';
  CREATE UNIQUE INDEX laku_account_of_person ON laku_account (bank_code, nik_index) WHERE status = 'OPEN';
  CREATE INDEX laku_account_of_nik ON laku_account (nik_index);
  CREATE INDEX laku_account_of_agent ON laku_account (agent_id, id);
  CREATE INDEX laku_account_of_pesantren ON laku_account (pesantren_id, id);
  CREATE INDEX laku_account_of_bank ON laku_account (bank_code, id);`;

const TRANSACTIONS = `
  CREATE TABLE laku_transaction (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER')),
    agent_id uuid NOT NULL REFERENCES laku_agent,
    pesantren_id uuid NOT NULL,
    bank_code text NOT NULL,
    from_id uuid REFERENCES laku_account,
    to_id uuid REFERENCES laku_account,
    amount bigint NOT NULL CHECK (amount > 0),
    day date NOT NULL,
    at timestamptz NOT NULL,
    done_by text,
    reversed_at timestamptz,
    reversal_reason text CHECK (reversal_reason <> ''),
    CHECK ((kind = 'DEPOSIT') = (from_id IS NULL)),
    CHECK ((kind = 'WITHDRAWAL') = (to_id IS NULL)),
    CHECK (from_id <> to_id),
    CHECK ((reversed_at IS NULL) = (reversal_reason IS NULL))
  );
  COMMENT ON TABLE laku_transaction IS 'What holders did at agents; amount in rupiah. Each is a posting of the ledger, and its reversal another.';
  COMMENT ON COLUMN laku_transaction.day IS 'The day in western Indonesia (WIB): by it the month''s limit and the agent''s day are formed.';
  CREATE INDEX laku_transaction_out ON laku_transaction (from_id, day) WHERE reversed_at IS NULL;
  CREATE INDEX laku_transaction_in ON laku_transaction (to_id);
  CREATE INDEX laku_transaction_of_agent ON laku_transaction (agent_id, id);
  CREATE INDEX laku_transaction_of_pesantren ON laku_transaction (pesantren_id, id);
  CREATE INDEX laku_transaction_of_bank ON laku_transaction (bank_code, id);

  CREATE TABLE laku_cash_movement (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('FLOAT_TOPPED_UP', 'FLOAT_PAID_BACK', 'CASH_BROUGHT', 'CASH_HANDED_IN')),
    agent_id uuid NOT NULL REFERENCES laku_agent,
    pesantren_id uuid NOT NULL,
    bank_code text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    bank_reference text NOT NULL CHECK (bank_reference <> ''),
    day date NOT NULL,
    at timestamptz NOT NULL,
    UNIQUE (bank_code, bank_reference)
  );
  COMMENT ON TABLE laku_cash_movement IS 'What passed between an agent and its bank, in rupiah. A reference is of one bank: another may use the same.';
  CREATE INDEX laku_cash_movement_of_agent ON laku_cash_movement (agent_id, id);`;
