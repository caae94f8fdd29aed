import { ANONYMOUS } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { knownPesantren, knownProduct, knownServicePoint } from "../../kit/testing/registry";
import { catalogue, registry, servicePoints } from "../references";
import { buyer, OPERATOR, ownerOf, SETTLER } from "../testing/people";
import { endPeriods } from "./background";
import { RECIPIENT, SHIPMENT, TestMarket, type TestSeller } from "./testing/market";

const ANI = buyer("ani");
const BUDI = buyer("budi");

describe("OPOP Mart", () => {
  let market: TestMarket;
  let seller: TestSeller;

  beforeEach(async () => {
    market = await TestMarket.open();
    seller = await market.seller();
  });
  afterEach(async () => {
    expect(await checkLedger(market.graph.db)).toEqual([]);
    expect(await market.totals()).toMatchObject({ isEqualToLedger: true });
    await market.graph.close();
  });

  async function shipped(): Promise<string> {
    const id = await market.order(ANI, await market.listing(seller, 5));
    await market.pay(id, 15_000);
    await market.step(seller.owner, "packJatimOrder", id);
    await market.step(seller.owner, "shipJatimOrder", id, SHIPMENT);
    return id;
  }

  it("sells a stock of one once to 200 buyers who order at once", async () => {
    const listingId = await market.listing(seller, 1);
    const buyers = Array.from({ length: 200 }, (_, at) => buyer(String(at)));
    await Promise.all(buyers.map((each) => market.put(each, listingId)));
    const done = await Promise.all(buyers.map((each) => market.checkOut(each, 15_000)));
    expect(done.filter(({ id }) => id)).toHaveLength(1);
    expect(done.flatMap(({ refused = [] }) => refused)).toEqual(
      Array.from({ length: 199 }, () => "STOCK_TOO_LOW input"),
    );
    expect(await market.stock(listingId)).toBe(0);
    expect(await market.graph.db.rows("SELECT quantity FROM mart_order_line")).toEqual([{ quantity: 1 }]);
  });

  it("brings an order from the cart to its buyer and its money to the seller, equal to the ledger to the rupiah", async () => {
    const id = await shipped();
    expect(await market.totals()).toMatchObject({ orders: 0, held: 15_000, owed: 0 });
    expect(await market.step(ANI, "receiveJatimOrder", id)).toEqual({ status: "RECEIVED" });
    expect(await market.totals()).toMatchObject({ orders: 1, sales: 15_000, held: 0, owed: 15_000 });
    const settle = (input: object, key?: string) =>
      market.act(
        SETTLER,
        "settleJatimSeller",
        { pesantrenId: seller.pesantrenId, dueUntil: market.now, amount: 15_000, bankReference: "OUT-1", ...input },
        { fields: "amount", ...(key && { key }) },
      );
    expect(await settle({})).toEqual({ refused: ["NOTHING_DUE input.pesantrenId"] });
    expect(await settle({ dueUntil: "2030-01-01T00:00:00Z" })).toEqual({
      refused: ["MOMENT_IN_FUTURE input.dueUntil"],
    });
    await market.pass(7);
    const payables = "query { jatimMartPayables { owed due pesantren { id } } }";
    expect(await market.graph.as(seller.owner).data(payables)).toEqual({
      jatimMartPayables: [{ owed: 15_000, due: 15_000, pesantren: { id: seller.pesantrenId } }],
    });
    expect(await settle({ amount: 14_999 })).toEqual({ refused: ["AMOUNT_DIFFERS input.amount"] });
    const dueUntil = market.now;
    const same = await Promise.all(Array.from({ length: 10 }, () => settle({ dueUntil }, "settle-key-1")));
    expect(same).toEqual(Array.from({ length: 10 }, () => ({ amount: 15_000 })));
    expect(await settle({ bankReference: "OUT-2" })).toEqual({ refused: ["NOTHING_DUE input.pesantrenId"] });
    expect(await market.totals()).toMatchObject({ sales: 15_000, held: 0, owed: 0, settled: 15_000 });
    const facts = await market.graph.db.rows(
      "SELECT indicator, value, period FROM fact WHERE indicator LIKE 'mart.%' ORDER BY id",
    );
    expect(facts).toEqual([
      { indicator: "mart.sales", value: 15_000n, period: "2024" },
      { indicator: "mart.orders", value: 1n, period: "2024" },
    ]);
  });

  it("makes one order of each seller, with the price of that moment, shipped or picked up by a code", async () => {
    const other = await market.seller();
    const [one, two] = [await market.listing(seller, 5), await market.listing(other, 5, 20_000)];
    await market.put(ANI, one, 2);
    await market.put(ANI, two, 1);
    const pickUps = [{ pesantrenId: other.pesantrenId, servicePointId: other.servicePointId }];
    const fields =
      "orders { id total method pickUpCode lines { quantity price } delivery { address } servicePoint { id } }";
    const done = await market.checkOut(ANI, 50_000, { pickUps }, { fields });
    const orders = done["orders"] as { id: string; total: number; pickUpCode: string | null }[];
    await market.act(other.owner, "changeJatimListing", { listingId: two, price: 99_000 });
    const picked = orders.find(({ total }) => total === 20_000)!;
    expect(orders).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          total: 30_000,
          method: "SHIPPING",
          pickUpCode: null,
          delivery: { address: RECIPIENT.address },
        }),
        expect.objectContaining({
          total: 20_000,
          method: "PICK_UP",
          delivery: null,
          servicePoint: { id: other.servicePointId },
        }),
      ]),
    );
    expect(await market.pay(picked.id, 99_000)).toEqual({ refused: ["AMOUNT_DIFFERS input.amount"] });
    expect(await market.pay(picked.id, 20_000)).toEqual({ status: "PAID" });
    await market.step(other.owner, "packJatimOrder", picked.id);
    expect(await market.step(other.owner, "shipJatimOrder", picked.id, SHIPMENT)).toEqual({
      refused: ["METHOD_NOT_RIGHT input.orderId"],
    });
    expect(await market.step(other.owner, "readyJatimOrder", picked.id)).toEqual({ status: "READY" });
    const seen = await market.graph.as(other.owner).data("{ jatimSales { nodes { lines { price } } } }");
    expect(seen).toEqual({ jatimSales: { nodes: [{ lines: [{ price: 20_000 }] }] } });
    const handOver = (pickUpCode: string) => market.step(other.owner, "handOverJatimOrder", picked.id, { pickUpCode });
    expect(await handOver("0000000000")).toEqual({ refused: ["PICK_UP_CODE_WRONG input.pickUpCode"] });
    expect(await handOver(picked.pickUpCode!.toLowerCase())).toEqual({ status: "RECEIVED" });
  });

  it("says all that is wrong with an order at once, and takes no stock then", async () => {
    const [one, gone] = [await market.listing(seller, 1), await market.listing(seller, 9)];
    expect(await market.checkOut(ANI, 1)).toEqual({
      refused: ["CART_EMPTY input", "TOTAL_CHANGED input.expectedTotal"],
    });
    await market.put(ANI, one, 2);
    await market.put(ANI, gone, 1);
    await market.act(seller.owner, "changeJatimListing", { listingId: gone, isOffered: false });
    const closed = await knownServicePoint(servicePoints, market.graph.db, {
      pesantrenId: seller.pesantrenId,
      status: "CLOSED",
    });
    const pickUps = [{ pesantrenId: newId(), servicePointId: closed.id }];
    const { refused } = await market.checkOut(ANI, 1, { pickUps, recipient: null });
    expect(refused).toEqual([
      "SERVICE_POINT_UNKNOWN input.pickUps.0.servicePointId",
      "STOCK_TOO_LOW input",
      "LISTING_NOT_OFFERED input",
      "TOTAL_CHANGED input.expectedTotal",
      "SELLER_NOT_IN_CART input.pickUps.0.pesantrenId",
      "RECIPIENT_REQUIRED input.recipient",
    ]);
    const recipient = { ...RECIPIENT, name: " ", phone: "0812", address: "x", birthDate: "2030-01-01" };
    expect((await market.checkOut(ANI, 45_000, { recipient })).refused).toEqual([
      "TEXT_LENGTH input.recipient.name",
      "PHONE_INVALID input.recipient.phone",
      "TEXT_LENGTH input.recipient.address",
      "BIRTH_DATE_INVALID input.recipient.birthDate",
      "STOCK_TOO_LOW input",
      "LISTING_NOT_OFFERED input",
    ]);
    expect([await market.stock(one), await market.stock(gone)]).toEqual([1, 9]);
  });

  it("orders once for one key, and asks a guardian's consent for a minor", async () => {
    const listingId = await market.listing(seller, 5);
    await market.put(ANI, listingId);
    const minor = { ...RECIPIENT, birthDate: "2010-01-01" };
    expect(await market.checkOut(ANI, 15_000, { recipient: minor })).toEqual({
      refused: ["GUARDIAN_REQUIRED input.guardian"],
    });
    const same = await Promise.all(
      Array.from({ length: 20 }, () => market.checkOut(ANI, 15_000, {}, { key: "checkout-key-1" })),
    );
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    expect(await market.checkOut(ANI, 15_001, {}, { key: "checkout-key-1" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
    expect(await market.checkOut(BUDI, 15_000, {}, { key: "checkout-key-1" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
    expect(await market.stock(listingId)).toBe(4);
  });

  it("lets an unpaid order expire, offers its stock again, and refunds money that comes too late", async () => {
    const listingId = await market.listing(seller, 2);
    const [paid, unpaid] = [await market.order(ANI, listingId), await market.order(ANI, listingId)];
    await market.pay(paid, 15_000);
    await market.pass(0.99);
    expect(await market.stock(listingId)).toBe(0);
    await market.pass(0.02);
    await Promise.all(Array.from({ length: 4 }, () => endPeriods(market.graph.db, () => market.now)));
    expect(await market.stock(listingId)).toBe(1);
    expect(await market.step(ANI, "cancelJatimOrder", unpaid, { reason: "Lama" })).toEqual({
      refused: ["STEP_NOT_YOURS input.orderId"],
    });
    expect(await market.pay(unpaid, 15_000, "LATE-1")).toEqual({ status: "CANCELLED" });
    expect(await market.pay(unpaid, 15_000)).toEqual({ refused: ["PAID_ALREADY input.orderId"] });
    expect(await market.stock(listingId)).toBe(1);
    const refund = (bankReference: string) =>
      market.act(SETTLER, "refundJatimOrder", { orderId: unpaid, bankReference }, { fields: "status refundReference" });
    expect(await refund("LATE-1")).toEqual({ refused: ["REFERENCE_TAKEN input.bankReference"] });
    expect(await refund("BACK-1")).toEqual({ status: "REFUNDED", refundReference: "BACK-1" });
    expect(await market.totals()).toMatchObject({ held: 15_000, refunded: 15_000 });
  });

  it("refunds exactly what was paid, once, after the goods came back, and takes the sale back", async () => {
    const id = await shipped();
    await market.step(ANI, "receiveJatimOrder", id);
    const askReturn = () => market.step(ANI, "askJatimReturn", id, { reason: "Rusak" });
    expect(await askReturn()).toEqual({ status: "RETURN_ASKED" });
    expect(await market.step(OPERATOR, "declineJatimReturn", id, { reason: "Tidak rusak" })).toEqual({
      status: "RECEIVED",
    });
    expect(await askReturn()).toEqual({ refused: ["RETURN_PERIOD_OVER input.orderId"] });
    const second = await shipped();
    await market.step(ANI, "receiveJatimOrder", second);
    expect(await market.step(ANI, "askJatimReturn", second, { reason: "Rusak" })).toEqual({ status: "RETURN_ASKED" });
    await market.pass(30);
    expect(await market.step(seller.owner, "confirmJatimReturn", second, { reason: "Utuh" })).toEqual({
      status: "RETURNED",
    });
    const refunds = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        market.step(SETTLER, "refundJatimOrder", second, { bankReference: `BACK-${at}` }),
      ),
    );
    expect(refunds.filter(({ status }) => status === "REFUNDED")).toHaveLength(1);
    expect(await market.totals()).toMatchObject({ orders: 1, sales: 15_000, held: 0, owed: 15_000, refunded: 15_000 });
    const [{ sum }] = (await market.graph.db.rows<{ sum: bigint }>(
      "SELECT sum(value)::bigint AS sum FROM fact WHERE indicator = 'mart.sales'",
    )) as [{ sum: bigint }];
    expect(sum).toBe(15_000n);
  });

  it("takes what a courier has had for a fortnight as received, and a parcel that could not be delivered back", async () => {
    const [silent, lost] = [await shipped(), await shipped()];
    expect(await market.step(seller.owner, "confirmJatimReturn", lost, { reason: "Alamat tidak ada" })).toEqual({
      status: "RETURNED",
    });
    await market.pass(14);
    const steps = await market.graph.as(ANI).data(`{ jatimOrder(id: "${silent}") { steps { status party } } }`);
    expect(steps).toEqual({
      jatimOrder: {
        steps: [
          { status: "PLACED", party: "BUYER" },
          { status: "PAID", party: "OFFICE" },
          { status: "PACKED", party: "SELLER" },
          { status: "SHIPPED", party: "SELLER" },
          { status: "RECEIVED", party: "SYSTEM" },
        ],
      },
    });
    expect(await market.totals()).toMatchObject({ orders: 1, held: 15_000, owed: 15_000 });
  });

  it("books a payment once, however often it is confirmed, and no reference for two", async () => {
    const listingId = await market.listing(seller, 9);
    const orders = await Promise.all(["a", "b", "c", "d"].map((each) => market.order(buyer(each), listingId)));
    const same = await Promise.all(
      Array.from({ length: 10 }, () => market.pay(orders[0]!, 15_000, "IN-1", { key: "payment-key-1" })),
    );
    expect(same).toEqual(Array.from({ length: 10 }, () => ({ status: "PAID" })));
    const others = await Promise.all(orders.slice(1).map((each) => market.pay(each, 15_000, "IN-2")));
    expect(others.filter(({ status }) => status === "PAID")).toHaveLength(1);
    expect(await market.totals()).toMatchObject({ held: 30_000 });
  });

  it("lets each take its own steps alone, on its own orders alone", async () => {
    const id = await market.order(ANI, await market.listing(seller, 5));
    const stranger = (await market.seller()).owner;
    const reason = { reason: "Batal saja" };
    for (const other of [BUDI, stranger, { ...ANI, province: "32" }])
      expect(await market.step(other, "cancelJatimOrder", id, reason)).toEqual({
        refused: ["ORDER_UNKNOWN input.orderId"],
      });
    expect(await market.step(stranger, "packJatimOrder", id)).toEqual({ refused: ["ORDER_UNKNOWN input.orderId"] });
    expect(await market.step(seller.owner, "packJatimOrder", id)).toEqual({
      refused: ["STATUS_NOT_RIGHT input.orderId"],
    });
    expect(await market.pay(id, 15_000, " ")).toEqual({ refused: ["TEXT_LENGTH input.bankReference"] });
    await market.pay(id, 15_000);
    await market.step(seller.owner, "packJatimOrder", id);
    expect(await market.step(seller.owner, "shipJatimOrder", id, { courier: "", trackingNumber: "" })).toEqual({
      refused: ["TEXT_LENGTH input.courier", "TEXT_LENGTH input.trackingNumber"],
    });
    expect(await market.step(seller.owner, "confirmJatimReturn", id, { reason: "" })).toEqual({
      refused: ["TEXT_LENGTH input.reason"],
    });
    expect(await market.step(OPERATOR, "declineJatimReturn", id, { reason: "" })).toEqual({
      refused: ["TEXT_LENGTH input.reason"],
    });
    expect(await market.step(SETTLER, "refundJatimOrder", id, { bankReference: "" })).toEqual({
      refused: ["TEXT_LENGTH input.bankReference"],
    });
    expect(await market.step(ANI, "cancelJatimOrder", id, reason)).toEqual({
      refused: ["STEP_NOT_YOURS input.orderId"],
    });
    for (const [mutation, caller] of [
      ["packJatimOrder", ANI],
      ["receiveJatimOrder", seller.owner],
      ["confirmJatimOrderPayment", OPERATOR],
    ] as const)
      await expect(market.step(caller, mutation, id)).rejects.toThrow();
    expect(await market.step(seller.owner, "cancelJatimOrder", id, reason)).toEqual({ status: "CANCELLED" });
  });

  it("goes on at the pesantren into which a seller was merged", async () => {
    const listingId = await market.listing(seller, 5);
    const id = await market.order(ANI, listingId);
    await market.pay(id, 15_000);
    const { id: mergedIntoId } = await knownPesantren(registry, market.graph.db, { regencyCode: "35.09" });
    const merged = { id: seller.pesantrenId, regencyCode: "35.09", status: "MERGED", mergedIntoId };
    await knownPesantren(registry, market.graph.db, merged);
    const owner = { ...seller.owner, pesantren: mergedIntoId };
    const sales = "{ jatimSales { nodes { id delivery { name } } } }";
    const sold = { jatimSales: { nodes: [{ id, delivery: { name: RECIPIENT.name } }] } };
    expect(await market.graph.as(owner).data(sales)).toEqual(sold);
    expect(await market.act(owner, "changeJatimListing", { listingId, stockChange: 1 })).toEqual({ id: listingId });
    const stranger = ownerOf(newId());
    expect(await market.step(stranger, "packJatimOrder", id)).toEqual({ refused: ["ORDER_UNKNOWN input.orderId"] });
    expect(await market.step(owner, "packJatimOrder", id)).toEqual({ status: "PACKED" });
    expect(await market.step(owner, "shipJatimOrder", id, SHIPMENT)).toEqual({ status: "SHIPPED" });
    expect(await market.step(ANI, "receiveJatimOrder", id)).toEqual({ status: "RECEIVED" });
    const payables = "{ jatimMartPayables { owed pesantren { id } } }";
    const owed = [{ owed: 15_000, pesantren: { id: seller.pesantrenId } }];
    expect(await market.graph.as(owner).data(payables)).toEqual({ jatimMartPayables: owed });
    await market.pass(8);
    const due = { pesantrenId: seller.pesantrenId, dueUntil: market.now, amount: 15_000, bankReference: "MERGED-1" };
    expect(await market.act(SETTLER, "settleJatimSeller", due)).toHaveProperty("id");
    const pickUps = [{ pesantrenId: seller.pesantrenId, servicePointId: seller.servicePointId }];
    await market.put(ANI, listingId);
    expect(await market.checkOut(ANI, 15_000, { pickUps, recipient: null })).toHaveProperty("id");
  });

  it("shows an order to its buyer, its seller and the office alone", async () => {
    const id = await market.order(ANI, await market.listing(seller, 5));
    const own = "{ jatimOwnOrders { totalCount } }";
    const sales = "{ jatimSales { totalCount } }";
    const stranger = ownerOf(newId());
    for (const [caller, query, count] of [
      [ANI, own, 1],
      [BUDI, own, 0],
      [seller.owner, sales, 1],
      [OPERATOR, sales, 1],
      [stranger, sales, 0],
      [{ ...seller.owner, pesantren: null }, sales, 0],
      [{ ...OPERATOR, province: "32" }, sales, 0],
    ] as const)
      expect(Object.values(await market.graph.as(caller).data(query))).toEqual([{ totalCount: count }]);
    for (const [caller, query] of [
      [ANONYMOUS, own],
      [ANI, sales],
      [seller.owner, own],
    ] as const)
      expect((await market.graph.as(caller).run(query)).errors).toBeDefined();
    const one = `{ jatimOrder(id: "${id}") { id } }`;
    // A buyer of the seller's own pesantren is no seller for that.
    for (const buyer of [BUDI, { ...BUDI, pesantren: seller.pesantrenId }])
      expect(await market.graph.as(buyer).data(one)).toEqual({ jatimOrder: null });
    expect(await market.graph.as(seller.owner).data(one)).toEqual({ jatimOrder: { id } });
    const code = `{ jatimSales { nodes { pickUpCode } } }`;
    expect(await market.graph.as({ ...OPERATOR, scopes: [...OPERATOR.scopes, "jatim.mart:buy"] }).data(code)).toEqual({
      jatimSales: { nodes: [{ pickUpCode: null }] },
    });
  });

  it("tells the seller where an order goes while it is under way, for that purpose, and leaves a trace of it", async () => {
    const id = await market.order(ANI, await market.listing(seller, 5));
    const read = (caller: typeof ANI) =>
      market.graph
        .as(caller)
        .data<{ jatimOrder: { delivery: object } }>(`{ jatimOrder(id: "${id}") { delivery { name phone address } } }`)
        .then(({ jatimOrder }) => jatimOrder.delivery);
    const { name, phone, address } = RECIPIENT;
    const nothing = { name: null, phone: null, address: null };
    expect(await read(seller.owner)).toEqual(nothing);
    await market.pay(id, 15_000);
    expect(await read(seller.owner)).toEqual({ name, phone, address });
    expect(await read({ ...seller.owner, purpose: "programme" })).toEqual(nothing);
    expect(await read(ANI)).toEqual({ name, phone, address });
    await market.step(seller.owner, "packJatimOrder", id);
    await market.step(seller.owner, "shipJatimOrder", id, SHIPMENT);
    expect(await read(seller.owner)).toEqual({ name, phone, address });
    await market.step(ANI, "receiveJatimOrder", id);
    expect(await read(seller.owner)).toEqual(nothing);
    const trail = await market.graph.asSuperuser<{ outcome: string; count: number }>(
      "SELECT outcome, count(*)::int AS count FROM audit_log WHERE action = 'read JatimDelivery' AND $1 = ANY(subjects::text[]) GROUP BY 1 ORDER BY 1",
      [id],
    );
    expect(trail).toEqual([
      { outcome: "done", count: 3 },
      { outcome: "refused", count: 3 },
    ]);
    const stored = await market.graph.asSuperuser<{ row: string }>("SELECT d::text AS row FROM mart_delivery d");
    expect(Buffer.from(stored[0]!.row).includes(name)).toBe(false);
  });

  it("shows everybody what is offered, by seller, field and text, on products and pesantren too", async () => {
    const { pesantrenId, owner } = seller;
    const named = await knownProduct(catalogue, market.graph.db, { pesantrenId, name: "Kopi 100% Arabika" });
    const { id } = await market.act(owner, "listJatimProduct", { productId: named.id, price: 50_000, stock: 3 });
    const hidden = await market.listing(seller, 3);
    await market.act(owner, "changeJatimListing", { listingId: hidden, isOffered: false });
    await market.listing(await market.seller(), 3);
    const list = async (args: string) => {
      const document = `{ jatimListings(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
      type Page = {
        totalCount: number;
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      return (await market.graph.as(ANONYMOUS).data<{ jatimListings: Page }>(document)).jatimListings;
    };
    const first = await list("first: 1");
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect((await list(`first: 1, after: "${first.pageInfo.endCursor}"`)).nodes).toEqual([{ id }]);
    expect((await list(`text: "100% arab"`)).nodes).toEqual([{ id }]);
    expect((await list(`text: "100_ arab"`)).nodes).toEqual([]);
    expect((await list(`pesantrenId: "${pesantrenId}", field: FOOD_AND_BEVERAGE`)).nodes).toEqual([{ id }]);
    for (const args of ["field: FISHERY", `pesantrenId: "${newId()}"`, 'pesantrenId: "x"'])
      expect((await list(args)).totalCount).toBe(0);
    const document = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Product { jatimListing { id price stock } } ... on Pesantren { jatimListings { nodes { id } } } } }`;
    const of = [
      { __typename: "Product", id: named.id },
      { __typename: "Pesantren", id: newId(), formerIds: [pesantrenId] },
    ];
    expect(await market.graph.as(ANONYMOUS).data(document, { of })).toEqual({
      _entities: [{ jatimListing: { id, price: 50_000, stock: 3 } }, { jatimListings: { nodes: [{ id }] } }],
    });
  });

  it("lets a pesantren's own people list and change its own products alone, each once", async () => {
    const { pesantrenId, owner } = seller;
    const { id: productId } = await knownProduct(catalogue, market.graph.db, { pesantrenId });
    const list = (as: typeof owner, change: object = {}) =>
      market.act(as, "listJatimProduct", { productId, price: 1_000, stock: 1, ...change });
    expect(await list(ownerOf(newId()))).toEqual({ refused: ["OUTSIDE_PESANTREN input.productId"] });
    expect(await list(owner, { price: 0, stock: -1 })).toEqual({
      refused: ["OUT_OF_RANGE input.price", "OUT_OF_RANGE input.stock"],
    });
    expect(await list(owner, { productId: newId() })).toMatchObject({ refused: ["PRODUCT_UNKNOWN input.productId"] });
    const made = await Promise.all(Array.from({ length: 5 }, () => list(owner)));
    const [listingId] = made.flatMap(({ id }) => id ?? []);
    expect(made.flatMap(({ refused = [] }) => refused)).toEqual(
      Array.from({ length: 4 }, () => "LISTED_ALREADY input.productId"),
    );
    const change = (as: typeof owner, input: object) =>
      market.act(as, "changeJatimListing", { listingId, ...input }, { fields: "stock price" });
    expect(await change(ownerOf(newId()), { price: 1 })).toEqual({ refused: ["OUTSIDE_PESANTREN input.listingId"] });
    expect(await change(owner, { stockChange: -2 })).toEqual({ refused: ["OUT_OF_RANGE input.stockChange"] });
    expect(await change(OPERATOR, { stockChange: 4, price: 2_000 })).toEqual({ stock: 5, price: 2_000 });
    const elsewhere = await knownPesantren(registry, market.graph.db, { regencyCode: "32.04" });
    const foreign = await knownProduct(catalogue, market.graph.db, { pesantrenId: elsewhere.id });
    expect(await list(OPERATOR, { productId: foreign.id })).toEqual({ refused: ["OUTSIDE_PROVINCE input.productId"] });
  });

  it("follows periods of the day, which operators change for days to come alone", async () => {
    const rule = {
      appliesFrom: "2024-05-21",
      paymentMinutes: 60,
      receiveDays: 2,
      returnDays: 0,
      source: "Keputusan contoh",
    };
    const add = (change: object = {}) =>
      market.act(
        OPERATOR,
        "addJatimMartRule",
        { ...rule, ...change },
        { fields: "rules { appliesFrom paymentMinutes }" },
      );
    expect(
      await add({ appliesFrom: "2024-05-20", paymentMinutes: 1, receiveDays: 0, returnDays: -1, source: "" }),
    ).toEqual({
      refused: [
        "DAY_NOT_TO_COME input.appliesFrom",
        "OUT_OF_RANGE input.paymentMinutes",
        "OUT_OF_RANGE input.receiveDays",
        "OUT_OF_RANGE input.returnDays",
        "TEXT_LENGTH input.source",
      ],
    });
    expect(await add()).toMatchObject({ rules: [{ paymentMinutes: 60 }, { paymentMinutes: 1_440 }] });
    expect(await add()).toEqual({ refused: ["RULE_SET input.appliesFrom"] });
    await market.pass(1);
    const listingId = await market.listing(seller, 1);
    await market.order(ANI, listingId);
    await market.pass(1 / 24);
    expect(await market.stock(listingId)).toBe(1);
  });
});
