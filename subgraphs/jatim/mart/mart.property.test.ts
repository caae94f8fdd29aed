import fc from "fast-check";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { buyer, OPERATOR, SETTLER } from "../testing/people";
import type { Outcome } from "../../kit/testing/mutations";
import { RECIPIENT, SHIPMENT, TestMarket, type TestSeller } from "./testing/market";

const SEED = 20261123;
const RUNS = 15;
const CLIENTS = 6;
const STOCK = 30;
const PRICE = 15_000;
const BUYERS = ["ani", "budi", "citra", "dodi"].map(buyer);

/** What may be called about an order, how often of all calls, and where an order mostly stands then. */
const ABOUT_ORDERS = {
  pay: [8, "PLACED"],
  pack: [6, "PAID"],
  ship: [5, "PACKED"],
  ready: [4, "PACKED"],
  handOver: [4, "READY"],
  receive: [6, "SHIPPED"],
  cancel: [3, "PAID"],
  askReturn: [4, "RECEIVED"],
  declineReturn: [1, "RETURN_ASKED"],
  confirmReturn: [3, "RETURN_ASKED"],
  refund: [4, "RETURNED"],
} as const;
type AboutOrder = keyof typeof ABOUT_ORDERS;

const CALL = fc.record({
  what: fc.constantFrom(
    ...Object.entries(ABOUT_ORDERS).flatMap(([name, [weight]]) => Array<AboutOrder>(weight).fill(name as AboutOrder)),
    ...Array<"order">(10).fill("order"),
    ...Array<"settle">(2).fill("settle"),
    "pass" as const,
    "restock" as const,
  ),
  /** Which of the orders that are not at their end, buyers, or listings. */
  which: fc.nat(23),
  /** How many units, how many days, or which of few bank references, so that movements claim each other's. */
  part: fc.integer({ min: 1, max: 4 }),
});
type Call = typeof CALL extends fc.Arbitrary<infer T> ? T : never;

interface Row {
  readonly id: string;
  readonly pesantrenId: string;
  readonly subject: string;
  readonly total: bigint;
  readonly code: string | null;
}

/** What must never be, in rows that show it. */
const NEVER: Readonly<Record<string, string>> = {
  "stock below zero": "SELECT id FROM mart_listing WHERE stock < 0",
  "an order that was paid and refunded in different amounts, or paid out and refunded": `
    SELECT o.id FROM mart_order o WHERE o.status = 'REFUNDED' AND (o.settlement_id IS NOT NULL OR 0 <> (
      SELECT sum(e.amount) FROM ledger_posting p JOIN ledger_entry e ON e.posting_id = p.id JOIN ledger_account a ON a.id = e.account_id
      WHERE a.code = 'mart/bank' AND p.cause_kind IN ('mart-paid', 'mart-refunded') AND p.cause_id = o.id::text))`,
  "an order that does not cost what its lines cost": `
    SELECT o.id FROM mart_order o JOIN mart_order_line l ON l.order_id = o.id GROUP BY o.id HAVING sum(l.quantity * l.price) <> o.total`,
  "a settlement that is not what its orders cost": `
    SELECT s.id FROM mart_settlement s LEFT JOIN mart_order o ON o.settlement_id = s.id GROUP BY s.id HAVING coalesce(sum(o.total), 0) <> s.amount`,
  "facts that say something else than the orders": `
    SELECT * FROM (SELECT count(*) AS orders, coalesce(sum(total), 0) AS sales FROM mart_order WHERE status IN ('RECEIVED', 'RETURN_ASKED')) o,
      (SELECT coalesce(sum(value) FILTER (WHERE indicator = 'mart.orders'), 0) AS told_orders,
         coalesce(sum(value) FILTER (WHERE indicator = 'mart.sales'), 0) AS told_sales FROM fact) f
    WHERE (orders, sales) <> (told_orders, told_sales)`,
};

describe("any calls about OPOP Mart, by several clients at once", () => {
  let market: TestMarket;
  let sellers: TestSeller[];
  let listings: string[];
  const seen = new Set<string>();
  /** Units that there are of each listing, sold or not. */
  const units = new Map<string, number>();

  beforeAll(async () => {
    market = await TestMarket.open();
    sellers = [await market.seller(), await market.seller()];
    listings = [];
    for (const seller of [...sellers, ...sellers]) listings.push(await market.listing(seller, STOCK, PRICE));
    for (const each of listings) units.set(each, STOCK);
  });
  afterAll(() => market.graph.close());

  function note(name: string, { refused }: Outcome): boolean {
    seen.add(refused ? refused[0]!.split(" ")[0]! : name);
    return !refused;
  }

  async function call({ what, which, part }: Call): Promise<void> {
    if (what === "order") await order(which, part);
    else if (what === "settle") await settle(sellers[which % 2]!, part);
    else if (what === "pass") await market.pass(part * 2);
    else if (what === "restock") await restock(listings[which % 4]!, part - 2);
    else await about(what, which, part);
  }

  /** Two listings, named in any order, so that buyers would wait for each other in a circle if they locked them as named. */
  async function order(which: number, part: number): Promise<void> {
    const as = BUYERS[which % 4]!;
    const names = new Set([listings[which % 4]!, listings[(which + part) % 4]!]);
    let cart: Outcome = {};
    for (const each of names) cart = await market.put(as, each, part);
    const seller = sellers[which % 2]!;
    const pickUps = [{ pesantrenId: seller.pesantrenId, servicePointId: seller.servicePointId }];
    const input = { recipient: RECIPIENT, ...(part > 2 && { pickUps }) };
    const done = await market.checkOut(as, Number(cart["total"]), input);
    // What was refused must not stand in the way of every order to come.
    if (!note("order", done)) for (const each of listings) await market.put(as, each, 0);
  }

  async function restock(listingId: string, stockChange: number): Promise<void> {
    const done = await market.act(sellers[listings.indexOf(listingId) % 2]!.owner, "changeJatimListing", {
      listingId,
      stockChange,
    });
    if (note("restock", done)) units.set(listingId, units.get(listingId)! + stockChange);
  }

  async function settle({ pesantrenId, owner }: TestSeller, part: number): Promise<void> {
    const dueUntil = market.now;
    const query = "query ($at: DateTime) { jatimMartPayables(dueAt: $at) { due } }";
    type Payables = { jatimMartPayables: { due: number }[] };
    const { jatimMartPayables } = await market.graph.as(owner).data<Payables>(query, { at: dueUntil });
    const input = {
      pesantrenId,
      dueUntil,
      amount: jatimMartPayables[0]?.due ?? 0,
      bankReference: `OUT-${part}-${seen.size}`,
    };
    note("settle", await market.act(SETTLER, "settleJatimSeller", input));
  }

  async function about(what: AboutOrder, which: number, part: number): Promise<void> {
    const rows = await market.graph.db.rows<Row>(
      `SELECT o.id, pesantren_id AS "pesantrenId", subject, total, pick_up_code AS code FROM mart_order o JOIN mart_buyer b ON b.id = buyer_id
       WHERE status <> 'REFUNDED' AND settlement_id IS NULL ORDER BY status = $1 AND $2 DESC, o.id DESC LIMIT 24`,
      [ABOUT_ORDERS[what][1], part < 4],
    );
    const row = rows[(part < 4 ? which % 3 : which) % Math.max(1, rows.length)];
    if (!row) return;
    const seller = sellers.find(({ pesantrenId }) => pesantrenId === row.pesantrenId)!.owner;
    const own = BUYERS.find(({ subject }) => subject === row.subject)!;
    const reason = { reason: "Alasan" };
    const steps: Record<AboutOrder, () => Promise<Outcome>> = {
      pay: () => market.pay(row.id, Number(row.total), part === 1 ? "PAY-SAME" : undefined),
      pack: () => market.step(seller, "packJatimOrder", row.id),
      ship: () => market.step(seller, "shipJatimOrder", row.id, SHIPMENT),
      ready: () => market.step(seller, "readyJatimOrder", row.id),
      handOver: () => market.step(seller, "handOverJatimOrder", row.id, { pickUpCode: row.code ?? "-" }),
      receive: () => market.step(own, "receiveJatimOrder", row.id),
      cancel: () => market.step(part > 2 ? seller : own, "cancelJatimOrder", row.id, reason),
      askReturn: () => market.step(own, "askJatimReturn", row.id, reason),
      declineReturn: () => market.step(OPERATOR, "declineJatimReturn", row.id, reason),
      confirmReturn: () => market.step(seller, "confirmJatimReturn", row.id, reason),
      refund: () =>
        market.step(SETTLER, "refundJatimOrder", row.id, { bankReference: `BACK-${row.id.slice(-6)}-${part}` }),
    };
    note(what, await steps[what]());
  }

  async function check(): Promise<void> {
    const { db } = market.graph;
    for (const [what, sql] of Object.entries(NEVER)) expect({ [what]: await db.rows(sql) }).toEqual({ [what]: [] });
    const kept = await db.rows<{ id: string; units: number }>(
      `SELECT id, stock + coalesce((SELECT sum(quantity)::int FROM mart_order_line JOIN mart_order o ON o.id = order_id
         WHERE listing_id = mart_listing.id AND status NOT IN ('EXPIRED', 'CANCELLED', 'RETURNED', 'REFUNDED')), 0) AS units FROM mart_listing`,
    );
    expect(new Map(kept.map((row) => [row.id, row.units]))).toEqual(units);
    expect(await checkLedger(db)).toEqual([]);
    expect(await market.totals()).toMatchObject({ isEqualToLedger: true });
  }

  it(`sell no unit twice, lose none, and move no rupiah that is not accounted for (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CALL, { minLength: 40, maxLength: 60 }), async (calls) => {
        const left = calls.values();
        await Promise.all(
          Array.from({ length: CLIENTS }, async () => {
            for (const each of left) await call(each);
          }),
        );
        await check();
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    await market.pass(60);
    for (const seller of sellers) await settle(seller, 1);
    await check();
    // A property of a market in which nothing comes to its end would say little.
    const wanted = [
      "order",
      "pay",
      "pack",
      "receive",
      "handOver",
      "confirmReturn",
      "refund",
      "settle",
      "STOCK_TOO_LOW",
    ];
    expect(wanted.filter((each) => !seen.has(each))).toEqual([]);
  }, 60_000);
});
