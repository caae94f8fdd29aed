import { newId } from "../../kit/id";
import { addPesantren } from "../service-points/testing/fixture";
import {
  BANK,
  change,
  consent,
  consentFor,
  contactRoom,
  look,
  OPERATOR,
  OTHER_OPERATOR,
  person,
  register,
  SEEN,
  type Answer,
  type ContactRoom,
} from "./testing/fixture";

const NOW = new Date("2026-11-23T03:00:00Z");
const NIK = "9999990101700001";
const NOTHING = { name: null, phone: null, nik: null, email: null, birthDate: null };
const MASKED = { nikLastDigits: "••••••0001", phoneLastDigits: "••••••001" };
const ALL = {
  name: "Kiai Percobaan",
  phone: "+628490000001",
  nik: NIK,
  email: "kiai@contoh.id",
  birthDate: "1970-01-01",
  ...MASKED,
};

const codes = ({ refusals = [] }: Answer) => refusals.map(({ code, field }) => [code, field?.join(".")]);

describe("contact persons", () => {
  let room: ContactRoom;
  let pesantrenId: string;
  beforeEach(async () => {
    room = await contactRoom(() => NOW);
    pesantrenId = await addPesantren(room.graph);
  });
  afterEach(() => room.close());

  async function registered(change: object = {}): Promise<string> {
    const { id, refusals } = await register(room, person(pesantrenId, change));
    if (id === undefined) throw new Error(JSON.stringify(refusals));
    return id;
  }
  const log = (action: string) =>
    room.graph.db.rows<{ client: string; subjects: string[]; fields: string[]; outcome: string; purpose: string }>(
      "SELECT client, subjects, fields, outcome, purpose FROM audit_log WHERE action = $1 ORDER BY at",
      [action],
    );

  it("show an operator the last digits without a consent, and everything with one, until it is withdrawn", async () => {
    const id = await registered();
    expect(await look(room, NIK)).toEqual([{ id, role: "LEADER", ...NOTHING, ...MASKED }]);
    const given = await consent(room, consentFor(id));
    expect(await look(room, NIK)).toEqual([{ id, role: "LEADER", ...ALL }]);
    expect(await change(room, "withdrawContactConsent", "ContactConsent", { id: given.id })).toEqual({ id: given.id });
    expect(await look(room, NIK)).toEqual([{ id, role: "LEADER", ...NOTHING, ...MASKED }]);
  });

  it("show a bank, by a consent to it, what its policy holds, and without one not even that there is somebody", async () => {
    const id = await registered();
    await consent(room, consentFor(id));
    await consent(room, consentFor(id, { purpose: "banking" }));
    await consent(room, consentFor(id, { purpose: "banking", bankCode: "BJB" }));
    const contacts = `query ($id: ID!) { pesantren(id: $id) { contacts { totalCount nodes { ${SEEN} } } } }`;
    const list = async () => room.as<{ pesantren: { contacts: object } }>(BANK, contacts, { id: pesantrenId });
    expect(await look(room, NIK, BANK)).toEqual([]);
    expect((await list()).pesantren.contacts).toEqual({ totalCount: 0, nodes: [] });
    const given = await consent(room, consentFor(id, { purpose: "banking", bankCode: "JATIM" }));
    const seen = { id, role: "LEADER", ...NOTHING, name: ALL.name, phone: ALL.phone, ...MASKED };
    expect(await look(room, NIK, BANK)).toEqual([seen]);
    expect((await list()).pesantren.contacts).toEqual({ totalCount: 1, nodes: [seen] });
    await change(room, "withdrawContactConsent", "ContactConsent", { id: given.id });
    expect(await look(room, NIK, BANK)).toEqual([]);
  });

  it("show an operator of another province, and another pesantren's person, nothing", async () => {
    const id = await registered();
    await consent(room, consentFor(id));
    const stranger = { ...OPERATOR, pesantren: await addPesantren(room.graph) };
    for (const caller of [OTHER_OPERATOR, stranger]) expect(await look(room, NIK, caller)).toEqual([]);
    expect(await look(room, NIK, { ...OPERATOR, pesantren: pesantrenId })).toMatchObject([ALL]);
    const refused = await register(room, person(pesantrenId), { by: OTHER_OPERATOR });
    expect(codes(refused)).toContainEqual(["OUTSIDE_PROVINCE", "input.pesantrenId"]);
    expect(codes(await register(room, person(pesantrenId), { by: stranger }))).toEqual([
      ["OUTSIDE_PESANTREN", "input.pesantrenId"],
    ]);
  });

  it("are read by two statements for a page, and one row of the audit log that names persons and fields", async () => {
    const ids: string[] = [];
    for (let at = 1; at <= 3; at++) {
      const id = await registered({ nik: `999999010170000${at}` });
      await consent(room, consentFor(id, { categories: ["NAME", "PHONE"] }));
      ids.push(id);
    }
    room.graph.statements.length = 0;
    await room.as(
      OPERATOR,
      "query ($id: ID!) { pesantren(id: $id) { contacts { nodes { name phone nik nikLastDigits } } } }",
      {
        id: pesantrenId,
      },
    );
    const reads = room.graph.statements.filter((text) => /contact_person|personal_consent/.test(text));
    expect(reads).toHaveLength(3);
    expect(await log("read ContactPerson")).toEqual([
      {
        client: "operator-jatim",
        subjects: ids,
        fields: ["name", "nikLastDigits", "phone"],
        outcome: "done",
        purpose: "registration",
      },
    ]);
    await look(room, "9999990101700009");
    expect(await log("find ContactPerson")).toMatchObject([{ subjects: [], fields: ["nik"] }]);
  });

  it("are not shown if the audit log can't be written", async () => {
    const id = await registered();
    await consent(room, consentFor(id));
    await room.graph.asSuperuser(
      "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$",
    );
    await room.graph.asSuperuser("CREATE TRIGGER fail BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION fail()");
    const answer = await room.graph.run(
      "query ($id: ID!) { pesantren(id: $id) { contacts { nodes { id name phone } } } }",
      { id: pesantrenId },
    );
    expect(answer.data).toEqual({ pesantren: { contacts: { nodes: [{ id, name: null, phone: null }] } } });
    expect(answer.errors).toHaveLength(2);
    expect(JSON.stringify(answer)).not.toContain(ALL.phone);
  });

  it("need a guardian's consent while they are under 18", async () => {
    const id = await registered({ birthDate: "2010-05-05", nik: "9999990505100001" });
    expect(codes(await consent(room, consentFor(id)))).toEqual([["GUARDIAN_REQUIRED", "input.guardian"]]);
    const guardian = { name: "Ibu Percobaan", relationship: "MOTHER" };
    expect(codes(await consent(room, consentFor(id, { guardian })))).toEqual([]);
    expect(await look(room, "9999990505100001")).toMatchObject([{ name: ALL.name }]);
    await change(room, "changeContactPerson", "ContactPerson", { id, birthDate: "1970-01-01" });
    const adults = await consent(room, consentFor(id, { purpose: "programme" }));
    expect(codes(adults)).toEqual([]);
    await change(room, "changeContactPerson", "ContactPerson", { id, birthDate: "2010-05-05" });
    expect(await look(room, "9999990505100001", { ...OPERATOR, purpose: "programme" })).toMatchObject([NOTHING]);
  });

  it("are refused with every fault, and no answer repeats a number", async () => {
    const wrong = { name: " ", nik: "9999993213700001", phone: "0812345", email: "kiai", birthDate: "2027-01-01" };
    const refused = await register(room, person(pesantrenId, wrong));
    expect(codes(refused)).toEqual([
      ["TEXT_LENGTH", "input.name"],
      ["PHONE_INVALID", "input.phone"],
      ["NIK_INVALID", "input.nik"],
      ["EMAIL_INVALID", "input.email"],
      ["BIRTH_DATE_INVALID", "input.birthDate"],
    ]);
    for (const value of ["9999993213700001", "0812345"]) expect(JSON.stringify(refused)).not.toContain(value);
    const id = await registered();
    expect(codes(await register(room, person(pesantrenId)))).toEqual([["NIK_TAKEN", "input.nik"]]);
    expect(codes(await register(room, person(newId())))).toEqual([["PESANTREN_UNKNOWN", "input.pesantrenId"]]);
    expect(codes(await change(room, "changeContactPerson", "ContactPerson", { id, name: null }))).toEqual([
      ["FIELD_REQUIRED", "input.name"],
    ]);
    const unknown = { id: newId(), reason: "x" };
    expect(codes(await change(room, "eraseContactPerson", "ErasedContactPerson", unknown))).toEqual([
      ["CONTACT_PERSON_UNKNOWN", "input.id"],
    ]);
    const empty = {
      purpose: "gossip",
      categories: [],
      evidenceSha256: "x",
      evidenceReference: "",
      givenAt: "2027-01-01T00:00:00Z",
    };
    expect(codes(await consent(room, consentFor(id, empty)))).toEqual([
      ["PURPOSE_UNKNOWN", "input.purpose"],
      ["CATEGORIES_REQUIRED", "input.categories"],
      ["TEXT_LENGTH", "input.evidenceReference"],
      ["EVIDENCE_INVALID", "input.evidenceSha256"],
      ["CONSENT_IN_FUTURE", "input.givenAt"],
    ]);
    expect(codes(await consent(room, consentFor(id, { bankCode: "NONE" })))).toEqual([
      ["BANK_UNKNOWN", "input.bankCode"],
    ]);
    expect(codes(await change(room, "withdrawContactConsent", "ContactConsent", { id: newId() }))).toEqual([
      ["CONSENT_UNKNOWN", "input.id"],
    ]);
    const { errors } = await room.graph.run('{ contactPersonsByNik(nik: "99999932") { id } }');
    expect(errors?.[0]).toMatchObject({ message: "A NIK has 16 digits.", extensions: { code: "BAD_USER_INPUT" } });
  });

  it("are registered once for a key, also after the keys were rotated", async () => {
    const key = newId();
    const first = await register(room, person(pesantrenId), { key });
    expect(await register(room, person(pesantrenId), { key })).toEqual(first);
    expect(codes(await register(room, person(pesantrenId, { name: "Other" }), { key }))).toEqual([
      ["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"],
    ]);
  });

  it("are told everything that is held on them, and erased for ever", async () => {
    const id = await registered();
    await consent(room, consentFor(id));
    await look(room, NIK);
    const ask = 'query ($id: ID!) { contactPersonExport(id: $id, reason: "Surat 7") { records consents access } }';
    type Held = { contactPersonExport: { records: object[]; consents: object[]; access: object[] } | null };
    const { contactPersonExport: held } = await room.as<Held>(OPERATOR, ask, { id });
    const values = { name: ALL.name, nik: NIK, phone: ALL.phone, email: ALL.email, birthDate: ALL.birthDate };
    expect(held).toMatchObject({
      records: [{ id, role: "LEADER", ...values }],
      consents: [{ purpose: "registration" }],
    });
    expect(held!.access).toEqual(expect.arrayContaining([expect.objectContaining({ action: "read ContactPerson" })]));
    expect(await log("export")).toMatchObject([{ subjects: [id], outcome: "done" }]);
    for (const other of [OTHER_OPERATOR, { ...OPERATOR, pesantren: newId() }])
      expect((await room.as<Held>(other, ask, { id })).contactPersonExport).toBeNull();

    const erase = () => change(room, "eraseContactPerson", "ErasedContactPerson", { id, reason: "Surat 8" });
    expect(await erase()).toEqual({ id });
    expect(await erase()).toEqual({ id });
    expect(await look(room, NIK)).toEqual([]);
    expect(
      await room.graph.db.rows(
        "SELECT num_nonnulls(name, phone, phone_index, nik, nik_index, email, birth_date) AS left FROM contact_person",
      ),
    ).toEqual([{ left: 0 }]);
    expect(await room.graph.db.rows("SELECT withdrawn_at, guardian_name FROM personal_consent")).toEqual([
      { withdrawn_at: NOW, guardian_name: null },
    ]);
    expect(codes(await consent(room, consentFor(id)))).toEqual([["CONTACT_PERSON_UNKNOWN", "input.contactPersonId"]]);
  });
});
