import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Caller } from "../../subgraphs/kit/access/caller";
import { knownPesantren } from "../../subgraphs/kit/testing/registry";
import { registry } from "../../subgraphs/jabar/references";
import { Programme } from "../../subgraphs/jabar/replay/programme";
import { filledIn, review } from "../../subgraphs/jabar/testing/fixture";
import { judgeOf, mentorOf, OPERATOR, ownerOf, REVIEWER } from "../../subgraphs/jabar/testing/people";
import { WholeGraph } from "./access/whole-graph";

const YEAR = 2020;
const PUBLIC: Caller | undefined = undefined;
const NEIGHBOUR: Caller = { ...OPERATOR, subject: "operator-35", province: "35" };
const DENIED = ["FORBIDDEN", "UNAUTHENTICATED"];

/** A season of Jawa Barat's programme through the gateway, each step by the one whose it is, and tried by those whose it is not. */
describe("Jawa Barat's programme through the gateway, as each role", () => {
  const folder = mkdtempSync(join(tmpdir(), "opop-season-"));
  const clock = join(folder, "clock");
  const environment = process.env;
  let graph: WholeGraph;
  let programme: Programme<Caller | undefined>;
  let pesantren: string;
  let nspp: string;
  const is = (moment: string) => writeFileSync(clock, moment);

  beforeAll(async () => {
    is("2020-06-15T08:00:00+07:00");
    process.env = { ...process.env, TRIAL_CLOCK_FILE: clock };
    graph = await WholeGraph.start();
    programme = new Programme(async <T>(caller: Caller | undefined, query: string, variables: object) => {
      const { data, errors } = await graph.ask<T>({ query, variables, caller });
      if (errors) throw new Error(errors.map(({ extensions }) => String(extensions["code"])).join());
      return data;
    });
    ({ id: pesantren, nspp } = await registered("900000000101"));
  }, 120_000);
  afterAll(async () => {
    await graph?.close();
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  /** A pesantren that both the registry and the room know; between them stands a feed, which is tested elsewhere. */
  async function registered(number: string): Promise<{ id: string; nspp: string }> {
    const { data } = await graph.ask<{ made: { id: string } }>({
      query: `mutation { made: registerPesantren(input: { nspp: "${number}", name: "Pesantren ${number}", address: "Jl. Contoh 1", regencyCode: "32.04", districtCode: "32.04.05", source: "Journey", asOf: "2020-01-05" }, idempotencyKey: "journey-${number}") { ... on Pesantren { id } } }`,
      caller: { ...OPERATOR, scopes: ["pesantren:write"] },
    });
    await knownPesantren(registry, graph.databases.get("jabar")!.db, { id: data.made.id, nspp: number });
    return { id: data.made.id, nspp: number };
  }

  const denied = async (caller: Caller | undefined, query: string): Promise<boolean> => {
    const { errors } = await graph.ask({ query, caller });
    return errors?.some(({ extensions }) => DENIED.includes(String(extensions["code"]))) ?? false;
  };

  it("lets a pesantren register itself, and nobody else in its name", async () => {
    const other = ownerOf((await registered("900000000102")).id);
    const refused = await programme.try(other, "draft", filledIn(nspp, YEAR), "journey-other");
    expect(refused.refusals?.map(({ code }) => code)).toEqual(["OUTSIDE_PESANTREN"]);
    for (const caller of [PUBLIC, judgeOf("ani"), mentorOf("umi"), REVIEWER]) {
      await expect(programme.try(caller, "draft", filledIn(nspp, YEAR), "journey-none")).rejects.toThrow(
        /FORBIDDEN|UNAUTH/,
      );
    }
    const outside = await programme.try(NEIGHBOUR, "draft", filledIn(nspp, YEAR), "journey-35");
    expect(outside.refusals?.map(({ code }) => code)).toEqual(["OUTSIDE_PROVINCE"]);
    const owner = ownerOf(pesantren);
    const { id } = await programme.do(owner, "draft", filledIn(nspp, YEAR), "journey-draft");
    expect(await programme.do(owner, "submit", id!)).toMatchObject({ status: "SUBMITTED", category: "SCALEUP" });
    const list = `{ jabarRegistrations(filter: { year: ${YEAR} }) { totalCount } }`;
    const seen = async (caller: Caller) =>
      (await graph.ask<{ jabarRegistrations: { totalCount: number } }>({ query: list, caller })).data.jabarRegistrations
        .totalCount;
    expect([await seen(owner), await seen(REVIEWER), await seen(other), await seen(NEIGHBOUR)]).toEqual([1, 1, 0, 0]);
    expect(await denied(PUBLIC, list)).toBe(true);
    expect(await denied(judgeOf("ani"), list)).toBe(true);
  });

  it("lets reviewers decide about it, and not the pesantren itself", async () => {
    const [{ id }] = (
      await graph.ask<{ jabarRegistrations: { nodes: [{ id: string }] } }>({
        query: `{ jabarRegistrations(filter: { year: ${YEAR} }) { nodes { id } } }`,
        caller: REVIEWER,
      })
    ).data.jabarRegistrations.nodes;
    is("2020-07-06T08:00:00+07:00");
    const reviews = { reviews: [review(id)] };
    for (const caller of [PUBLIC, ownerOf(pesantren), judgeOf("ani")]) {
      await expect(programme.try(caller, "review", reviews)).rejects.toThrow(/FORBIDDEN|UNAUTH/);
    }
    const outside = await programme.try({ ...REVIEWER, province: "35" }, "review", reviews);
    expect(outside.refusals?.map(({ code }) => code)).toEqual(["REGISTRATION_UNKNOWN"]);
    await programme.do(REVIEWER, "review", reviews);
  });

  it("lets judges score whom they were given, sealed from each other, and operators announce; everybody sees who passed", async () => {
    const { stages } = await programme.edition(PUBLIC, YEAR);
    const stageId = stages[0]!.id;
    const judgeIds: string[] = [];
    for (const subject of ["ani", "budi"]) {
      const input = { subject, name: `Juri ${subject}`, background: "UNIVERSITY", institution: "Contoh" };
      await expect(programme.try(judgeOf(subject), "registerJudge", input, `journey-${subject}`)).rejects.toThrow(
        "FORBIDDEN",
      );
      judgeIds.push((await programme.do(OPERATOR, "registerJudge", input, `journey-${subject}`)).id!);
    }
    is("2020-07-22T08:00:00+07:00");
    const times = { startsAt: "2020-07-22T09:00:00+07:00", endsAt: "2020-07-22T17:00:00+07:00" };
    const session = { stageId, place: "WILAYAH_1", capacity: 10, judgeIds, ...times };
    const { id: sessionId } = await programme.do(OPERATOR, "schedule", session, "journey-session");
    await programme.do(OPERATOR, "assign", { stageId });
    const [candidate] = await programme.candidates(judgeOf("ani"), stageId);
    expect(await programme.candidates(judgeOf("citra"), stageId)).toEqual([]);
    is("2020-07-22T10:00:00+07:00");
    const { registrationId } = candidate!;
    await programme.do(OPERATOR, "attendance", { sessionId, presentIds: [registrationId] });
    const scores = stages[0]!.criteria.map(({ code }) => ({ criterion: code, points: 80 }));
    const sheets = { sessionId, sheets: [{ registrationId, scores }] };
    await expect(programme.try(OPERATOR, "score", sheets)).rejects.toThrow("FORBIDDEN");
    const stranger = await programme.try(judgeOf("citra"), "score", sheets);
    expect(stranger.refusals?.map(({ code }) => code)).toEqual(["NOT_ON_PANEL"]);
    await programme.do(judgeOf("ani"), "score", sheets);
    const sealed = `{ jabarCandidates(filter: { stageId: "${stageId}" }) { nodes { sheets { judgeName } } } }`;
    const seen = async (caller: Caller) =>
      JSON.stringify((await graph.ask({ query: sealed, caller })).data).includes("Juri ani");
    expect([await seen(judgeOf("ani")), await seen(judgeOf("budi")), await seen(OPERATOR)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await denied(ownerOf(pesantren), sealed)).toBe(true);
    await programme.do(judgeOf("budi"), "score", sheets);
    expect(await seen(OPERATOR)).toBe(true);
    await expect(programme.try(judgeOf("ani"), "decide", { stageId, minutes: "x" })).rejects.toThrow("FORBIDDEN");
    const { id: decisionId } = await programme.do(OPERATOR, "decide", { stageId, minutes: "Berita acara" });
    const results = `{ pesantren(nspp: "${nspp}") { name jabarResults { year stage rank isPassed } jabarGrants { amount title } } }`;
    const ofPublic = async () =>
      (await graph.ask<{ pesantren: { jabarResults: unknown[]; jabarGrants: unknown[] } }>({ query: results })).data
        .pesantren;
    expect((await ofPublic()).jabarResults).toEqual([]);
    await programme.do(OPERATOR, "announce", { decisionId });
    expect((await ofPublic()).jabarResults).toEqual([{ year: YEAR, stage: 1, rank: 1, isPassed: true }]);
    is("2020-07-30T10:00:00+07:00");
    await expect(programme.try(ownerOf(pesantren), "grant", { stageId }, "journey-grant")).rejects.toThrow("FORBIDDEN");
    await programme.do(OPERATOR, "grant", { stageId }, "journey-grant");
    expect((await ofPublic()).jabarGrants).toEqual([{ amount: 35_000_000, title: "Juara tingkat kecamatan, scaleup" }]);
    expect((await programme.funnel(PUBLIC, YEAR)).slice(0, 4).map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });

  it("lets a mentor apply, and visit the pesantren given to it by operators, and no other", async () => {
    const mentor = mentorOf("umi");
    const ANSWERS: Readonly<Record<string, string>> = {
      applyAsJabarMentor: "JabarMentorApplication",
      inviteJabarMentorApplicant: "JabarMentorApplication",
      recordJabarMentorInterview: "JabarMentorApplication",
      decideJabarMentorApplication: "JabarMentorApplication",
      contractJabarMentor: "JabarMentorContract",
      assignJabarMentor: "JabarMentorContract",
      reportJabarVisit: "JabarMentoringAssignment",
    };
    async function done(
      caller: Caller | undefined,
      name: string,
      input: object,
      isKeyed = false,
    ): Promise<{ id?: string; codes?: string[] }> {
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const key = isKeyed ? `, idempotencyKey: "journey-${name}-${caller?.subject}"` : "";
      const { data, errors } = await graph.ask<{ done: { id?: string; refusals?: { code: string }[] } }>({
        query: `mutation ($input: ${type}!) { done: ${name}(input: $input${key}) { ... on ${ANSWERS[name]} { id } ... on Refused { refusals { code } } } }`,
        variables: { input },
        caller,
      });
      if (errors) return { codes: errors.map(({ extensions }) => String(extensions["code"])) };
      const { id, refusals } = data.done;
      return { ...(id !== undefined && { id }), ...(refusals && { codes: refusals.map(({ code }) => code) }) };
    }
    is("2020-09-01T08:00:00+07:00");
    const applying = {
      year: YEAR,
      name: "Umi",
      experience: "Lima tahun mendampingi koperasi pesantren.",
      regencyCodes: ["32.04"],
    };
    expect((await done(judgeOf("ani"), "applyAsJabarMentor", applying, true)).codes).toEqual(["FORBIDDEN"]);
    const { id: applicationId } = await done(mentor, "applyAsJabarMentor", applying, true);
    const interview = { applicationId, interviewAt: "2020-09-02T08:00:00+07:00", mode: "ONLINE", place: "Daring" };
    expect((await done(mentor, "inviteJabarMentorApplicant", interview)).codes).toEqual(["FORBIDDEN"]);
    await done(OPERATOR, "inviteJabarMentorApplicant", interview);
    is("2020-09-03T08:00:00+07:00");
    await done(OPERATOR, "recordJabarMentorInterview", { applicationId, score: 85, notes: "Paham pasar." });
    await done(OPERATOR, "decideJabarMentorApplication", { applicationId, outcome: "ACCEPTED" });
    const ask = async <T>(caller: Caller, query: string) => (await graph.ask<T>({ query, caller })).data;
    const { jabarMentors } = await ask<{ jabarMentors: { nodes: [{ id: string }] } }>(
      OPERATOR,
      "{ jabarMentors { nodes { id } } }",
    );
    const terms = {
      mentorId: jabarMentors.nodes[0].id,
      year: YEAR,
      number: "K-1",
      regencyCodes: ["32.04"],
      startsOn: "2020-09-01",
      endsOn: "2020-12-31",
    };
    const { id: contractId } = await done(OPERATOR, "contractJabarMentor", terms, true);
    await done(OPERATOR, "assignJabarMentor", { contractId, pesantrenIds: [pesantren] }, true);
    const { jabarMentoringAssignments } = await ask<{ jabarMentoringAssignments: { nodes: [{ id: string }] } }>(
      mentor,
      `{ jabarMentoringAssignments(filter: { year: ${YEAR} }) { nodes { id } } }`,
    );
    const visit = {
      assignmentId: jabarMentoringAssignments.nodes[0].id,
      visitedOn: "2020-09-03",
      mode: "IN_PERSON",
      findings: "Kemasan",
      advice: "Ganti",
    };
    for (const caller of [PUBLIC, ownerOf(pesantren), judgeOf("ani")]) {
      expect(["FORBIDDEN", "UNAUTHENTICATED"]).toContain(
        (await done(caller, "reportJabarVisit", visit, true)).codes?.[0],
      );
    }
    expect((await done(mentorOf("lain"), "reportJabarVisit", visit, true)).codes).toHaveLength(1);
    expect((await done(mentor, "reportJabarVisit", visit, true)).id).toBe(visit.assignmentId);
  });

  it("lets the public read nothing of what is the programme's own, by whatever way", async () => {
    for (const query of [
      `{ pesantren(nspp: "${nspp}") { jabarRegistrations { bankAccount } } }`,
      `{ pesantren(nspp: "${nspp}") { jabarGrants { tranches { bankReference } } } }`,
      `{ jabarGrants(filter: { year: ${YEAR} }) { totalCount } }`,
      "{ jabarJudges { totalCount } }",
      "{ jabarFacts { totalCount } }",
    ]) {
      expect({ query, denied: await denied(PUBLIC, query) }).toEqual({ query, denied: true });
    }
  });
});
