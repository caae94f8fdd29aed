import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PRIVATE = [
  "samsat_payment",
  "samsat_payment_other",
  "samsat_year",
  "settlement_day",
  "settlement_difference",
  "bank_message",
];

/** Vehicle tax paid at service points. */
export class Samsat1700001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TARIFFS, PAYMENTS, PARTITIONS, SETTLEMENT, MESSAGES]) await runner.query(part);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
    await runner.query(writtenByOwnProvince("samsat_tariff", `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE bank_message, settlement_difference, settlement_day, samsat_year, samsat_payment, samsat_tariff; DROP FUNCTION first_id_of_month, make_samsat_month`,
    );
  }
}

const TARIFFS = `
  CREATE TABLE samsat_tariff (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('PKB', 'PKB_PENALTY', 'OPSEN', 'SWDKLLJ', 'SWDKLLJ_PENALTY', 'ADMIN_FEE', 'ROUNDING', 'LATEST_DAYS', 'EARLIEST_DAYS')),
    vehicle_class text CHECK (vehicle_class IN ('MOTORCYCLE', 'LARGE_MOTORCYCLE', 'CAR', 'PICKUP', 'BUS', 'TRUCK')),
    applies_from date NOT NULL,
    parts_per_million integer CHECK (parts_per_million >= 0),
    amount bigint CHECK (amount >= 0),
    per_days integer CHECK (per_days > 0),
    most_parts_per_million integer CHECK (most_parts_per_million >= 0),
    most_amount bigint CHECK (most_amount >= 0),
    source text NOT NULL CHECK (source <> ''),
    assumed boolean NOT NULL GENERATED ALWAYS AS (source = 'assumed') STORED,
    CHECK (num_nonnulls(parts_per_million, amount) = 1),
    UNIQUE NULLS NOT DISTINCT (kind, vehicle_class, applies_from)
  );
  COMMENT ON TABLE samsat_tariff IS 'What the bills of vehicle tax in Jawa Timur are worked out by. Rows are only added: of each kind and class the latest holds that applies on a day.';
  COMMENT ON COLUMN samsat_tariff.parts_per_million IS 'A rate: 12000 is 1.2 percent.';
  COMMENT ON COLUMN samsat_tariff.amount IS 'Whole rupiah; of LATEST_DAYS and EARLIEST_DAYS a number of days, of ROUNDING the step of rounding up.';
  COMMENT ON COLUMN samsat_tariff.per_days IS 'A penalty counts once more after so many days; null if by the month.';`;

/** A payment is kept in the month in which its bill was made, which its id tells, so that one of ten million costs what one of ten thousand does. */
const PAYMENTS = `
  CREATE TABLE samsat_payment (
    id uuid PRIMARY KEY,
    pay_code text NOT NULL CHECK (pay_code ~ '^[0-9]{18}$'),
    status text NOT NULL CHECK (status IN ('BILLED', 'PENDING', 'PAID', 'FAILED', 'REVERSING', 'REVERSED')),
    service_point_id uuid NOT NULL,
    pesantren_id uuid NOT NULL,
    bank_code text NOT NULL,
    regency_code text NOT NULL,
    plate text NOT NULL,
    vehicle_class text NOT NULL,
    vehicle text NOT NULL,
    due_on date NOT NULL,
    pkb bigint NOT NULL CHECK (pkb >= 0),
    pkb_penalty bigint NOT NULL CHECK (pkb_penalty >= 0),
    opsen bigint NOT NULL CHECK (opsen >= 0),
    swdkllj bigint NOT NULL CHECK (swdkllj >= 0),
    swdkllj_penalty bigint NOT NULL CHECK (swdkllj_penalty >= 0),
    admin_fee bigint NOT NULL CHECK (admin_fee >= 0),
    total bigint NOT NULL GENERATED ALWAYS AS (pkb + pkb_penalty + opsen + swdkllj + swdkllj_penalty + admin_fee) STORED,
    billed_at timestamptz NOT NULL,
    billed_by text NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    checked_at timestamptz,
    paid_at timestamptz,
    bank_reference text,
    failure text,
    receipt_number text,
    reversal_reason text CHECK (reversal_reason <> ''),
    reversal_sent_at timestamptz,
    reversed_at timestamptz,
    reported text CHECK (reported IN ('PAID', 'REVERSED')),
    CHECK (status IN ('BILLED') OR sent_at IS NOT NULL),
    CHECK ((status IN ('PAID', 'REVERSING', 'REVERSED')) = (paid_at IS NOT NULL AND receipt_number IS NOT NULL AND bank_reference IS NOT NULL))
  ) PARTITION BY RANGE (id);
  COMMENT ON TABLE samsat_payment IS 'A bill of vehicle tax and what became of it. Its id is of version 7, and so tells its month.';
  COMMENT ON COLUMN samsat_payment.pay_code IS 'Year and month of the bill (6 digits), 11 random digits and a check digit.';
  COMMENT ON COLUMN samsat_payment.status IS 'PENDING: the bank was asked, and has not answered for sure.';
  COMMENT ON COLUMN samsat_payment.sent_at IS 'When the bank was asked, written before.';
  COMMENT ON COLUMN samsat_payment.checked_at IS 'When somebody last asked the bank what became of it.';
  COMMENT ON COLUMN samsat_payment.reported IS 'What of it the vehicle office has been told.';
  CREATE TABLE samsat_year (
    plate text NOT NULL,
    due_on date NOT NULL,
    payment_id uuid NOT NULL,
    PRIMARY KEY (plate, due_on)
  );
  COMMENT ON TABLE samsat_year IS 'By which payment the tax of a vehicle that was due on a day is paid, or being paid: nobody pays it twice by two bills.';
  CREATE TABLE samsat_payment_other PARTITION OF samsat_payment DEFAULT;
  CREATE UNIQUE INDEX ON samsat_payment_other (pay_code);
  CREATE INDEX samsat_payment_of_point ON samsat_payment (service_point_id, id);
  CREATE INDEX samsat_payment_of_bank_day ON samsat_payment (bank_code, paid_at) WHERE paid_at IS NOT NULL;
  CREATE INDEX samsat_payment_of_reversal_day ON samsat_payment (bank_code, reversed_at) WHERE reversed_at IS NOT NULL;
  CREATE INDEX samsat_payment_open ON samsat_payment (status, sent_at) WHERE status IN ('PENDING', 'REVERSING');
  CREATE INDEX samsat_payment_unreported ON samsat_payment (paid_at)
    WHERE status = 'PAID' AND reported IS NULL OR status = 'REVERSED' AND reported IS DISTINCT FROM 'REVERSED';`;

const PARTITIONS = `
  CREATE FUNCTION first_id_of_month(month date) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN (lpad(to_hex((extract(epoch FROM month::timestamp AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
  COMMENT ON FUNCTION first_id_of_month IS 'The least id of version 7 that can be made in a month.';

  CREATE FUNCTION make_samsat_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $make$
    DECLARE first date := date_trunc('month', month); name text := 'samsat_payment_' || to_char(first, 'YYYYMM');
    BEGIN
      IF to_regclass(name) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF samsat_payment FOR VALUES FROM (%L) TO (%L)', name,
          first_id_of_month(first), first_id_of_month((first + interval '1 month')::date));
        EXECUTE format('CREATE UNIQUE INDEX ON %I (pay_code)', name);
        EXECUTE replace($guard$${isolated("PART", `'${JATIM}'`)}$guard$, 'PART', name);
      END IF;
    END $make$;
  COMMENT ON FUNCTION make_samsat_month IS 'Makes the part of a month, if it is not there; the room calls it months ahead.';
  SELECT make_samsat_month((now() + make_interval(months => ahead))::date) FROM generate_series(0, 12) AS ahead;`;

const SETTLEMENT = `
  CREATE TABLE settlement_day (
    bank_code text NOT NULL,
    day date NOT NULL,
    bookings integer NOT NULL,
    bank_sum bigint NOT NULL,
    own_sum bigint NOT NULL,
    compared_at timestamptz NOT NULL,
    PRIMARY KEY (bank_code, day)
  );
  COMMENT ON TABLE settlement_day IS 'A day of a bank''s statement, compared with the payments of the day. Sums are rupiah, reversals subtracted.';

  CREATE TABLE settlement_difference (
    id uuid PRIMARY KEY,
    bank_code text NOT NULL,
    day date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('MISSING_AT_BANK', 'MISSING_HERE', 'AMOUNT')),
    booking text NOT NULL CHECK (booking IN ('PAYMENT', 'REVERSAL')),
    reference text NOT NULL,
    bank_amount bigint,
    own_amount bigint,
    owner text,
    status text NOT NULL CHECK (status IN ('OPEN', 'RESOLVED')),
    note text CHECK (note <> ''),
    found_at timestamptz NOT NULL,
    resolved_at timestamptz,
    FOREIGN KEY (bank_code, day) REFERENCES settlement_day,
    UNIQUE (bank_code, day, booking, reference)
  );
  COMMENT ON TABLE settlement_difference IS 'What the statement of a bank and our payments do not agree on; each has an owner until it is resolved with a note.';
  COMMENT ON COLUMN settlement_difference.owner IS 'Who follows it up: the person''s subject.';
  CREATE INDEX settlement_difference_open ON settlement_difference (bank_code, id) WHERE status = 'OPEN';`;

const MESSAGES = `
  CREATE TABLE bank_message (
    bank_code text NOT NULL,
    day date NOT NULL,
    external_id text NOT NULL,
    PRIMARY KEY (bank_code, day, external_id)
  );
  COMMENT ON TABLE bank_message IS 'Notifications of banks that were taken, by the X-EXTERNAL-ID of their day (WIB): none is taken twice.';`;
