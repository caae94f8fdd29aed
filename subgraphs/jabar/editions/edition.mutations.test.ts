import { TestProgramme } from "../testing/fixture";
import { OPERATOR, REVIEWER } from "../testing/people";

const REFUSED = "... on Refused { refusals { code field message } }";
const CHOSEN = `... on JabarEdition { year status name assumedFields categories { code isAssumed source { code } }
  registrationPeriods { number reason } targets { indicator number value reason } steps { code startsOn assumedFields }
  requirements { code isAssumed } changes { part reason before after }
  stages { number passScore panelSize assumedFields quotas { places isAssumed source { code } } criteria { code weight } prizes { amount } } }`;

interface Edition {
  readonly status: string;
  readonly refusals?: { code: string; field: string[] }[];
  readonly categories: { code: string; isAssumed: boolean }[];
  readonly registrationPeriods: { number: number; reason: string | null }[];
  readonly targets: { indicator: string; number: number; value: number; reason: string | null }[];
  readonly steps: { startsOn: string | null; assumedFields: string[] }[];
  readonly changes: { part: string; reason: string; before: string; after: string }[];
  readonly stages: {
    number: number;
    assumedFields: string[];
    quotas: { places: number; isAssumed: boolean; source: { code: string } }[];
    criteria: { code: string; weight: number }[];
    prizes: { amount: number }[];
  }[];
}

describe("editions that are made and changed", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start();
    await run("addJabarSource", "AddJabarSourceInput", {
      code: "kepgub-2031",
      title: "Keputusan contoh",
      publisher: "Provinsi",
    });
  });
  afterEach(() => programme.close());

  async function run(name: string, type: string, input: object, keyed = false): Promise<Edition> {
    const answer = name === "addJabarSource" ? "... on JabarSource { code }" : CHOSEN;
    const { done } = await programme
      .as(OPERATOR)
      .data<{ done: Edition }>(
        `mutation ($input: ${type}!) { done: ${name}(input: $input${keyed ? ', idempotencyKey: "edition-key"' : ""}) { ${answer} ${REFUSED} } }`,
        { input },
      );
    return done;
  }
  const create = (year = 2031, fromYear = 2020) =>
    run("createJabarEdition", "CreateJabarEditionInput", { year, fromYear, source: "kepgub-2031" }, true);
  const change = (input: object) =>
    run("changeJabarEdition", "ChangeJabarEditionInput", { source: "kepgub-2031", ...input });
  const period = (input: object) =>
    run("setJabarRegistrationPeriod", "SetJabarRegistrationPeriodInput", {
      year: 2031,
      opensAt: "2031-02-01T00:00:00Z",
      closesAt: "2031-03-01T00:00:00Z",
      source: "kepgub-2031",
      ...input,
    });
  async function adopt(year = 2031): Promise<Edition> {
    const { done } = await programme
      .as(OPERATOR)
      .data<{ done: Edition }>(`mutation { done: adoptJabarEdition(year: ${year}) { ${CHOSEN} ${REFUSED} } }`);
    return done;
  }
  const codes = ({ refusals = [] }: Edition) => refusals.map(({ code, field }) => `${code} ${field.join(".")}`);

  it("are answered as they are after each of several mutations in one request", async () => {
    const answer = "{ ... on JabarEdition { status } }";
    expect(
      await programme.as(OPERATOR).data(
        `mutation {
          made: createJabarEdition(input: { year: 2031, fromYear: 2020, source: "kepgub-2031" }, idempotencyKey: "one-request") ${answer}
          opened: setJabarRegistrationPeriod(input: { year: 2031, opensAt: "2031-02-01T00:00:00Z", closesAt: "2031-03-01T00:00:00Z", source: "kepgub-2031" }) ${answer}
          adopted: adoptJabarEdition(year: 2031) ${answer}
        }`,
      ),
    ).toEqual({ made: { status: "DRAFT" }, opened: { status: "DRAFT" }, adopted: { status: "ADOPTED" } });
  });

  it("begin with an old one's rules, without its dates, targets and figures, and say that these are assumed", async () => {
    const made = await create();
    expect(made.status).toBe("DRAFT");
    expect([made.registrationPeriods, made.targets, made.changes]).toEqual([[], [], []]);
    expect(made.steps.every(({ startsOn }) => startsOn === null)).toBe(true);
    expect(made.categories.map(({ code, isAssumed }) => [code, isAssumed])).toEqual([
      ["SCALEUP", true],
      ["STARTUP", true],
    ]);
    expect(made.stages.map(({ prizes }) => prizes.length)).toEqual([2, 4, 1]);
    expect(await create()).toEqual(made);
  });

  it("are adopted when nothing is missing, and change after that only with a reason that everybody reads", async () => {
    await create();
    expect(codes(await adopt())).toEqual(["RULES_INVALID year"]);
    await period({});
    expect((await adopt()).status).toBe("ADOPTED");
    expect(codes(await adopt())).toEqual(["ALREADY_ADOPTED year"]);
    const quotas = [
      { category: "STARTUP", places: 100 },
      { category: "SCALEUP", places: 200 },
    ];
    const cut = { year: 2031, stages: [{ number: 1, quotas }] };
    expect(codes(await change(cut))).toEqual(["REASON_REQUIRED input.reason"]);
    const { changes, stages } = await change({ ...cut, reason: "Anggaran dipotong" });
    expect(stages[0]!.quotas).toEqual([
      { places: 200, isAssumed: false, source: { code: "kepgub-2031" } },
      { places: 100, isAssumed: false, source: { code: "kepgub-2031" } },
    ]);
    expect(changes.map(({ part, reason }) => [part, reason])).toEqual([["quotas of stage 1", "Anggaran dipotong"]]);
    expect((JSON.parse(changes[0]!.before) as { places: number }[]).map(({ places }) => places)).toEqual([250, 250]);
  });

  it("extend their registration and revise their targets with a reason, and keep what was before", async () => {
    await create();
    await period({});
    expect(codes(await period({ closesAt: "2031-04-01T00:00:00Z" }))).toEqual(["REASON_REQUIRED input.reason"]);
    const extended = await period({ closesAt: "2031-04-01T00:00:00Z", reason: "Banjir" });
    expect(extended.registrationPeriods).toEqual([
      { number: 1, reason: null },
      { number: 2, reason: "Banjir" },
    ]);
    const target = { year: 2031, indicator: "WINNERS_STAGE_1", unit: "pesantren", source: "kepgub-2031" };
    await run("setJabarTarget", "SetJabarTargetInput", { ...target, value: 1000 });
    const revised = await run("setJabarTarget", "SetJabarTargetInput", { ...target, value: 500, reason: "Pandemi" });
    expect(revised.targets).toEqual([
      { indicator: "WINNERS_STAGE_1", number: 1, value: 1000, reason: null },
      { indicator: "WINNERS_STAGE_1", number: 2, value: 500, reason: "Pandemi" },
    ]);
  });

  it("refuse rules that contradict themselves, each at its field, and change nothing", async () => {
    await create();
    const wrong = {
      year: 2031,
      categories: [{ code: "startup", name: "", fromMonths: 5, belowMonths: 5 }],
      stages: [
        {
          number: 1,
          quotas: [{ places: 5 }, { category: "STARTUP", places: -1 }],
          criteria: [
            { code: "MARKET", nameId: "Pasar", nameEn: "Market", weight: 101 },
            { code: "MARKET", nameId: "Pasar", nameEn: "Market", weight: 1 },
          ],
          prizes: [
            { rankFrom: 1, rankTo: 5, title: "A", amount: 1000, tranchePercents: [70, 20] },
            { rankFrom: 5, rankTo: 4, title: "B", amount: 0 },
          ],
        },
      ],
    };
    expect(codes(await change(wrong))).toEqual([
      "CODE_INVALID input.categories.0.code",
      "TEXT_LENGTH input.categories.0.name",
      "OUT_OF_RANGE input.categories.0.belowMonths",
      "CODE_TWICE input.stages.0.criteria.1.code",
      "OUT_OF_RANGE input.stages.0.criteria.0.weight",
      "OUT_OF_RANGE input.stages.0.quotas.1.places",
      "RULES_INVALID input.stages.0.quotas",
      "RULES_INVALID input.stages.0.prizes.0.tranchePercents",
      "OUT_OF_RANGE input.stages.0.prizes.1.rankTo",
      "OUT_OF_RANGE input.stages.0.prizes.1.amount",
      "RULES_INVALID input.stages.0.prizes",
    ]);
    const overlapping = [1, 1].map((rankFrom) => ({ rankFrom, rankTo: 5, title: "A", amount: 1000 }));
    expect(codes(await change({ year: 2031, stages: [{ number: 1, prizes: overlapping }] }))).toEqual([
      "RULES_INVALID input.stages.0.prizes",
    ]);
    await period({});
    const heavy = [{ code: "MARKET", nameId: "Pasar", nameEn: "Market", weight: 90 }];
    await change({ year: 2031, stages: [{ number: 1, criteria: heavy, tieBreak: ["TASTE"] }] });
    expect(codes(await adopt())).toEqual(["RULES_INVALID year", "RULES_INVALID year"]);
  });

  it("keep what a stage was scored and decided by, and what registrations were put under", async () => {
    const [candidate] = await programme.passed(1);
    const stageId = await programme.stage(1);
    const year = 2030;
    const reason = "Uji";
    const less = { year, reason, categories: [{ code: "STARTUP", name: "Startup", fromMonths: 0 }] };
    expect(codes(await change(less))).toEqual(["RULES_IN_USE input.categories"]);
    const judge = { subject: REVIEWER.subject, name: "Juri", background: "PRACTITIONER", institution: "Contoh" };
    const { id: judgeId } = await programme.do(OPERATOR, "registerJudge", judge, "judge-key-1");
    const times = {
      startsAt: new Date(programme.now.getTime() + 1),
      endsAt: new Date(programme.now.getTime() + 3_600_000),
    };
    const session = { stageId, place: "AULA", capacity: 5, judgeIds: [judgeId], ...times };
    const { id: sessionId } = await programme.do(OPERATOR, "schedule", session, "session-key");
    const moved = [{ code: "GEDUNG", name: "Gedung" }];
    expect(codes(await change({ year, reason, stages: [{ number: 1, places: moved }] }))).toEqual([
      "RULES_IN_USE input.stages",
    ]);
    const both = [...moved, { code: "AULA", name: "Aula besar" }];
    expect(codes(await change({ year, reason, stages: [{ number: 1, places: both }] }))).toEqual([]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await programme.do(OPERATOR, "attendance", { sessionId, presentIds: [], absentIds: [candidate!.id] });
    await programme.do(OPERATOR, "decide", { stageId, minutes: "x" });
    expect(codes(await change({ year, reason, stages: [{ number: 1, panelMinimum: 2 }] }))).toEqual([
      "RULES_IN_USE input.stages",
    ]);
    const second = [{ places: 7 }];
    expect((await change({ year, reason, stages: [{ number: 2, quotas: second }] })).stages[1]!.quotas[0]!.places).toBe(
      7,
    );
  });
});
