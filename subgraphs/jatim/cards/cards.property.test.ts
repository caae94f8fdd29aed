import fc from "fast-check";
import { checkLedger } from "../../kit/ledger/ledger.read";
import type { Outcome } from "../../kit/testing/mutations";
import { SETTLER } from "../testing/people";
import { PIN, TestCards, type TestCard, type TestSchool } from "./testing/cards";

const SEED = 20261123;
const RUNS = 10;
const CLIENTS = 6;
const LIMIT = 30_000;

const CALL = fc.record({
  what: fc.constantFrom(
    ...Array<"buy">(8).fill("buy"),
    ...Array<"cash">(4).fill("cash"),
    ...Array<"refund">(3).fill("refund"),
    ...Array<"save">(3).fill("save"),
    ...Array<"take">(3).fill("take"),
    ...(["topUp", "wrongPin", "block", "unblock", "lose", "replace", "settle", "close"] as const),
  ),
  which: fc.nat(11),
  amount: fc.integer({ min: 1_000, max: 20_000 }),
  /** Some calls come twice with one key. */
  isTwice: fc.boolean(),
});
type Call = typeof CALL extends fc.Arbitrary<infer T> ? T : never;

/** What must never be, in rows that show it. */
const NEVER: Readonly<Record<string, string>> = {
  "more spent in a day than allowed": `
    SELECT account_id FROM card_transaction WHERE kind IN ('PURCHASE', 'REFUND') GROUP BY account_id, day
    HAVING sum(CASE kind WHEN 'PURCHASE' THEN amount ELSE -amount END) > ${LIMIT}`,
  "a closed account that holds something": `
    SELECT account.id FROM card_account account JOIN ledger_account ledger ON ledger.code IN ('card/balance/' || account.id, 'card/savings/' || account.id)
    JOIN ledger_balance balance ON balance.account_id = ledger.id WHERE closed_at IS NOT NULL GROUP BY account.id HAVING sum(balance.amount) <> 0`,
  "a movement that is not one posting of its amount": `
    SELECT moved.id FROM card_transaction moved LEFT JOIN ledger_posting posting
      ON posting.cause_kind = 'card-' || replace(lower(moved.kind), '_', '-') AND posting.cause_id = moved.id::text
    LEFT JOIN ledger_entry entry ON entry.posting_id = posting.id AND entry.amount > 0
    GROUP BY moved.id, moved.amount HAVING sum(entry.amount) IS DISTINCT FROM moved.amount`,
  "a refund of another amount than was paid": `
    SELECT back.id FROM card_transaction back JOIN card_transaction bought ON bought.id = back.refunds_id
    WHERE (back.amount, back.account_id, bought.kind) IS DISTINCT FROM (bought.amount, bought.account_id, 'PURCHASE')`,
  "facts that say something else than the movements": `
    SELECT * FROM (SELECT coalesce(sum(CASE kind WHEN 'PURCHASE' THEN amount WHEN 'REFUND' THEN -amount END), 0) AS bought FROM card_transaction) moved,
      (SELECT coalesce(sum(value), 0) AS told FROM fact WHERE indicator = 'card.purchases') fact WHERE bought <> told`,
};

describe("any calls about cards, by several clients at once", () => {
  let cards: TestCards;
  let school: TestSchool;
  let known: TestCard[];
  const seen = new Set<string>();
  let serial = 0;

  beforeAll(async () => {
    cards = await TestCards.open();
    school = await cards.school();
  }, 60_000);
  afterAll(() => cards.graph.close());

  const numbersOf = async ({ accountId }: TestCard) =>
    cards.graph.db.rows<{ id: string; number: string }>(
      "SELECT id, number FROM card WHERE account_id = $1 ORDER BY id DESC LIMIT 1",
      [accountId],
    );

  /** A replaced card is activated at once, so that the calls after it find one in use. */
  async function replace(card: TestCard): Promise<Outcome> {
    const { accountId } = card;
    const done = await cards.act(school.office, "replaceJatimCard", { accountId, reason: "Diganti" });
    const [fresh] = await numbersOf(card);
    await cards.act(card.guardian, "activateJatimCard", { cardId: fresh!.id, pin: PIN });
    return done;
  }

  async function call({ what, which, amount, isTwice }: Call): Promise<Outcome> {
    const card = known[which % known.length]!;
    const [now] = await numbersOf(card);
    const { accountId, guardian } = card;
    const { servicePointId, shop, office } = school;
    const own = { cardNumber: now!.number, servicePointId, amount };
    const options = { key: `any-call-${serial++}` };
    const once = async (): Promise<Outcome> => {
      switch (what) {
        case "buy":
          return cards.pay({ ...card, number: now!.number }, amount, {}, options);
        case "wrongPin":
          return cards.pay({ ...card, number: now!.number }, amount, { pin: "193746" }, options);
        case "cash":
          return cards.act(shop, "topUpJatimCardInCash", own, options);
        case "topUp":
          return cards.topUp(card, amount + 10_000);
        case "refund": {
          const bought = await cards.graph.db.rows<{ id: string }>(
            "SELECT id FROM card_transaction WHERE kind = 'PURCHASE' ORDER BY id DESC LIMIT 6",
          );
          const purchaseId = bought[which % 6]?.id ?? servicePointId;
          return cards.act(shop, "refundJatimCardPurchase", { purchaseId, reason: "Dikembalikan" }, options);
        }
        case "save":
          return cards.act(guardian, "moveJatimSavings", { accountId, direction: "IN", amount }, options);
        case "take":
          return cards.act(guardian, "moveJatimSavings", { accountId, direction: "OUT", amount }, options);
        case "block":
          return cards.act(guardian, "blockJatimCard", { cardId: now!.id, reason: "Diblokir" });
        case "lose":
          return cards.act(guardian, "reportJatimCardLost", { cardId: now!.id, reason: "Hilang" });
        case "unblock":
          return cards.act(guardian, "unblockJatimCard", { cardId: now!.id });
        case "replace":
          return replace(card);
        case "settle": {
          const kind = which % 2 === 0 ? "SALES_PAID_OUT" : "CASH_PAID_IN";
          const reference = { bankCode: "JATIM", bankReference: `ANY-${serial++}` };
          const input = { servicePointId, kind, amount, ...reference };
          return cards.act(SETTLER, "settleJatimCardShop", input, { fields: "owed", ...options });
        }
        case "close":
          return cards.act(office, "closeJatimCardAccount", { accountId, servicePointId, reason: "Lulus" }, options);
      }
    };
    if (!isTwice || what === "wrongPin") return once();
    const [one, other] = await Promise.all([once(), once()]);
    const hasKey = ["buy", "cash", "refund", "save", "take", "settle", "close"].includes(what);
    // Of two with one key both are told the same, unless the card stopped to be good for it between them.
    if (hasKey && one.id && other.id) expect(other.id).toBe(one.id);
    return one;
  }

  it("spends nothing twice, beyond a limit or from a closed account, and every rupiah is in the ledger", async () => {
    process.stdout.write(`seed ${SEED}\n`);
    const property = fc.asyncProperty(fc.array(CALL, { minLength: 30, maxLength: 60 }), async (calls) => {
      cards.pass(1);
      known = [await cards.card(school), await cards.card(school), await cards.card(school)];
      for (const { accountId, guardian } of known)
        await cards.act(guardian, "setJatimCardLimit", { accountId, dailyLimit: LIMIT });
      const left = [...calls];
      const client = async (): Promise<void> => {
        for (let next = left.pop(); next; next = left.pop()) {
          const { refused } = await call(next);
          for (const each of refused ?? [`done ${next.what}`]) seen.add(each.split(" input")[0]!);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      expect(await checkLedger(cards.graph.db)).toEqual([]);
      expect(await cards.totals()).toMatchObject({ isEqualToLedger: true });
      for (const [what, sql] of Object.entries(NEVER))
        expect([what, await cards.graph.db.rows(sql)]).toEqual([what, []]);
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  }, 120_000);

  it("has tried what it is about", () => {
    const expected = [
      "buy",
      "cash",
      "refund",
      "topUp",
      "save",
      "take",
      "block",
      "unblock",
      "lose",
      "replace",
      "settle",
      "close",
    ];
    expect(expected.filter((what) => !seen.has(`done ${what}`))).toEqual([]);
    expect([...seen]).toEqual(
      expect.arrayContaining(["PIN_WRONG", "DAILY_LIMIT_REACHED", "BALANCE_TOO_LOW", "STATUS_NOT_RIGHT"]),
    );
  });
});
