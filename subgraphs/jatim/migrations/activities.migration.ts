import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";
import { JATIM } from "../province";

const PUBLIC = ["activity_kind", "activity_stage", "activity"];
const PRIVATE = ["activity_enrolment", "activity_attendance", "activity_order"];

/** Activities of Eko-Tren OPOP: what is offered is everybody's to know, who takes part is the province's and the pesantren's own. */
export class Activities1700001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OFFERED);
    await runner.query(TAKING_PART);
    for (const table of PUBLIC) await runner.query(writtenByOwnProvince(table, `'${JATIM}'`));
    for (const table of PRIVATE) await runner.query(isolated(table, `'${JATIM}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PRIVATE.toReversed(), ...PUBLIC.toReversed()].join(", ")}`);
  }
}

const OFFERED = `
  CREATE TABLE activity_kind (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z][A-Z_]{1,39}$'),
    name text NOT NULL CHECK (name <> ''),
    most_per_pesantren integer CHECK (most_per_pesantren >= 1),
    by_talent boolean NOT NULL,
    takes_orders boolean NOT NULL,
    for_santri boolean NOT NULL,
    source text NOT NULL CHECK (source <> '')
  );
  COMMENT ON TABLE activity_kind IS 'The kinds of activities, and what is particular to each.';
  COMMENT ON COLUMN activity_kind.most_per_pesantren IS 'How many of a pesantren take part in one activity at most; null for any number.';
  COMMENT ON COLUMN activity_kind.by_talent IS 'Whether a talent or interest is named with each enrolment.';
  COMMENT ON COLUMN activity_kind.takes_orders IS 'Whether buyers order of who takes part.';
  COMMENT ON COLUMN activity_kind.for_santri IS 'Whether a santri of the pillars takes part, or else the pesantren itself.';

  CREATE TABLE activity_stage (
    kind text NOT NULL REFERENCES activity_kind,
    code text NOT NULL CHECK (code ~ '^[A-Z][A-Z_]{1,39}$'),
    position integer NOT NULL CHECK (position >= 1),
    source text NOT NULL CHECK (source <> ''),
    PRIMARY KEY (kind, code),
    UNIQUE (kind, position)
  );
  COMMENT ON TABLE activity_stage IS 'The stages through which who takes part goes, in their order; after the last one follows graduation. Kinds without stages have none.';

  CREATE TABLE activity (
    id uuid PRIMARY KEY,
    kind text NOT NULL REFERENCES activity_kind,
    year integer NOT NULL,
    title text NOT NULL CHECK (title <> ''),
    regency_code text COLLATE "C" NOT NULL,
    place text NOT NULL CHECK (place <> ''),
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on >= starts_on),
    places integer NOT NULL CHECK (places BETWEEN 1 AND 100000),
    taken integer NOT NULL DEFAULT 0 CONSTRAINT activity_taken_within_places CHECK (taken BETWEEN 0 AND places),
    status text NOT NULL CHECK (status IN ('OPEN', 'CLOSED', 'COMPLETED', 'CANCELLED'))
  );
  COMMENT ON TABLE activity IS 'One edition of an activity.';
  COMMENT ON COLUMN activity.taken IS 'How many places are taken; changed with the enrolments, and never above places whoever writes.';
  CREATE INDEX activity_of_kind ON activity (kind, id);`;

const TAKING_PART = `
  CREATE TABLE activity_enrolment (
    id uuid PRIMARY KEY,
    activity_id uuid NOT NULL REFERENCES activity,
    pesantren_id uuid NOT NULL,
    member_id uuid REFERENCES pillar_member,
    talent text CHECK (talent <> ''),
    stage text,
    status text NOT NULL CHECK (status IN ('ENROLLED', 'WITHDRAWN', 'GRADUATED', 'LEFT')),
    note text,
    enrolled_at timestamptz NOT NULL
  );
  COMMENT ON TABLE activity_enrolment IS 'Who takes part in an activity: a santri under the pseudonym of the pillars, or the pesantren itself.';
  COMMENT ON COLUMN activity_enrolment.stage IS 'The stage reached, of kinds with stages; null before the first.';
  CREATE UNIQUE INDEX activity_enrolment_once ON activity_enrolment (activity_id, pesantren_id, coalesce(member_id, pesantren_id)) WHERE status <> 'WITHDRAWN';
  CREATE INDEX activity_enrolment_of_pesantren ON activity_enrolment (pesantren_id, id);

  CREATE TABLE activity_attendance (
    enrolment_id uuid NOT NULL REFERENCES activity_enrolment,
    day date NOT NULL,
    is_present boolean NOT NULL,
    PRIMARY KEY (enrolment_id, day)
  );
  COMMENT ON TABLE activity_attendance IS 'Whether who takes part was there on a day of the activity.';

  CREATE TABLE activity_order (
    id uuid PRIMARY KEY,
    enrolment_id uuid NOT NULL REFERENCES activity_enrolment,
    buyer text NOT NULL CHECK (buyer <> ''),
    product_id uuid NOT NULL,
    quantity integer NOT NULL CHECK (quantity >= 1),
    amount bigint NOT NULL CHECK (amount > 0),
    ordered_on date NOT NULL
  );
  COMMENT ON TABLE activity_order IS 'What a buyer ordered of an exhibitor; amount of the whole order in rupiah.';
  CREATE INDEX activity_order_of_enrolment ON activity_order (enrolment_id);`;
