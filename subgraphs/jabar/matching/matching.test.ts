import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { TestProgramme } from "../testing/fixture";
import { mutate, type Outcome } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf, REVIEWER } from "../testing/people";

const DAY = "2020-12-08";
const at = (time: string) => `${DAY}T${time}:00+07:00`;

describe("business matching", () => {
  let programme: TestProgramme;
  let eventId: string;
  let buyerId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start(null);
    eventId = await event();
    buyerId = await buyer("PT Contoh");
  });
  afterEach(() => programme.close());

  const act = (mutation: string, input: object, options: { fields?: string; key?: string } = {}, caller = OPERATOR) =>
    mutate(programme.graph, caller, mutation, input, options);
  const made = async (outcome: Promise<Outcome>): Promise<string> => {
    const { id, refused } = await outcome;
    expect(refused).toBeUndefined();
    return id!;
  };
  const EVENT = {
    name: "Temu bisnis",
    year: 2020,
    mode: "ONLINE",
    country: "ID",
    startsAt: at("08:00"),
    endsAt: at("17:00"),
  };
  async function event(change: object = {}): Promise<string> {
    const id = await made(act("planJabarMatchingEvent", { ...EVENT, ...change }));
    await made(act("moveJabarMatchingEvent", { eventId: id, status: "OPEN" }));
    return id;
  }
  const buyer = (company: string) =>
    made(
      act("registerJabarBuyer", {
        role: "OFF_TAKER",
        company,
        country: "ID",
        contact: "beli@example.id",
        fields: ["AGRICULTURE"],
      }),
    );
  async function participant(of = eventId): Promise<string> {
    const { id: pesantrenId } = await programme.pesantren();
    await made(act("joinJabarMatchingEvent", { eventId: of, pesantrenId }));
    return pesantrenId;
  }
  const meeting = (pesantrenId: string, from: string, until: string, change: object = {}) =>
    act("scheduleJabarMeeting", { eventId, pesantrenId, buyerId, startsAt: at(from), endsAt: at(until), ...change });
  const deal = (pesantrenId: string, value: number, change: object = {}) =>
    act("agreeJabarDeal", { eventId, pesantrenId, buyerId, value, ...change });
  const sums = async () =>
    programme.as(ANONYMOUS).data<{ jabarMatchingSum: object; jabarMatchingEvent: { sum: object } }>(
      `query ($id: ID!) {
        jabarMatchingSum(year: 2020) { deals value published { value source { publisher } } }
        jabarMatchingEvent(id: $id) { sum { deals value } }
      }`,
      { id: eventId },
    );
  const listed = async (field: string, caller: Caller, asked = "id") => {
    const data = await programme
      .as(caller)
      .data<Record<string, { nodes: Record<string, unknown>[] }>>(`{ ${field} { nodes { ${asked} } } }`);
    return Object.values(data)[0]!.nodes;
  };

  it("sums the deals that hold for everybody to see, beside what was published", async () => {
    const [first, second] = [await participant(), await participant()];
    const kept = await made(deal(first, 10_000_000_000));
    const cancelled = await made(deal(second, 5_000_000));
    await made(act("correctJabarDeal", { dealId: kept, value: 12_000_000_000, reason: "Salah ketik" }));
    await made(act("cancelJabarDeal", { dealId: cancelled, reason: "Pembeli mundur" }));
    const sum = { deals: 1, value: 12_000_000_000 };
    expect(await sums()).toEqual({
      jabarMatchingEvent: { sum },
      jabarMatchingSum: {
        ...sum,
        published: [
          { value: 21_000_000_000, source: { publisher: "Liputan6.com" } },
          { value: 21_020_000_000, source: { publisher: "Republika" } },
        ],
      },
    });
  });

  it("keeps everything that was ever entered of a deal", async () => {
    const dealId = await made(deal(await participant(), 100));
    await made(act("correctJabarDeal", { dealId, value: 90, reason: "Dikoreksi" }));
    await made(act("cancelJabarDeal", { dealId, reason: "Batal" }));
    expect(await listed("jabarDeals", OPERATOR, "status value entries { kind value reason }")).toEqual([
      {
        status: "CANCELLED",
        value: 0,
        entries: [
          { kind: "AGREED", value: 100, reason: null },
          { kind: "CORRECTED", value: 90, reason: "Dikoreksi" },
          { kind: "CANCELLED", value: 0, reason: "Batal" },
        ],
      },
    ]);
    expect(await act("correctJabarDeal", { dealId, value: 80, reason: "Lagi" })).toEqual({
      refused: ["DEAL_CANCELLED input.dealId"],
    });
    await expect(
      programme.graph.db.inTransaction((tx) => tx.rows("UPDATE matching_deal_entry SET value = 1")),
    ).rejects.toThrow("entries of deals are only added");
  });

  it("sums right however many correct and cancel at once", async () => {
    const pesantren = await participant();
    const deals = await Promise.all(Array.from({ length: 6 }, (_, n) => made(deal(pesantren, 1_000 + n))));
    await Promise.all(
      deals.flatMap((dealId, n) => [
        act("correctJabarDeal", { dealId, value: 2_000 + n, reason: "Dikoreksi" }),
        ...(n % 2 === 0 ? [act("cancelJabarDeal", { dealId, reason: "Batal" })] : []),
      ]),
    );
    const sum = { deals: 3, value: 2_001 + 2_003 + 2_005 };
    expect(await sums()).toMatchObject({ jabarMatchingEvent: { sum }, jabarMatchingSum: sum });
  });

  it("lets nobody be in two meetings at once, at whatever event", async () => {
    const [first, second, other] = [await participant(), await participant(), await buyer("PT Lain")];
    await made(meeting(first, "09:00", "09:30"));
    expect(await meeting(second, "09:15", "09:45")).toEqual({ refused: ["BUYER_BUSY input.buyerId"] });
    expect(await meeting(first, "09:00", "09:30")).toEqual({
      refused: ["BUYER_BUSY input.buyerId", "PESANTREN_BUSY input.pesantrenId"],
    });
    const elsewhere = await event({ name: "Acara lain" });
    await made(act("joinJabarMatchingEvent", { eventId: elsewhere, pesantrenId: first }));
    expect(await meeting(first, "09:29", "10:00", { eventId: elsewhere, buyerId: other })).toEqual({
      refused: ["PESANTREN_BUSY input.pesantrenId"],
    });
    await made(meeting(second, "09:30", "10:00"));
  });

  it("gives a time that many ask for at once to one alone", async () => {
    const [first, second] = [await participant(), await participant()];
    const other = await buyer("PT Lain");
    const outcomes = await Promise.all(
      [first, second].flatMap((pesantren) =>
        [buyerId, other].flatMap((each) => [
          meeting(pesantren, "10:00", "10:30", { buyerId: each }),
          meeting(pesantren, "10:10", "10:20", { buyerId: each }),
        ]),
      ),
    );
    const busy = await listed("jabarMeetings", OPERATOR, "buyer { id } pesantren { id }");
    expect(busy).toHaveLength(outcomes.filter(({ id }) => id !== undefined).length);
    expect(new Set(busy.map((each) => (each["buyer"] as { id: string }).id)).size).toBe(busy.length);
    expect(new Set(busy.map((each) => (each["pesantren"] as { id: string }).id)).size).toBe(busy.length);
    expect(busy.length).toBeGreaterThan(0);
  });

  it("frees the time of a meeting that is called off, and says what came of one that was held", async () => {
    const pesantren = await participant();
    const meetingId = await made(meeting(pesantren, "09:00", "09:30"));
    await made(act("concludeJabarMeeting", { meetingId, status: "CANCELLED", outcome: "Berhalangan" }));
    const again = await made(meeting(pesantren, "09:00", "09:30"));
    const held = { meetingId: again, status: "HELD", outcome: "Minta contoh produk" };
    expect(await act("concludeJabarMeeting", held, { fields: "status outcome" })).toEqual({
      status: "HELD",
      outcome: "Minta contoh produk",
    });
    expect(await act("concludeJabarMeeting", held)).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
  });

  it("says everything that is wrong at once, and changes nothing", async () => {
    expect(
      await act("planJabarMatchingEvent", {
        name: " ",
        year: 1900,
        mode: "IN_PERSON",
        country: "Indonesia",
        startsAt: at("09:00"),
        endsAt: at("09:00"),
      }),
    ).toEqual({
      refused: [
        "TEXT_LENGTH input.name",
        "OUT_OF_RANGE input.year",
        "COUNTRY_FORM input.country",
        "PERIOD_REVERSED input.endsAt",
        "PLACE_MISSING input.place",
      ],
    });
    const nobody = "01900000-0000-7000-8000-000000000000";
    expect(
      await act("agreeJabarDeal", { eventId: "x", pesantrenId: nobody, buyerId: nobody, value: 0, productIds: ["y"] }),
    ).toEqual({
      refused: [
        "EVENT_UNKNOWN input.eventId",
        "BUYER_UNKNOWN input.buyerId",
        "PESANTREN_UNKNOWN input.pesantrenId",
        "PRODUCT_UNKNOWN input.productIds.0",
        "OUT_OF_RANGE input.value",
      ],
    });
    expect(await listed("jabarDeals", OPERATOR)).toEqual([]);
  });

  it("takes participants only while an event is open, and once", async () => {
    const { id: pesantrenId } = await programme.pesantren();
    const planned = await made(act("planJabarMatchingEvent", { ...EVENT, name: "Nanti" }));
    const join = (id: string, of = pesantrenId) => act("joinJabarMatchingEvent", { eventId: id, pesantrenId: of });
    expect(await join(planned)).toEqual({ refused: ["EVENT_NOT_OPEN input.eventId"] });
    await made(join(eventId));
    expect(await join(eventId)).toEqual({ refused: ["ALREADY_PARTICIPANT input.pesantrenId"] });
    const closed = await programme.pesantren({ status: "CLOSED" });
    expect(await join(eventId, closed.id)).toEqual({ refused: ["PESANTREN_INACTIVE input.pesantrenId"] });
    const elsewhere = await programme.pesantren({ regencyCode: "35.10", districtCode: null });
    expect(await join(eventId, elsewhere.id)).toEqual({ refused: ["OUTSIDE_PROVINCE input.pesantrenId"] });
  });

  it("takes a meeting or a deal only of those who take part, within the event, for products of their own", async () => {
    const stranger = await programme.pesantren();
    expect(await deal(stranger.id, 5)).toEqual({ refused: ["NOT_PARTICIPANT input.pesantrenId"] });
    const pesantren = await participant();
    expect(await meeting(pesantren, "16:45", "17:15")).toEqual({ refused: ["OUTSIDE_EVENT input.startsAt"] });
    const [own, foreign] = [
      await programme.product({ pesantrenId: pesantren }),
      await programme.product({ pesantrenId: stranger.id }),
    ];
    expect(await deal(pesantren, 5, { productIds: [foreign.id] })).toEqual({
      refused: ["PRODUCT_UNKNOWN input.productIds.0"],
    });
    const meetingId = await made(meeting(pesantren, "11:00", "11:30"));
    const other = await participant();
    expect(await deal(other, 5, { meetingId })).toEqual({ refused: ["MEETING_MISMATCH input.meetingId"] });
    await made(deal(pesantren, 5, { meetingId, productIds: [own.id] }));
    expect(await listed("jabarDeals", OPERATOR, "products { id } meeting { id }")).toEqual([
      { products: [{ id: own.id }], meeting: { id: meetingId } },
    ]);
  });

  it("does what is sent twice with one key once", async () => {
    const pesantren = await participant();
    const input = { eventId, pesantrenId: pesantren, buyerId, value: 70 };
    const first = await act("agreeJabarDeal", input, { key: "deal-once-0001" });
    await made(act("moveJabarMatchingEvent", { eventId, status: "CANCELLED" }));
    expect(await act("agreeJabarDeal", input, { key: "deal-once-0001" })).toEqual(first);
    expect(await act("agreeJabarDeal", { ...input, value: 71 }, { key: "deal-once-0001" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
    expect(await sums()).toMatchObject({ jabarMatchingSum: { deals: 1, value: 70 } });
  });

  it("lists what is looked for by field, buyer, event and day", async () => {
    const sought = { buyerId, eventId, description: "Kopi bubuk", quantity: 2_000, unit: "kg" };
    const until = { from: "2021-01-01", until: "2021-06-30" };
    await made(act("seekJabarProduct", { ...sought, ...until, field: "AGRICULTURE" }));
    await made(act("seekJabarProduct", { ...sought, ...until, field: "FASHION", eventId: null }));
    const count = async (filter: string) => (await listed(`jabarSoughtProducts(${filter})`, OPERATOR)).length;
    expect(await count("field: FASHION")).toBe(1);
    expect(await count(`buyerId: "${buyerId}", on: "2021-03-01"`)).toBe(2);
    expect(await count(`eventId: "${eventId}"`)).toBe(1);
    expect(await count(`on: "2021-07-01"`)).toBe(0);
  });

  it("shows a pesantren's own person its own, and how to reach a buyer to operators alone", async () => {
    const [first, second] = [await participant(), await participant()];
    for (const each of [first, second]) await made(deal(each, 5));
    await made(meeting(first, "09:00", "09:30"));
    const [own, other] = [ownerOf(first), ownerOf(second)];
    expect(await listed("jabarDeals", own, "pesantren { id }")).toEqual([{ pesantren: { id: first } }]);
    expect(await listed(`jabarDeals(pesantrenId: "${first}")`, other)).toEqual([]);
    expect(await listed("jabarMeetings", other)).toEqual([]);
    expect(await listed("jabarMatchingParticipants", own)).toHaveLength(1);
    expect(await listed("jabarMatchingParticipants", OPERATOR)).toHaveLength(2);
    expect(await listed("jabarBuyers(field: AGRICULTURE)", OPERATOR, "contact { address }")).toEqual([
      { contact: { address: "beli@example.id" } },
    ]);
    const { data, errors } = await programme.as(own).run("{ jabarBuyers { nodes { company contact { address } } } }");
    expect(data).toEqual({ jabarBuyers: { nodes: [{ company: "PT Contoh", contact: { address: null } }] } });
    expect(errors).toHaveLength(1);
  });

  it("lets a pesantren's own person register its own pesantren, and do nothing else", async () => {
    const [mine, other] = [await programme.pesantren(), await programme.pesantren()];
    const join = (pesantrenId: string, caller = ownerOf(mine.id)) =>
      act("joinJabarMatchingEvent", { eventId, pesantrenId }, {}, caller);
    expect(await join(other.id)).toEqual({ refused: ["OUTSIDE_PESANTREN input.pesantrenId"] });
    await made(join(mine.id));
    const input = { eventId, pesantrenId: mine.id, buyerId, value: 5 };
    for (const caller of [ownerOf(mine.id), REVIEWER, ANONYMOUS])
      await expect(act("agreeJabarDeal", input, {}, caller)).rejects.toThrow(/may not|FORBIDDEN|UNAUTHENTICATED/i);
    await expect(join(mine.id, REVIEWER)).rejects.toThrow();
  });

  it("reads a page of deals with their parties by one statement a kind", async () => {
    const pesantren = await participant();
    for (const value of [1, 2, 3]) await made(deal(pesantren, value));
    const { statements } = programme.graph;
    statements.length = 0;
    const page = "value entries { value } buyer { company } event { name sum { value } } pesantren { id }";
    expect(await listed("jabarDeals(first: 2)", OPERATOR, page)).toHaveLength(2);
    expect(statements).toHaveLength(4);
  });
});
