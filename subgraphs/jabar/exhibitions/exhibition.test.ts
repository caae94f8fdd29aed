import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { TestProgramme, YEAR } from "../testing/fixture";
import { mutate, type Outcome } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf, REVIEWER } from "../testing/people";

const [FIRST, LAST] = [`${YEAR}-03-20`, `${YEAR}-03-22`];
const NUMBER = "+628111222333";
const NOBODY = "01900000-0000-7000-8000-000000000000";
const OTHER_PROVINCE: Caller = { ...OPERATOR, province: "35" };

describe("exhibitions", () => {
  let programme: TestProgramme;
  let exhibitionId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start();
    exhibitionId = await exhibition();
  });
  afterEach(() => programme.close());

  const act = (mutation: string, input: object, options: { fields?: string; key?: string } = {}, caller = OPERATOR) =>
    mutate(programme.graph, caller, mutation, input, options);
  const made = async (outcome: Promise<Outcome>): Promise<string> => {
    const { id, refused } = await outcome;
    expect(refused).toBeUndefined();
    return id!;
  };
  const DETAILS = {
    name: "Pameran Contoh",
    mode: "IN_PERSON",
    place: "Alun-alun",
    regencyCode: "32.73",
    country: "ID",
    startsOn: FIRST,
    endsOn: LAST,
    boothCount: 3,
  };
  const move = (status: string, id = exhibitionId) => act("moveJabarExhibition", { exhibitionId: id, status });
  async function exhibition(change: object = {}): Promise<string> {
    const id = await made(act("planJabarExhibition", { ...DETAILS, year: YEAR, ...change }));
    await made(move("OPEN", id));
    return id;
  }
  const apply = (pesantrenId: string, productIds: readonly string[], change: object = {}, caller = OPERATOR) =>
    act("applyForJabarBooth", { exhibitionId, pesantrenId, productIds, whatsapp: NUMBER, ...change }, {}, caller);
  const assign = (boothId: string, number?: number) =>
    act("assignJabarBooth", { boothId, number }, { fields: "number" });
  interface Stand {
    readonly pesantrenId: string;
    readonly productId: string;
    readonly boothId: string;
    readonly owner: Caller;
  }
  async function applied(name = "Keripik"): Promise<Stand> {
    const { id: pesantrenId } = await programme.pesantren();
    const { id: productId } = await programme.product({ pesantrenId, name });
    const owner = ownerOf(pesantrenId);
    return { pesantrenId, productId, owner, boothId: await made(apply(pesantrenId, [productId], {}, owner)) };
  }
  async function stand(name?: string): Promise<Stand> {
    const found = await applied(name);
    expect((await assign(found.boothId)).refused).toBeUndefined();
    return found;
  }
  const goTo = (day: string) => (programme.now = new Date(`${day}T03:00:00Z`));
  const listed = async (field: string, caller: Caller, asked = "id") => {
    const data = await programme
      .as(caller)
      .data<Record<string, { nodes: Record<string, unknown>[] }>>(`{ ${field} { nodes { ${asked} } } }`);
    return Object.values(data)[0]!.nodes;
  };
  const ofBooth = async ({ boothId }: Stand, asked: string, caller: Caller = ANONYMOUS) =>
    (
      await programme
        .as(caller)
        .data<{ jabarBooth: Record<string, unknown> | null }>(`{ jabarBooth(id: "${boothId}") { ${asked} } }`)
    ).jabarBooth;
  const ask = ({ boothId, productId }: Stand, change: object = {}, caller: Caller = ANONYMOUS) =>
    act("askJabarSeller", { boothId, productId, ...change }, { fields: "url" }, caller);
  const report = ({ boothId, productId }: Stand, side: string, value: number, change: object = {}, caller = OPERATOR) =>
    act("reportJabarSale", { boothId, productId, day: FIRST, side, quantity: 2, value, ...change }, {}, caller);
  const facts = async () =>
    (
      await programme.graph.db.rows<{ value: bigint }>(
        "SELECT value FROM fact WHERE indicator = 'exhibitions.sales' ORDER BY id",
      )
    ).map(({ value }) => value);

  it("are listed for everybody by year, days, kind and country", async () => {
    const abroad = await exhibition({
      mode: "ONLINE",
      country: "MY",
      startsOn: `${YEAR}-03-10`,
      endsOn: `${YEAR}-03-10`,
    });
    const ids = async (filter: string) => (await listed(`jabarExhibitions(${filter})`, ANONYMOUS)).map(({ id }) => id);
    expect(await ids(`year: ${YEAR}`)).toEqual([abroad, exhibitionId]);
    expect(await ids("time: RUNNING")).toEqual([abroad]);
    expect(await ids("time: UPCOMING")).toEqual([exhibitionId]);
    expect(await ids("isAbroad: true")).toEqual([abroad]);
    expect(await ids("mode: IN_PERSON, isAbroad: false")).toEqual([exhibitionId]);
    goTo(`${YEAR}-03-21`);
    expect(await ids("time: PAST")).toEqual([abroad]);
    await made(move("CANCELLED"));
    expect(await ids("time: RUNNING")).toEqual([]);
    expect(await ids("status: CANCELLED")).toEqual([exhibitionId]);
    expect(await listed("jabarExhibitions(time: PAST)", ANONYMOUS, "place regencyCode country")).toEqual([
      { place: null, regencyCode: null, country: "MY" },
    ]);
  });

  it("are refused with everything that is wrong at once", async () => {
    const wrong = { name: " ", place: "", country: "my", regencyCode: "32", startsOn: LAST, endsOn: FIRST };
    const faults = [
      "TEXT_LENGTH input.name",
      "PLACE_MISSING input.place",
      "REGENCY_FORM input.regencyCode",
      "COUNTRY_FORM input.country",
      "PERIOD_REVERSED input.endsOn",
      "OUT_OF_RANGE input.boothCount",
    ];
    const input = { ...DETAILS, ...wrong, boothCount: 0 };
    expect(await act("planJabarExhibition", { ...input, year: 2031 })).toEqual({
      refused: ["EDITION_UNKNOWN input.year", ...faults],
    });
    expect(await act("changeJabarExhibition", { ...input, exhibitionId })).toEqual({ refused: faults });
    expect(await move("OPEN", "x")).toEqual({ refused: ["EXHIBITION_UNKNOWN input.exhibitionId"] });
    expect(await move("PLANNED")).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
    expect(await listed("jabarExhibitions", ANONYMOUS, "name boothCount")).toEqual([
      { name: "Pameran Contoh", boothCount: 3 },
    ]);
  });

  it("change as a whole, as long as no booth and no sale falls out, and are cancelled only before anything is sold", async () => {
    const booth = await applied();
    expect(await assign(booth.boothId, 2)).toEqual({ number: 2 });
    goTo(LAST);
    const saleId = await made(report(booth, "SELLER", 5, { day: LAST }));
    expect(saleId).toBeDefined();
    const change = (input: object) => act("changeJabarExhibition", { ...DETAILS, exhibitionId, ...input });
    expect(await change({ boothCount: 1, endsOn: FIRST })).toEqual({
      refused: ["BOOTHS_TAKEN input.boothCount", "SALES_OUTSIDE input.startsOn"],
    });
    await made(change({ boothCount: 2, name: "Pameran Lain" }));
    expect(await move("CANCELLED")).toEqual({ refused: ["SALES_REPORTED input.status"] });
    const empty = await exhibition();
    await made(move("CANCELLED", empty));
    expect(await change({ exhibitionId: empty })).toEqual({ refused: ["EXHIBITION_CANCELLED input.exhibitionId"] });
  });

  it("take applications of each pesantren once, while they are open, with products of its own", async () => {
    const { pesantrenId, productId } = await applied();
    const foreign = await programme.product();
    const withdrawn = await programme.product({ pesantrenId, status: "WITHDRAWN" });
    expect(await apply(pesantrenId, [productId])).toEqual({ refused: ["ALREADY_APPLIED input.pesantrenId"] });
    expect(await apply(pesantrenId, [])).toEqual({ refused: ["TOO_FEW input.productIds"] });
    expect(await apply(pesantrenId, [foreign.id, productId, withdrawn.id], { whatsapp: "0811-222-333" })).toEqual({
      refused: [
        "PRODUCT_UNKNOWN input.productIds.0",
        "PRODUCT_UNKNOWN input.productIds.2",
        "PHONE_INVALID input.whatsapp",
      ],
    });
    const other = await programme.pesantren();
    expect(await apply(other.id, [productId], {}, ownerOf(pesantrenId))).toMatchObject({
      refused: ["OUTSIDE_PESANTREN input.pesantrenId"],
    });
    await made(move("CLOSED"));
    const own = await programme.product({ pesantrenId: other.id });
    expect(await apply(other.id, [own.id])).toEqual({ refused: ["EXHIBITION_NOT_OPEN input.exhibitionId"] });
    await made(move("OPEN"));
    goTo(`${YEAR}-03-23`);
    expect(await apply(other.id, [own.id])).toEqual({ refused: ["EXHIBITION_OVER input.exhibitionId"] });
  });

  it("give the lowest free booth or the one asked for, and a booth that was withdrawn to another", async () => {
    const [one, two, three] = [await applied(), await applied(), await applied()];
    expect(await assign(one.boothId, 2)).toEqual({ number: 2 });
    expect(await assign(two.boothId, 2)).toEqual({ refused: ["NUMBER_TAKEN input.number"] });
    expect(await assign(two.boothId, 4)).toEqual({ refused: ["OUT_OF_RANGE input.number"] });
    expect(await assign(two.boothId)).toEqual({ number: 1 });
    expect(await assign(two.boothId)).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.boothId"] });
    const withdraw = (boothId: string, reason: string, caller = OPERATOR) =>
      act("withdrawJabarBooth", { boothId, reason }, { fields: "status reason" }, caller);
    expect(await withdraw(one.boothId, " ", one.owner)).toEqual({ refused: ["TEXT_LENGTH input.reason"] });
    expect(await withdraw(one.boothId, "Sakit", one.owner)).toEqual({ status: "WITHDRAWN", reason: "Sakit" });
    expect(await assign(three.boothId, 2)).toEqual({ number: 2 });
    await made(apply(one.pesantrenId, [one.productId]));
  });

  it("answer each mutation of one request with what it came to", async () => {
    const { boothId } = await applied();
    const answers = await programme.as(OPERATOR).data(
      `mutation ($id: ID!) {
        first: assignJabarBooth(input: { boothId: $id }) { ... on JabarBooth { status } }
        then: withdrawJabarBooth(input: { boothId: $id, reason: "Batal" }) { ... on JabarBooth { status } }
      }`,
      { id: boothId },
    );
    expect(answers).toEqual({ first: { status: "ASSIGNED" }, then: { status: "WITHDRAWN" } });
  });

  it("never give away more booths than they have, nor a number twice, however many ask at once", async () => {
    const all: Stand[] = [];
    for (let n = 0; n < 7; n++) all.push(await applied());
    const outcomes = await Promise.all(all.map(({ boothId }, n) => assign(boothId, n % 2 === 0 ? undefined : 1)));
    const numbers = outcomes.flatMap(({ number }) => number ?? []);
    expect(numbers.sort()).toEqual([1, 2, 3]);
    expect(await listed("jabarBooths(status: ASSIGNED)", ANONYMOUS)).toHaveLength(3);
    const late = all[outcomes.findIndex(({ refused }) => refused)]!;
    expect(await assign(late.boothId)).toEqual({ refused: ["EXHIBITION_FULL input.number"] });
  });

  it("show everybody the assigned booths with their products, and applications to operators and their own pesantren alone", async () => {
    const [shown, waiting] = [await stand(), await applied()];
    expect(await listed("jabarBooths", ANONYMOUS, "number pesantren { id } products { id }")).toEqual([
      { number: 1, pesantren: { id: shown.pesantrenId }, products: [{ id: shown.productId }] },
    ]);
    for (const caller of [ANONYMOUS, OTHER_PROVINCE, REVIEWER, shown.owner]) {
      expect(await ofBooth(waiting, "id", caller)).toBeNull();
      expect(await listed("jabarBooths(status: APPLIED)", caller)).toEqual([]);
    }
    for (const caller of [OPERATOR, waiting.owner]) {
      expect(await listed("jabarBooths(status: APPLIED)", caller)).toEqual([{ id: waiting.boothId }]);
      expect(await ofBooth(waiting, "status", caller)).toEqual({ status: "APPLIED" });
    }
  });

  it("are found by a product and by a pesantren, also by what was filed under its duplicates", async () => {
    const shown = await stand();
    const other = await applied();
    const found = await programme.graph.data<{ _entities: object[] }>(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Product { jabarExhibitions { id booths { number } } }
        ... on Pesantren { jabarBooths { id exhibition { name } } }
      } }`,
      {
        of: [
          { __typename: "Product", id: shown.productId },
          { __typename: "Product", id: other.productId },
          { __typename: "Pesantren", id: NOBODY, formerIds: [shown.pesantrenId] },
          { __typename: "Pesantren", id: other.pesantrenId, formerIds: [] },
        ],
      },
    );
    expect(found._entities).toEqual([
      { jabarExhibitions: [{ id: exhibitionId, booths: [{ number: 1 }] }] },
      { jabarExhibitions: [] },
      { jabarBooths: [{ id: shown.boothId, exhibition: { name: "Pameran Contoh" } }] },
      { jabarBooths: [] },
    ]);
  });

  it("lead a visitor to the seller by WhatsApp while they run, with a text of the product and the exhibition", async () => {
    const shown = await stand("Keripik & Sambal #1 – 50%");
    expect(await ask(shown)).toEqual({ refused: ["EXHIBITION_NOT_RUNNING input.boothId"] });
    expect(await ofBooth(shown, "whatsapp")).toEqual({ whatsapp: null });
    for (const caller of [OPERATOR, shown.owner])
      expect(await ofBooth(shown, "whatsapp", caller)).toEqual({ whatsapp: NUMBER });
    goTo(FIRST);
    expect(await ofBooth(shown, "whatsapp")).toEqual({ whatsapp: NUMBER });
    expect(await ask(shown)).toEqual({
      url: "https://wa.me/628111222333?text=Hello%2C%20I%20saw%20Keripik%20%26%20Sambal%20%231%20%E2%80%93%2050%25%20at%20Pameran%20Contoh%20and%20would%20like%20to%20ask%20about%20it.",
    });
    const { askJabarSeller } = await programme
      .as(ANONYMOUS)
      .data<{ askJabarSeller: { url: string } }>(
        "mutation ($input: AskJabarSellerInput!) { askJabarSeller(input: $input) { ... on JabarSellerLink { url } } }",
        { input: { boothId: shown.boothId, productId: shown.productId } },
        "id",
      );
    expect(new URL(askJabarSeller.url).searchParams.get("text")).toBe(
      "Halo, saya melihat Keripik & Sambal #1 – 50% di Pameran Contoh dan ingin bertanya tentang produk ini.",
    );
  });

  it("lead nobody to a seller who does not show the product, has no booth, or is at an exhibition that is cancelled", async () => {
    const [shown, waiting] = [await stand(), await applied()];
    goTo(FIRST);
    expect(await ask(shown, { productId: waiting.productId })).toEqual({ refused: ["NOT_SHOWN input.productId"] });
    for (const caller of [ANONYMOUS, waiting.owner])
      expect(await ask(waiting, {}, caller)).toEqual({ refused: ["BOOTH_UNKNOWN input.boothId"] });
    expect(await ask(shown, { boothId: "x" })).toEqual({ refused: ["BOOTH_UNKNOWN input.boothId"] });
    await programme.product({ id: shown.productId, pesantrenId: shown.pesantrenId, status: "WITHDRAWN" });
    expect(await ask(shown)).toEqual({ refused: ["PRODUCT_UNKNOWN input.productId"] });
    await made(move("CANCELLED"));
    expect(await ask(shown)).toEqual({ refused: ["EXHIBITION_NOT_RUNNING input.boothId"] });
    expect(await ofBooth(shown, "inquiries { count }", OPERATOR)).toEqual({ inquiries: [] });
  });

  it("count every inquiry by its day, for operators and the own pesantren, and keep nothing of who asked", async () => {
    const [shown, other] = [await stand(), await stand()];
    goTo(FIRST);
    await Promise.all(Array.from({ length: 5 }, () => ask(shown)));
    // Ten at night in UTC is the next morning in western Indonesia.
    programme.now = new Date(`${FIRST}T22:00:00Z`);
    await ask(shown, {}, REVIEWER);
    const counted = [
      { productId: shown.productId, day: FIRST, count: 5 },
      { productId: shown.productId, day: `${YEAR}-03-21`, count: 1 },
    ];
    const asked = "inquiries { productId day count }";
    for (const caller of [OPERATOR, shown.owner])
      expect(await ofBooth(shown, asked, caller)).toEqual({ inquiries: counted });
    for (const caller of [other.owner, OTHER_PROVINCE])
      expect(await ofBooth(shown, asked, caller)).toEqual({ inquiries: null });
    const { data, errors } = await programme.as(ANONYMOUS).run(`{ jabarBooth(id: "${shown.boothId}") { ${asked} } }`);
    expect([data, errors?.[0]?.extensions?.["code"]]).toEqual([{ jabarBooth: { inquiries: null } }, "UNAUTHENTICATED"]);
    const kept = await programme.graph.db.rows<Record<string, unknown>>("SELECT * FROM exhibition_inquiry LIMIT 1");
    expect(Object.keys(kept[0]!)).toEqual(["booth_id", "product_id", "day", "count"]);
  });

  it("let nobody write anything but an inquiry without a token", async () => {
    const shown = await stand();
    goTo(FIRST);
    await ask(shown);
    const db = programme.graph.db.root.as({ province: "" });
    for (const statement of [
      "UPDATE exhibition_booth SET whatsapp = '+620000000000' RETURNING id",
      "SELECT id FROM exhibition_booth FOR UPDATE",
      "SELECT id FROM exhibition_sale",
    ])
      expect(await db.inTransaction((tx) => tx.rows(statement))).toEqual([]);
    await expect(db.inTransaction((tx) => tx.rows("UPDATE exhibition SET name = 'x'"))).rejects.toThrow(
      "a row of another province can't be written",
    );
    const { boothId, productId } = shown;
    for (const [mutation, input] of [
      ["withdrawJabarBooth", { boothId, reason: "Contoh" }],
      ["assignJabarBooth", { boothId }],
      ["reportJabarSale", { boothId, productId, day: FIRST, side: "SELLER", quantity: 1, value: 1 }],
    ] as const)
      await expect(act(mutation, input, {}, ANONYMOUS)).rejects.toThrow("UNAUTHENTICATED");
    await expect(act("assignJabarBooth", { boothId }, {}, shown.owner)).rejects.toThrow("FORBIDDEN");
  });

  it("change what a booth shows for its own pesantren and operators, until they are over", async () => {
    const [shown, other] = [await stand(), await stand()];
    const { id: more } = await programme.product({ pesantrenId: shown.pesantrenId });
    const change = (caller: Caller, productIds = [more, shown.productId, more]) =>
      act(
        "changeJabarBooth",
        { boothId: shown.boothId, productIds, whatsapp: "+628999888777" },
        { fields: "products { id } whatsapp" },
        caller,
      );
    expect(await change(other.owner)).toEqual({ refused: ["BOOTH_UNKNOWN input.boothId"] });
    expect(await change(shown.owner, [other.productId])).toEqual({ refused: ["PRODUCT_UNKNOWN input.productIds.0"] });
    expect(await change(shown.owner)).toEqual({
      products: [{ id: more }, { id: shown.productId }],
      whatsapp: "+628999888777",
    });
    goTo(`${YEAR}-03-23`);
    expect(await change(OPERATOR)).toEqual({ refused: ["EXHIBITION_OVER input.boothId"] });
  });

  it("show where the two sides differ about what was sold, and sum what each says", async () => {
    const [one, two] = [await stand(), await stand()];
    goTo(`${YEAR}-03-21`);
    await made(report(one, "SELLER", 100_000, {}, one.owner));
    await made(report(one, "BUYER", 90_000));
    await made(report(one, "SELLER", 40_000, { day: `${YEAR}-03-21` }, one.owner));
    await made(report(two, "SELLER", 70_000));
    await made(report(two, "BUYER", 70_000));
    const asked = "day sellerValue buyerValue difference booth { number }";
    const differences = [
      {
        day: `${YEAR}-03-21`,
        sellerValue: 40_000,
        buyerValue: null,
        difference: 40_000,
        booth: { number: 1 },
      },
      { day: FIRST, sellerValue: 100_000, buyerValue: 90_000, difference: 10_000, booth: { number: 1 } },
    ];
    const differing = `jabarExhibitionSales(exhibitionId: "${exhibitionId}", differs: true)`;
    expect(await listed(differing, OPERATOR, asked)).toEqual(differences);
    expect(await listed(differing, one.owner, asked)).toEqual(differences);
    expect(await listed(differing, two.owner)).toEqual([]);
    expect(await listed("jabarExhibitionSales", OTHER_PROVINCE)).toEqual([]);
    expect(await listed(`jabarExhibitionSales(boothId: "${two.boothId}")`, two.owner, "difference")).toEqual([
      { difference: 0 },
    ]);
    const sum = { sellerValue: 210_000, buyerValue: 160_000, difference: 50_000, differing: 2 };
    expect(
      await programme.as(ANONYMOUS).data(
        `{ jabarExhibition(id: "${exhibitionId}") { sum { sellerValue buyerValue difference differing } }
            jabarExhibitionSum(year: ${YEAR}) { year sellerValue buyerValue difference differing } }`,
      ),
    ).toEqual({ jabarExhibition: { sum }, jabarExhibitionSum: { year: YEAR, ...sum } });
    expect(await facts()).toEqual([100_000n, 40_000n, 70_000n]);
  });

  it("keep every version of what a side said, with the reason, and tell the nation by how much it changed", async () => {
    const shown = await stand();
    goTo(FIRST);
    const saleId = await made(report(shown, "SELLER", 100));
    await made(report(shown, "BUYER", 120));
    const correct = (side: string, value: number, more: object = {}, caller = OPERATOR) =>
      act("correctJabarSale", { saleId, side, quantity: 2, value, reason: "Salah ketik", ...more }, {}, caller);
    await made(correct("SELLER", 110, {}, shown.owner));
    await made(correct("BUYER", 110));
    expect(
      await listed("jabarExhibitionSales", shown.owner, "difference reports { side version quantity value reason }"),
    ).toEqual([
      {
        difference: 0,
        reports: [
          { side: "BUYER", version: 1, quantity: 2, value: 120, reason: null },
          { side: "BUYER", version: 2, quantity: 2, value: 110, reason: "Salah ketik" },
          { side: "SELLER", version: 1, quantity: 2, value: 100, reason: null },
          { side: "SELLER", version: 2, quantity: 2, value: 110, reason: "Salah ketik" },
        ],
      },
    ]);
    expect(await correct("BUYER", -1, { quantity: -1, reason: " " })).toEqual({
      refused: ["OUT_OF_RANGE input.quantity", "OUT_OF_RANGE input.value", "TEXT_LENGTH input.reason"],
    });
    await made(correct("SELLER", 0, { quantity: 0 }));
    expect(await facts()).toEqual([100n, 10n, -110n]);
    await expect(
      programme.graph.db.inTransaction((tx) => tx.rows("UPDATE exhibition_sale_report SET value = 1")),
    ).rejects.toThrow("reports of sales are only added");
  });

  it("take each side's report of a product and a day once, of a booth's own products and days, from who may speak for it", async () => {
    const [shown, other, waiting] = [await stand(), await stand(), await applied()];
    goTo(FIRST);
    await made(report(shown, "SELLER", 5));
    expect(await report(shown, "SELLER", 5)).toEqual({ refused: ["ALREADY_REPORTED input.side"] });
    expect(await report(shown, "SELLER", 0, { day: LAST, quantity: 0, productId: other.productId })).toEqual({
      refused: [
        "NOT_SHOWN input.productId",
        "DAY_OUTSIDE input.day",
        "OUT_OF_RANGE input.quantity",
        "OUT_OF_RANGE input.value",
      ],
    });
    expect(await report(waiting, "SELLER", 5)).toEqual({ refused: ["BOOTH_NOT_ASSIGNED input.boothId"] });
    expect(await report(shown, "BUYER", 5, {}, shown.owner)).toEqual({ refused: ["SIDE_NOT_YOURS input.side"] });
    expect(await report(other, "SELLER", 5, {}, shown.owner)).toEqual({ refused: ["BOOTH_UNKNOWN input.boothId"] });
    expect(await report(shown, "SELLER", 5, {}, OTHER_PROVINCE)).toEqual({ refused: ["BOOTH_UNKNOWN input.boothId"] });
    const [{ id: saleId }] = (await listed("jabarExhibitionSales", OPERATOR)) as [{ id: string }];
    const correct = (input: object, caller = OPERATOR) =>
      act("correctJabarSale", { saleId, side: "BUYER", quantity: 1, value: 1, reason: "Contoh", ...input }, {}, caller);
    expect(await correct({})).toEqual({ refused: ["NOT_REPORTED input.side"] });
    expect(await correct({ saleId: NOBODY })).toEqual({ refused: ["SALE_UNKNOWN input.saleId"] });
    expect(await correct({ side: "SELLER" }, other.owner)).toEqual({ refused: ["SALE_UNKNOWN input.saleId"] });
  });

  it("count what is sent twice with one key, or reported by many at once, once", async () => {
    const shown = await stand();
    goTo(FIRST);
    const { boothId, productId } = shown;
    const input = { boothId, productId, day: FIRST, side: "SELLER", quantity: 1, value: 7 };
    const first = await act("reportJabarSale", input, { key: "sale-once-0001" });
    expect(await act("reportJabarSale", input, { key: "sale-once-0001" })).toEqual(first);
    expect(await act("reportJabarSale", { ...input, value: 8 }, { key: "sale-once-0001" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
    const many = await Promise.all(Array.from({ length: 5 }, () => report(shown, "BUYER", 9)));
    expect(many.filter(({ id }) => id !== undefined)).toHaveLength(1);
    expect(await facts()).toEqual([7n]);
  });

  it("are read with their booths and sums by one statement a kind", async () => {
    await stand();
    const second = await exhibition();
    const { id: pesantrenId } = await programme.pesantren();
    const { id: productId } = await programme.product({ pesantrenId });
    await assign(await made(apply(pesantrenId, [productId], { exhibitionId: second })));
    const { statements } = programme.graph;
    statements.length = 0;
    const asked = "name sum { sellerValue } booths { number whatsapp products { id } exhibition { name } }";
    expect(await listed("jabarExhibitions(first: 5)", ANONYMOUS, asked)).toHaveLength(2);
    expect(statements).toHaveLength(4);
    statements.length = 0;
    await listed("jabarBooths(first: 5)", OPERATOR, "number exhibition { name } inquiries { count }");
    expect(statements).toHaveLength(3);
  });
});
