import type { Caller } from "../../kit/access/caller";
import { ANONYMOUS } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { OPEN_DAY, TestProgramme, YEAR } from "../testing/fixture";
import { mentorOf, OPERATOR, ownerOf } from "../testing/people";

const REFUSALS = "... on Refused { refusals { code field } }";
const mutation = (name: string, input: string, type: string, fields: string, keyed: boolean) => {
  const [declared, given] = keyed ? [", $key: String!", ", idempotencyKey: $key"] : ["", ""];
  return `mutation ($input: ${input}!${declared}) { done: ${name}(input: $input${given}) { ... on ${type} { ${fields} } ${REFUSALS} } }`;
};

const APPLICATION = "id status score notes reason";
const CONTRACT = "id number pesantrenCount leastPesantren mostPesantren isBelowLeast endedOn mentor { id name }";
const ASSIGNMENT = "id visitCount lastVisitOn endedOn visits { findings attachments { sha256 } }";
const MONTH =
  "id year month version revenue workers revenueGrowth workersGrowth reason corrected { version revenue recordedAt }";
const DOCUMENTS = {
  apply: mutation("applyAsJabarMentor", "ApplyAsJabarMentorInput", "JabarMentorApplication", APPLICATION, true),
  invite: mutation(
    "inviteJabarMentorApplicant",
    "InviteJabarMentorApplicantInput",
    "JabarMentorApplication",
    APPLICATION,
    false,
  ),
  interview: mutation(
    "recordJabarMentorInterview",
    "RecordJabarMentorInterviewInput",
    "JabarMentorApplication",
    APPLICATION,
    false,
  ),
  decide: mutation(
    "decideJabarMentorApplication",
    "DecideJabarMentorApplicationInput",
    "JabarMentorApplication",
    APPLICATION,
    false,
  ),
  rule: mutation("setJabarMentoringRule", "SetJabarMentoringRuleInput", "JabarMentoringRule", "appliesFrom", true),
  contract: mutation("contractJabarMentor", "ContractJabarMentorInput", "JabarMentorContract", CONTRACT, true),
  endContract: mutation(
    "endJabarMentorContract",
    "EndJabarMentorContractInput",
    "JabarMentorContract",
    CONTRACT,
    false,
  ),
  assign: mutation("assignJabarMentor", "AssignJabarMentorInput", "JabarMentorContract", CONTRACT, true),
  endAssignment: mutation(
    "endJabarMentoringAssignment",
    "EndJabarMentoringAssignmentInput",
    "JabarMentoringAssignment",
    ASSIGNMENT,
    false,
  ),
  visit: mutation("reportJabarVisit", "ReportJabarVisitInput", "JabarMentoringAssignment", ASSIGNMENT, true),
  progress: mutation(
    "recordJabarBusinessProgress",
    "RecordJabarBusinessProgressInput",
    "JabarBusinessMonth",
    MONTH,
    true,
  ),
};

interface Done {
  readonly id: string;
  readonly refusals?: readonly { code: string; field: string[] | null }[];
  readonly [field: string]: unknown;
}

const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);

describe("mentoring", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start();
  });
  afterEach(() => programme.close());

  let keys = 0;
  async function attempt(caller: Caller, name: keyof typeof DOCUMENTS, input: object, key?: string): Promise<Done> {
    const variables = { input, key: key ?? `mentoring-key-${++keys}` };
    return (await programme.as(caller).data<{ done: Done }>(DOCUMENTS[name], variables)).done;
  }
  async function act(...args: Parameters<typeof attempt>): Promise<Done> {
    const done = await attempt(...args);
    if (done.refusals) throw new Error(codes(done).join());
    return done;
  }

  const applied = (subject: string, change: object = {}) =>
    act(mentorOf(subject), "apply", {
      year: YEAR,
      name: `Pendamping ${subject}`,
      experience: "Lima tahun mendampingi koperasi pesantren.",
      regencyCodes: ["32.04"],
      ...change,
    });

  const interview = (id: string) => ({
    applicationId: id,
    interviewAt: new Date(programme.now.getTime() + 1_000),
    mode: "ONLINE",
    place: "Ruang rapat daring",
  });

  async function interviewed(subject: string): Promise<string> {
    const { id } = await applied(subject);
    await act(OPERATOR, "invite", interview(id));
    programme.wait(1);
    await act(OPERATOR, "interview", { applicationId: id, score: 85, notes: "Paham pasar." });
    return id;
  }

  async function mentor(subject: string): Promise<string> {
    const id = await interviewed(subject);
    await act(OPERATOR, "decide", { applicationId: id, outcome: "ACCEPTED" });
    const [row] = await programme.graph.db.rows<{ id: string }>("SELECT id FROM mentor WHERE subject = $1", [subject]);
    return row!.id;
  }

  const terms = (mentorId: string, change: object = {}) => ({
    mentorId,
    year: YEAR,
    number: `K-${mentorId}`,
    regencyCodes: ["32.04"],
    startsOn: `${YEAR}-03-01`,
    endsOn: `${YEAR}-12-31`,
    ...change,
  });

  async function contract(subject: string, change: object = {}): Promise<string> {
    return (await act(OPERATOR, "contract", terms(await mentor(subject), change))).id;
  }

  async function mentee(subject: string, named?: string) {
    const contractId = await contract(subject);
    const pesantrenId = named ?? (await programme.pesantren()).id;
    await act(OPERATOR, "assign", { contractId, pesantrenIds: [pesantrenId] });
    const [row] = await programme.graph.db.rows<{ id: string }>(
      "SELECT id FROM mentoring_assignment WHERE contract_id = $1",
      [contractId],
    );
    return { contractId, assignmentId: row!.id, pesantrenId };
  }

  const visit = (assignmentId: string, change: object = {}) => ({
    assignmentId,
    visitedOn: programme.now.toISOString().slice(0, 10),
    mode: "IN_PERSON",
    findings: "Kemasan belum menarik.",
    advice: "Ganti kemasan.",
    attachments: [{ reference: "arsip/foto-1", sha256: "ab".repeat(32) }],
    ...change,
  });

  const month = (pesantrenId: string, change: object = {}) => ({
    pesantrenId,
    year: YEAR,
    month: 1,
    revenue: 10_000_000,
    workers: 4,
    unitsProduced: 500,
    markets: ["Pasar Ciwidey"],
    ...change,
  });

  describe("recruitment", () => {
    it("goes from the application over the interview to a mentor", async () => {
      await interviewed("calon");
      const list = await programme
        .as(OPERATOR)
        .data<{ jabarMentorApplications: { nodes: Done[] } }>(
          `query { jabarMentorApplications(filter: { year: ${YEAR}, status: INTERVIEWED, regencyCode: "32.04" }) { nodes { ${APPLICATION} } totalCount } }`,
        );
      expect(list.jabarMentorApplications).toMatchObject({ totalCount: 1, nodes: [{ score: 85 }] });
      const { id } = list.jabarMentorApplications.nodes[0]!;
      expect(await act(OPERATOR, "decide", { applicationId: id, outcome: "ACCEPTED" })).toMatchObject({
        status: "ACCEPTED",
      });
      const again = await attempt(OPERATOR, "decide", { applicationId: id, outcome: "REJECTED", reason: "Salah" });
      expect(codes(again)).toEqual(["TRANSITION_NOT_ALLOWED input.applicationId"]);
    });

    it("accepts nobody without an interview, and rejects nobody without a reason", async () => {
      const { id } = await applied("calon");
      const early = await attempt(OPERATOR, "decide", { applicationId: id, outcome: "ACCEPTED" });
      expect(codes(early)).toEqual(["TRANSITION_NOT_ALLOWED input.applicationId"]);
      const silent = await attempt(OPERATOR, "decide", { applicationId: id, outcome: "REJECTED" });
      expect(codes(silent)).toEqual(["REASON_NEEDED input.reason"]);
      await act(OPERATOR, "invite", interview(id));
      const before = await attempt(OPERATOR, "interview", { applicationId: id, score: 85, notes: "Belum" });
      expect(codes(before)).toEqual(["INTERVIEW_NOT_BEGUN input.applicationId"]);
      programme.wait(1);
      const wrong = await attempt(OPERATOR, "interview", { applicationId: id, score: 101, notes: " " });
      expect(codes(wrong)).toEqual(["OUT_OF_RANGE input.score", "TEXT_LENGTH input.notes"]);
      const past = await attempt(OPERATOR, "invite", { ...interview(id), interviewAt: OPEN_DAY });
      expect(codes(past)).toEqual(["MOMENT_PAST input.interviewAt"]);
    });

    it("tells all that is wrong with an application at once", async () => {
      const wrong = { year: YEAR + 1, name: "A", experience: "Ada", regencyCodes: ["31.71"] };
      expect(codes(await attempt(mentorOf("calon"), "apply", wrong))).toEqual([
        "TEXT_LENGTH input.name",
        "TEXT_LENGTH input.experience",
        "REGENCY_OUTSIDE input.regencyCodes.0",
        "EDITION_UNKNOWN input.year",
      ]);
      expect(codes(await attempt(mentorOf("calon"), "apply", { ...wrong, year: 2020 }))).toContain(
        "YEAR_PAST input.year",
      );
    });

    it("takes one application of an account and year, and another after that was withdrawn", async () => {
      const { id } = await applied("calon");
      const input = { year: YEAR, name: "Pendamping", experience: "Lima tahun mendampingi koperasi." };
      expect(codes(await attempt(mentorOf("calon"), "apply", input))).toEqual(["APPLIED_ALREADY input.year"]);
      const withdraw = `mutation ($id: ID!) { done: withdrawJabarMentorApplication(applicationId: $id) { ... on JabarMentorApplication { status } ${REFUSALS} } }`;
      const other = await programme.as(mentorOf("lain")).data<{ done: Done }>(withdraw, { id });
      expect(codes(other.done)).toEqual(["APPLICATION_UNKNOWN applicationId"]);
      const { done } = await programme.as(mentorOf("calon")).data<{ done: Done }>(withdraw, { id });
      expect(done).toMatchObject({ status: "WITHDRAWN" });
      expect(await act(mentorOf("calon"), "apply", input)).toMatchObject({ status: "APPLIED" });
    });

    it("shows an applicant the own application alone, without score and notes", async () => {
      const id = await interviewed("calon");
      await applied("lain");
      const query = `query ($id: ID!) { jabarMentorApplication(id: $id) { score notes } jabarMentorApplications { nodes { id score } totalCount } }`;
      expect(await programme.as(mentorOf("calon")).data(query, { id })).toEqual({
        jabarMentorApplication: { score: null, notes: null },
        jabarMentorApplications: { nodes: [{ id, score: null }], totalCount: 1 },
      });
      expect(await programme.as(mentorOf("lain")).data(query, { id })).toMatchObject({ jabarMentorApplication: null });
    });

    it("is decided by operators alone", async () => {
      const { id } = await applied("calon");
      const { errors } = await programme
        .as(mentorOf("calon"))
        .run(DOCUMENTS.decide, { input: { applicationId: id, outcome: "ACCEPTED" } });
      expect(errors?.[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    });
  });

  describe("contracts", () => {
    it("of one mentor never overlap, also if two are made at once", async () => {
      const mentorId = await mentor("satu");
      const both = await Promise.all(
        ["A", "B"].map((number) => attempt(OPERATOR, "contract", terms(mentorId, { number }))),
      );
      expect(both.flatMap(codes)).toEqual(["CONTRACT_OVERLAPS input.startsOn"]);
    });

    it("lie in their year, with a number of their own, for a mentor who is there", async () => {
      const wrong = terms(newId(), { startsOn: `${YEAR}-05-01`, endsOn: `${YEAR - 1}-12-31`, regencyCodes: [] });
      expect(codes(await attempt(OPERATOR, "contract", wrong))).toEqual([
        "MENTOR_UNKNOWN input.mentorId",
        "TOO_FEW input.regencyCodes",
        "DAY_OUTSIDE input.endsOn",
        "PERIOD_REVERSED input.endsOn",
      ]);
      await contract("satu", { number: "K-1" });
      const second = terms(await mentor("dua"), { number: "K-1" });
      expect(codes(await attempt(OPERATOR, "contract", second))).toEqual(["NUMBER_TAKEN input.number"]);
    });

    it("that end early let their pesantren go, and the mentor take another", async () => {
      const { contractId, pesantrenId } = await mentee("satu");
      const endedOn = `${YEAR}-03-11`;
      const late = { contractId, endedOn: `${YEAR}-06-01`, reason: "Pindah" };
      expect(codes(await attempt(OPERATOR, "endContract", late))).toEqual(["DAY_OUTSIDE input.endedOn"]);
      const ended = await act(OPERATOR, "endContract", { contractId, endedOn, reason: "Pindah" });
      expect(ended).toMatchObject({ endedOn, pesantrenCount: 0 });
      const again = await attempt(OPERATOR, "endContract", { contractId, endedOn, reason: "Pindah" });
      expect(codes(again)).toEqual(["CONTRACT_ENDED input.contractId"]);
      const next = await act(
        OPERATOR,
        "contract",
        terms((ended["mentor"] as Done).id, { number: "K-2", startsOn: `${YEAR}-03-12` }),
      );
      await act(OPERATOR, "assign", { contractId: next.id, pesantrenIds: [pesantrenId] });
    });
  });

  describe("assignments", () => {
    it("warn below the least and refuse above the most, by the rule of the contract's first day", async () => {
      const rule = { appliesFrom: `${YEAR}-03-10`, leastPesantren: 2, mostPesantren: 3, source: "assumed" };
      await act(OPERATOR, "rule", rule);
      expect(codes(await attempt(OPERATOR, "rule", rule))).toEqual(["RULE_SET input.appliesFrom"]);
      const contractId = await contract("satu", { startsOn: `${YEAR}-03-10` });
      const ids = await Promise.all([1, 2, 3, 4].map(async () => (await programme.pesantren()).id));
      const one = await act(OPERATOR, "assign", { contractId, pesantrenIds: ids.slice(0, 1) });
      expect(one).toMatchObject({ pesantrenCount: 1, leastPesantren: 2, mostPesantren: 3, isBelowLeast: true });
      const many = await attempt(OPERATOR, "assign", { contractId, pesantrenIds: ids.slice(1) });
      expect(codes(many)).toEqual(["TOO_MANY_PESANTREN input.pesantrenIds"]);
      const three = await act(OPERATOR, "assign", { contractId, pesantrenIds: ids.slice(1, 3) });
      expect(three).toMatchObject({ pesantrenCount: 3, isBelowLeast: false });
      const old = await contract("dua");
      expect(await act(OPERATOR, "assign", { contractId: old, pesantrenIds: [ids[3]!] })).toMatchObject({
        leastPesantren: 10,
        mostPesantren: 20,
      });
    });

    it("go beyond the contract's regencies for a reason alone, and name a pesantren once", async () => {
      const contractId = await contract("satu");
      const near = await programme.pesantren();
      const far = await programme.pesantren({ regencyCode: "32.01", districtCode: "32.01.01" });
      const closed = await programme.pesantren({ status: "CLOSED" });
      const pesantrenIds = [near.id, far.id, near.id, closed.id, newId()];
      expect(codes(await attempt(OPERATOR, "assign", { contractId, pesantrenIds }))).toEqual([
        "PESANTREN_INACTIVE input.pesantrenIds.3",
        "PESANTREN_UNKNOWN input.pesantrenIds.4",
        "REGENCY_NOT_SERVED input.pesantrenIds.1",
        "PESANTREN_TWICE input.pesantrenIds.2",
      ]);
      const outsideReason = "Belum ada pendamping di Bogor";
      await act(OPERATOR, "assign", { contractId, pesantrenIds: [near.id, far.id], outsideReason });
      const rows = await programme.graph.db.rows<{ reason: string | null }>(
        "SELECT outside_reason AS reason FROM mentoring_assignment ORDER BY outside_reason",
      );
      expect(rows.map(({ reason }) => reason)).toEqual([outsideReason, null]);
    });

    it("give a pesantren one mentor a year, also if two operators assign it at once", async () => {
      const contracts = [await contract("satu"), await contract("dua")];
      const { id } = await programme.pesantren();
      const both = await Promise.all(
        contracts.map((contractId) => attempt(OPERATOR, "assign", { contractId, pesantrenIds: [id] })),
      );
      expect(both.flatMap(codes)).toEqual(["PESANTREN_ASSIGNED input.pesantrenIds.0"]);
    });

    it("never pass the most when two operators assign at once", async () => {
      await act(OPERATOR, "rule", {
        appliesFrom: `${YEAR}-03-10`,
        leastPesantren: 0,
        mostPesantren: 1,
        source: "assumed",
      });
      const contractId = await contract("satu", { startsOn: `${YEAR}-03-10` });
      const ids = await Promise.all([1, 2].map(async () => (await programme.pesantren()).id));
      const both = await Promise.all(ids.map((id) => attempt(OPERATOR, "assign", { contractId, pesantrenIds: [id] })));
      expect(both.flatMap(codes)).toEqual(["TOO_MANY_PESANTREN input.pesantrenIds"]);
    });

    it("do nothing again when sent again with the same key", async () => {
      const contractId = await contract("satu");
      const input = { contractId, pesantrenIds: [(await programme.pesantren()).id] };
      await act(OPERATOR, "assign", input, "same-key-1");
      expect(await act(OPERATOR, "assign", input, "same-key-1")).toMatchObject({ pesantrenCount: 1 });
    });

    it("end for a reason, and everybody sees who mentors a pesantren", async () => {
      const { assignmentId, pesantrenId } = await mentee("satu");
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren { jabarMentor { name year } } } }`;
      const of = [{ __typename: "Pesantren", id: pesantrenId, formerIds: [] }];
      const shown = await programme.as(ANONYMOUS).data(query, { of });
      expect(shown).toEqual({ _entities: [{ jabarMentor: { name: "Pendamping satu", year: YEAR } }] });
      await act(OPERATOR, "endAssignment", { assignmentId, reason: "Pesantren meminta" });
      expect(await programme.as(ANONYMOUS).data(query, { of })).toEqual({ _entities: [{ jabarMentor: null }] });
      expect(codes(await attempt(OPERATOR, "endAssignment", { assignmentId, reason: "Lagi" }))).toEqual([
        "ASSIGNMENT_ENDED input.assignmentId",
      ]);
    });

    it("are listed the least visited first, in three statements, each caller's own", async () => {
      const one = await mentee("satu");
      const two = await mentee("dua");
      await act(mentorOf("satu"), "visit", visit(one.assignmentId));
      const query = `query ($after: String) { jabarMentoringAssignments(filter: { year: ${YEAR}, isActive: true }, first: 1, after: $after)
        { nodes { id visits { findings } contract { isBelowLeast } } pageInfo { endCursor hasNextPage } } }`;
      interface Page {
        readonly jabarMentoringAssignments: {
          readonly nodes: readonly { id: string }[];
          readonly pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      }
      const before = programme.graph.statements.length;
      const first = (await programme.as(OPERATOR).data<Page>(query)).jabarMentoringAssignments;
      expect(programme.graph.statements.length - before).toBe(3);
      expect(first.nodes).toMatchObject([{ id: two.assignmentId }]);
      const second = (await programme.as(OPERATOR).data<Page>(query, { after: first.pageInfo.endCursor }))
        .jabarMentoringAssignments;
      expect(second).toMatchObject({ nodes: [{ id: one.assignmentId }], pageInfo: { hasNextPage: false } });
      const own = (caller: Caller) => programme.as(caller).data<Page>(query.replace("first: 1", "first: 5"));
      expect((await own(mentorOf("satu"))).jabarMentoringAssignments.nodes).toHaveLength(1);
      expect((await own(ownerOf(two.pesantrenId))).jabarMentoringAssignments.nodes).toMatchObject([
        { id: two.assignmentId },
      ]);
      const { errors } = await programme.as(ANONYMOUS).run(query);
      expect(errors?.[0]?.extensions?.["code"]).toBe("UNAUTHENTICATED");
    });

    it("keep a judge from judging a pesantren that the judge mentors", async () => {
      const [candidate] = await programme.passed(1);
      await mentee("juri-satu", candidate!.pesantren.id);
      const stageId = await programme.stage(1);
      const judge = { subject: "juri-satu", name: "Juri Satu", background: "PRACTITIONER", institution: "Contoh" };
      const { id: judgeId } = await programme.do(
        OPERATOR,
        "registerJudge",
        { ...judge, tiedToPesantrenIds: [] },
        "judge-key",
      );
      const startsAt = new Date(programme.now.getTime() + 3_600_000);
      const times = { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
      const session = { stageId, place: "AULA", capacity: 10, judgeIds: [judgeId], ...times };
      const { id: sessionId } = await programme.do(OPERATOR, "schedule", session, "session-key");
      const named = { stageId, sessionId, registrationIds: [candidate!.id] };
      expect(codes((await programme.try(OPERATOR, "assign", named)) as Done)).toEqual([
        "JUDGE_CONFLICT input.registrationIds.0",
      ]);
    });
  });

  describe("visits", () => {
    it("are reported by the pesantren's mentor alone, within the contract, with checksums", async () => {
      const { assignmentId } = await mentee("satu");
      await mentee("dua");
      const stranger = await attempt(mentorOf("dua"), "visit", visit(assignmentId));
      expect(codes(stranger)).toEqual(["ASSIGNMENT_UNKNOWN input.assignmentId"]);
      const wrong = visit(assignmentId, {
        visitedOn: `${YEAR}-12-30`,
        findings: "",
        attachments: [{ reference: "a", sha256: "AB" }],
      });
      expect(codes(await attempt(mentorOf("satu"), "visit", wrong))).toEqual([
        "DAY_OUTSIDE input.visitedOn",
        "TEXT_LENGTH input.findings",
        "CHECKSUM_INVALID input.attachments.0.sha256",
      ]);
      const done = await act(mentorOf("satu"), "visit", visit(assignmentId), "visit-key-1");
      expect(done).toMatchObject({ visitCount: 1, visits: [{ attachments: [{ sha256: "ab".repeat(32) }] }] });
      expect(await act(mentorOf("satu"), "visit", visit(assignmentId), "visit-key-1")).toMatchObject({ visitCount: 1 });
    });
  });

  describe("progress", () => {
    const series = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren { jabarBusinessProgress { ${MONTH} } } } }`;
    const read = async (caller: Caller, id: string) => {
      const of = [{ __typename: "Pesantren", id, formerIds: [] }];
      const { _entities } = await programme
        .as(caller)
        .data<{ _entities: [{ jabarBusinessProgress: Done[] }] }>(series, { of });
      return _entities[0].jabarBusinessProgress;
    };

    it("is a series with growth, and a correction keeps what it corrects", async () => {
      const { pesantrenId } = await mentee("satu");
      await act(mentorOf("satu"), "progress", month(pesantrenId));
      await act(mentorOf("satu"), "progress", month(pesantrenId, { month: 2, revenue: 12_500_000, workers: 6 }));
      const again = await attempt(mentorOf("satu"), "progress", month(pesantrenId));
      expect(codes(again)).toEqual(["RECORDED_ALREADY input.month"]);
      const corrected = await act(
        mentorOf("satu"),
        "progress",
        month(pesantrenId, { revenue: 9_000_000, correctionReason: "Salah ketik" }),
      );
      expect(corrected).toMatchObject({ version: 2, corrected: [{ version: 1, revenue: 10_000_000 }] });
      const shown = await read(ownerOf(pesantrenId), pesantrenId);
      expect(shown).toMatchObject([
        { month: 1, revenue: 9_000_000, revenueGrowth: null, reason: "Salah ketik" },
        { month: 2, revenue: 12_500_000, revenueGrowth: 3_500_000, workersGrowth: 2, corrected: [] },
      ]);
    });

    it("answers a key that comes again with the month as it stands now", async () => {
      const { pesantrenId } = await mentee("satu");
      await act(mentorOf("satu"), "progress", month(pesantrenId), "progress-key-1");
      await act(mentorOf("satu"), "progress", month(pesantrenId, { revenue: 1, correctionReason: "Salah" }));
      const again = await act(mentorOf("satu"), "progress", month(pesantrenId), "progress-key-1");
      expect(again).toMatchObject({ version: 2, revenue: 1 });
    });

    it("is recorded by the mentor alone, of months that have begun", async () => {
      const { pesantrenId } = await mentee("satu");
      await mentee("dua");
      const stranger = await attempt(mentorOf("dua"), "progress", month(pesantrenId));
      expect(codes(stranger)).toEqual(["NOT_YOUR_PESANTREN input.pesantrenId"]);
      const wrong = month(pesantrenId, { month: 12, workers: -1, revenue: -5 });
      expect(codes(await attempt(mentorOf("satu"), "progress", wrong))).toEqual([
        "OUT_OF_RANGE input.revenue",
        "OUT_OF_RANGE input.workers",
        "MONTH_TO_COME input.month",
      ]);
      const nothing = month(pesantrenId, { correctionReason: "Salah" });
      expect(codes(await attempt(mentorOf("satu"), "progress", nothing))).toEqual([
        "NOTHING_TO_CORRECT input.correctionReason",
      ]);
    });

    it("is seen by the pesantren, its mentor and operators", async () => {
      const { pesantrenId } = await mentee("satu");
      const other = await mentee("dua");
      await act(mentorOf("satu"), "progress", month(pesantrenId));
      for (const caller of [OPERATOR, mentorOf("satu"), ownerOf(pesantrenId)]) {
        expect(await read(caller, pesantrenId)).toHaveLength(1);
      }
      for (const caller of [mentorOf("dua"), ownerOf(other.pesantrenId)]) {
        expect(await read(caller, pesantrenId)).toEqual([]);
      }
    });

    it("follows a pesantren that was merged into another record", async () => {
      const { pesantrenId } = await mentee("satu");
      await act(mentorOf("satu"), "progress", month(pesantrenId));
      const original = await programme.pesantren();
      await programme.graph.db.inTransaction((tx) =>
        tx.rows("UPDATE pesantren_reference SET merged_into_id = $2 WHERE id = $1", [pesantrenId, original.id]),
      );
      await act(mentorOf("satu"), "progress", month(original.id, { month: 2 }));
      const of = [{ __typename: "Pesantren", id: original.id, formerIds: [pesantrenId] }];
      const { _entities } = await programme
        .as(OPERATOR)
        .data<{ _entities: [{ jabarBusinessProgress: Done[] }] }>(series, { of });
      expect(_entities[0].jabarBusinessProgress).toHaveLength(2);
    });
  });
});
