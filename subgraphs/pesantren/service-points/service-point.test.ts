import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import room from "../subgraph";
import { added, addPesantren, inputFor, register, type Answer } from "./testing/fixture";

let graph: TestGraph;
/** A Tuesday, 10:00 WIB. */
let now = new Date("2026-11-24T03:00:00Z");
beforeAll(async () => (graph = await testGraph(room, { clock: () => now })));
afterAll(() => graph.close());
beforeEach(() => {
  now = new Date("2026-11-24T03:00:00Z");
  graph.statements.length = 0;
});

const codes = ({ refusals = [] }: Answer) => refusals.map(({ code, field }) => [code, field.join(".")]);

const ALL = `id kind name address phone status timeZone isOpen
  services { code nameIndonesian nameEnglish } bank { code name } pesantren { id name }
  province { code } regency { name } district { name } location { latitude longitude }
  openingHours { weekday opens closes } statusHistory { totalCount nodes { before after reason at } }`;

const show = async (id: string) =>
  (
    await graph.data<{ servicePoint: Record<string, unknown> }>(
      `query ($id: ID!) { servicePoint(id: $id) { ${ALL} } }`,
      { id },
    )
  ).servicePoint;

describe("a service point", () => {
  it("is registered with all that is known of it", async () => {
    const pesantrenId = await addPesantren(graph, "35.78");
    const id = await added(graph, {
      ...inputFor(pesantrenId),
      kind: "COOPERATIVE",
      services: ["SAMSAT", "LAKU_PANDAI", "SAMSAT"],
      bankCode: "JATIM_SYARIAH",
      address: " Jl. Raya 1 ",
      districtCode: "35.78.01",
      phone: "+62311234567",
      openingHours: [
        { weekday: "TUESDAY", opens: "13:00", closes: "16:00" },
        { weekday: "TUESDAY", opens: "08:00", closes: "12:00" },
      ],
    });
    expect(await show(id)).toEqual({
      id,
      kind: "COOPERATIVE",
      name: "Toko Santri",
      address: "Jl. Raya 1",
      phone: "+62311234567",
      status: "PLANNED",
      timeZone: "WIB",
      isOpen: false,
      services: [
        { code: "SAMSAT", nameIndonesian: "Pembayaran PKB (Samsat OPOP)", nameEnglish: expect.any(String) },
        { code: "LAKU_PANDAI", nameIndonesian: "Laku Pandai", nameEnglish: "Branchless banking" },
      ],
      bank: { code: "JATIM_SYARIAH", name: "Bank Jatim Syariah" },
      pesantren: { id: pesantrenId, name: expect.stringContaining("Pesantren") },
      province: { code: "35" },
      regency: { name: "Kota Surabaya" },
      district: { name: expect.any(String) },
      location: { latitude: -7.25, longitude: 112.75 },
      openingHours: [
        { weekday: "TUESDAY", opens: "08:00", closes: "12:00" },
        { weekday: "TUESDAY", opens: "13:00", closes: "16:00" },
      ],
      statusHistory: { totalCount: 0, nodes: [] },
    });
  });

  it.each([
    ["35.78", "WIB"],
    ["63.71", "WITA"],
    ["81.71", "WIT"],
    ["96.71", "WIT"],
  ])("in regency %s has the time zone %s unless it says otherwise", async (regencyCode, timeZone) => {
    const pesantrenId = await addPesantren(graph, regencyCode);
    expect(await show(await added(graph, inputFor(pesantrenId)))).toMatchObject({ timeZone });
    expect(await show(await added(graph, inputFor(pesantrenId, { timeZone: "WITA" })))).toMatchObject({
      timeZone: "WITA",
    });
  });

  it("has a time zone in every province", async () => {
    const without = await graph.db.rows(
      "SELECT code FROM region WHERE level = 1 AND code NOT IN (SELECT province_code FROM province_time_zone)",
    );
    expect(without).toEqual([]);
  });

  it("is registered once, however often the same intention is sent", async () => {
    const input = inputFor(await addPesantren(graph));
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => register(graph, input, { key })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const other = await register(graph, { ...input, name: "Another" }, { key });
    expect(codes(other)).toEqual([["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]]);
  });

  it("is refused with every fault at once, and nothing is written", async () => {
    const count = () => graph.db.row("SELECT count(*)::int AS count FROM service_point");
    const before = await count();
    const faulty = inputFor(await addPesantren(graph), {
      name: " ",
      services: ["RETAIL", "MAGIC"],
      bankCode: "NO_BANK",
      address: "a".repeat(301),
      districtCode: "32.04.05",
      phone: "0812",
      location: { latitude: 100, longitude: 0 },
      openingHours: [{ weekday: "MONDAY", opens: "08:00", closes: "07:00" }],
    });
    expect(codes(await register(graph, faulty))).toEqual([
      ["TEXT_LENGTH", "input.name"],
      ["TEXT_LENGTH", "input.address"],
      ["LOCATION_INVALID", "input.location.latitude"],
      ["OPENING_HOURS_INVALID", "input.openingHours.0.closes"],
      ["PHONE_INVALID", "input.phone"],
      ["SERVICE_UNKNOWN", "input.services.1"],
      ["BANK_UNKNOWN", "input.bankCode"],
      ["DISTRICT_UNKNOWN", "input.districtCode"],
    ]);
    expect(await count()).toEqual(before);
  });

  it.each([
    [{ services: [] }, ["SERVICE_COUNT", "input.services"]],
    [{ services: Array.from({ length: 21 }, () => "RETAIL") }, ["SERVICE_COUNT", "input.services"]],
    [{ regencyCode: "32.99" }, ["REGENCY_UNKNOWN", "input.regencyCode"]],
    [{ regencyCode: "32" }, ["REGENCY_UNKNOWN", "input.regencyCode"]],
    [{ pesantrenId: newId() }, ["PESANTREN_UNKNOWN", "input.pesantrenId"]],
    [{ pesantrenId: "nonsense" }, ["PESANTREN_UNKNOWN", "input.pesantrenId"]],
  ])("is refused with %j", async (change, expected) => {
    expect(codes(await register(graph, inputFor(await addPesantren(graph), change)))).toEqual([expected]);
  });

  it("is refused where the time zone can't be told", async () => {
    await graph.db.rows("DELETE FROM province_time_zone WHERE province_code = '82'");
    const pesantrenId = await addPesantren(graph, "82.71");
    expect(codes(await register(graph, inputFor(pesantrenId)))).toEqual([["TIME_ZONE_REQUIRED", "input.timeZone"]]);
    expect((await register(graph, inputFor(pesantrenId, { timeZone: "WIT" }))).id).toBeDefined();
  });

  it("is refused for a pesantren that is closed", async () => {
    const closed = await addPesantren(graph, "35.78", "CLOSED");
    expect(codes(await register(graph, inputFor(closed)))).toEqual([["PESANTREN_CLOSED", "input.pesantrenId"]]);
  });

  it("is refused in the caller's language", async () => {
    const input = inputFor(newId(), { phone: "0812" });
    const english = await register(graph, input, { language: "en" });
    const indonesian = await register(graph, input, { language: "id" });
    expect(english.refusals?.map(({ message }) => message)).toEqual([
      "There is no such pesantren.",
      "A telephone number is written in E.164 form, such as +62341123456.",
    ]);
    expect(indonesian.refusals?.map(({ message }) => message)).toEqual([
      "Pesantren ini tidak ada.",
      "Nomor telepon ditulis dalam bentuk E.164, misalnya +62341123456.",
    ]);
  });
});

describe("a change of a service point", () => {
  const change = async (input: object) =>
    (
      await graph.data<{ changeServicePoint: Answer }>(
        `mutation ($input: ChangeServicePointInput!) { changeServicePoint(input: $input) {
          ... on ServicePoint { ${ALL} } ... on Refused { refusals { code field message } } } }`,
        { input },
      )
    ).changeServicePoint;

  it("changes what is given, empties what is null and leaves the rest", async () => {
    const hours = [{ weekday: "MONDAY", opens: "08:00", closes: "12:00" }];
    const id = await added(
      graph,
      inputFor(await addPesantren(graph), { bankCode: "JATIM", phone: "+62311234567", openingHours: hours }),
    );
    const changed = await change({
      id,
      name: "Koperasi",
      services: ["SAMSAT"],
      bankCode: null,
      location: { latitude: -8, longitude: 113 },
    });
    expect(changed).toMatchObject({
      name: "Koperasi",
      services: [{ code: "SAMSAT" }],
      bank: null,
      phone: "+62311234567",
      openingHours: hours,
      location: { latitude: -8, longitude: 113 },
      kind: "SHOP",
    });
    expect(await change({ id, openingHours: [] })).toMatchObject({ openingHours: [] });
    expect(await change({ id, openingHours: null })).toMatchObject({ openingHours: null, isOpen: false });
    expect(await change({ id })).toMatchObject({ name: "Koperasi" });
  });

  it("of the regency empties the district, which lay in the one before", async () => {
    const id = await added(graph, inputFor(await addPesantren(graph, "35.78"), { districtCode: "35.78.01" }));
    expect(await change({ id, regencyCode: "35.07" })).toMatchObject({
      regency: { name: "Kabupaten Malang" },
      district: null,
    });
    expect(codes(await change({ id, districtCode: "35.78.01" }))).toEqual([["DISTRICT_UNKNOWN", "input.districtCode"]]);
    expect(await change({ id, regencyCode: "35.78", districtCode: "35.78.01" })).toMatchObject({
      regency: { name: "Kota Surabaya" },
    });
  });

  it("is refused whole, with every fault", async () => {
    const id = await added(graph, inputFor(await addPesantren(graph)));
    const refused = await change({
      id,
      name: null,
      location: null,
      phone: "x",
      bankCode: "NO_BANK",
      address: "Jl. Baru",
    });
    expect(codes(refused)).toEqual([
      ["FIELD_REQUIRED", "input.name"],
      ["FIELD_REQUIRED", "input.location"],
      ["PHONE_INVALID", "input.phone"],
      ["BANK_UNKNOWN", "input.bankCode"],
    ]);
    expect(await show(id)).toMatchObject({ name: "Toko Santri", address: null });
  });

  it.each([newId(), "nonsense"])("is refused for %s, which is none", async (id) => {
    expect(codes(await change({ id, name: "X" }))).toEqual([["SERVICE_POINT_UNKNOWN", "input.id"]]);
  });
});

describe("the status of a service point", () => {
  const move = async (id: string, status: string, reason = "as planned") =>
    (
      await graph.data<{ changeServicePointStatus: Answer & { status?: string } }>(
        `mutation ($input: ChangeServicePointStatusInput!) { changeServicePointStatus(input: $input) {
          ... on ServicePoint { status } ... on Refused { refusals { code field message } } } }`,
        { input: { id, status, reason } },
      )
    ).changeServicePointStatus;

  it("moves along its table, and every reason is kept", async () => {
    const id = await added(graph, inputFor(await addPesantren(graph)));
    for (const status of ["ACTIVE", "SUSPENDED", "ACTIVE", "CLOSED", "PLANNED"]) {
      expect(await move(id, status, `to ${status}`)).toEqual({ status });
    }
    const { servicePoint } = await graph.data<{ servicePoint: { statusHistory: object } }>(
      `query ($id: ID!) { servicePoint(id: $id) { statusHistory(first: 2) {
        totalCount nodes { before after reason at } pageInfo { hasNextPage } } } }`,
      { id },
    );
    const at = expect.anything() as unknown;
    expect(servicePoint.statusHistory).toEqual({
      totalCount: 5,
      nodes: [
        { before: "CLOSED", after: "PLANNED", reason: "to PLANNED", at },
        { before: "ACTIVE", after: "CLOSED", reason: "to CLOSED", at },
      ],
      pageInfo: { hasNextPage: true },
    });
  });

  it("is refused what the table does not allow, a blank reason, and for a point that is none", async () => {
    const id = await added(graph, inputFor(await addPesantren(graph)));
    expect(codes(await move(id, "SUSPENDED"))).toEqual([["TRANSITION_NOT_ALLOWED", "input.status"]]);
    expect(codes(await move(id, "ACTIVE", " "))).toEqual([["TEXT_LENGTH", "input.reason"]]);
    expect(codes(await move(newId(), "ACTIVE"))).toEqual([["SERVICE_POINT_UNKNOWN", "input.id"]]);
    expect(codes(await move("nonsense", "ACTIVE"))).toEqual([["SERVICE_POINT_UNKNOWN", "input.id"]]);
    expect(await show(id)).toMatchObject({ status: "PLANNED", statusHistory: { totalCount: 0 } });
  });
});

describe("whether a service point is open", () => {
  const openings = async (id: string, ...moments: string[]) =>
    Object.values(
      (
        await graph.data<{ servicePoint: Record<string, boolean | null> }>(
          `query ($id: ID!) { servicePoint(id: $id) { isOpen ${moments.map((at, n) => `m${n}: openAt(at: "${at}")`).join(" ")} } }`,
          { id },
        )
      ).servicePoint,
    );
  const openingHours = [{ weekday: "TUESDAY", opens: "08:00", closes: "10:00" }];

  it("follows the clock, to the minute, in its own time zone", async () => {
    const pesantrenId = await addPesantren(graph);
    const wib = await added(graph, inputFor(pesantrenId, { openingHours }), "ACTIVE");
    const wit = await added(graph, inputFor(pesantrenId, { openingHours, timeZone: "WIT" }), "ACTIVE");
    const moments = ["2026-11-24T00:59:59Z", "2026-11-24T01:00:00Z", "2026-11-24T02:59:59Z"];
    expect(await openings(wib, ...moments)).toEqual([false, false, true, true]);
    expect(await openings(wit, ...moments)).toEqual([false, true, false, false]);
    now = new Date("2026-11-24T02:00:00Z");
    expect(await openings(wib)).toEqual([true]);
  });

  it("is false unless it is active, and null where the hours are not known", async () => {
    const pesantrenId = await addPesantren(graph);
    const during = "2026-11-24T02:00:00Z";
    expect(await openings(await added(graph, inputFor(pesantrenId, { openingHours })), during)).toEqual([false, false]);
    expect(await openings(await added(graph, inputFor(pesantrenId), "ACTIVE"), during)).toEqual([null, null]);
  });
});
