import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PUBLIC = ["mart_rule", "mart_listing"];
const PRIVATE = [
  "mart_buyer",
  "mart_cart_item",
  "bank_reference",
  "mart_settlement",
  "mart_order",
  "mart_order_line",
  "mart_order_step",
  "mart_delivery",
];

/** OPOP Mart: what is offered is everybody's to see; who buys what is the buyer's, the seller's and the province's to know. */
export class Mart1700001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [LISTINGS, BUYERS, ORDERS, DELIVERIES]) await runner.query(sql);
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PRIVATE.toReversed(), ...PUBLIC.toReversed()].join(", ")}`);
    await runner.query("DROP INDEX product_reference_alike; DELETE FROM personal_purpose WHERE code = 'delivery'");
  }
}

const STATUS = `text NOT NULL CHECK (status IN
      ('PLACED', 'EXPIRED', 'CANCELLED', 'PAID', 'PACKED', 'SHIPPED', 'READY', 'RECEIVED', 'RETURN_ASKED', 'RETURNED', 'REFUNDED'))`;

const LISTINGS = `
  CREATE TABLE mart_rule (
    applies_from date PRIMARY KEY,
    payment_minutes integer NOT NULL CHECK (payment_minutes > 0),
    receive_days integer NOT NULL CHECK (receive_days > 0),
    return_days integer NOT NULL CHECK (return_days >= 0),
    source text NOT NULL CHECK (source <> ''),
    assumed text[] NOT NULL
  );
  COMMENT ON TABLE mart_rule IS 'Periods of OPOP Mart, by the day from which they hold.';
  COMMENT ON COLUMN mart_rule.payment_minutes IS 'How long stock is kept for an order that is not paid.';
  COMMENT ON COLUMN mart_rule.receive_days IS 'So many days after it was shipped, an order of which the buyer says nothing counts as received.';
  COMMENT ON COLUMN mart_rule.return_days IS 'So many days after it was received, an order may be given back; the seller is paid after that.';
  COMMENT ON COLUMN mart_rule.assumed IS 'Names of the fields that no source tells.';

  CREATE TABLE mart_listing (
    id uuid PRIMARY KEY,
    product_id uuid NOT NULL UNIQUE,
    pesantren_id uuid NOT NULL,
    price bigint NOT NULL CHECK (price > 0),
    stock integer NOT NULL CHECK (stock >= 0),
    is_offered boolean NOT NULL,
    listed_at timestamptz NOT NULL
  );
  COMMENT ON TABLE mart_listing IS 'A product of the catalogue as a pesantren offers it in OPOP Mart; price in rupiah for one unit.';
  COMMENT ON COLUMN mart_listing.stock IS 'Units that can still be ordered; what was ordered is taken off at once, so that nothing is sold twice.';
  CREATE INDEX mart_listing_of_pesantren ON mart_listing (pesantren_id, id);
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX product_reference_alike ON product_reference USING gin (name gin_trgm_ops);`;

const BUYERS = `
  CREATE TABLE mart_buyer (
    id uuid PRIMARY KEY,
    subject text NOT NULL UNIQUE CHECK (subject <> '')
  );
  COMMENT ON TABLE mart_buyer IS 'Who buys, by the subject of the token; whose consent it is, where a delivery tells more.';

  CREATE TABLE mart_cart_item (
    buyer_id uuid NOT NULL REFERENCES mart_buyer,
    listing_id uuid NOT NULL REFERENCES mart_listing,
    quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
    PRIMARY KEY (buyer_id, listing_id)
  );
  COMMENT ON TABLE mart_cart_item IS 'What a buyer has in the cart. It keeps no stock.';

  CREATE TABLE bank_reference (
    reference text PRIMARY KEY CHECK (reference <> ''),
    cause_kind text NOT NULL CHECK (cause_kind <> ''),
    cause_id uuid NOT NULL
  );
  COMMENT ON TABLE bank_reference IS 'The bank''s references of money that came or went: none stands for two movements. What a bank brings itself stands here after the bank''s code.';

  CREATE TABLE mart_settlement (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    due_until timestamptz NOT NULL,
    bank_reference text NOT NULL UNIQUE REFERENCES bank_reference,
    settled_at timestamptz NOT NULL,
    settled_by text
  );
  COMMENT ON TABLE mart_settlement IS 'What was paid out to a seller for received orders, in rupiah.';
  COMMENT ON COLUMN mart_settlement.due_until IS 'It pays the orders that could not be given back any more at this moment.';
  CREATE INDEX mart_settlement_of_pesantren ON mart_settlement (pesantren_id, id);`;

const ORDERS = `
  CREATE TABLE mart_order (
    id uuid PRIMARY KEY,
    checkout_id uuid NOT NULL,
    buyer_id uuid NOT NULL REFERENCES mart_buyer,
    pesantren_id uuid NOT NULL,
    status ${STATUS},
    total bigint NOT NULL CHECK (total > 0),
    method text NOT NULL CHECK (method IN ('SHIPPING', 'PICK_UP')),
    service_point_id uuid,
    pick_up_code text,
    placed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    paid_at timestamptz,
    payment_reference text UNIQUE REFERENCES bank_reference,
    courier text CHECK (courier <> ''),
    tracking_number text CHECK (tracking_number <> ''),
    receive_by timestamptz,
    received_at timestamptz,
    return_until timestamptz,
    refund_reference text UNIQUE REFERENCES bank_reference,
    settlement_id uuid REFERENCES mart_settlement,
    CHECK ((method = 'PICK_UP') = (service_point_id IS NOT NULL AND pick_up_code IS NOT NULL)),
    CHECK ((paid_at IS NULL) = (payment_reference IS NULL)),
    CHECK ((received_at IS NULL) = (return_until IS NULL)),
    CHECK (status NOT IN ('PAID', 'PACKED', 'SHIPPED', 'READY', 'RECEIVED', 'RETURN_ASKED', 'RETURNED', 'REFUNDED') OR paid_at IS NOT NULL),
    CHECK (settlement_id IS NULL OR status = 'RECEIVED'),
    CHECK ((status = 'REFUNDED') = (refund_reference IS NOT NULL))
  );
  COMMENT ON TABLE mart_order IS 'What a buyer ordered of one seller; total in rupiah, by the prices of the moment of the order.';
  COMMENT ON COLUMN mart_order.checkout_id IS 'The orders that a buyer placed at once, one of each seller.';
  COMMENT ON COLUMN mart_order.pick_up_code IS 'What the buyer says to get it handed over: chance, told to nobody else.';
  COMMENT ON COLUMN mart_order.receive_by IS 'From then on a shipped order counts as received.';
  COMMENT ON COLUMN mart_order.return_until IS 'Until then it may be given back; the seller is paid after that.';
  CREATE INDEX mart_order_of_buyer ON mart_order (buyer_id, id);
  CREATE INDEX mart_order_of_seller ON mart_order (pesantren_id, status, id);
  CREATE INDEX mart_order_by_status ON mart_order (status, id);
  CREATE INDEX mart_order_of_checkout ON mart_order (checkout_id);
  CREATE INDEX mart_order_unpaid ON mart_order (expires_at) WHERE status = 'PLACED';
  CREATE INDEX mart_order_on_its_way ON mart_order (receive_by) WHERE status = 'SHIPPED';
  CREATE INDEX mart_order_due ON mart_order (pesantren_id, return_until) WHERE status = 'RECEIVED' AND settlement_id IS NULL;

  CREATE TABLE mart_order_line (
    order_id uuid NOT NULL REFERENCES mart_order,
    listing_id uuid NOT NULL REFERENCES mart_listing,
    product_id uuid NOT NULL,
    name text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    price bigint NOT NULL CHECK (price > 0),
    PRIMARY KEY (order_id, listing_id)
  );
  COMMENT ON TABLE mart_order_line IS 'What an order is of: name and price in rupiah as they were at that moment.';
  CREATE INDEX mart_order_line_of_listing ON mart_order_line (listing_id);

  CREATE TABLE mart_order_step (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES mart_order,
    status ${STATUS},
    party text NOT NULL CHECK (party IN ('BUYER', 'SELLER', 'OFFICE', 'SYSTEM')),
    reason text CHECK (reason <> ''),
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE mart_order_step IS 'How an order came to stand where it stands, and who brought it there.';
  CREATE INDEX mart_order_step_of_order ON mart_order_step (order_id, id);`;

const DELIVERIES = `
  CREATE TABLE mart_delivery (
    id uuid PRIMARY KEY REFERENCES mart_order,
    buyer_id uuid NOT NULL REFERENCES mart_buyer,
    name bytea,
    phone bytea,
    address bytea,
    birth_date bytea,
    erased_at timestamptz
  );
  COMMENT ON TABLE mart_delivery IS 'Where a shipped order goes. What is bytea is encrypted by the application.';
  COMMENT ON COLUMN mart_delivery.birth_date IS 'By it a consent is the buyer''s own, or needs a guardian.';
  CREATE INDEX mart_delivery_of_buyer ON mart_delivery (buyer_id);
  INSERT INTO personal_purpose VALUES ('delivery', 'Pengantaran pesanan OPOP Mart', 'Delivery of orders of OPOP Mart');`;
