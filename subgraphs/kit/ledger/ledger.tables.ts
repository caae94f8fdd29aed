/**
 * A room's ledger: double entry, append-only. What it promises is held by the database itself, whatever the code above does: the lines of a posting sum to
 * zero, nothing written is changed or deleted, an account never goes below its floor, and a cause is posted once. A room runs it in a migration and says by
 * `isolated` whose rows they are: `ledger_account.province_code`.
 */
export const LEDGER_TABLES = `
  CREATE TABLE ledger_account (
    id uuid PRIMARY KEY,
    code text COLLATE "C" NOT NULL UNIQUE CHECK (code <> ''),
    name text NOT NULL CHECK (name <> ''),
    kind text NOT NULL CHECK (kind IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
    province_code text COLLATE "C" NOT NULL CHECK (province_code ~ '^[0-9]{2}$'),
    floor bigint,
    balance bigint NOT NULL DEFAULT 0,
    opened_at timestamptz NOT NULL,
    CONSTRAINT ledger_floor CHECK (floor IS NULL OR (CASE WHEN kind IN ('ASSET', 'EXPENSE') THEN balance ELSE -balance END) >= floor)
  );
  COMMENT ON COLUMN ledger_account.floor IS 'The least balance in rupiah, on the side where the kind of account normally has it; null for none.';
  COMMENT ON COLUMN ledger_account.balance IS 'Debits less credits in rupiah: the sum of the entries, kept by a trigger.';

  CREATE TABLE ledger_posting (
    id uuid PRIMARY KEY,
    cause_kind text NOT NULL CHECK (cause_kind <> ''),
    cause_id text NOT NULL CHECK (cause_id <> ''),
    province_code text COLLATE "C" NOT NULL,
    reverses_id uuid UNIQUE REFERENCES ledger_posting,
    text text NOT NULL,
    at timestamptz NOT NULL,
    UNIQUE (cause_kind, cause_id)
  );
  COMMENT ON TABLE ledger_posting IS 'A booking, tied to what caused it, which can cause no other of its kind.';

  CREATE TABLE ledger_entry (
    posting_id uuid NOT NULL REFERENCES ledger_posting,
    line smallint NOT NULL,
    account_id uuid NOT NULL REFERENCES ledger_account,
    province_code text COLLATE "C" NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (posting_id, line)
  );
  COMMENT ON COLUMN ledger_entry.amount IS 'Rupiah; a debit is positive, a credit negative.';
  CREATE INDEX ledger_entry_of_account ON ledger_entry (account_id, posting_id DESC);

  CREATE FUNCTION refuse_unbalanced_posting() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      posting uuid := CASE TG_TABLE_NAME WHEN 'ledger_posting' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'posting_id')::uuid END;
      total numeric;
      lines bigint;
    BEGIN
      SELECT coalesce(sum(amount), 0), count(*) INTO total, lines FROM ledger_entry WHERE posting_id = posting;
      IF total <> 0 OR lines < 2 THEN
        RAISE EXCEPTION 'posting % does not balance: % lines, sum %', posting, lines, total USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NULL;
    END $$;
  CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON ledger_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_posting();
  CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_posting();

  CREATE FUNCTION keep_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account_id;
      RETURN NULL;
    END $$;
  CREATE TRIGGER keeps_balance AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION keep_ledger_balance();

  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER no_deletion BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
  -- Only the trigger of the entries writes a balance, from within another one.
  CREATE TRIGGER balance_by_entries BEFORE UPDATE ON ledger_account FOR EACH ROW
    WHEN (OLD.balance <> NEW.balance AND pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER kind_stays BEFORE UPDATE OF id, code, kind, province_code ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();`;

/** The tables, those that others point to first. */
export const LEDGER_TABLE_NAMES = ["ledger_account", "ledger_posting", "ledger_entry"] as const;
