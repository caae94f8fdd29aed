import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PUBLIC = ["pillar_target", "pillar_figure", "pillar_step", "pillar_count"];
const PRIVATE = ["pillar_member", "pillar_person", "pillar_step_taken"];

/** The three pillars: rules, targets, published figures and counts are everybody's to know; who takes part is the province's and the pesantren's own. */
export class Pillars1700001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULES);
    await runner.query(MEMBERS);
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PRIVATE.toReversed(), ...PUBLIC.toReversed()].join(", ")}`);
  }
}

const PILLAR = "text NOT NULL CHECK (pillar IN ('SANTRIPRENEUR', 'PESANTRENPRENEUR', 'SOCIOPRENEUR'))";

const RULES = `
  CREATE TABLE pillar_target (
    pillar ${PILLAR},
    year integer NOT NULL CHECK (year BETWEEN 2018 AND 2100),
    target bigint NOT NULL CHECK (target >= 0),
    source text NOT NULL CHECK (source <> ''),
    PRIMARY KEY (pillar, year)
  );
  COMMENT ON TABLE pillar_target IS 'How many santri, products or alumni a pillar is to have reached by the end of a year, and who said so.';

  CREATE TABLE pillar_figure (
    id uuid PRIMARY KEY,
    pillar ${PILLAR},
    as_of date NOT NULL,
    value bigint NOT NULL CHECK (value >= 0),
    source text NOT NULL CHECK (source <> ''),
    UNIQUE (pillar, as_of, source)
  );
  COMMENT ON TABLE pillar_figure IS 'What sources published a pillar to have reached by a day. Stands beside what is counted here; two sources may contradict each other.';

  CREATE TABLE pillar_step (
    pillar ${PILLAR},
    code text NOT NULL CHECK (code ~ '^[A-Z][A-Z_]{1,39}$'),
    position integer NOT NULL CHECK (position >= 1),
    name_id text NOT NULL,
    name_en text NOT NULL,
    counts boolean NOT NULL,
    needs_certificate boolean NOT NULL,
    source text NOT NULL CHECK (source <> ''),
    PRIMARY KEY (pillar, code),
    UNIQUE (pillar, position)
  );
  COMMENT ON TABLE pillar_step IS 'The steps of each pillar, in the order in which they are taken.';
  COMMENT ON COLUMN pillar_step.counts IS 'Whether who has taken it counts as reached.';
  COMMENT ON COLUMN pillar_step.needs_certificate IS 'Whether a halal certificate must be named with it.';
  COMMENT ON COLUMN pillar_step.source IS 'Who says so; assumed where nobody published it.';
  CREATE UNIQUE INDEX pillar_step_that_counts ON pillar_step (pillar) WHERE counts;

  CREATE TABLE pillar_count (
    pillar ${PILLAR},
    pesantren_id uuid NOT NULL,
    month text COLLATE "C" NOT NULL CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    count bigint NOT NULL CHECK (count >= 0),
    PRIMARY KEY (pillar, pesantren_id, month)
  );
  COMMENT ON TABLE pillar_count IS 'How many of a pesantren a pillar reached in a month (WIB): kept with every change of its members, so that public figures read no rows about persons.';
  CREATE INDEX pillar_count_of_pesantren ON pillar_count (pesantren_id);`;

const MEMBERS = `
  CREATE TABLE pillar_member (
    id uuid PRIMARY KEY,
    pillar ${PILLAR},
    pesantren_id uuid NOT NULL,
    code text NOT NULL UNIQUE,
    product_id uuid,
    halal_number text CHECK (halal_number <> ''),
    halal_valid_until date,
    business_name text CHECK (business_name <> ''),
    ties text CHECK (ties <> ''),
    counted_on date,
    recorded_at timestamptz NOT NULL,
    removed_at timestamptz,
    removed_reason text CHECK (removed_reason <> ''),
    CHECK ((pillar = 'PESANTRENPRENEUR') = (product_id IS NOT NULL)),
    CHECK ((pillar = 'SOCIOPRENEUR') = (business_name IS NOT NULL AND ties IS NOT NULL)),
    CHECK ((halal_number IS NULL) = (halal_valid_until IS NULL)),
    CHECK ((removed_at IS NULL) = (removed_reason IS NULL))
  );
  COMMENT ON TABLE pillar_member IS 'A santri, a flagship product or an alumnus on the way of a pillar. Persons have a pseudonym here; who they are is in pillar_person.';
  COMMENT ON COLUMN pillar_member.code IS 'The pseudonym: chance, so that it reveals nothing.';
  COMMENT ON COLUMN pillar_member.ties IS 'How an alumnus''s business is tied to the pesantren and the community around it.';
  COMMENT ON COLUMN pillar_member.counted_on IS 'The day of the step from which it counts as reached; null before that.';
  COMMENT ON COLUMN pillar_member.removed_at IS 'When it was struck off, recorded by mistake; it does not count then.';
  CREATE UNIQUE INDEX pillar_product_once ON pillar_member (product_id) WHERE removed_at IS NULL;
  CREATE INDEX pillar_member_of_pesantren ON pillar_member (pesantren_id, id);
  CREATE INDEX pillar_member_of_pillar ON pillar_member (pillar, id);

  CREATE TABLE pillar_person (
    id uuid PRIMARY KEY REFERENCES pillar_member,
    pesantren_id uuid NOT NULL,
    name bytea,
    birth_date bytea,
    erased_at timestamptz
  );
  COMMENT ON TABLE pillar_person IS 'Who a santri or an alumnus is. What is bytea is encrypted by the application.';

  CREATE TABLE pillar_step_taken (
    member_id uuid NOT NULL REFERENCES pillar_member,
    pillar text NOT NULL,
    step text NOT NULL,
    taken_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (member_id, step),
    FOREIGN KEY (pillar, step) REFERENCES pillar_step (pillar, code)
  );
  COMMENT ON TABLE pillar_step_taken IS 'When a member took a step.';`;
