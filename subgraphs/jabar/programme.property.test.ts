import fc from "fast-check";
import { insertEdition, type EditionRules } from "./editions/rules";
import { ASSUMED } from "./editions/data/sources";
import { filledIn, review, TestProgramme, testRules, testStage } from "./testing/fixture";
import { judgeOf, OPERATOR, OTHER_REVIEWER, ownerOf, REVIEWER } from "./testing/people";
import type { Step } from "./replay/documents";

const SEED = 20261123;
const RUNS = 25;
const HOUR_MS = 3_600_000;
const JUDGES = ["ani", "budi", "citra"].map(judgeOf);

/** A small edition, made up. */
interface Spec {
  readonly quotas: readonly [number, number];
  readonly byCategory: boolean;
  readonly panel: readonly [least: number, size: number];
  readonly passScore: number | null;
}

/** A call, by somebody who may, in an order that nobody planned. */
interface Call {
  readonly step: Step | "wait";
  readonly which: number;
  readonly other: number;
  readonly points: number;
}

const SPEC: fc.Arbitrary<Spec> = fc.record({
  quotas: fc.tuple(fc.nat(3), fc.nat(2)),
  byCategory: fc.boolean(),
  panel: fc.constantFrom<[number, number]>([1, 1], [1, 2], [2, 2], [2, 3]),
  passScore: fc.constantFrom(null, 50),
});

/** What happens in an ordinary year, in order, so that random calls fall into every phase of it. */
const YEAR_OF_CALLS: readonly (Step | "wait")[] = [
  ...["draft", "draft", "draft", "draft", "submit", "submit", "submit", "submit"],
  ...["review", "review", "review", "review", "schedule", "assign", "wait", "attendance", "score", "score", "score"],
  ...[
    "decide",
    "announce",
    "wait",
    "schedule",
    "assign",
    "wait",
    "attendance",
    "score",
    "score",
    "score",
    "decide",
    "announce",
  ],
] as (Step | "wait")[];
const ANY_CALL = fc.constantFrom<Step | "wait">(
  ...([
    "draft",
    "submit",
    "withdraw",
    "review",
    "appealReview",
    "answerAppeal",
    "assign",
    "attendance",
    "score",
  ] as const),
  ...(["judgeMissing", "decide", "discard", "announce", "correct", "appealDecision", "wait"] as const),
);
const CALLS: fc.Arbitrary<Call[]> = fc
  .array(fc.tuple(ANY_CALL, fc.nat(YEAR_OF_CALLS.length)), { minLength: 5, maxLength: 25 })
  .chain((extra) => {
    const steps = [...YEAR_OF_CALLS];
    for (const [step, at] of extra) steps.splice(at, 0, step);
    return fc.tuple(
      ...steps.map((step) =>
        fc.record({ step: fc.constant(step), which: fc.nat(5), other: fc.nat(5), points: fc.nat(100) }),
      ),
    );
  });

function rulesOf({ quotas, byCategory, panel, passScore }: Spec, year: number): EditionRules {
  const stage = (number: number) =>
    testStage(number, {
      panelMinimum: panel[0],
      panelSize: panel[1],
      passScore,
      quotas: (byCategory ? ["STARTUP", "SCALEUP"] : [null]).map((category) => ({
        category,
        regencyCode: null,
        places: quotas[number - 1],
        source: ASSUMED,
        isAssumed: true,
      })),
    });
  const source = { source: ASSUMED, isAssumed: true };
  const period = { number: 1, opensAt: `${year}-03-01T00:00:00Z`, closesAt: `${year}-03-31T16:59:59Z`, reason: null };
  return testRules({ year, periods: [{ ...period, ...source }], stages: [stage(1), stage(2)] });
}

/** Makes calls in an edition, and remembers what there is to name. */
class Run {
  readonly registrations: { id: string; owner: ReturnType<typeof ownerOf> }[] = [];
  #sessions: string[] = [];
  #decisions: string[] = [];
  #appeals: string[] = [];
  #calls = 0;

  constructor(
    private readonly programme: TestProgramme,
    private readonly year: number,
    private readonly stages: readonly string[],
    private readonly judges: readonly string[],
    private readonly spec: Spec,
  ) {}

  async call({ step, which, other, points }: Call): Promise<void> {
    const { programme } = this;
    if (step === "wait") return programme.wait(which === 0 ? 4 : 1);
    const one = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
    const registration = one(this.registrations, which);
    const stageId = this.stages[other % 2]!;
    const session = one(this.#sessions, other);
    const decision = one(this.#decisions, other);
    const key = `run-${this.year}-${this.#calls++}`;
    const ids = this.registrations.map(({ id }) => id);
    switch (step) {
      case "draft": {
        const pesantren = await programme.pesantren();
        const owner = ownerOf(pesantren.id);
        const started = which % 2 === 0 ? `${this.year}-01-01` : `${this.year - 3}-01-01`;
        const input = filledIn(pesantren.nspp, this.year, { businessStartedOn: started });
        const { id } = await programme.try(owner, "draft", input, key);
        if (id) this.registrations.push({ id, owner });
        return;
      }
      case "submit":
        return void (registration && (await programme.try(registration.owner, step, registration.id)));
      case "withdraw":
        return void (
          registration && (await programme.try(registration.owner, step, { id: registration.id, reason: "x" }))
        );
      case "review": {
        const outcome = points < 70 ? "PASSED" : points < 85 ? "REFUSED" : "RETURNED";
        const input = (id: string) => ({ reviews: [review(id, outcome, outcome === "PASSED" ? null : "Kurang")] });
        // Two reviewers at once.
        if (registration)
          await Promise.all([REVIEWER, OTHER_REVIEWER].map((who) => programme.try(who, step, input(registration.id))));
        return;
      }
      case "appealReview": {
        if (!registration) return;
        const { id } = await programme.try(registration.owner, step, { registrationId: registration.id, grounds: "x" });
        if (id) this.#appeals.push(id);
        return;
      }
      case "answerAppeal": {
        const appealId = one(this.#appeals, which);
        if (appealId) await programme.try(OTHER_REVIEWER, step, { appealId, isGranted: points < 50, answer: "x" });
        return;
      }
      case "schedule": {
        const startsAt = new Date(programme.now.getTime() + HOUR_MS);
        const times = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR_MS) };
        const judgeIds = this.judges.slice(0, this.spec.panel[1]);
        for (const each of this.stages) {
          const { id } = await programme.try(
            OPERATOR,
            step,
            {
              stageId: each,
              place: "AULA",
              capacity: 10,
              judgeIds,
              ...(each === this.stages[0] ? times : later(times)),
            },
            `${key}-${each}`,
          );
          if (id) this.#sessions.push(id);
        }
        return;
      }
      case "assign":
        for (const each of this.stages) await programme.try(OPERATOR, step, { stageId: each });
        return;
      case "attendance":
        for (const sessionId of this.#sessions) {
          for (const id of ids) {
            const came = points > 10 ? { presentIds: [id] } : { absentIds: [id] };
            await programme.try(OPERATOR, step, { sessionId, ...came });
          }
        }
        return;
      case "score":
        for (const sessionId of this.#sessions) {
          for (const registrationId of ids) {
            const scores = ["MARKET", "DEMAND"].map((criterion) => ({ criterion, points }));
            await programme.try(JUDGES[which % 3]!, step, { sessionId, sheets: [{ registrationId, scores }] });
          }
        }
        return;
      case "judgeMissing":
        return void (
          session &&
          (await programme.try(OPERATOR, step, {
            sessionId: session,
            judgeId: this.judges[which % 3],
            reason: "Sakit",
          }))
        );
      case "decide": {
        // Two operators at once: one at most decides.
        const tries = await Promise.all([1, 2].map(() => programme.try(OPERATOR, step, { stageId, minutes: "x" })));
        const made = tries.flatMap(({ id }) => (id ? [id] : []));
        expect(made.length).toBeLessThanOrEqual(1);
        this.#decisions.push(...made);
        return;
      }
      case "discard":
        return void (decision && (await programme.try(OPERATOR, step, decision)));
      case "announce":
        for (const each of this.#decisions.slice(-2)) await programme.try(OPERATOR, step, { decisionId: each });
        return;
      case "correct": {
        if (!decision) return;
        const exclusions = registration && points < 50 ? [{ registrationId: registration.id, reason: "x" }] : [];
        const { id } = await programme.try(OPERATOR, step, {
          decisionId: decision,
          reason: "x",
          minutes: "x",
          exclusions,
        });
        if (id) this.#decisions.push(id);
        return;
      }
      case "appealDecision":
        if (!registration || !decision) return;
        await programme.try(registration.owner, step, {
          decisionId: decision,
          registrationId: registration.id,
          grounds: "x",
        });
        return;
      default:
        throw new Error(`No run calls ${step}.`);
    }
  }
}

const later = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({
  startsAt: new Date(startsAt.getTime() + 2 * HOUR_MS),
  endsAt: new Date(endsAt.getTime() + 2 * HOUR_MS),
});

/** What must never be, in rows that show it. */
const NEVER: Readonly<Record<string, string>> = {
  "more passed than a quota has places": `
    SELECT d.id FROM decision d JOIN edition_quota q ON q.stage_id = d.stage_id
    JOIN decision_result r ON r.decision_id = d.id AND r.passed AND coalesce(q.category, r.category) = r.category
    GROUP BY d.id, q.category, q.places HAVING count(*) > q.places`,
  "somebody passed who did not come": `
    SELECT r.* FROM decision_result r JOIN decision d ON d.id = r.decision_id
    LEFT JOIN candidate c ON c.stage_id = d.stage_id AND c.registration_id = r.registration_id AND c.attendance = 'PRESENT'
    WHERE c.stage_id IS NULL`,
  "a candidate of stage I whose registration did not pass": `
    SELECT c.* FROM candidate c JOIN edition_stage s ON s.id = c.stage_id AND s.number = 1 JOIN registration r ON r.id = c.registration_id
    WHERE c.excluded_reason IS NULL AND r.status <> 'PASSED'`,
  "a candidate of stage II who did not pass stage I": `
    SELECT c.* FROM candidate c JOIN edition_stage s ON s.id = c.stage_id AND s.number = 2
    JOIN edition_stage first ON first.edition_id = s.edition_id AND first.number = 1
    WHERE c.excluded_reason IS NULL AND NOT EXISTS (
      SELECT FROM decision d JOIN decision_result r ON r.decision_id = d.id WHERE d.stage_id = first.id AND d.status = 'ANNOUNCED' AND r.passed
        AND r.registration_id = c.registration_id
        AND NOT EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED'))`,
  "a stage that was decided twice": `
    SELECT stage_id FROM decision WHERE corrects_id IS NULL AND status <> 'DISCARDED' GROUP BY 1 HAVING count(*) > 1`,
  "a funnel that says something else than the rows": `
    SELECT * FROM (
      SELECT 'REGISTERED' AS step, 0 AS stage, edition_id, count(*) FROM registration WHERE submitted_at IS NOT NULL GROUP BY 3
      UNION ALL SELECT 'PASSED_ADMINISTRATION', 0, s.edition_id, count(*) FROM candidate c JOIN edition_stage s ON s.id = c.stage_id AND s.number = 1 GROUP BY 3
      UNION ALL SELECT 'ATTENDED', s.number, s.edition_id, count(*) FROM candidate c JOIN edition_stage s ON s.id = c.stage_id
        WHERE c.attendance = 'PRESENT' GROUP BY 2, 3
      UNION ALL SELECT 'PASSED', s.number, s.edition_id, count(*) FROM decision_result r JOIN decision d ON d.id = r.decision_id
        JOIN edition_stage s ON s.id = d.stage_id WHERE r.passed AND d.status = 'ANNOUNCED'
        AND NOT EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED') GROUP BY 2, 3
    ) rows FULL JOIN (SELECT step, stage, edition_id, sum(count) AS count FROM funnel_count GROUP BY 1, 2, 3 HAVING sum(count) <> 0) counted
      USING (step, stage, edition_id, count)
    WHERE rows IS NULL OR counted IS NULL`,
};

/** Figures that the facts, added up, tell otherwise than the funnel. */
const TOLD_OTHERWISE = `
  SELECT * FROM (SELECT e.year::text AS period, replace(lower(step), '_', '-') AS step, stage, sum(count)::bigint AS count
    FROM funnel_count JOIN edition e ON e.id = edition_id GROUP BY 1, 2, 3 HAVING sum(count) <> 0) counted
  FULL JOIN (SELECT period, replace(replace(indicator, 'pesantren.', ''), '-stage', '') AS step, coalesce(dimensions ->> 'stage', '0')::int AS stage,
    sum(value)::bigint AS count FROM fact WHERE kind = 'COMPUTED' GROUP BY 1, 2, 3 HAVING sum(value) <> 0) told USING (period, step, stage, count)
  WHERE counted IS NULL OR told IS NULL`;

describe("any order of calls in any edition", () => {
  let programme: TestProgramme;
  let judges: string[];
  beforeAll(async () => {
    programme = await TestProgramme.start(null);
    judges = [];
    for (const { subject } of JUDGES) {
      const input = { subject, name: `Juri ${subject}`, background: "PRACTITIONER", institution: "Contoh" };
      judges.push((await programme.do(OPERATOR, "registerJudge", input, `judge-${subject}-key`)).id!);
    }
  });
  afterAll(() => programme.close());

  /** Sheets that the operator sees of a candidate whose panel is not complete. */
  async function unsealedTooEarly(stages: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const id of stages) {
      const { jabarCandidates } = await programme.as(OPERATOR).data<{
        jabarCandidates: { nodes: { registrationId: string; sheets: object[] }[] };
      }>(`query ($id: ID!) { jabarCandidates(filter: { stageId: $id }) { nodes { registrationId sheets { judgeId } } } }`, { id });
      const waiting = await programme.graph.db.rows<{ id: string }>(
        `SELECT c.registration_id AS id FROM candidate c JOIN session_judge j ON j.session_id = c.session_id AND j.missing_reason IS NULL
         LEFT JOIN score_sheet s ON s.stage_id = c.stage_id AND s.registration_id = c.registration_id AND s.judge_id = j.judge_id
         WHERE c.stage_id = $1 AND s.judge_id IS NULL`,
        [id],
      );
      const sealed = new Set(waiting.map((each) => each.id));
      found.push(
        ...jabarCandidates.nodes.flatMap((each) =>
          each.sheets.length > 0 && sealed.has(each.registrationId) ? [each.registrationId] : [],
        ),
      );
    }
    return found;
  }

  it(`passes no more than the quota, lets no refused one in, opens no score early, and changes nothing announced (seed ${SEED})`, async () => {
    let year = 2030;
    let announcedEver = 0;
    await fc.assert(
      fc.asyncProperty(SPEC, CALLS, async (spec, calls) => {
        year++;
        programme.now = new Date(`${year}-03-10T03:00:00Z`);
        await programme.graph.db.inTransaction((tx) =>
          insertEdition(tx, rulesOf(spec, year), { status: "ADOPTED", at: programme.now }),
        );
        const { stages } = await programme.edition(OPERATOR, year);
        const ids = stages.map(({ id }) => id);
        const run = new Run(programme, year, ids, judges, spec);
        const announced = new Map<string, string>();
        for (const call of calls) {
          await run.call(call);
          const now = await programme.graph.db.rows<{ id: string; results: string }>(
            `SELECT d.id, md5(d::text || (SELECT coalesce(string_agg(r::text, ',' ORDER BY registration_id), '') FROM decision_result r WHERE r.decision_id = d.id)) AS results
             FROM decision d WHERE d.status = 'ANNOUNCED' AND d.stage_id = ANY($1)`,
            [ids],
          );
          for (const { id, results } of now) {
            expect(announced.get(id) ?? results).toBe(results);
            announced.set(id, results);
          }
          expect(now).toHaveLength(announced.size);
          if (call.step === "score" || call.step === "judgeMissing") expect(await unsealedTooEarly(ids)).toEqual([]);
        }
        announcedEver += announced.size;
        for (const [what, text] of Object.entries({
          ...NEVER,
          "facts that add up to something else": TOLD_OTHERWISE,
        })) {
          expect({ what, rows: await programme.graph.db.rows(text) }).toEqual({ what, rows: [] });
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // A property of years in which nothing is ever announced would say little.
    expect(announcedEver).toBeGreaterThan(RUNS / 2);
  }, 240_000);
});
