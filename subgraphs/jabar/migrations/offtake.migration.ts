import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated } from "../../kit/data/isolation";
import { JABAR } from "../province";

const TABLES = ["offtake_contract", "contract_step", "production_order", "production_delivery"];

/** Contracts with off takers, and orders to produce for a partner: the province's own. */
export class Offtake1700001700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTRACTS);
    await runner.query(ORDERS);
    for (const table of TABLES) await runner.query(isolated(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLES.toReversed().join(", ")}`);
  }
}

const CONTRACTS = `
  CREATE TABLE offtake_contract (
    id uuid PRIMARY KEY,
    buyer_id uuid NOT NULL REFERENCES buyer,
    pesantren_id uuid NOT NULL,
    product_id uuid NOT NULL,
    price bigint NOT NULL CHECK (price BETWEEN 1 AND 9007199254740991),
    quantity integer NOT NULL CHECK (quantity > 0),
    period_months smallint NOT NULL CHECK (period_months IN (1, 3, 12)),
    unit text NOT NULL,
    runs_from date NOT NULL,
    runs_until date NOT NULL CHECK (runs_until >= runs_from),
    status text NOT NULL CHECK (status IN ('DRAFT', 'SIGNED', 'ACTIVE', 'FULFILLED', 'TERMINATED')),
    reason text CHECK (reason <> ''),
    CHECK (status = 'TERMINATED' OR reason IS NULL)
  );
  COMMENT ON TABLE offtake_contract IS 'Who takes off what of a pesantren regularly.';
  COMMENT ON COLUMN offtake_contract.price IS 'Whole rupiah for one unit.';
  COMMENT ON COLUMN offtake_contract.quantity IS 'Units to be delivered in each period.';
  COMMENT ON COLUMN offtake_contract.unit IS 'Unit of the product when the contract was drawn up.';
  COMMENT ON COLUMN offtake_contract.reason IS 'Why it was terminated.';
  CREATE INDEX offtake_contract_of_pesantren ON offtake_contract (pesantren_id, id);
  CREATE INDEX offtake_contract_of_buyer ON offtake_contract (buyer_id, id);
  CREATE INDEX offtake_contract_of_product ON offtake_contract (product_id);

  CREATE TABLE contract_step (
    contract_id uuid NOT NULL REFERENCES offtake_contract,
    status text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (contract_id, status)
  );
  COMMENT ON TABLE contract_step IS 'When a contract came to a state.';`;

const ORDERS = `
  CREATE TABLE production_order (
    id uuid PRIMARY KEY,
    buyer_id uuid REFERENCES buyer,
    partner_id uuid,
    pesantren_id uuid NOT NULL CHECK (pesantren_id <> partner_id),
    product_id uuid NOT NULL,
    brand text NOT NULL CHECK (brand <> ''),
    quantity integer NOT NULL CHECK (quantity > 0),
    delivered integer NOT NULL DEFAULT 0 CHECK (delivered BETWEEN 0 AND quantity),
    unit text NOT NULL,
    ordered_on date NOT NULL,
    due_on date NOT NULL CHECK (due_on >= ordered_on),
    status text NOT NULL CHECK (status IN ('OPEN', 'DELIVERED', 'CANCELLED')),
    reason text CHECK (reason <> ''),
    CHECK (num_nonnulls(buyer_id, partner_id) = 1),
    CHECK (status = 'CANCELLED' OR reason IS NULL),
    CHECK (status <> 'DELIVERED' OR delivered = quantity)
  );
  COMMENT ON TABLE production_order IS 'A pesantren makes the product of a partner: of a buyer, or of another pesantren.';
  COMMENT ON COLUMN production_order.partner_id IS 'The pesantren for which it is made; null if for a buyer.';
  COMMENT ON COLUMN production_order.product_id IS 'The producer''s product with whose capacity it is made.';
  COMMENT ON COLUMN production_order.brand IS 'Under which name it is made.';
  COMMENT ON COLUMN production_order.delivered IS 'Units delivered and not rejected: never more than were ordered.';
  CREATE INDEX production_order_of_pesantren ON production_order (pesantren_id, id);
  CREATE INDEX production_order_of_partner ON production_order (partner_id, id) WHERE partner_id IS NOT NULL;
  CREATE INDEX production_order_of_product ON production_order (product_id) WHERE status = 'OPEN';

  CREATE TABLE production_delivery (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES production_order,
    quantity integer NOT NULL CHECK (quantity > 0),
    delivered_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('DELIVERED', 'ACCEPTED', 'REJECTED')),
    reason text CHECK (reason <> ''),
    CHECK (status = 'REJECTED' OR reason IS NULL)
  );
  COMMENT ON TABLE production_delivery IS 'What was delivered of an order, and whether the partner took it.';
  CREATE INDEX production_delivery_of_order ON production_delivery (order_id, id);`;
