import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PRIVATE = [
  "card_holder",
  "card_user",
  "card_invitation",
  "card_account",
  "card",
  "card_step",
  "card_top_up",
  "card_transaction",
  "card_settlement",
];

/** Kartu Santri and Kartu OPOP: whose card it is and what is on it is the holder's, the guardian's and the pesantren's to know; the rules are everybody's. */
export class Cards1700001400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [RULES, HOLDERS, ACCOUNTS, CARDS, MONEY]) await runner.query(sql);
    await runner.query(writtenByOwnProvince("card_rule", `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PRIVATE.toReversed(), "card_rule"].join(", ")}`);
    await runner.query("DELETE FROM personal_purpose WHERE code = 'card'");
  }
}

const KIND = "text NOT NULL CHECK (kind IN ('SANTRI', 'OPOP'))";
const PARTY = "CHECK (party IN ('HOLDER', 'GUARDIAN', 'OFFICE', 'SYSTEM'))";

const RULES = `
  CREATE TABLE card_rule (
    kind ${KIND},
    applies_from date NOT NULL,
    most_balance bigint NOT NULL CHECK (most_balance > 0),
    most_monthly_top_up bigint NOT NULL CHECK (most_monthly_top_up > 0),
    daily_limit bigint NOT NULL CHECK (daily_limit > 0),
    valid_months integer NOT NULL CHECK (valid_months > 0),
    pin_tries integer NOT NULL CHECK (pin_tries > 0),
    top_up_minutes integer NOT NULL CHECK (top_up_minutes > 0),
    invitation_days integer NOT NULL CHECK (invitation_days > 0),
    is_taken_elsewhere boolean NOT NULL,
    source text NOT NULL CHECK (source <> ''),
    assumed text[] NOT NULL,
    PRIMARY KEY (kind, applies_from)
  );
  COMMENT ON TABLE card_rule IS 'What holds for cards of a kind, by the day from which it holds; amounts in rupiah.';
  COMMENT ON COLUMN card_rule.most_balance IS 'The most that an account may hold, savings included.';
  COMMENT ON COLUMN card_rule.daily_limit IS 'What may be spent in a day (WIB) unless the guardian sets less or more.';
  COMMENT ON COLUMN card_rule.is_taken_elsewhere IS 'Whether shops of other pesantren take the card too.';
  COMMENT ON COLUMN card_rule.assumed IS 'Names of the fields that no source tells.';`;

const HOLDERS = `
  INSERT INTO personal_purpose VALUES ('card', 'Kartu Santri dan Kartu OPOP', 'Kartu Santri and Kartu OPOP');

  CREATE TABLE card_holder (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    name bytea,
    birth_date bytea,
    nik bytea,
    nik_index bytea,
    phone bytea,
    registered_at timestamptz NOT NULL,
    erased_at timestamptz
  );
  COMMENT ON TABLE card_holder IS 'Who has a card. What is bytea is encrypted by the application.';
  COMMENT ON COLUMN card_holder.nik_index IS 'By it the same person is not taken up twice.';
  CREATE UNIQUE INDEX card_holder_by_nik ON card_holder (nik_index) WHERE nik_index IS NOT NULL;
  CREATE INDEX card_holder_of_pesantren ON card_holder (pesantren_id, id);

  CREATE TABLE card_user (
    holder_id uuid NOT NULL REFERENCES card_holder,
    subject text NOT NULL CHECK (subject <> ''),
    party text NOT NULL ${PARTY},
    since timestamptz NOT NULL,
    PRIMARY KEY (holder_id, subject)
  );
  COMMENT ON TABLE card_user IS 'Who logs in for a holder, by the subject of the token: the holder, and guardians.';
  CREATE INDEX card_user_of_subject ON card_user (subject, holder_id);

  CREATE TABLE card_invitation (
    id uuid PRIMARY KEY,
    code_hash bytea NOT NULL UNIQUE,
    holder_id uuid NOT NULL REFERENCES card_holder,
    party text NOT NULL ${PARTY},
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  COMMENT ON TABLE card_invitation IS 'By the code of an invitation a person who logs in becomes known as holder or guardian, once. The code itself is not kept.';
  CREATE INDEX card_invitation_of_holder ON card_invitation (holder_id);`;

const ACCOUNTS = `
  CREATE TABLE card_account (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES card_holder,
    pesantren_id uuid NOT NULL,
    kind ${KIND},
    bank_code text CHECK (bank_code <> ''),
    daily_limit bigint NOT NULL CHECK (daily_limit >= 0),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    close_reason text CHECK (close_reason <> ''),
    CHECK ((kind = 'OPOP') = (bank_code IS NOT NULL)),
    CHECK ((closed_at IS NULL) = (close_reason IS NULL))
  );
  COMMENT ON TABLE card_account IS 'What cards draw on; its balances are in the ledger. A replaced card leaves its balance where it is: on the account.';
  COMMENT ON COLUMN card_account.bank_code IS 'The bank whose name a Kartu OPOP bears too.';
  COMMENT ON COLUMN card_account.daily_limit IS 'What may be spent in a day (WIB), in rupiah.';
  CREATE UNIQUE INDEX card_account_open ON card_account (holder_id, kind) WHERE closed_at IS NULL;
  CREATE INDEX card_account_of_pesantren ON card_account (pesantren_id, id);
  CREATE INDEX card_account_of_bank ON card_account (bank_code, id) WHERE bank_code IS NOT NULL;`;

const CARDS = `
  CREATE TABLE card (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES card_account,
    number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{16}$'),
    status text NOT NULL CHECK (status IN ('ISSUED', 'ACTIVE', 'BLOCKED', 'LOST', 'REPLACED', 'CLOSED')),
    blocked_by text CHECK (blocked_by IN ('HOLDER', 'GUARDIAN', 'OFFICE', 'SYSTEM')),
    pin_hash text,
    wrong_pins integer NOT NULL DEFAULT 0 CHECK (wrong_pins >= 0),
    issued_at timestamptz NOT NULL,
    expires_on date NOT NULL,
    replaces_id uuid UNIQUE REFERENCES card,
    CHECK (status <> 'BLOCKED' OR blocked_by IS NOT NULL),
    CHECK (status <> 'ACTIVE' OR blocked_by IS NULL),
    CHECK (status NOT IN ('ACTIVE', 'BLOCKED') OR pin_hash IS NOT NULL)
  );
  COMMENT ON TABLE card IS 'A card. Its number is chance and a check digit, and tells nothing of the person.';
  COMMENT ON COLUMN card.expires_on IS 'The first day (WIB) on which it is of no use any more.';
  COMMENT ON COLUMN card.wrong_pins IS 'Wrong PINs since the last right one.';
  CREATE UNIQUE INDEX card_in_use ON card (account_id) WHERE status IN ('ISSUED', 'ACTIVE', 'BLOCKED');
  CREATE INDEX card_of_account ON card (account_id, id);

  CREATE TABLE card_step (
    id uuid PRIMARY KEY,
    card_id uuid NOT NULL REFERENCES card,
    status text NOT NULL,
    party text NOT NULL ${PARTY},
    reason text CHECK (reason <> ''),
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE card_step IS 'What became of a card, and who did it.';
  CREATE INDEX card_step_of_card ON card_step (card_id, id);`;

const MONEY = `
  CREATE TABLE card_top_up (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES card_account,
    pay_code text NOT NULL UNIQUE,
    bank_code text NOT NULL CHECK (bank_code <> ''),
    amount bigint NOT NULL CHECK (amount > 0),
    requested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    paid_at timestamptz,
    bank_reference text CHECK (bank_reference <> ''),
    UNIQUE (bank_code, bank_reference),
    CHECK ((paid_at IS NULL) = (bank_reference IS NULL))
  );
  COMMENT ON TABLE card_top_up IS 'Money that a guardian or holder brings by a bank: paid under the code until it expires. A reference is of one bank: another may use the same.';
  CREATE INDEX card_top_up_of_account ON card_top_up (account_id, id);
  CREATE INDEX card_top_up_of_bank ON card_top_up (bank_code, id);

  CREATE TABLE card_transaction (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES card_account,
    card_id uuid REFERENCES card,
    kind text NOT NULL CHECK (kind IN ('TOP_UP', 'CASH_TOP_UP', 'PURCHASE', 'REFUND', 'TO_SAVINGS', 'FROM_SAVINGS', 'PAY_OUT')),
    amount bigint NOT NULL CHECK (amount > 0),
    service_point_id uuid,
    description text CHECK (description <> ''),
    refunds_id uuid UNIQUE REFERENCES card_transaction,
    day date NOT NULL,
    at timestamptz NOT NULL,
    CHECK ((kind = 'REFUND') = (refunds_id IS NOT NULL)),
    CHECK (kind NOT IN ('CASH_TOP_UP', 'PURCHASE', 'REFUND', 'PAY_OUT') OR service_point_id IS NOT NULL)
  );
  COMMENT ON TABLE card_transaction IS 'A movement of an account''s money, in rupiah; each is a posting of the ledger with the same id as its cause.';
  COMMENT ON COLUMN card_transaction.day IS 'Its day in western Indonesia, by which limits are counted.';
  CREATE INDEX card_transaction_of_account ON card_transaction (account_id, id);
  CREATE INDEX card_transaction_of_day ON card_transaction (account_id, day);
  CREATE INDEX card_transaction_of_shop ON card_transaction (service_point_id, id) WHERE service_point_id IS NOT NULL;

  CREATE TABLE card_settlement (
    id uuid PRIMARY KEY,
    service_point_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('SALES_PAID_OUT', 'CASH_PAID_IN')),
    amount bigint NOT NULL CHECK (amount > 0),
    bank_reference text NOT NULL UNIQUE REFERENCES bank_reference,
    settled_at timestamptz NOT NULL
  );
  COMMENT ON TABLE card_settlement IS 'What a shop was paid for purchases by card, and what it handed in of the cash that it took for top-ups; in rupiah.';
  CREATE INDEX card_settlement_of_shop ON card_settlement (service_point_id, id);`;
