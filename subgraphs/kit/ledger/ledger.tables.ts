/** The tables of a ledger. All of them are of one owner's money, so the room's migration isolates each (kit/data/isolation.ts). */
export const LEDGER_TABLE_NAMES = ["ledger_account", "ledger_balance", "ledger_posting", "ledger_entry"] as const;

const ACCOUNTS = `
  CREATE TABLE ledger_account (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code <> ''),
    kind text NOT NULL CHECK (kind IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
    side smallint NOT NULL GENERATED ALWAYS AS (CASE WHEN kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END) STORED,
    never_negative boolean NOT NULL,
    stripes smallint NOT NULL DEFAULT 1 CHECK (stripes = 1 OR (stripes BETWEEN 2 AND 64 AND NOT never_negative)),
    opened_at timestamptz NOT NULL
  );
  COMMENT ON TABLE ledger_account IS 'Accounts of the double-entry ledger. An account is opened once and never changed.';
  COMMENT ON COLUMN ledger_account.side IS 'Its normal side: 1 debit, -1 credit. A balance is told as a positive amount on this side.';
  COMMENT ON COLUMN ledger_account.never_negative IS 'No entry may bring its balance, on its normal side, below zero.';
  COMMENT ON COLUMN ledger_account.stripes IS 'Over so many rows its cached balance is spread, so that many postings at once need not wait for one row; such an account has no running balance.';

  CREATE TABLE ledger_balance (
    account_id uuid NOT NULL REFERENCES ledger_account,
    stripe smallint NOT NULL,
    amount bigint NOT NULL DEFAULT 0,
    entries bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, stripe)
  ) WITH (fillfactor = 50);
  COMMENT ON TABLE ledger_balance IS 'What the entries of each account sum up to, debits minus credits. Only a new entry changes it, by trigger.';`;

const POSTINGS = `
  CREATE TABLE ledger_posting (
    id uuid PRIMARY KEY,
    cause_kind text NOT NULL CHECK (cause_kind <> ''),
    cause_id text NOT NULL CHECK (cause_id <> ''),
    reverses_id uuid UNIQUE REFERENCES ledger_posting,
    description text NOT NULL CHECK (description <> ''),
    at timestamptz NOT NULL,
    UNIQUE (cause_kind, cause_id)
  );
  COMMENT ON TABLE ledger_posting IS 'What moved money, once for each cause. Append-only: a correction is a posting that reverses another, once.';

  CREATE SEQUENCE ledger_entry_number;
  CREATE TABLE ledger_entry (
    posting_id uuid NOT NULL REFERENCES ledger_posting,
    account_id uuid NOT NULL REFERENCES ledger_account,
    amount bigint NOT NULL CHECK (amount <> 0),
    number bigint NOT NULL,
    balance_after bigint,
    PRIMARY KEY (posting_id, account_id)
  );
  COMMENT ON TABLE ledger_entry IS 'The entries of a posting, one for each account in it; they sum up to zero. Append-only.';
  COMMENT ON COLUMN ledger_entry.amount IS 'Rupiah: a debit is positive, a credit negative.';
  COMMENT ON COLUMN ledger_entry.number IS 'Order of the entries of an account, given while its balance is locked.';
  COMMENT ON COLUMN ledger_entry.balance_after IS 'The account''s debits minus credits up to this entry; null for an account whose balance is spread.';
  CREATE UNIQUE INDEX ledger_entry_in_order ON ledger_entry (account_id, number);`;

/** The functions act as the owner, so that the room itself can't change a balance; row-level security holds for the owner too. */
const BALANCES = `
  CREATE FUNCTION ledger_open_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      INSERT INTO ledger_balance (account_id, stripe) SELECT NEW.id, generate_series(0, NEW.stripes - 1);
      RETURN NULL;
    END $$;
  CREATE TRIGGER with_balance AFTER INSERT ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_open_balance();

  CREATE FUNCTION ledger_keep_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE account ledger_account; after bigint;
    BEGIN
      IF NOT EXISTS (SELECT FROM ledger_posting WHERE id = NEW.posting_id AND xmin = pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'posting % stands', NEW.posting_id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_stands';
      END IF;
      SELECT * INTO STRICT account FROM ledger_account WHERE id = NEW.account_id;
      UPDATE ledger_balance SET amount = amount + NEW.amount, entries = entries + 1
      WHERE account_id = NEW.account_id AND stripe = pg_backend_pid() % account.stripes RETURNING amount INTO STRICT after;
      IF account.never_negative AND after * account.side < 0 THEN
        RAISE EXCEPTION 'account % would be below zero', account.code USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_never_negative', DETAIL = account.code;
      END IF;
      NEW.number := nextval('ledger_entry_number');
      NEW.balance_after := CASE WHEN account.stripes = 1 THEN after END;
      RETURN NEW;
    END $$;
  COMMENT ON FUNCTION ledger_keep_balance IS 'Keeps the cached balance in step with every entry, and guards accounts that may not go below zero, and postings that stand: entries come in the transaction of their posting.';
  CREATE TRIGGER keeps_balance BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();`;

/** Deferred to the commit, when all entries of a posting are there. */
const BALANCED = `
  CREATE FUNCTION ledger_check_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE posting uuid := CASE TG_TABLE_NAME WHEN 'ledger_posting' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'posting_id' END;
    BEGIN
      IF (SELECT count(*) < 2 OR sum(amount) <> 0 FROM ledger_entry WHERE posting_id = posting) THEN
        RAISE EXCEPTION 'posting % is not balanced', posting USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
      END IF;
      RETURN NULL;
    END $$;
  COMMENT ON FUNCTION ledger_check_balanced IS 'Debits equal credits in every posting.';
  CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_check_balanced();
  CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_check_balanced();

  CREATE FUNCTION ledger_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM ledger_posting WHERE id = NEW.reverses_id AND reverses_id IS NOT NULL) OR EXISTS (
        SELECT FROM (SELECT account_id, amount FROM ledger_entry WHERE posting_id = NEW.id) AS back
        FULL JOIN (SELECT account_id, amount FROM ledger_entry WHERE posting_id = NEW.reverses_id) AS first USING (account_id)
        WHERE back.amount IS DISTINCT FROM -first.amount
      ) THEN
        RAISE EXCEPTION 'posting % does not reverse %', NEW.id, NEW.reverses_id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_reversal';
      END IF;
      RETURN NULL;
    END $$;
  COMMENT ON FUNCTION ledger_check_reversal IS 'A reversal takes back exactly what the posting moved that it names, and is not reversed itself.';
  CREATE CONSTRAINT TRIGGER ledger_reversal AFTER INSERT ON ledger_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION ledger_check_reversal();`;

const APPEND_ONLY = `
  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger is only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
  ${["ledger_account", "ledger_posting", "ledger_entry"]
    .map(
      (table) => `CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();`,
    )
    .join("\n  ")}
  -- Whoever was given rights by default, as the room's role is by the owner of its tables, reads balances alone.
  DO $$ DECLARE grantee text; BEGIN
    FOR grantee IN
      SELECT DISTINCT held.grantee::regrole::text FROM pg_class, aclexplode(relacl) AS held
      WHERE oid = 'ledger_balance'::regclass AND held.grantee NOT IN (relowner, 0)
    LOOP
      EXECUTE format('REVOKE ALL ON ledger_balance FROM %1$s; GRANT SELECT ON ledger_balance TO %1$s', grantee);
    END LOOP;
  END $$;`;

/** SQL that makes the tables of a room's ledger, with everything that keeps them right whatever a statement says. */
export const LEDGER_TABLES = [ACCOUNTS, POSTINGS, BALANCES, BALANCED, APPEND_ONLY].join("\n");

/** SQL that takes back what `LEDGER_TABLES` made. */
export const DROP_LEDGER_TABLES = `
  DROP TABLE ${LEDGER_TABLE_NAMES.toReversed().join(", ")};
  DROP SEQUENCE ledger_entry_number;
  DROP FUNCTION ledger_open_balance, ledger_keep_balance, ledger_check_balanced, ledger_check_reversal, refuse_ledger_change`;
