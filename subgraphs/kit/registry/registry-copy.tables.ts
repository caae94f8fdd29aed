import { writtenByNation } from "../data/isolation";

/** SQL of a room's migration for the tables of its `RegistryCopy`. */
export const REGISTRY_COPY_TABLES = `
  CREATE TABLE pesantren_reference (
    id uuid PRIMARY KEY,
    nspp text COLLATE "C" NOT NULL,
    name text NOT NULL,
    regency_code text COLLATE "C" NOT NULL,
    district_code text COLLATE "C",
    status text NOT NULL,
    merged_into_id uuid,
    latitude double precision,
    longitude double precision
  );
  COMMENT ON TABLE pesantren_reference IS 'What this room must know of each pesantren, copied from the registry through its feed of changes.';
  COMMENT ON COLUMN pesantren_reference.nspp IS 'The number of today; every number there ever was is in pesantren_number.';
  COMMENT ON COLUMN pesantren_reference.merged_into_id IS 'The original of which this one is a duplicate; no key, since the feed may tell of the original later.';
  COMMENT ON COLUMN pesantren_reference.latitude IS 'Degrees north of the equator; null if its place is not known.';
  COMMENT ON COLUMN pesantren_reference.longitude IS 'Degrees east of Greenwich; null if its place is not known.';
  CREATE INDEX pesantren_reference_merged ON pesantren_reference (merged_into_id) WHERE merged_into_id IS NOT NULL;
  CREATE INDEX pesantren_reference_regency ON pesantren_reference (regency_code);

  CREATE TABLE pesantren_number (
    nspp text COLLATE "C" PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren_reference
  );
  COMMENT ON TABLE pesantren_number IS 'Every NSPP that a pesantren has or had.';
  CREATE INDEX pesantren_number_of_pesantren ON pesantren_number (pesantren_id);
  ${writtenByNation("pesantren_reference")}
  ${writtenByNation("pesantren_number")}`;
