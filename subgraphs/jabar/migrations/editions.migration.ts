import type { MigrationInterface, QueryRunner } from "typeorm";
import { writtenByOwnProvince } from "../../kit/data/isolation";
import { JABAR } from "../province";

const TABLES = [
  "rule_source",
  "edition",
  "edition_period",
  "edition_category",
  "edition_requirement",
  "edition_stage",
  "edition_place",
  "edition_quota",
  "edition_criterion",
  "edition_prize",
  "edition_target",
  "edition_step",
  "edition_figure",
  "edition_change",
];

/** Editions and their rules: everybody may read them. */
export class Editions1700001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EDITION);
    await runner.query(RULES);
    await runner.query(FIGURES);
    for (const table of TABLES) await runner.query(writtenByOwnProvince(table, `'${JABAR}'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLES.toReversed().join(", ")}`);
  }
}

const EDITION = `
  CREATE TABLE rule_source (
    code text PRIMARY KEY CHECK (code ~ '^[a-z0-9-]{2,60}$'),
    title text NOT NULL CHECK (title <> ''),
    publisher text NOT NULL CHECK (publisher <> ''),
    published_on date,
    reference text
  );
  COMMENT ON TABLE rule_source IS 'Where a rule or a figure is from: a decree, a press release, an article.';

  CREATE TABLE edition (
    id uuid PRIMARY KEY,
    year integer NOT NULL UNIQUE CHECK (year BETWEEN 2018 AND 2100),
    name text NOT NULL CHECK (name <> ''),
    status text NOT NULL CHECK (status IN ('DRAFT', 'ADOPTED')),
    made_from_id uuid REFERENCES edition,
    once_ever boolean NOT NULL,
    appeal_days integer NOT NULL CHECK (appeal_days BETWEEN 0 AND 90),
    lot_seed text NOT NULL CHECK (lot_seed <> ''),
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL
  );
  COMMENT ON TABLE edition IS 'A year of the audition programme.';
  COMMENT ON COLUMN edition.status IS 'The rules of an ADOPTED edition change only with a reason, which is kept in edition_change.';
  COMMENT ON COLUMN edition.once_ever IS 'Whether a pesantren that passed a stage of an earlier edition may not register.';
  COMMENT ON COLUMN edition.appeal_days IS 'So many days after an announcement an appeal may be lodged.';
  COMMENT ON COLUMN edition.lot_seed IS 'Decides by lot where a tie-break says LOT: the smaller hash of seed and registration is before. Known beforehand, so nobody can choose it afterwards.';
  COMMENT ON COLUMN edition.assumed IS 'Names of the columns whose value no source tells.';`;

const RULES = `
  CREATE TABLE edition_period (
    edition_id uuid NOT NULL REFERENCES edition,
    number integer NOT NULL CHECK (number >= 1),
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL CHECK (closes_at > opens_at),
    reason text,
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    PRIMARY KEY (edition_id, number),
    CHECK (number = 1 OR reason <> '')
  );
  COMMENT ON TABLE edition_period IS 'The registration period; that of the highest number holds. Each extension is a row of its own, with its reason.';

  CREATE TABLE edition_category (
    edition_id uuid NOT NULL REFERENCES edition,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{2,30}$'),
    name text NOT NULL,
    from_months integer NOT NULL CHECK (from_months >= 0),
    below_months integer CHECK (below_months > from_months),
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    PRIMARY KEY (edition_id, code)
  );
  COMMENT ON TABLE edition_category IS 'A category by the age of the business in whole months on the day of registration: from_months and more, below below_months (null: no limit).';

  CREATE TABLE edition_requirement (
    edition_id uuid NOT NULL REFERENCES edition,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{2,40}$'),
    kind text NOT NULL CHECK (kind IN ('ELIGIBILITY', 'ADMINISTRATIVE')),
    rule text NOT NULL CHECK (rule IN ('IN_PROVINCE', 'NSPP', 'NEVER_TOOK_PART', 'NIB', 'NPWP', 'BANK_ACCOUNT', 'REPRESENTATIVE_AGE', 'REPRESENTATIVE_EDUCATION', 'DOCUMENT', 'REVIEWED')),
    position integer NOT NULL,
    name_id text NOT NULL,
    name_en text NOT NULL,
    minimum integer,
    maximum integer,
    allowed text[],
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    PRIMARY KEY (edition_id, code)
  );
  COMMENT ON TABLE edition_requirement IS 'What a registration must fulfil. All but REVIEWED are checked by the graph at submission; reviewers tick every one.';
  COMMENT ON COLUMN edition_requirement.minimum IS 'REPRESENTATIVE_AGE: years. REPRESENTATIVE_EDUCATION: rank of the schooling (1 SD, 2 SMP, 3 SMA, 4 diploma, 5 S1, 6 S2, 7 S3).';
  COMMENT ON COLUMN edition_requirement.allowed IS 'BANK_ACCOUNT: codes of the banks.';

  CREATE TABLE edition_stage (
    id uuid PRIMARY KEY,
    edition_id uuid NOT NULL REFERENCES edition,
    number integer NOT NULL CHECK (number BETWEEN 1 AND 9),
    level text NOT NULL CHECK (level IN ('DISTRICT', 'REGENCY', 'PROVINCE')),
    name text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON')),
    panel_size integer NOT NULL CHECK (panel_size BETWEEN 1 AND 15),
    panel_minimum integer NOT NULL CHECK (panel_minimum BETWEEN 1 AND panel_size),
    pass_score numeric(6, 3) CHECK (pass_score BETWEEN 0 AND 100),
    tie_break text[] NOT NULL CHECK (cardinality(tie_break) >= 1),
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}',
    UNIQUE (edition_id, number)
  );
  COMMENT ON TABLE edition_stage IS 'An audition stage. Changing what stands here bumps nothing that was announced: decisions keep the results as they were.';
  COMMENT ON COLUMN edition_stage.panel_minimum IS 'With so many judges a panel is complete if others are missing for a reason.';
  COMMENT ON COLUMN edition_stage.pass_score IS 'The least total (0 to 100) to pass, whatever the quota; null for none.';
  COMMENT ON COLUMN edition_stage.tie_break IS 'What decides between equal totals, in this order: codes of criteria, EARLIER_SUBMISSION, LOT. Whatever is still equal is decided by LOT.';

  CREATE TABLE edition_place (
    stage_id uuid NOT NULL REFERENCES edition_stage,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{1,30}$'),
    name text NOT NULL,
    regency_codes text[] NOT NULL DEFAULT '{}',
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    PRIMARY KEY (stage_id, code)
  );
  COMMENT ON TABLE edition_place IS 'Where a stage is held, and for candidates of which regencies; an empty list leaves it to the operators.';

  CREATE TABLE edition_quota (
    stage_id uuid NOT NULL REFERENCES edition_stage,
    category text,
    regency_code text,
    places integer NOT NULL CHECK (places >= 0),
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    UNIQUE NULLS NOT DISTINCT (stage_id, category, regency_code)
  );
  COMMENT ON TABLE edition_quota IS 'How many pass a stage at most, by category, by regency, by both or (both null) in all. The rows of a stage name the same of the two; who falls under none does not pass.';

  CREATE TABLE edition_criterion (
    stage_id uuid NOT NULL REFERENCES edition_stage,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{2,40}$'),
    position integer NOT NULL,
    name_id text NOT NULL,
    name_en text NOT NULL,
    weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (stage_id, code)
  );
  COMMENT ON TABLE edition_criterion IS 'What judges score, each 0 to 100 in steps of 1. A total is the mean of the judges, weighted by the shares of the criteria.';

  CREATE TABLE edition_prize (
    id uuid PRIMARY KEY,
    stage_id uuid NOT NULL REFERENCES edition_stage,
    category text,
    rank_from integer NOT NULL CHECK (rank_from >= 1),
    rank_to integer NOT NULL CHECK (rank_to >= rank_from),
    title text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    tranche_percents integer[] NOT NULL DEFAULT '{100}',
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}'
  );
  COMMENT ON TABLE edition_prize IS 'What those who passed a stage are granted by their rank among those of the same quota; amount in rupiah for each.';
  COMMENT ON COLUMN edition_prize.tranche_percents IS 'Shares of the tranches in percent, 100 together. A tranche after the first needs the report of the one before.';
  CREATE INDEX edition_prize_of_stage ON edition_prize (stage_id);`;

const FIGURES = `
  CREATE TABLE edition_target (
    edition_id uuid NOT NULL REFERENCES edition,
    indicator text NOT NULL CHECK (indicator ~ '^[A-Z0-9_]{2,60}$'),
    number integer NOT NULL CHECK (number >= 1),
    value bigint NOT NULL,
    unit text NOT NULL,
    reason text,
    decided_on date,
    source text NOT NULL REFERENCES rule_source,
    assumed boolean NOT NULL,
    PRIMARY KEY (edition_id, indicator, number),
    CHECK (number = 1 OR reason <> '')
  );
  COMMENT ON TABLE edition_target IS 'Targets and budget; that of the highest number holds. Each revision is a row of its own, with its reason.';

  CREATE TABLE edition_step (
    edition_id uuid NOT NULL REFERENCES edition,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9_]{2,40}$'),
    position integer NOT NULL,
    name text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ONLINE', 'IN_PERSON', 'BOTH')),
    starts_on date,
    ends_on date CHECK (ends_on >= starts_on),
    source text NOT NULL REFERENCES rule_source,
    assumed text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (edition_id, code)
  );
  COMMENT ON TABLE edition_step IS 'The plan of the year: which steps, when, and whether online or in person.';

  CREATE TABLE edition_figure (
    edition_id uuid NOT NULL REFERENCES edition,
    indicator text NOT NULL CHECK (indicator ~ '^[A-Z0-9_]{2,60}$'),
    source text NOT NULL REFERENCES rule_source,
    value bigint NOT NULL,
    unit text NOT NULL,
    approximate boolean NOT NULL,
    as_of date,
    PRIMARY KEY (edition_id, indicator, source)
  );
  COMMENT ON TABLE edition_figure IS 'Published figures, one for each source; sources may contradict each other and what the graph itself counts.';

  CREATE TABLE edition_change (
    id uuid PRIMARY KEY,
    edition_id uuid NOT NULL REFERENCES edition,
    part text NOT NULL,
    before jsonb,
    after jsonb,
    reason text NOT NULL CHECK (reason <> ''),
    source text REFERENCES rule_source,
    at timestamptz NOT NULL
  );
  COMMENT ON TABLE edition_change IS 'What was changed in the rules of an adopted edition, and why; everybody may read it. Append-only.';
  CREATE INDEX edition_change_of_edition ON edition_change (edition_id, id DESC);`;
