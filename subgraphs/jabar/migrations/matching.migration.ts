import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const PRIVATE = [
  "buyer",
  "sought_product",
  "matching_participant",
  "matching_meeting",
  "matching_deal",
  "matching_deal_entry",
];
const OPEN = ["matching_event", "matching_sum"];

/** Business matching: who meets whom and for how much is the province's own; events and the sums of their deals are everybody's. */
export class Matching1700001600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [EVENTS, MEETINGS, DEALS, SUMS]) await runner.query(part);
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JABAR}'`));
    for (const table of OPEN) await runner.query(writtenByOwnProvince(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE matching_sum, matching_deal_entry, matching_deal, matching_meeting, matching_participant, sought_product, buyer, matching_event;
      DROP FUNCTION refuse_entry_change, sum_deals;`);
  }
}

const EVENTS = `
  CREATE EXTENSION IF NOT EXISTS btree_gist;
  CREATE TABLE matching_event (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    year smallint NOT NULL CHECK (year BETWEEN 2018 AND 2100),
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    place text,
    country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    status text NOT NULL CHECK (status IN ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED')),
    CHECK (mode = 'ONLINE' OR place IS NOT NULL)
  );
  COMMENT ON TABLE matching_event IS 'Business matching events (temu bisnis), online and in person.';
  COMMENT ON COLUMN matching_event.year IS 'The year of the programme that it belongs to, which need not be that of its days.';
  COMMENT ON COLUMN matching_event.country IS 'ISO 3166-1 alpha-2; ID for Indonesia.';
  CREATE INDEX matching_event_of_year ON matching_event (year, id);

  CREATE TABLE buyer (
    id uuid PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('BUYER', 'OFF_TAKER', 'REPRESENTATIVE')),
    company text NOT NULL CHECK (company <> ''),
    country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    contact text NOT NULL CHECK (contact <> ''),
    fields text[] NOT NULL,
    active boolean NOT NULL DEFAULT true
  );
  COMMENT ON TABLE buyer IS 'Who buys, takes off, or looks for products for others abroad.';
  COMMENT ON COLUMN buyer.contact IS 'How operators reach it: an address or number of the company, of no private person.';
  COMMENT ON COLUMN buyer.fields IS 'The business fields in which it looks for products; empty for all.';
  CREATE UNIQUE INDEX buyer_once ON buyer (lower(company), country, role);

  CREATE TABLE sought_product (
    id uuid PRIMARY KEY,
    buyer_id uuid NOT NULL REFERENCES buyer,
    event_id uuid REFERENCES matching_event,
    field text NOT NULL,
    description text NOT NULL CHECK (description <> ''),
    quantity integer NOT NULL CHECK (quantity > 0),
    unit text NOT NULL CHECK (unit <> ''),
    wanted_from date NOT NULL,
    wanted_until date NOT NULL CHECK (wanted_until >= wanted_from)
  );
  COMMENT ON TABLE sought_product IS 'What buyers look for.';
  COMMENT ON COLUMN sought_product.event_id IS 'The event for which it was asked; null if for none.';
  CREATE INDEX sought_product_of_buyer ON sought_product (buyer_id, id);
  CREATE INDEX sought_product_of_field ON sought_product (field, id);`;

const MEETINGS = `
  CREATE TABLE matching_participant (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES matching_event,
    pesantren_id uuid NOT NULL,
    registered_at timestamptz NOT NULL,
    UNIQUE (event_id, pesantren_id)
  );
  COMMENT ON TABLE matching_participant IS 'Which pesantren take part in an event.';
  CREATE INDEX matching_participant_of_pesantren ON matching_participant (pesantren_id, id);

  CREATE TABLE matching_meeting (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    pesantren_id uuid NOT NULL,
    buyer_id uuid NOT NULL REFERENCES buyer,
    slot tstzrange NOT NULL CHECK (NOT isempty(slot)),
    status text NOT NULL CHECK (status IN ('PLANNED', 'HELD', 'MISSED', 'CANCELLED')),
    outcome text CHECK (outcome <> ''),
    FOREIGN KEY (event_id, pesantren_id) REFERENCES matching_participant (event_id, pesantren_id),
    CONSTRAINT buyer_meets_once_at_a_time EXCLUDE USING gist (buyer_id WITH =, slot WITH &&) WHERE (status <> 'CANCELLED'),
    CONSTRAINT pesantren_meets_once_at_a_time EXCLUDE USING gist (pesantren_id WITH =, slot WITH &&) WHERE (status <> 'CANCELLED')
  );
  COMMENT ON TABLE matching_meeting IS 'A pesantren and a buyer, face to face or online. Nobody is in two meetings at once, whatever the event.';
  COMMENT ON COLUMN matching_meeting.slot IS 'From its start up to and without its end.';
  CREATE INDEX matching_meeting_of_event ON matching_meeting (event_id, id);`;

const DEALS = `
  CREATE TABLE matching_deal (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    pesantren_id uuid NOT NULL,
    buyer_id uuid NOT NULL REFERENCES buyer,
    meeting_id uuid REFERENCES matching_meeting,
    product_ids uuid[] NOT NULL,
    FOREIGN KEY (event_id, pesantren_id) REFERENCES matching_participant (event_id, pesantren_id)
  );
  COMMENT ON TABLE matching_deal IS 'A deal of an event. What it is worth, and whether it still holds, is its last entry.';
  COMMENT ON COLUMN matching_deal.product_ids IS 'Products of the catalogue that were agreed on; may be empty.';
  CREATE INDEX matching_deal_of_event ON matching_deal (event_id, id);
  CREATE INDEX matching_deal_of_pesantren ON matching_deal (pesantren_id, id);
  CREATE INDEX matching_deal_of_buyer ON matching_deal (buyer_id, id);

  CREATE TABLE matching_deal_entry (
    deal_id uuid NOT NULL REFERENCES matching_deal,
    number smallint NOT NULL CHECK (number > 0),
    kind text NOT NULL CHECK (kind IN ('AGREED', 'CORRECTED', 'CANCELLED')),
    value bigint NOT NULL CHECK (value BETWEEN 0 AND 9007199254740991),
    reason text CHECK (reason <> ''),
    at timestamptz NOT NULL,
    PRIMARY KEY (deal_id, number),
    CHECK ((kind = 'AGREED') = (number = 1)),
    CHECK ((kind = 'AGREED') = (reason IS NULL)),
    CHECK ((kind = 'CANCELLED') = (value = 0))
  );
  COMMENT ON TABLE matching_deal_entry IS 'What a deal was worth from a moment on. Entries are never changed: a correction is a new one.';
  COMMENT ON COLUMN matching_deal_entry.value IS 'Whole rupiah, of the whole deal.';

  CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'entries of deals are only added' USING ERRCODE = 'restrict_violation'; END $$;
  CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON matching_deal_entry FOR EACH ROW EXECUTE FUNCTION refuse_entry_change();`;

const SUMS = `
  CREATE TABLE matching_sum (
    event_id uuid PRIMARY KEY REFERENCES matching_event,
    deals integer NOT NULL CHECK (deals >= 0),
    value bigint NOT NULL CHECK (value >= 0)
  );
  COMMENT ON TABLE matching_sum IS 'How many deals of an event hold, and what they are worth together in whole rupiah. Kept by a trigger of the entries, so that it always equals them, and public, as the deals are not.';

  CREATE FUNCTION sum_deals() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      before bigint := coalesce((SELECT value FROM matching_deal_entry WHERE deal_id = NEW.deal_id AND number = NEW.number - 1), 0);
      more integer := CASE NEW.kind WHEN 'AGREED' THEN 1 WHEN 'CANCELLED' THEN -1 ELSE 0 END;
      event uuid := (SELECT event_id FROM matching_deal WHERE id = NEW.deal_id);
    BEGIN
      INSERT INTO matching_sum (event_id, deals, value) VALUES (event, 0, 0) ON CONFLICT DO NOTHING;
      UPDATE matching_sum SET deals = deals + more, value = value + NEW.value - before WHERE event_id = event;
      RETURN NULL;
    END $$;
  CREATE TRIGGER summed AFTER INSERT ON matching_deal_entry FOR EACH ROW EXECUTE FUNCTION sum_deals();`;
