import { writtenByNation } from "../data/isolation";

/** SQL of a room's migration for the table of its `CatalogueCopy`. */
export const CATALOGUE_COPY_TABLES = `
  CREATE TABLE product_reference (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    name text NOT NULL,
    description text,
    field text NOT NULL,
    price bigint NOT NULL,
    unit text NOT NULL,
    monthly_capacity integer,
    photo text,
    status text NOT NULL
  );
  COMMENT ON TABLE product_reference IS 'What this room must know of each product, copied from the catalogue through its feed of changes.';
  COMMENT ON COLUMN product_reference.pesantren_id IS 'As it was filed, so perhaps a merged duplicate; no key, since the feeds of the registry and the catalogue may come in any order.';
  COMMENT ON COLUMN product_reference.price IS 'Whole rupiah for one unit.';
  COMMENT ON COLUMN product_reference.monthly_capacity IS 'Units that can be delivered in a month; null if not known.';
  COMMENT ON COLUMN product_reference.photo IS 'Address of the best photo; null if there is none.';
  CREATE INDEX product_reference_of_pesantren ON product_reference (pesantren_id);
  CREATE INDEX product_reference_by_field ON product_reference (field) WHERE status = 'ACTIVE';
  ${writtenByNation("product_reference")}`;
