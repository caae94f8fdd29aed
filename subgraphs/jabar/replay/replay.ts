import type { Actor, Replay, ReplayedFigure, ReplayStage } from "../../kit/replay";
import { JABAR } from "../province";
import { registrationOf } from "./made-up";
import { PLANS, type EditionPlan, type StagePlan } from "./plans";
import { Programme, type CandidateOfGraph, type EditionOfGraph, type StageOfGraph } from "./programme";
import { inTurns, portions } from "./turns";

const OPERATOR: Actor = { client: "operator-jabar", person: "trial-siti" };
const REVIEWER: Actor = { client: "operator-jabar", person: "trial-asep" };
const JUDGES: readonly Actor[] = ["trial-dewi", "trial-hasan", "trial-lilis"].map((person) => ({
  client: "judge-jabar",
  person,
}));
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So many registrations are under way at once. */
const AT_ONCE = 8;
const REVIEWS_AT_ONCE = 50;
const SHEETS_AT_ONCE = 100;
const PAYMENTS_AT_ONCE = 500;

/** Past editions of Jawa Barat's programme, registration by registration, by public mutations alone. */
export const jabarReplay: Replay = {
  years: Object.keys(PLANS).map(Number),
  run: (year, stage) => new EditionReplay(year, PLANS[year]!, stage).run(),
};

class EditionReplay {
  readonly #programme: Programme<Actor>;
  #now = new Date(0);

  constructor(
    private readonly year: number,
    private readonly plan: EditionPlan,
    private readonly stage: ReplayStage,
  ) {
    this.#programme = new Programme(<T>(actor: Actor, document: string, variables: object) =>
      stage.ask<T>(actor, document, variables),
    );
  }

  async run(): Promise<readonly ReplayedFigure[]> {
    const { plan, stage } = this;
    stage.say(plan.note);
    const edition = await this.#programme.edition(OPERATOR, this.year);
    const registrations = await this.#register();
    await this.#review(edition, registrations);
    const judges = await this.#judges();
    for (const [at, each] of plan.stages.entries()) await this.#hold(edition, edition.stages[at]!, each, judges);
    if (plan.prizes !== null) await this.#pay();
    return this.#figures(edition);
  }

  async #register(): Promise<string[]> {
    const { year, plan, stage } = this;
    this.#moveTo(plan.registerOn);
    const found = await stage.pesantren(JABAR, plan.registered);
    const done = await inTurns(AT_ONCE, found, async (pesantren, at) => {
      const { id } = await this.#programme.do(
        OPERATOR,
        "draft",
        registrationOf({ ...pesantren, year, at, on: plan.registerOn }),
        `replay-${year}-${pesantren.nspp}`,
      );
      await this.#programme.do(OPERATOR, "submit", id!);
      if ((at + 1) % 250 === 0) stage.say(`${at + 1} registered`);
      return id!;
    });
    stage.say(`${done.length} registered`);
    return done;
  }

  async #review({ requirements }: EditionOfGraph, registrations: readonly string[]): Promise<void> {
    this.#moveTo(this.plan.reviewOn);
    const passing = spread(registrations.length, this.plan.passedAdministration);
    const reviews = registrations.map((registrationId, at) => ({
      registrationId,
      outcome: passing[at] ? "PASSED" : "REFUSED",
      reason: passing[at] ? null : "Dokumen tidak sesuai persyaratan",
      items: requirements.map(({ code }, position) => ({
        requirement: code,
        isFulfilled: passing[at]! || position !== requirements.length - 1,
      })),
    }));
    for (const batch of portions(reviews, REVIEWS_AT_ONCE)) {
      await this.#programme.do(REVIEWER, "review", { reviews: batch });
    }
    this.stage.say(
      `${reviews.filter(({ outcome }) => outcome === "PASSED").length} passed the administrative selection`,
    );
  }

  async #judges(): Promise<string[]> {
    const registered: string[] = [];
    for (const { person } of JUDGES) {
      const input = { subject: person, name: `Juri ${person}`, background: "PRACTITIONER", institution: "Percobaan" };
      const { id } = await this.#programme.do(OPERATOR, "registerJudge", input, `replay-judge-${person}`);
      registered.push(id!);
    }
    return registered;
  }

  /** A stage from its schedule to the end of the days for appeals. */
  async #hold(edition: EditionOfGraph, stage: StageOfGraph, plan: StagePlan, judges: readonly string[]): Promise<void> {
    const programme = this.#programme;
    this.#moveTo(plan.day);
    const candidates = await programme.candidates(OPERATOR, stage.id);
    const capacity = Math.ceil(candidates.length / stage.places.length);
    for (const [at, { code }] of stage.places.entries()) {
      const start = this.#now.getTime() + at * DAY_MS + HOUR_MS;
      const times = { startsAt: new Date(start), endsAt: new Date(start + 9 * HOUR_MS) };
      const input = { stageId: stage.id, place: code, capacity, judgeIds: judges, ...times };
      await programme.do(OPERATOR, "schedule", input, `replay-session-${this.year}-${stage.number}-${code}`);
    }
    await programme.do(OPERATOR, "assign", { stageId: stage.id });
    this.#now = new Date(this.#now.getTime() + stage.places.length * DAY_MS);
    this.stage.setClock(this.#now);
    await this.#attend(await programme.candidates(OPERATOR, stage.id), stage, plan);
    const minutes = `Berita acara replay ${this.year}, tahap ${stage.number}`;
    const { id, passedCount } = await programme.do(OPERATOR, "decide", { stageId: stage.id, minutes });
    await programme.do(OPERATOR, "announce", { decisionId: id! });
    this.stage.say(`stage ${stage.number}: ${plan.attended} came, ${passedCount} passed`);
    this.#now = new Date(this.#now.getTime() + (edition.appealDays + 1) * DAY_MS);
    this.stage.setClock(this.#now);
    if (this.plan.prizes !== null) {
      await programme.do(OPERATOR, "grant", { stageId: stage.id }, `replay-grant-${this.year}-${stage.number}`);
    }
  }

  /** Pays all grants, tranche by tranche, each after the report about the one before. */
  async #pay(): Promise<void> {
    const programme = this.#programme;
    const paidOn = this.#now.toISOString().slice(0, 10);
    for (let number = 1; ; number++) {
      const grants = await programme.grants(OPERATOR, this.year);
      const due = grants.flatMap(({ tranches }) => tranches.filter((each) => each.number === number));
      if (due.length === 0) return;
      for (const batch of portions(due, PAYMENTS_AT_ONCE)) {
        await programme.do(OPERATOR, "order", { trancheIds: batch.map(({ id }) => id) });
        const payments = batch.map(({ id }) => ({ trancheId: id, bankReference: `replay-${id}`, paidOn }));
        await programme.do(OPERATOR, "confirm", { payments });
      }
      const followed = grants.filter(({ tranches }) => tranches.length > number);
      await inTurns(AT_ONCE, followed, async ({ tranches }) => {
        const { id: trancheId, amount } = tranches[number - 1]!;
        const receipt = {
          spentOn: paidOn,
          amount,
          description: "Replay",
          reference: "replay",
          sha256: "00".repeat(32),
        };
        const input = { trancheId, receipts: [receipt], unspent: 0 };
        const { id: reportId } = await programme.do(OPERATOR, "report", input, `replay-report-${trancheId}`);
        await programme.do(OPERATOR, "reviewReport", { reportId, isAccepted: true });
      });
      this.stage.say(`tranche ${number}: ${due.length} paid`);
    }
  }

  async #attend(candidates: readonly CandidateOfGraph[], stage: StageOfGraph, plan: StagePlan): Promise<void> {
    const came = spread(candidates.length, plan.attended);
    const members = candidates.map((each, at) => ({ ...each, came: came[at]! }));
    for (const sessionId of new Set(members.map((each) => each.sessionId))) {
      const here = members.filter((each) => each.sessionId === sessionId);
      const ids = (present: boolean) => here.flatMap((each) => (each.came === present ? [each.registrationId] : []));
      const [presentIds, absentIds] = [ids(true), ids(false)];
      await this.#programme.do(OPERATOR, "attendance", { sessionId, presentIds, absentIds });
      await this.#score(sessionId!, presentIds, stage, plan);
    }
  }

  /** Judges give what makes as many pass as did: where there is a least score, to so many more than it. */
  #scored = 0;
  async #score(sessionId: string, present: readonly string[], stage: StageOfGraph, plan: StagePlan): Promise<void> {
    const least = stage.passScore ?? 0;
    const passing = spread(plan.attended, plan.passed);
    const sheets = present.map((registrationId, at) => {
      const passes = passing[(this.#scored + at) % plan.attended]!;
      const points = passes ? Math.ceil(least) + 5 + (at % 30) : Math.max(0, Math.floor(least) - 10 + (at % 5));
      return { registrationId, scores: stage.criteria.map(({ code }) => ({ criterion: code, points })) };
    });
    this.#scored = (this.#scored + present.length) % plan.attended;
    for (const judge of JUDGES) {
      for (const batch of portions(sheets, SHEETS_AT_ONCE)) {
        await this.#programme.do(judge, "score", { sessionId, sheets: batch });
      }
    }
  }

  async #figures({ stages }: EditionOfGraph): Promise<readonly ReplayedFigure[]> {
    const funnel = await this.#programme.funnel(OPERATOR, this.year);
    const counted = (step: string, stage: number) =>
      funnel.find((each) => each.step === step && each.stage === stage)?.count ?? 0;
    const { registered, passedAdministration, stages: plans, prizes } = this.plan;
    const { granted, paid } = await this.#programme.grantTotals(OPERATOR, this.year);
    return [
      { what: "registered", published: registered, graph: counted("REGISTERED", 0) },
      {
        what: "passed the administrative selection",
        published: passedAdministration,
        graph: counted("PASSED_ADMINISTRATION", 0),
      },
      ...plans.flatMap(({ attended, passed }, at) => {
        const { number } = stages[at]!;
        return [
          { what: `came to stage ${number}`, published: attended, graph: counted("ATTENDED", number) },
          { what: `passed stage ${number}`, published: passed, graph: counted("PASSED", number) },
        ];
      }),
      ...(prizes === null
        ? []
        : [
            { what: "prizes granted, rupiah", published: prizes, graph: BigInt(granted) },
            { what: "prizes paid, rupiah", published: prizes, graph: BigInt(paid) },
          ]),
    ];
  }

  /** Sets the clock to the morning of a day in WIB. */
  #moveTo(day: string): void {
    this.#now = new Date(`${day}T08:00:00+07:00`);
    this.stage.setClock(this.#now);
  }
}

/** So many of all, evenly spread. */
function spread(all: number, some: number): boolean[] {
  return Array.from({ length: all }, (_, at) => Math.floor(((at + 1) * some) / all) > Math.floor((at * some) / all));
}
