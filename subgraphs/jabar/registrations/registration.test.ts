import { newId } from "../../kit/id";
import { insertEdition } from "../editions/rules";
import { filledIn, OPEN_DAY, review, testNik, TestProgramme, testRules, testStage, YEAR } from "../testing/fixture";
import { OPERATOR, OTHER_REVIEWER, ownerOf, REVIEWER } from "../testing/people";
import type { Done } from "../replay/programme";

const codes = ({ refusals = [] }: Done) => refusals.map(({ code, field }) => `${code} ${field?.join(".")}`);
const FUNNEL_OF = (step: string) => (steps: readonly { step: string; stage: number; count: number }[]) =>
  steps.find((each) => each.step === step)!.count;

describe("registrations", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start();
  });
  afterEach(() => programme.close());

  const counted = async (step: string) => FUNNEL_OF(step)(await programme.funnel(OPERATOR, YEAR));

  it("begin with the pesantren alone, say what is missing, and are handed in when nothing is", async () => {
    const { id: pesantrenId, nspp } = await programme.pesantren();
    const owner = ownerOf(pesantrenId);
    const { id } = await programme.do(owner, "draft", { year: YEAR, nspp }, "draft-key-1");
    const refused = await programme.try(owner, "submit", id!);
    expect(codes(refused)).toEqual([
      "REQUIRED registration.businessField",
      "REQUIRED registration.businessName",
      "REQUIRED registration.businessStartedOn",
      "REQUIRED registration.representative.name",
      "REQUIRED registration.representative.nik",
      "REQUIRED registration.consent",
      "REQUIRED registration.nib",
      "REQUIRED registration.npwp",
      "REQUIRED registration.bankAccount",
      "REQUIRED registration.bankAccountHolder",
      "BANK_NOT_ALLOWED registration.bankCode",
      "REQUIRED registration.documents.PESANTREN_PROFILE",
      "REQUIRED registration.documents.BUSINESS_PROFILE",
      "REQUIRED registration.representative.birthDate",
      "REQUIRED registration.representative.education",
      "REQUIRED registration.documents.KTP",
      "REQUIRED registration.documents.HEALTH_LETTER",
    ]);
    const { jabarRegistration } = await programme
      .as(owner)
      .data<{ jabarRegistration: { openFaults: { code: string; message: string }[] } }>(
        "query ($id: ID!) { jabarRegistration(id: $id) { openFaults { code message } } }",
        { id },
        "id",
      );
    expect(jabarRegistration.openFaults).toHaveLength(17);
    expect(jabarRegistration.openFaults[6]!.message).toContain("Nomor Induk Berusaha");
    expect(await counted("REGISTERED")).toBe(0);
    const { year, nspp: number, ...rest } = filledIn(nspp);
    expect([year, number]).toEqual([YEAR, nspp]);
    await programme.do(owner, "change", { id, ...rest });
    expect(await programme.do(owner, "submit", id!)).toMatchObject({ status: "SUBMITTED", category: "SCALEUP" });
    expect(await counted("REGISTERED")).toBe(1);
  });

  it("are checked against each rule of the edition when they are handed in", async () => {
    const tries: [object, string][] = [
      [{ bankCode: "BRI" }, "BANK_NOT_ALLOWED registration.bankCode"],
      [
        { representative: { name: "A", nik: testNik(), birthDate: "1974-03-10", education: "SMA" } },
        "AGE_NOT_ALLOWED registration.representative.birthDate",
      ],
      [
        { representative: { name: "A", nik: testNik(), birthDate: "1990-01-01", education: "SMP" } },
        "EDUCATION_NOT_ENOUGH registration.representative.education",
      ],
    ];
    for (const [change, expected] of tries) {
      const { id: pesantrenId, nspp } = await programme.pesantren();
      const draft = await programme.do(OPERATOR, "draft", filledIn(nspp, YEAR, change), `draft-${pesantrenId}`);
      expect(codes(await programme.try(OPERATOR, "submit", draft.id!))).toEqual([expected]);
    }
  });

  it("let somebody of 18 stand for a pesantren on the birthday, and of 55 until the day before the next", async () => {
    for (const birthDate of ["2012-03-10", "1974-03-11"]) {
      const representative = { name: "A", nik: testNik(), birthDate, education: "SMA" };
      const consent = { evidenceReference: "Formulir", evidenceSha256: "ab".repeat(32), givenAt: OPEN_DAY };
      await programme.registered({ representative, consent });
    }
  });

  it("refuse what is wrong in itself at once, all of it, each at its field", async () => {
    const { nspp } = await programme.pesantren();
    const wrong = filledIn(nspp, YEAR, {
      nib: "123",
      npwp: "x",
      districtCode: "32.05.01",
      businessStartedOn: "2031-01-01",
      representative: { nik: "1", phone: "0812" },
      documents: [{ requirement: "PASSPORT", reference: " ", sha256: "zz" }],
    });
    expect(codes(await programme.try(OPERATOR, "draft", wrong, "draft-key-1"))).toEqual([
      "FORMAT_INVALID input.nib",
      "FORMAT_INVALID input.npwp",
      "FORMAT_INVALID input.businessStartedOn",
      "FORMAT_INVALID input.districtCode",
      "NIK_INVALID input.representative.nik",
      "PHONE_INVALID input.representative.phone",
      "DOCUMENT_UNKNOWN input.documents.0.requirement",
      "TEXT_LENGTH input.documents.0.reference",
      "FORMAT_INVALID input.documents.0.sha256",
    ]);
  });

  it("are one for a pesantren and edition, however many are begun at once", async () => {
    const { nspp } = await programme.pesantren();
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => programme.try(OPERATOR, "draft", filledIn(nspp), `draft-key-${n}`)),
    );
    expect(tries.filter(({ id }) => id)).toHaveLength(1);
    expect(tries.flatMap(codes)).toEqual(Array<string>(7).fill("REGISTERED_ALREADY input.nspp"));
    const again = await programme.do(OPERATOR, "draft", { year: YEAR, nspp }, "draft-key-x").catch(String);
    expect(again).toContain("REGISTERED_ALREADY");
  });

  it("are for the original where a number belongs to a merged duplicate", async () => {
    const original = await programme.pesantren();
    const duplicate = await programme.pesantren({ status: "MERGED", mergedIntoId: original.id });
    await programme.do(ownerOf(original.id), "draft", filledIn(duplicate.nspp), "draft-key-1");
    expect(codes(await programme.try(OPERATOR, "draft", filledIn(original.nspp), "draft-key-2"))).toEqual([
      "REGISTERED_ALREADY input.nspp",
    ]);
  });

  it("refuse an unknown number, a closed pesantren, another province, another's pesantren, and another time", async () => {
    const { nspp } = await programme.pesantren();
    const closed = await programme.pesantren({ status: "CLOSED" });
    const elsewhere = await programme.pesantren({ regencyCode: "35.07", districtCode: null });
    const tries: [string, Parameters<TestProgramme["as"]>[0], string][] = [
      ["999999999999", OPERATOR, "PESANTREN_UNKNOWN input.nspp"],
      [closed.nspp, OPERATOR, "PESANTREN_INACTIVE input.nspp"],
      [elsewhere.nspp, OPERATOR, "OUTSIDE_PROVINCE input.nspp"],
      [nspp, ownerOf(closed.id), "OUTSIDE_PESANTREN input.nspp"],
    ];
    for (const [number, caller, code] of tries) {
      expect(
        codes(await programme.try(caller, "draft", { year: YEAR, nspp: number }, `key-${code.split(" ")[0]!}`)),
      ).toEqual([code]);
    }
    const draft = await programme.do(OPERATOR, "draft", filledIn(nspp), "draft-key-1");
    programme.now = new Date("2030-04-01T00:00:00Z");
    expect(codes(await programme.try(OPERATOR, "submit", draft.id!))).toEqual(["REGISTRATION_CLOSED id"]);
    const late = await programme.pesantren();
    expect(codes(await programme.try(OPERATOR, "draft", { year: YEAR, nspp: late.nspp }, "draft-key-2"))).toEqual([
      "REGISTRATION_CLOSED input.year",
    ]);
    expect(codes(await programme.try(OPERATOR, "draft", { year: 2029, nspp: late.nspp }, "draft-key-3"))).toEqual([
      "EDITION_UNKNOWN input.year",
    ]);
  });

  it("let nobody stand for two pesantren, even if both are handed in at once", async () => {
    const representative = { name: "A", nik: testNik(), birthDate: "1990-01-01", education: "S1" };
    const drafts: string[] = [];
    for (let n = 0; n < 2; n++) {
      const { nspp } = await programme.pesantren();
      drafts.push(
        (await programme.do(OPERATOR, "draft", filledIn(nspp, YEAR, { representative }), `draft-key-${n}`)).id!,
      );
    }
    const tries = await Promise.all(drafts.map((id) => programme.try(OPERATOR, "submit", id)));
    expect(tries.flatMap(codes)).toEqual(["REPRESENTATIVE_TAKEN registration.representative.nik"]);
  });

  it("are given back with a reason, put right without another representative, and handed in after the period", async () => {
    const { id, owner } = await programme.registered();
    await programme.do(REVIEWER, "review", { reviews: [review(id, "RETURNED", "Surat sehat tidak terbaca")] });
    programme.now = new Date("2030-04-05T00:00:00Z");
    const replaced = { id, representative: { name: "Orang lain", nik: testNik() } };
    expect(codes(await programme.try(owner, "change", replaced))).toEqual([
      "REPRESENTATIVE_FIXED input.representative",
    ]);
    await programme.do(owner, "change", { id, businessField: "FASHION" });
    await programme.do(owner, "submit", id);
    const fields = await programme.graph.db.rows(
      "SELECT business_field AS field, sum(count)::int AS count FROM funnel_count WHERE step = 'REGISTERED' GROUP BY 1 HAVING sum(count) <> 0",
    );
    expect(fields).toEqual([{ field: "FASHION", count: 1 }]);
    expect(codes(await programme.try(owner, "change", { id, nib: "1234567890123" }))).toEqual([
      "NOT_EDITABLE input.id",
    ]);
    await programme.do(REVIEWER, "review", { reviews: [review(id)] });
    expect(await counted("PASSED_ADMINISTRATION")).toBe(1);
    expect(await programme.candidates(OPERATOR, await programme.stage(1))).toHaveLength(1);
  });

  it("are reviewed all or none, by a whole checklist that says the same as the outcome", async () => {
    const [one, two] = [await programme.registered(), await programme.registered()];
    const odd = { ...review(two.id), items: [{ requirement: "KTP", isFulfilled: false }] };
    const refused = await programme.try(REVIEWER, "review", { reviews: [review(one.id), odd, review(one.id)] });
    expect(codes(refused)).toEqual([
      "CHECKLIST_MISMATCH input.reviews.1.items",
      "CHECKLIST_CONTRADICTS input.reviews.1.outcome",
      "REVIEWED_TWICE input.reviews.2.registrationId",
    ]);
    expect(await counted("PASSED_ADMINISTRATION")).toBe(0);
    const noReason = await programme.try(REVIEWER, "review", { reviews: [review(one.id, "REFUSED")] });
    expect(codes(noReason)).toEqual(["TEXT_LENGTH input.reviews.0.reason"]);
  });

  it("are decided by one of two reviewers who decide at once; the other is told", async () => {
    const { id } = await programme.registered();
    const tries = await Promise.all([
      programme.try(REVIEWER, "review", { reviews: [review(id)] }),
      programme.try(OTHER_REVIEWER, "review", { reviews: [review(id, "REFUSED", "Bukan pesantren")] }),
    ]);
    expect(tries.filter(({ refusals }) => !refusals)).toHaveLength(1);
    expect(tries.flatMap(codes)).toEqual(["STATUS_NOT_RIGHT input.reviews.0.registrationId"]);
  });

  it("may be appealed once when refused, within the days, and are reviewed anew if the appeal is granted by another", async () => {
    const { id, owner } = await programme.registered();
    await programme.do(REVIEWER, "review", { reviews: [review(id, "REFUSED", "Surat sehat palsu")] });
    expect(codes(await programme.try(owner, "withdraw", { id, reason: "Coba lagi" }))).toEqual([
      "STATUS_NOT_RIGHT input.id",
    ]);
    const appeal = await programme.do(owner, "appealReview", { registrationId: id, grounds: "Surat itu asli." });
    expect(codes(await programme.try(owner, "appealReview", { registrationId: id, grounds: "Lagi" }))).toEqual([
      "APPEALED_ALREADY input.registrationId",
    ]);
    const answer = { appealId: appeal.id, isGranted: true, answer: "Benar." };
    expect(codes(await programme.try(REVIEWER, "answerAppeal", answer))).toEqual(["OWN_DECISION input.appealId"]);
    await programme.do(OTHER_REVIEWER, "answerAppeal", answer);
    expect(codes(await programme.try(OTHER_REVIEWER, "answerAppeal", answer))).toEqual([
      "APPEAL_ANSWERED input.appealId",
    ]);
    await programme.do(OTHER_REVIEWER, "review", { reviews: [review(id)] });
    const other = await programme.registered();
    await programme.do(REVIEWER, "review", { reviews: [review(other.id, "REFUSED", "Bukan pesantren")] });
    programme.wait(4);
    const late = { registrationId: other.id, grounds: "Terlambat" };
    expect(codes(await programme.try(other.owner, "appealReview", late))).toEqual([
      "APPEAL_CLOSED input.registrationId",
    ]);
  });

  it("show a pesantren's person its own alone, and the representative's data by consent, with a trace", async () => {
    const [one, two] = [await programme.registered(), await programme.registered()];
    const list = `query { jabarRegistrations(filter: { year: ${YEAR} }) { totalCount nodes { id representative { name nikLastDigits } } } }`;
    const own = await programme
      .as(one.owner)
      .data<Record<string, { totalCount: number; nodes: { id: string }[] }>>(list);
    expect(own["jabarRegistrations"]).toMatchObject({
      totalCount: 1,
      nodes: [{ id: one.id, representative: { name: "Wakil Contoh" } }],
    });
    expect(
      await programme.as(one.owner).data("query ($id: ID!) { jabarRegistration(id: $id) { id } }", { id: two.id }),
    ).toEqual({ jabarRegistration: null });
    expect(codes(await programme.try(one.owner, "submit", two.id))).toEqual(["OUTSIDE_PESANTREN id"]);
    const all = await programme.as(REVIEWER).data<Record<string, { totalCount: number }>>(list);
    expect(all["jabarRegistrations"]!.totalCount).toBe(2);
    const [trace] = await programme.graph.db.rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM audit_log WHERE action = 'read JabarRepresentative'",
    );
    expect(trace!.count).toBe(2);
  });

  it("are withdrawn, after which the pesantren may begin anew; a candidate takes part no more", async () => {
    const [one] = await programme.passed(2);
    await programme.do(one!.owner, "withdraw", { id: one!.id, reason: "Pindah" });
    const stage = await programme.stage(1);
    const { jabarCandidates } = await programme.as(OPERATOR).data<{
      jabarCandidates: { nodes: { registrationId: string; excludedReason: string | null }[] };
    }>(`query ($id: ID!) { jabarCandidates(filter: { stageId: $id }) { nodes { registrationId excludedReason } } }`, {
      id: stage,
    });
    expect(jabarCandidates.nodes.filter((each) => each.excludedReason === "Pindah")).toHaveLength(1);
    await programme.do(one!.owner, "draft", filledIn(one!.pesantren.nspp), "draft-again");
  });

  it("of who won in an earlier edition are refused where the edition says so, also under a merged number", async () => {
    const winner = await programme.pesantren();
    const duplicate = await programme.pesantren({ status: "MERGED", mergedIntoId: winner.id });
    await programme.graph.db.inTransaction(async (tx) => {
      const earlier = testRules({ year: YEAR - 1, stages: [testStage(1)] });
      const editionId = await insertEdition(tx, earlier, { status: "ADOPTED", at: OPEN_DAY });
      await tx.rows(
        `WITH registered AS (
           INSERT INTO registration (id, edition_id, pesantren_id, status, regency_code, district_code, category, business_field, submitted_at, created_at, updated_at)
           VALUES ($1, $2, $3, 'PASSED', '32.04', '32.04.05', 'SCALEUP', 'FASHION', $4, $4, $4)),
         decided AS (
           INSERT INTO decision (id, stage_id, number, status, minutes, decided_at, decided_by, announced_at)
           SELECT $1, id, 1, 'ANNOUNCED', 'x', $4, 'x', $4 FROM edition_stage WHERE edition_id = $2)
         INSERT INTO decision_result VALUES ($1, $1, $3, 'SCALEUP', '32.04', 'FASHION', 90, 1, true, true)`,
        [newId(), editionId, duplicate.id, OPEN_DAY],
      );
    });
    const draft = await programme.do(OPERATOR, "draft", filledIn(winner.nspp), "draft-key-1");
    expect(codes(await programme.try(OPERATOR, "submit", draft.id!))).toEqual([
      "TOOK_PART_BEFORE registration.pesantren",
    ]);
  });

  it("are read by at most five statements, whatever a page shows of them", async () => {
    await programme.passed(3);
    programme.graph.statements.length = 0;
    await programme
      .as(REVIEWER)
      .data(
        `query { jabarRegistrations(filter: { year: ${YEAR}, status: PASSED }) { nodes { id edition { name } documents { reference } reviews { reason items { note } } appeals { status } } } }`,
      );
    const reads = programme.graph.statements.filter((text) => /^\s*(SELECT|WITH)\b/.test(text));
    expect(reads.length).toBeLessThanOrEqual(5);
  });
});
