import pino from "pino";
import { announceDue } from "./announcement";
import type { Done } from "../replay/programme";
import { review, TestProgramme, testRules, testStage, type Registered } from "../testing/fixture";
import { judgeOf, OPERATOR, ownerOf, REVIEWER } from "../testing/people";

const ANI = judgeOf("ani");
const BUDI = judgeOf("budi");
const CITRA = judgeOf("citra");
const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);

describe("auditions", () => {
  let programme: TestProgramme;
  let stageId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start();
    stageId = await programme.stage(1);
  });
  afterEach(() => programme.close());

  let keys = 0;
  const key = () => `audition-key-${keys++}`;
  async function judge({ subject }: { subject: string | null }, tiedToPesantrenIds: string[] = []): Promise<string> {
    const input = {
      subject,
      name: `Juri ${subject}`,
      background: "PRACTITIONER",
      institution: "Contoh",
      tiedToPesantrenIds,
    };
    return (await programme.do(OPERATOR, "registerJudge", input, key())).id!;
  }
  const day = (from: number, hours = 4) => {
    const start = programme.now.getTime() + from * 3_600_000;
    return { startsAt: new Date(start), endsAt: new Date(start + hours * 3_600_000) };
  };
  async function session(judgeIds: string[], change: object = {}): Promise<string> {
    const input = { stageId, place: "AULA", capacity: 10, judgeIds, ...day(1), ...change };
    return (await programme.do(OPERATOR, "schedule", input, key())).id!;
  }
  const sheet = (registrationId: string, market: number, demand = market) => ({
    registrationId,
    scores: [
      { criterion: "MARKET", points: market },
      { criterion: "DEMAND", points: demand },
    ],
  });
  const present = (sessionId: string, presentIds: string[], absentIds: string[] = []) =>
    programme.do(OPERATOR, "attendance", { sessionId, presentIds, absentIds });

  /** A stage up to its decision: a session with two judges, before which all are present and scored with the points given. */
  async function scored(points: readonly number[]): Promise<{ sessionId: string; candidates: Registered[] }> {
    const candidates = await programme.passed(points.length);
    const sessionId = await session([await judge(ANI), await judge(BUDI)]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await present(
      sessionId,
      candidates.map(({ id }) => id),
    );
    const sheets = candidates.map(({ id }, at) => sheet(id, points[at]!));
    for (const each of [ANI, BUDI]) await programme.do(each, "score", { sessionId, sheets });
    return { sessionId, candidates };
  }
  const decided = async (): Promise<string> =>
    (await programme.do(OPERATOR, "decide", { stageId, minutes: "Berita acara" })).id!;
  const results = async (decisionId: string, as = OPERATOR) => {
    const { jabarResults } = await programme.as(as).data<{
      jabarResults: { nodes: { registrationId: string; rank: number; isPassed: boolean; total: number }[] };
    }>(`query ($id: ID!) { jabarResults(filter: { decisionId: $id }) { nodes { registrationId rank isPassed total } } }`, { id: decisionId });
    return jabarResults.nodes;
  };

  it("rank by the weighted mean of the judges, pass the quota, and open the next stage to those alone", async () => {
    const { candidates } = await scored([70, 90, 80]);
    const decisionId = await decided();
    expect(await results(decisionId)).toEqual([
      { registrationId: candidates[1]!.id, rank: 1, isPassed: true, total: 90 },
      { registrationId: candidates[2]!.id, rank: 2, isPassed: true, total: 80 },
      { registrationId: candidates[0]!.id, rank: 3, isPassed: false, total: 70 },
    ]);
    expect(await results(decisionId, candidates[1]!.owner)).toEqual([]);
    await programme.do(OPERATOR, "announce", { decisionId });
    expect((await results(decisionId, candidates[0]!.owner)).map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(
      (await results(decisionId, ownerOf("01900000-0000-7000-8000-000000000000"))).map(({ rank }) => rank),
    ).toEqual([1, 2]);
    const next = await programme.candidates(OPERATOR, await programme.stage(2));
    expect(next.map(({ registrationId }) => registrationId)).toEqual([candidates[1]!.id, candidates[2]!.id].sort());
    const funnel = await programme.funnel(OPERATOR, 2030);
    expect(funnel.map(({ count }) => count)).toEqual([3, 3, 3, 2, 0, 0]);
  });

  it("break ties by the edition's order: the criterion, then who handed in earlier", async () => {
    const candidates: Registered[] = [];
    for (let n = 0; n < 3; n++) {
      programme.now = new Date(programme.now.getTime() + 60_000);
      candidates.push(...(await programme.passed(1)));
    }
    const sessionId = await session([await judge(ANI)]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await present(
      sessionId,
      candidates.map(({ id }) => id),
    );
    // 60 % market and 40 % demand: all have 80, the last one more of it by market.
    const points: [number, number][] = [
      [80, 80],
      [80, 80],
      [82, 77],
    ];
    await programme.do(ANI, "score", {
      sessionId,
      sheets: candidates.map(({ id }, at) => sheet(id, points[at]![0], points[at]![1])),
    });
    const ranked = await results(await decided());
    expect(ranked.map(({ total }) => total)).toEqual([80, 80, 80]);
    expect(ranked.map(({ registrationId }) => registrationId)).toEqual([2, 0, 1].map((at) => candidates[at]!.id));
  });

  it("keep scores sealed until the whole panel has handed in, and closed after that", async () => {
    const [candidate] = await programme.passed(1);
    const sessionId = await session([await judge(ANI), await judge(BUDI)]);
    await programme.do(OPERATOR, "assign", { stageId });
    expect(codes(await programme.try(OPERATOR, "attendance", { sessionId, presentIds: [candidate!.id] }))).toEqual([
      "SESSION_NOT_BEGUN input.sessionId",
    ]);
    programme.wait(1);
    const sheets = [sheet(candidate!.id, 80)];
    expect(codes(await programme.try(ANI, "score", { sessionId, sheets }))).toEqual([
      "NOT_PRESENT input.sheets.0.registrationId",
    ]);
    await present(sessionId, [candidate!.id]);
    const seen = async (as: typeof ANI) => {
      const { jabarCandidates } = await programme.as(as).data<{
        jabarCandidates: { nodes: { sheets: { judgeName: string; scores: { points: number }[] }[] }[] };
      }>(`query ($id: ID!) { jabarCandidates(filter: { stageId: $id }) { nodes { sheets { judgeName scores { points } } } } }`, {
        id: stageId,
      });
      return jabarCandidates.nodes.flatMap((each) => each.sheets.map(({ judgeName }) => judgeName));
    };
    await programme.do(ANI, "score", { sessionId, sheets: [sheet(candidate!.id, 10)] });
    await programme.do(ANI, "score", { sessionId, sheets });
    expect([await seen(ANI), await seen(BUDI), await seen(OPERATOR)]).toEqual([["Juri ani"], [], []]);
    expect(codes(await programme.try(OPERATOR, "decide", { stageId, minutes: "x" }))).toEqual([
      "PANELS_OPEN input.stageId",
    ]);
    await programme.do(BUDI, "score", { sessionId, sheets });
    for (const each of [ANI, BUDI, OPERATOR]) expect(await seen(each)).toEqual(["Juri ani", "Juri budi"]);
    expect(codes(await programme.try(ANI, "score", { sessionId, sheets }))).toEqual([
      "SHEET_SEALED input.sheets.0.registrationId",
    ]);
    expect(codes(await programme.try(CITRA, "score", { sessionId, sheets }))).toEqual(["NOT_ON_PANEL input.sessionId"]);
  });

  it("refuse sheets that lack a criterion, name one twice, or give more than 100 points", async () => {
    const [candidate] = await programme.passed(1);
    const sessionId = await session([await judge(ANI)]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await present(sessionId, [candidate!.id]);
    const odd = { registrationId: candidate!.id, scores: [{ criterion: "MARKET", points: 101 }] };
    expect(codes(await programme.try(ANI, "score", { sessionId, sheets: [odd, sheet(candidate!.id, 1)] }))).toEqual([
      "CRITERIA_MISMATCH input.sheets.0.scores",
      "OUT_OF_RANGE input.sheets.0.scores.0.points",
      "CANDIDATE_TWICE input.sheets.1.registrationId",
    ]);
  });

  it("let nobody judge the own pesantren, or be at two sessions at once", async () => {
    const [one, two] = await programme.passed(2);
    const tied = await judge(ANI, [one!.pesantren.id]);
    const free = await judge(BUDI);
    const first = await session([tied]);
    expect(
      codes(
        await programme.try(
          OPERATOR,
          "schedule",
          { stageId, place: "AULA", capacity: 5, judgeIds: [tied], ...day(3) },
          key(),
        ),
      ),
    ).toEqual(["JUDGE_BUSY input.judgeIds.0"]);
    const named = { stageId, sessionId: first, registrationIds: [one!.id, two!.id] };
    expect(codes(await programme.try(OPERATOR, "assign", named))).toEqual(["JUDGE_CONFLICT input.registrationIds.0"]);
    expect(await programme.do(OPERATOR, "assign", { stageId })).toMatchObject({ assigned: 1, waiting: 1 });
    await session([free]);
    expect(await programme.do(OPERATOR, "assign", { stageId })).toMatchObject({ assigned: 2, waiting: 0 });
    const { jabarCandidates } = await programme
      .as(BUDI)
      .data<{ jabarCandidates: { nodes: { registrationId: string }[] } }>(
        `query ($id: ID!) { jabarCandidates(filter: { stageId: $id }) { nodes { registrationId } } }`,
        { id: stageId },
      );
    expect(jabarCandidates.nodes).toEqual([{ registrationId: one!.id }]);
    // A tie that becomes known after the session was filled still counts.
    await programme
      .as(OPERATOR)
      .data(
        `mutation ($input: ChangeJabarJudgeInput!) { changeJabarJudge(input: $input) { ... on JabarJudge { id } } }`,
        { input: { judgeId: free, tiedToPesantrenIds: [one!.pesantren.id] } },
      );
    programme.wait(1);
    const [{ id: second }] = (await programme.graph.db.rows<{ id: string }>(
      "SELECT session_id AS id FROM candidate WHERE registration_id = $1",
      [one!.id],
    )) as [{ id: string }];
    await present(second, [one!.id]);
    expect(codes(await programme.try(BUDI, "score", { sessionId: second, sheets: [sheet(one!.id, 99)] }))).toEqual([
      "JUDGE_CONFLICT input.sheets.0.registrationId",
    ]);
  });

  it("go on without a judge who does not come, by a replacement or while the panel is large enough", async () => {
    const [candidate] = await programme.passed(1);
    const [ani, budi, citra] = [await judge(ANI), await judge(BUDI), await judge(CITRA)];
    const sessionId = await session([ani, budi]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await present(sessionId, [candidate!.id]);
    await programme.do(ANI, "score", { sessionId, sheets: [sheet(candidate!.id, 60)] });
    await programme.do(OPERATOR, "judgeMissing", { sessionId, judgeId: budi, reason: "Sakit", replacementId: citra });
    expect(codes(await programme.try(BUDI, "score", { sessionId, sheets: [sheet(candidate!.id, 1)] }))).toEqual([
      "NOT_ON_PANEL input.sessionId",
    ]);
    await programme.do(CITRA, "score", { sessionId, sheets: [sheet(candidate!.id, 80)] });
    expect((await results(await decided()))[0]!.total).toBe(70);
    const twice = { sessionId, judgeId: ani, reason: "Sakit" };
    expect(codes(await programme.try(OPERATOR, "judgeMissing", twice))).toEqual(["STAGE_DECIDED input.sessionId"]);
  });

  it("are decided once by two operators who decide at once; the other is told", async () => {
    await scored([70]);
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => programme.try(OPERATOR, "decide", { stageId, minutes: "x" })),
    );
    expect(tries.filter(({ id }) => id)).toHaveLength(1);
    expect(tries.flatMap(codes)).toEqual(Array<string>(3).fill("STAGE_DECIDED input.stageId"));
  });

  it("are open again when a decision is discarded before it is announced, and never after", async () => {
    await scored([70, 60]);
    const first = await decided();
    await programme.do(OPERATOR, "discard", first);
    const second = await decided();
    await programme.do(OPERATOR, "announce", { decisionId: second });
    expect(codes(await programme.try(OPERATOR, "discard", second))).toEqual(["STAGE_DECIDED decisionId"]);
    expect(codes(await programme.try(OPERATOR, "announce", { decisionId: second }))).toEqual([
      "STAGE_DECIDED input.decisionId",
    ]);
    for (const text of [
      "UPDATE decision SET minutes = 'y'",
      "DELETE FROM decision_result",
      "UPDATE decision_result SET passed = true",
    ]) {
      await expect(programme.graph.db.inTransaction((tx) => tx.rows(text))).rejects.toThrow("can't be changed");
    }
  });

  it("announce a scheduled decision at its moment, and show it to nobody before", async () => {
    const { candidates } = await scored([70]);
    const decisionId = await decided();
    const at = new Date(programme.now.getTime() + 3_600_000);
    await programme.do(OPERATOR, "announce", { decisionId, at });
    const log = pino({ level: "silent" });
    await announceDue(programme.graph.db, () => programme.now, log);
    expect(await results(decisionId, candidates[0]!.owner)).toEqual([]);
    programme.now = at;
    await Promise.all([1, 2, 3].map(() => announceDue(programme.graph.db, () => programme.now, log)));
    expect(await results(decisionId, candidates[0]!.owner)).toHaveLength(1);
    expect((await programme.funnel(OPERATOR, 2030)).map(({ count }) => count)).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it("are corrected by a new decision that names the old, which stays as it was", async () => {
    const { candidates } = await scored([70, 90, 80]);
    const old = await decided();
    await programme.do(OPERATOR, "announce", { decisionId: old });
    const fraud = { registrationId: candidates[1]!.id, reason: "Dokumen palsu" };
    const correction = {
      decisionId: old,
      reason: "Diskualifikasi",
      minutes: "Berita acara koreksi",
      exclusions: [fraud],
    };
    const tries = await Promise.all([1, 2].map(() => programme.try(OPERATOR, "correct", correction)));
    expect(tries.flatMap(codes)).toEqual(["CORRECTED_ALREADY input.decisionId"]);
    const corrected = tries.find(({ id }) => id)!.id!;
    await programme.do(OPERATOR, "announce", { decisionId: corrected });
    expect((await results(old)).map(({ registrationId }) => registrationId)).toEqual(
      [1, 2, 0].map((at) => candidates[at]!.id),
    );
    expect((await results(corrected)).map((each) => [each.registrationId, each.isPassed])).toEqual(
      [2, 0].map((at) => [candidates[at]!.id, true]),
    );
    const next = await programme.as(OPERATOR).data<{
      jabarCandidates: { nodes: { registrationId: string; excludedReason: string | null }[] };
    }>(`query ($id: ID!) { jabarCandidates(filter: { stageId: $id }) { nodes { registrationId excludedReason } } }`, {
      id: await programme.stage(2),
    });
    const open = next.jabarCandidates.nodes.filter((each) => each.excludedReason === null);
    expect(open.map(({ registrationId }) => registrationId)).toEqual([candidates[0]!.id, candidates[2]!.id].sort());
    expect((await programme.funnel(OPERATOR, 2030)).map(({ count }) => count)).toEqual([3, 3, 3, 2, 0, 0]);
  });

  it("correct scores that were keyed in wrongly, and put them back if the correction is discarded", async () => {
    const { candidates } = await scored([70, 90, 80]);
    const old = await decided();
    await programme.do(OPERATOR, "announce", { decisionId: old });
    const judges = await programme.graph.db.rows<{ id: string }>("SELECT id FROM judge ORDER BY name");
    const scores = judges.flatMap(({ id }) =>
      ["MARKET", "DEMAND"].map((criterion) => ({
        registrationId: candidates[0]!.id,
        judgeId: id,
        criterion,
        points: 95,
      })),
    );
    const correct = () =>
      programme.do(OPERATOR, "correct", { decisionId: old, reason: "Salah ketik", minutes: "x", scores });
    const first = await correct();
    expect((await results(first.id!))[0]).toMatchObject({ registrationId: candidates[0]!.id, total: 95 });
    await programme.do(OPERATOR, "discard", first.id!);
    expect(
      await programme.graph.db.rows("SELECT DISTINCT value FROM score WHERE registration_id = $1", [candidates[0]!.id]),
    ).toEqual([{ value: 70 }]);
    await correct();
  });

  it("are appealed within the days by who stands in the decision, and hold the next stage until it is answered and followed", async () => {
    const { candidates } = await scored([70, 90, 80]);
    const decisionId = await decided();
    await programme.do(OPERATOR, "announce", { decisionId });
    const [loser] = candidates;
    const appeal = { decisionId, registrationId: loser!.id, grounds: "Nilai keliru" };
    expect(codes(await programme.try(candidates[1]!.owner, "appealDecision", appeal))).toEqual([
      "OUTSIDE_PESANTREN input.registrationId",
    ]);
    await programme.do(loser!.owner, "appealDecision", appeal);
    expect(codes(await programme.try(loser!.owner, "appealDecision", appeal))).toEqual([
      "APPEALED_ALREADY input.decisionId",
    ]);
    const next = await programme.stage(2);
    const tryNext = async () => codes(await programme.try(OPERATOR, "decide", { stageId: next, minutes: "x" }));
    expect(await tryNext()).toEqual([
      "ATTENDANCE_OPEN input.stageId",
      "APPEAL_PERIOD_RUNNING input.stageId",
      "APPEALS_OPEN input.stageId",
    ]);
    programme.wait(4);
    expect(
      codes(
        await programme.try(candidates[1]!.owner, "appealDecision", { ...appeal, registrationId: candidates[1]!.id }),
      ),
    ).toEqual(["APPEAL_CLOSED input.decisionId"]);
    expect(await tryNext()).toEqual(["ATTENDANCE_OPEN input.stageId", "APPEALS_OPEN input.stageId"]);
    const [{ id }] = (await programme.graph.db.rows<{ id: string }>("SELECT id FROM appeal")) as [{ id: string }];
    await programme.do(REVIEWER, "answerAppeal", { appealId: id, isGranted: true, answer: "Benar" });
    expect(await tryNext()).toEqual(["ATTENDANCE_OPEN input.stageId", "APPEALS_OPEN input.stageId"]);
    const corrected = await programme.do(OPERATOR, "correct", { decisionId, reason: "Sanggahan", minutes: "x" });
    await programme.do(OPERATOR, "announce", { decisionId: corrected.id });
    programme.wait(4);
    expect(await tryNext()).toEqual(["ATTENDANCE_OPEN input.stageId"]);
  });

  it("take nobody in after the decision, and are not decided before everybody is reviewed, seen and scored", async () => {
    const waiting = await programme.registered();
    const [candidate] = await programme.passed(1);
    expect(codes(await programme.try(OPERATOR, "decide", { stageId, minutes: "x" }))).toEqual([
      "REVIEWS_OPEN input.stageId",
      "ATTENDANCE_OPEN input.stageId",
    ]);
    await programme.do(REVIEWER, "review", { reviews: [review(waiting.id, "RETURNED", "Buram")] });
    const sessionId = await session([await judge(ANI)]);
    await programme.do(OPERATOR, "assign", { stageId });
    programme.wait(1);
    await present(sessionId, [], [candidate!.id]);
    await decided();
    await programme.do(waiting.owner, "submit", waiting.id);
    expect(codes(await programme.try(REVIEWER, "review", { reviews: [review(waiting.id)] }))).toEqual([
      "STAGE_DECIDED input.reviews",
    ]);
  });

  it("pass by a least score where the stage has one, whatever the quota", async () => {
    await programme.close();
    programme = await TestProgramme.start(testRules({ stages: [testStage(1, { passScore: 75 })] }));
    stageId = await programme.stage(1);
    await scored([70, 90]);
    expect((await results(await decided())).map(({ isPassed }) => isPassed)).toEqual([true, false]);
  });
});
