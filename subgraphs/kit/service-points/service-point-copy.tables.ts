import { writtenByNation } from "../data/isolation";

/** SQL of a room's migration for the table of its `ServicePointCopy`. */
export const SERVICE_POINT_COPY_TABLES = `
  CREATE TABLE service_point_reference (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    service_codes text[] NOT NULL,
    bank_code text,
    regency_code text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    status text NOT NULL
  );
  COMMENT ON TABLE service_point_reference IS 'What this room must know of each service point, copied from the registry through its feed of changes.';
  COMMENT ON COLUMN service_point_reference.pesantren_id IS 'As it was registered, so perhaps a merged duplicate; no key, since the feeds of the registry may come in any order.';
  CREATE INDEX service_point_reference_of_pesantren ON service_point_reference (pesantren_id);
  ${writtenByNation("service_point_reference")}`;
