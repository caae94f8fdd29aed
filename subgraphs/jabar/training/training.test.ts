import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { TestProgramme, YEAR } from "../testing/fixture";
import { OPERATOR, ownerOf } from "../testing/people";

const REFUSALS = "... on Refused { refusals { code field } }";
const COURSE = "... on JabarCourse { id status freePlaces sessions { id number } }";
const ENROLMENT =
  "... on JabarTrainingEnrolment { id status persons waitingPlace participants { number attendedCount certificate { number isValid } } }";

function mutation(name: string, input: string, answer: string, keyed: boolean): string {
  const [declared, given] = keyed ? [", $key: String!", ", idempotencyKey: $key"] : ["", ""];
  return `mutation ($input: ${input}!${declared}) { done: ${name}(input: $input${given}) { ${answer} ${REFUSALS} } }`;
}

const DOCUMENTS = {
  plan: mutation("planJabarCourse", "PlanJabarCourseInput", COURSE, true),
  sessions: mutation("planJabarTrainingSessions", "PlanJabarTrainingSessionsInput", COURSE, true),
  move: mutation("moveJabarCourse", "MoveJabarCourseInput", COURSE, false),
  enrol: mutation("enrolInJabarCourse", "EnrolInJabarCourseInput", ENROLMENT, true),
  withdraw: mutation("withdrawJabarEnrolment", "WithdrawJabarEnrolmentInput", ENROLMENT, false),
  attend: mutation("recordJabarTrainingAttendance", "RecordJabarTrainingAttendanceInput", COURSE, false),
  revoke: mutation(
    "revokeJabarCertificate",
    "RevokeJabarCertificateInput",
    "... on JabarCertificate { number isValid revokedReason }",
    false,
  ),
};
const ISSUE = `mutation ($id: ID!, $key: String!) { done: issueJabarCertificates(courseId: $id, idempotencyKey: $key) { ${COURSE} ${REFUSALS} } }`;
const LOOK_UP =
  "query ($number: String!) { jabarCertificate(number: $number) { number issuedOn isValid course { title } pesantren { id } } }";

interface Done {
  readonly id: string;
  readonly status: string;
  readonly freePlaces: number;
  readonly waitingPlace: number | null;
  readonly sessions: readonly { id: string }[];
  readonly participants: readonly { attendedCount: number; certificate: { number: string } | null }[];
  readonly refusals?: readonly { code: string; field: string[] | null }[];
}

const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);

describe("training", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start();
  });
  afterEach(() => programme.close());

  let keys = 0;
  async function attempt(caller: Caller, name: keyof typeof DOCUMENTS, input: object, key?: string): Promise<Done> {
    const variables = { input, key: key ?? `training-key-${++keys}` };
    return (await programme.as(caller).data<{ done: Done }>(DOCUMENTS[name], variables)).done;
  }
  async function act(...args: Parameters<typeof attempt>): Promise<Done> {
    const done = await attempt(...args);
    if (done.refusals) throw new Error(codes(done).join());
    return done;
  }

  const plan = (change: object = {}) => ({
    year: YEAR,
    kind: "TRAINING",
    title: "Pengemasan produk",
    hostName: "Balai latihan",
    regencyCode: "32.04",
    place: "Aula",
    mode: "IN_PERSON",
    startsOn: `${YEAR}-03-12`,
    endsOn: `${YEAR}-03-13`,
    places: 10,
    attendancePercent: 80,
    ...change,
  });
  const course = async (change: object = {}) => (await act(OPERATOR, "plan", plan(change))).id;
  const move = (courseId: string, status: string, reason?: string) =>
    attempt(OPERATOR, "move", { courseId, status, reason });

  async function open(change: object = {}): Promise<string> {
    const id = await course(change);
    await move(id, "OPEN");
    return id;
  }

  /** Enrols persons of a pesantren made for it. */
  async function enrolled(courseId: string, persons: number) {
    const { id: pesantrenId } = await programme.pesantren();
    const owner = ownerOf(pesantrenId);
    return { ...(await act(owner, "enrol", { courseId, pesantrenId, persons })), pesantrenId, owner };
  }

  async function statuses(courseId: string, caller = OPERATOR) {
    const query = `query ($id: ID!) { jabarTrainingEnrolments(filter: { courseId: $id }) { nodes { status waitingPlace persons } } }`;
    interface Page {
      readonly jabarTrainingEnrolments: { nodes: { status: string; waitingPlace: number | null }[] };
    }
    return (await programme.as(caller).data<Page>(query, { id: courseId })).jabarTrainingEnrolments.nodes;
  }
  const free = async (id: string) =>
    (
      await programme
        .as(ANONYMOUS)
        .data<{ jabarCourse: { freePlaces: number } }>("query ($id: ID!) { jabarCourse(id: $id) { freePlaces } }", {
          id,
        })
    ).jabarCourse.freePlaces;

  /** A course with five sessions that was held: one pesantren with two persons, of whom the first was always there and the second at three. */
  async function held() {
    const courseId = await open();
    const sessions = [9, 10, 11, 12, 13].map((hour) => ({
      title: `Sesi ${hour}`,
      startsAt: `${YEAR}-03-12T0${hour - 9}:00:00Z`,
      endsAt: `${YEAR}-03-12T0${hour - 9}:45:00Z`,
    }));
    const planned = await act(OPERATOR, "sessions", { courseId, sessions });
    const enrolment = await enrolled(courseId, 2);
    await move(courseId, "CLOSED");
    programme.wait(4);
    for (const [at, { id: sessionId }] of planned.sessions.entries()) {
      const attendances = [{ enrolmentId: enrolment.id, present: at < 3 ? [2, 1] : [1] }];
      await act(OPERATOR, "attend", { sessionId, attendances });
    }
    return { courseId, enrolment, sessions: planned.sessions };
  }

  const issue = async (id: string, key = "issue-key-1") =>
    (await programme.as(OPERATOR).data<{ done: Done }>(ISSUE, { id, key })).done;

  const trainings = async (caller: Caller, id: string) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren { jabarTrainings { course { title } participants { number attendedCount certificate { number } } } } } }`;
    const of = [{ __typename: "Pesantren", id, formerIds: [] }];
    return (await programme.as(caller).data<{ _entities: [{ jabarTrainings: Done[] }] }>(query, { of }))._entities[0]
      .jabarTrainings;
  };

  describe("courses", () => {
    it("say all that is wrong with a plan at once", async () => {
      const wrong = plan({
        title: "A",
        hostPesantrenId: newId(),
        regencyCode: "31.71",
        startsOn: `${YEAR}-03-09`,
        endsOn: `${YEAR}-03-01`,
        places: 0,
        attendancePercent: 101,
      });
      expect(codes(await attempt(OPERATOR, "plan", wrong))).toEqual([
        "TEXT_LENGTH input.title",
        "REGENCY_OUTSIDE input.regencyCode",
        "DAY_OUTSIDE input.startsOn",
        "PERIOD_REVERSED input.endsOn",
        "OUT_OF_RANGE input.places",
        "OUT_OF_RANGE input.attendancePercent",
        "ONE_HOST input.hostPesantrenId",
        "PESANTREN_UNKNOWN input.hostPesantrenId",
      ]);
    });

    it("are seen by everybody once they are open, page by page, with a pesantren as host", async () => {
      const host = await programme.pesantren();
      const first = await open({ kind: "INTERNSHIP", hostName: null, hostPesantrenId: host.id });
      await open({ startsOn: `${YEAR}-03-11`, title: "Pemasaran" });
      await course({ title: "Rancangan" });
      const query = `query ($after: String) { jabarCourses(filter: { year: ${YEAR}, hasFreePlaces: true }, first: 1, after: $after)
        { nodes { title host { id } } totalCount pageInfo { endCursor } } }`;
      interface Page {
        readonly jabarCourses: { pageInfo: { endCursor: string } };
      }
      const { jabarCourses } = await programme.as(ANONYMOUS).data<Page>(query);
      expect(jabarCourses).toMatchObject({ nodes: [{ title: "Pemasaran", host: null }], totalCount: 2 });
      const next = await programme.as(ANONYMOUS).data(query, { after: jabarCourses.pageInfo.endCursor });
      expect(next).toMatchObject({ jabarCourses: { nodes: [{ host: { id: host.id } }] } });
      const forged = Buffer.from(JSON.stringify(["2030-02-31", first])).toString("base64url");
      const { errors } = await programme.as(ANONYMOUS).run(query, { after: forged });
      expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_USER_INPUT");
    });

    it("are cancelled for a reason alone, and then for ever", async () => {
      const id = await open();
      expect(codes(await move(id, "CANCELLED"))).toEqual(["REASON_NEEDED input.reason"]);
      expect(await move(id, "CANCELLED", "Wabah")).toMatchObject({ status: "CANCELLED" });
      expect(codes(await move(id, "OPEN"))).toEqual(["TRANSITION_NOT_ALLOWED input.status"]);
    });

    it("have their sessions on their own days", async () => {
      const courseId = await course();
      const sessions = [{ title: "Awal", startsAt: `${YEAR}-03-11T00:00:00Z`, endsAt: `${YEAR}-03-11T00:00:00Z` }];
      expect(codes(await attempt(OPERATOR, "sessions", { courseId, sessions }))).toEqual([
        "DAY_OUTSIDE input.sessions.0.startsAt",
        "PERIOD_REVERSED input.sessions.0.endsAt",
      ]);
    });

    it("are planned by operators alone", async () => {
      const { id } = await programme.pesantren();
      const variables = { input: plan(), key: "plan-key-1" };
      const { errors } = await programme.as(ownerOf(id)).run(DOCUMENTS.plan, variables);
      expect(errors?.[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    });
  });

  describe("places", () => {
    it("are never more than there are, also when two enrol at once", async () => {
      const courseId = await open({ places: 10 });
      const made = await Promise.all([6, 6, 6].map((persons) => enrolled(courseId, persons)));
      expect(made.map(({ status }) => status).sort()).toEqual(["ENROLLED", "WAITING", "WAITING"]);
      expect(await free(courseId)).toBe(4);
    });

    it("are kept by the database itself", async () => {
      const courseId = await open({ places: 10 });
      const over = programme.graph.db.inTransaction((tx) =>
        tx.rows("UPDATE training_course SET taken = 11 WHERE id = $1", [courseId]),
      );
      await expect(over).rejects.toThrow("taken_within_places");
    });

    it("go to those who wait strictly in their order, when somebody withdraws", async () => {
      const courseId = await open({ places: 10 });
      const first = await enrolled(courseId, 8);
      expect(await enrolled(courseId, 5)).toMatchObject({ status: "WAITING", waitingPlace: 1 });
      // Two persons would fit, but the one before comes first.
      expect(await enrolled(courseId, 2)).toMatchObject({ status: "WAITING", waitingPlace: 2 });
      await enrolled(courseId, 4);
      expect(await act(first.owner, "withdraw", { enrolmentId: first.id, reason: "Sakit" })).toMatchObject({
        status: "WITHDRAWN",
      });
      expect(await statuses(courseId)).toMatchObject([
        { status: "WITHDRAWN" },
        { status: "ENROLLED", persons: 5 },
        { status: "ENROLLED", persons: 2 },
        { status: "WAITING", waitingPlace: 1, persons: 4 },
      ]);
      expect(await free(courseId)).toBe(3);
    });

    it("become free for the next when the first of the waiting list gives up", async () => {
      const courseId = await open({ places: 10 });
      await enrolled(courseId, 8);
      const waiting = await enrolled(courseId, 5);
      const next = await enrolled(courseId, 2);
      await act(waiting.owner, "withdraw", { enrolmentId: waiting.id, reason: "Batal" });
      expect(await statuses(courseId, next.owner)).toMatchObject([{ status: "ENROLLED", persons: 2 }]);
      expect(await free(courseId)).toBe(0);
    });

    it("are given up together by many, and counted right", async () => {
      const courseId = await open({ places: 10 });
      const first = [await enrolled(courseId, 5), await enrolled(courseId, 5)];
      await enrolled(courseId, 5);
      await enrolled(courseId, 5);
      await Promise.all(first.map(({ id, owner }) => act(owner, "withdraw", { enrolmentId: id, reason: "Batal" })));
      expect((await statuses(courseId)).map(({ status }) => status)).toEqual([
        "WITHDRAWN",
        "WITHDRAWN",
        "ENROLLED",
        "ENROLLED",
      ]);
      expect(await free(courseId)).toBe(0);
    });

    it("are not given away after the first day", async () => {
      const courseId = await open({ places: 5 });
      const first = await enrolled(courseId, 5);
      await enrolled(courseId, 5);
      programme.wait(3);
      await act(first.owner, "withdraw", { enrolmentId: first.id, reason: "Sakit" });
      expect((await statuses(courseId)).map(({ status }) => status)).toEqual(["WITHDRAWN", "WAITING"]);
      const { id: pesantrenId } = await programme.pesantren();
      const late = await attempt(OPERATOR, "enrol", { courseId, pesantrenId, persons: 1 });
      expect(codes(late)).toEqual(["COURSE_BEGUN input.courseId"]);
    });
  });

  describe("enrolments", () => {
    it("are of the own pesantren, once, in an open course, of so many as it has places", async () => {
      const courseId = await open({ places: 10 });
      const { owner, pesantrenId } = await enrolled(courseId, 1);
      const input = { courseId, pesantrenId, persons: 1 };
      expect(codes(await attempt(owner, "enrol", input))).toEqual(["ENROLLED_ALREADY input.pesantrenId"]);
      const other = await programme.pesantren();
      expect(codes(await attempt(owner, "enrol", { ...input, pesantrenId: other.id, persons: 11 }))).toEqual([
        "OUTSIDE_PESANTREN input.pesantrenId",
        "OUT_OF_RANGE input.persons",
      ]);
      expect(codes(await attempt(OPERATOR, "enrol", { ...input, pesantrenId: newId() }))).toEqual([
        "PESANTREN_UNKNOWN input.pesantrenId",
      ]);
      const draft = await course();
      expect(codes(await attempt(owner, "enrol", { ...input, courseId: draft }))).toEqual([
        "COURSE_STATUS input.courseId",
      ]);
      expect(codes(await attempt(owner, "enrol", { ...input, courseId: newId() }))).toEqual([
        "COURSE_UNKNOWN input.courseId",
      ]);
    });

    it("are made once, however often a key is sent", async () => {
      const courseId = await open({ places: 10 });
      const { id: pesantrenId } = await programme.pesantren();
      const input = { courseId, pesantrenId, persons: 3 };
      const first = await act(OPERATOR, "enrol", input, "same-key-1");
      expect((await act(OPERATOR, "enrol", input, "same-key-1")).id).toBe(first.id);
      expect(await free(courseId)).toBe(7);
    });

    it("are withdrawn by their own pesantren, and seen by it, the host and operators", async () => {
      const host = await programme.pesantren();
      const courseId = await open({ hostName: null, hostPesantrenId: host.id });
      const one = await enrolled(courseId, 1);
      const other = await enrolled(courseId, 2);
      const refused = await attempt(other.owner, "withdraw", { enrolmentId: one.id, reason: "Iseng" });
      expect(codes(refused)).toEqual(["OUTSIDE_PESANTREN input.enrolmentId"]);
      expect(await statuses(courseId, one.owner)).toHaveLength(1);
      expect(await statuses(courseId, ownerOf(host.id))).toHaveLength(2);
      expect(await statuses(courseId)).toHaveLength(2);
      const { errors } = await programme
        .as(ANONYMOUS)
        .run("query ($id: ID!) { jabarTrainingEnrolments(filter: { courseId: $id }) { nodes { id } } }", {
          id: courseId,
        });
      expect(errors?.[0]?.extensions?.["code"]).toBe("UNAUTHENTICATED");
    });
  });

  describe("attendance", () => {
    it("names those who take part, of a session that has begun", async () => {
      const courseId = await open();
      const session = { title: "Awal", startsAt: `${YEAR}-03-12T01:00:00Z`, endsAt: `${YEAR}-03-12T02:00:00Z` };
      const { sessions } = await act(OPERATOR, "sessions", { courseId, sessions: [session] });
      const sessionId = sessions[0]!.id;
      const { id: enrolmentId } = await enrolled(courseId, 2);
      const attendances = [
        { enrolmentId, present: [1, 3] },
        { enrolmentId, present: [1, 1] },
        { enrolmentId: newId(), present: [] },
      ];
      expect(codes(await attempt(OPERATOR, "attend", { sessionId, attendances }))).toEqual([
        "SESSION_NOT_BEGUN input.sessionId",
        "PARTICIPANT_UNKNOWN input.attendances.0.present",
        "ENROLMENT_TWICE input.attendances.1.enrolmentId",
        "PARTICIPANT_UNKNOWN input.attendances.1.present",
        "ENROLMENT_UNKNOWN input.attendances.2.enrolmentId",
      ]);
    });

    it("must be complete before a course is", async () => {
      const courseId = await open();
      await enrolled(courseId, 2);
      await move(courseId, "CLOSED");
      expect(codes(await move(courseId, "COMPLETED"))).toEqual([
        "COURSE_RUNNING input.courseId",
        "NO_SESSIONS input.courseId",
      ]);
      const session = { title: "Awal", startsAt: `${YEAR}-03-12T01:00:00Z`, endsAt: `${YEAR}-03-12T02:00:00Z` };
      await act(OPERATOR, "sessions", { courseId, sessions: [session] });
      programme.wait(4);
      expect(codes(await move(courseId, "COMPLETED"))).toEqual(["ATTENDANCE_OPEN input.courseId"]);
    });

    it("is recorded again until then, and no more after", async () => {
      const { courseId, enrolment, sessions } = await held();
      const [{ id: sessionId }] = sessions as [{ id: string }];
      const attendances = [{ enrolmentId: enrolment.id, present: [2] }];
      await act(OPERATOR, "attend", { sessionId, attendances });
      const [training] = await trainings(OPERATOR, enrolment.pesantrenId);
      expect(training!.participants.map(({ attendedCount }) => attendedCount)).toEqual([4, 3]);
      await move(courseId, "COMPLETED");
      const late = await attempt(OPERATOR, "attend", { sessionId, attendances });
      expect(codes(late)).toEqual(["COURSE_STATUS input.sessionId"]);
    });
  });

  describe("certificates", () => {
    it("go to those who attended the course's share of the sessions, once", async () => {
      const { courseId, enrolment } = await held();
      expect(codes(await issue(courseId))).toEqual(["COURSE_STATUS courseId"]);
      await move(courseId, "COMPLETED");
      await issue(courseId);
      await issue(courseId, "issue-key-2");
      const [training] = await trainings(enrolment.owner, enrolment.pesantrenId);
      expect(training!.participants).toEqual([
        {
          number: 1,
          attendedCount: 5,
          certificate: { number: expect.stringMatching(/^OPOP-2030(-[2-9A-Z]{4}){3}$/) as string },
        },
        { number: 2, attendedCount: 3, certificate: null },
      ]);
      const issued = await programme.graph.db.rows("SELECT number FROM training_certificate");
      expect(issued).toHaveLength(1);
      expect(await trainings(ownerOf(newId()), enrolment.pesantrenId)).toEqual([]);
    });

    it("are looked up by everybody, who learns nothing else, and are revoked for a reason", async () => {
      const { courseId, enrolment } = await held();
      await move(courseId, "COMPLETED");
      await issue(courseId);
      const [training] = await trainings(OPERATOR, enrolment.pesantrenId);
      const { number } = training!.participants[0]!.certificate!;
      const shown = { number, issuedOn: `${YEAR}-03-14`, isValid: true, course: { title: "Pengemasan produk" } };
      const pesantren = { id: enrolment.pesantrenId };
      const look = (typed: string) => programme.as(ANONYMOUS).data(LOOK_UP, { number: typed });
      expect(await look(` ${number.toLowerCase()} `)).toEqual({ jabarCertificate: { ...shown, pesantren } });
      expect(await look("OPOP-2030-AAAA-AAAA-AAAA")).toEqual({ jabarCertificate: null });
      const secret = "query ($number: String!) { jabarCertificate(number: $number) { revokedReason } }";
      const { errors } = await programme.as(ANONYMOUS).run(secret, { number });
      expect(errors?.[0]?.extensions?.["code"]).toBe("UNAUTHENTICATED");
      const input = { number, reason: "Salah orang" };
      expect(await act(OPERATOR, "revoke", input)).toEqual({ number, isValid: false, revokedReason: "Salah orang" });
      expect(codes(await attempt(OPERATOR, "revoke", input))).toEqual(["REVOKED_ALREADY input.number"]);
      expect(codes(await attempt(OPERATOR, "revoke", { ...input, number: "X" }))).toEqual([
        "CERTIFICATE_UNKNOWN input.number",
      ]);
      expect(await look(number)).toMatchObject({ jabarCertificate: { isValid: false } });
      await issue(courseId, "issue-key-2");
      expect(await look(number)).toMatchObject({ jabarCertificate: { isValid: false } });
    });

    it("can't be changed by anybody who reaches the database", async () => {
      const { courseId } = await held();
      await move(courseId, "COMPLETED");
      await issue(courseId);
      for (const change of ["UPDATE training_certificate SET participant = 2", "DELETE FROM training_certificate"]) {
        const work = programme.graph.db.inTransaction((tx) => tx.rows(change));
        await expect(work).rejects.toThrow("can only be revoked");
      }
    });
  });
});
