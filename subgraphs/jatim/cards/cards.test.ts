import { setTimeout } from "node:timers/promises";
import type { Caller } from "../../kit/access/caller";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { knownPesantren, knownServicePoint } from "../../kit/testing/registry";
import { hasCheckDigit } from "../check-digit";
import { registry, servicePoints } from "../references";
import { bank, cardUser, OPERATOR, ownerOf, SETTLER } from "../testing/people";
import { BANK, GROWN_UP, PIN, SANTRI, TestCards, type TestCard, type TestSchool } from "./testing/cards";

const HOLDINGS = "balance savings spentToday dailyLimit";

/** Starts calls while somebody else is at an account, so that they wait there in the order in which they came. */
function whileHeld<T>(
  { graph: { db } }: TestCards,
  accountId: string,
  start: (isAwaitedBy: (many: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return db.inTransaction(async (tx) => {
    await tx.rows("SELECT 1 FROM card_account WHERE id = $1 FOR UPDATE", [accountId]);
    return start(async (many) => {
      while ((await db.root.row<{ n: number }>(waiting))!.n < many) await setTimeout(20);
    });
  });
}

async function closeShop({ graph: { db } }: TestCards, { pesantrenId, servicePointId: id }: TestSchool): Promise<void> {
  await knownServicePoint(servicePoints, db, { id, pesantrenId, status: "CLOSED" });
}

describe("Kartu Santri and Kartu OPOP", () => {
  let cards: TestCards;
  let school: TestSchool;

  beforeEach(async () => {
    cards = await TestCards.open();
    school = await cards.school();
  });
  afterEach(async () => {
    expect(await checkLedger(cards.graph.db)).toEqual([]);
    expect(await cards.totals()).toMatchObject({ isEqualToLedger: true });
    await cards.graph.close();
  });

  it("keeps money for a santri: topped up by the guardian at a bank, put aside, spent with PIN, and told line by line", async () => {
    const card = await cards.card(school, { amount: 100_000 });
    await cards.act(card.guardian, "moveJatimSavings", { accountId: card.accountId, direction: "IN", amount: 30_000 });
    expect(await cards.pay(card, 20_000)).toMatchObject({ amount: 20_000 });
    const fields = `${HOLDINGS} transactions { totalCount nodes { kind amount balanceAfter servicePoint { id } } }`;
    expect(await cards.account(card.guardian, card.accountId, fields)).toEqual({
      balance: 50_000,
      savings: 30_000,
      spentToday: 20_000,
      dailyLimit: 50_000,
      transactions: {
        totalCount: 3,
        nodes: [
          { kind: "PURCHASE", amount: 20_000, balanceAfter: 50_000, servicePoint: { id: school.servicePointId } },
          { kind: "TO_SAVINGS", amount: 30_000, balanceAfter: 70_000, servicePoint: null },
          { kind: "TOP_UP", amount: 100_000, balanceAfter: 100_000, servicePoint: null },
        ],
      },
    });
    expect(await cards.totals()).toMatchObject({ accounts: 1, toppedUp: 100_000, purchased: 20_000, held: 80_000 });
    const facts = await cards.graph.db.rows(
      "SELECT indicator, value FROM fact WHERE indicator LIKE 'card.%' ORDER BY id",
    );
    expect(facts).toEqual([
      { indicator: "card.santri.accounts", value: 1n },
      { indicator: "card.purchases", value: 20_000n },
    ]);
  });

  it("has numbers that are valid, all different, and tell nothing of the person", async () => {
    const { number: one } = await cards.card(school);
    const { number: other } = await cards.card(school);
    expect(one).toMatch(/^\d{16}$/);
    expect([hasCheckDigit(one), hasCheckDigit(other), one === other]).toEqual([true, true, false]);
  });

  it("spends no more in a day (WIB) than the guardian allows, and what was taken back can be spent again", async () => {
    const card = await cards.card(school, { amount: 200_000 });
    cards.now = new Date("2024-05-20T16:59:00Z");
    const { id } = await cards.pay(card, 50_000);
    expect(await cards.pay(card, 1)).toEqual({ refused: ["DAILY_LIMIT_REACHED input.amount"] });
    const limit = (by: TestCard["guardian"], dailyLimit: number) =>
      cards.act(by, "setJatimCardLimit", { accountId: card.accountId, dailyLimit }, { fields: "dailyLimit" });
    expect(await limit(cardUser("stranger"), 60_000)).toEqual({ refused: ["ACCOUNT_UNKNOWN input.accountId"] });
    expect(await limit(card.guardian, 60_000)).toEqual({ dailyLimit: 60_000 });
    expect(await cards.pay(card, 10_000)).toMatchObject({ amount: 10_000 });
    const refund = () => cards.act(school.shop, "refundJatimCardPurchase", { purchaseId: id, reason: "Barang rusak" });
    expect(await refund()).toHaveProperty("id");
    expect(await refund()).toEqual({ refused: ["REFUNDED_ALREADY input.purchaseId"] });
    expect(await cards.pay(card, 50_000)).toMatchObject({ amount: 50_000 });
    cards.now = new Date("2024-05-20T17:00:00Z");
    const next = await cards.pay(card, 60_000);
    expect(next).toMatchObject({ amount: 60_000 });
    cards.pass(1);
    const late = { purchaseId: next.id, reason: "Barang rusak" };
    expect(await cards.act(school.shop, "refundJatimCardPurchase", late)).toEqual({
      refused: ["NOT_SAME_DAY input.purchaseId"],
    });
  });

  it("counts wrong PINs also when many are tried at once, and blocks the card", async () => {
    const card = await cards.card(school, { amount: 100_000 });
    const guesses = Array.from({ length: 12 }, (_, at) => cards.pay(card, 1_000, { pin: `48015${at % 9}` }));
    const answers = (await Promise.all(guesses)).flatMap(({ refused = [] }) => refused);
    expect(answers.filter((each) => each.startsWith("PIN_WRONG"))).toHaveLength(3);
    expect(answers.filter((each) => each.startsWith("STATUS_NOT_RIGHT"))).toHaveLength(9);
    expect(await cards.pay(card, 1_000)).toEqual({ refused: ["STATUS_NOT_RIGHT input.cardNumber"] });
    await cards.act(school.office, "unblockJatimCard", { cardId: card.cardId });
    expect(await cards.pay(card, 1_000)).toMatchObject({ amount: 1_000 });
    expect(await cards.account(card.guardian, card.accountId, "cards { status steps { status party } }")).toEqual({
      cards: [
        {
          status: "ACTIVE",
          steps: [
            { status: "ISSUED", party: "OFFICE" },
            { status: "ACTIVE", party: "OFFICE" },
            { status: "BLOCKED", party: "SYSTEM" },
            { status: "ACTIVE", party: "OFFICE" },
          ],
        },
      ],
    });
  });

  it("pays the same intention once from 20 tills at once, and the last rupiah once", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    const same = await Promise.all(
      Array.from({ length: 20 }, () => cards.pay(card, 40_000, {}, { key: "same-purchase-1" })),
    );
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    expect(await cards.pay(card, 40_001, {}, { key: "same-purchase-1" })).toEqual({
      refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"],
    });
    const last = await Promise.all(Array.from({ length: 10 }, () => cards.pay(card, 10_000)));
    expect(last.filter(({ id }) => id)).toHaveLength(1);
    await cards.act(card.guardian, "setJatimCardLimit", { accountId: card.accountId, dailyLimit: 1_000_000 });
    expect(await cards.pay(card, 1)).toEqual({ refused: ["BALANCE_TOO_LOW input.amount"] });
  });

  it("pays with no wrong PIN, also of a card that is unblocked between the request and its turn", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    await cards.act(card.guardian, "blockJatimCard", { cardId: card.cardId, reason: "Dicuri" });
    const [stolen, unblocked] = await whileHeld(cards, card.accountId, async (isAwaitedBy) => {
      const payment = cards.pay(card, 1_000, { pin: "930274" });
      await isAwaitedBy(1);
      const unblocking = cards.act(card.guardian, "unblockJatimCard", { cardId: card.cardId });
      await isAwaitedBy(2);
      return [payment, unblocking];
    });
    expect(await unblocked).toHaveProperty("id");
    expect(await stolen).toEqual({ refused: ["STATUS_NOT_RIGHT input.cardNumber"] });
    expect(await cards.account(card.guardian, card.accountId, "balance")).toEqual({ balance: 50_000 });
  });

  it("answers a repeated payment as the first time, whatever became of PIN, card and shop since", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    const [key, wrongKey] = ["same-purchase-2", "wrong-purchase-1"];
    const first = await cards.pay(card, 10_000, {}, { key });
    const wrong = await cards.pay(card, 10_000, { pin: "930274" }, { key: wrongKey });
    expect(wrong).toEqual({ refused: ["PIN_WRONG input.pin"] });
    const reused = { refused: ["IDEMPOTENCY_KEY_REUSED idempotencyKey"] };
    expect(await cards.pay(card, 10_000, {}, { key: wrongKey })).toEqual(reused);
    await cards.act(card.guardian, "setJatimCardPin", { cardId: card.cardId, pin: "583920" });
    for (let at = 0; at < 4; at++) expect(await cards.pay(card, 10_000, {}, { key })).toEqual(first);
    expect(await cards.pay(card, 10_000, { pin: "930274" }, { key: wrongKey })).toEqual(wrong);
    expect(await cards.pay(card, 10_000, { pin: "583920" })).toHaveProperty("id");
    await closeShop(cards, school);
    expect(await cards.pay(card, 10_000, {}, { key })).toEqual(first);
    expect(await cards.pay(card, 10_000, { pin: "583920" })).toEqual({
      refused: ["SERVICE_POINT_UNKNOWN input.servicePointId"],
    });
  });

  it("has no PIN tried by a shop that may not take it", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    const away = { ...card, school: await cards.school() };
    for (const pin of ["930274", "930275", "930276", PIN])
      expect(await cards.pay(away, 1_000, { pin })).toEqual({ refused: ["CARD_NOT_TAKEN_HERE input.cardNumber"] });
    expect(await cards.pay(card, 1_000)).toHaveProperty("id");
  });

  it("moves what it holds with a lost card to the new one, and the old one is of no use", async () => {
    const card = await cards.card(school, { amount: 70_000 });
    const replace = () =>
      cards.act(
        school.office,
        "replaceJatimCard",
        { accountId: card.accountId, reason: "Hilang" },
        { fields: "balance cards { id number status }" },
      );
    expect(await replace()).toEqual({ refused: ["CARD_IN_USE input.accountId"] });
    await cards.act(card.guardian, "reportJatimCardLost", { cardId: card.cardId, reason: "Hilang di jalan" });
    expect(await cards.pay(card, 1_000)).toEqual({ refused: ["STATUS_NOT_RIGHT input.cardNumber"] });
    const replaced = await replace();
    const [fresh, old] = replaced["cards"] as { id: string; number: string; status: string }[];
    expect([replaced["balance"], fresh!.status, old!.status]).toEqual([70_000, "ISSUED", "REPLACED"]);
    await cards.act(card.guardian, "activateJatimCard", { cardId: fresh!.id, pin: PIN });
    expect(await cards.pay(card, 1_000)).toEqual({ refused: ["STATUS_NOT_RIGHT input.cardNumber"] });
    expect(await cards.pay({ ...card, number: fresh!.number }, 1_000)).toMatchObject({ amount: 1_000 });
  });

  it("is activated by the guardian alone, if it replaces one that the guardian blocked", async () => {
    const card = await cards.card(school);
    const santri = cardUser("santri-who-shops");
    await cards.invite(school, card.holderId, "HOLDER", santri);
    const reason = "Belum boleh belanja";
    await cards.act(card.guardian, "blockJatimCard", { cardId: card.cardId, reason });
    await cards.act(santri, "reportJatimCardLost", { cardId: card.cardId, reason: "Hilang di jalan" });
    const replaced = await cards.act(
      school.office,
      "replaceJatimCard",
      { accountId: card.accountId, reason: "Kartu hilang" },
      { fields: "cards { id status }" },
    );
    const [fresh] = replaced["cards"] as { id: string }[];
    const input = { cardId: fresh!.id, pin: "480159" };
    for (const person of [santri, school.office])
      expect(await cards.act(person, "activateJatimCard", input)).toEqual({ refused: ["STEP_NOT_YOURS input.cardId"] });
    expect(await cards.act(card.guardian, "activateJatimCard", input)).toHaveProperty("id");
  });

  it("is the holder's to decide about, when the holder is of age and the guardian was removed", async () => {
    const card = await cards.card(school, { person: { ...GROWN_UP, nik: "3509124403900003" } });
    const grownUp = cardUser("santri-of-age");
    await cards.invite(school, card.holderId, "HOLDER", grownUp);
    const { holderId, accountId } = card;
    const limit = (user: Caller) => cards.act(user, "setJatimCardLimit", { accountId, dailyLimit: 15_000 });
    expect(await limit(grownUp)).toEqual({ refused: ["STEP_NOT_YOURS input.accountId"] });
    const open = await cards.act(
      school.office,
      "inviteJatimCardUser",
      { holderId, party: "GUARDIAN" },
      { fields: "code" },
    );
    const remove = (office: Caller) => cards.act(office, "removeJatimCardUsers", { holderId, party: "GUARDIAN" });
    expect(await remove((await cards.school()).office)).toEqual({ refused: ["HOLDER_UNKNOWN input.holderId"] });
    expect(await remove(grownUp)).toEqual({ refused: ["HOLDER_UNKNOWN input.holderId"] });
    expect(await remove(school.office)).toEqual({ id: holderId });
    expect(await limit(card.guardian)).toEqual({ refused: ["ACCOUNT_UNKNOWN input.accountId"] });
    expect(await limit(grownUp)).toHaveProperty("id");
    expect(await cards.act(card.guardian, "acceptJatimCardInvitation", { code: open["code"] })).toEqual({
      refused: ["INVITATION_UNKNOWN input.code"],
    });
  });

  it("expires after the months of its rule, and can be replaced then", async () => {
    const card = await cards.card(school, { amount: 70_000 });
    cards.now = new Date("2027-05-19T16:59:00Z");
    expect(await cards.pay(card, 1_000)).toMatchObject({ amount: 1_000 });
    cards.now = new Date("2027-05-19T17:00:00Z");
    expect(await cards.pay(card, 1_000)).toEqual({ refused: ["CARD_EXPIRED input.cardNumber"] });
    expect(await cards.account(card.guardian, card.accountId, "cards { status }")).toEqual({
      cards: [{ status: "EXPIRED" }],
    });
    const input = { accountId: card.accountId, reason: "Masa berlaku habis" };
    expect(await cards.act(school.office, "replaceJatimCard", input)).toHaveProperty("id");
  });

  it("takes in no more than the rule allows, in all and in a month (WIB)", async () => {
    const card = await cards.card(school);
    await cards.act(card.guardian, "setJatimCardLimit", { accountId: card.accountId, dailyLimit: 10_000_000 });
    const request = (amount: number) =>
      cards.act(
        card.guardian,
        "requestJatimTopUp",
        { accountId: card.accountId, amount, bankCode: "JATIM" },
        { fields: "payCode" },
      );
    expect(await request(10_000_001)).toEqual({ refused: ["BALANCE_TOO_HIGH input.amount"] });
    const [one, two] = [await request(10_000_000), await request(10_000_000)];
    expect(await cards.confirm({ payCode: one["payCode"], amount: 10_000_000 })).toHaveProperty("amount");
    const second = { payCode: two["payCode"], amount: 10_000_000 };
    expect(await cards.confirm(second)).toEqual({ refused: ["BALANCE_TOO_HIGH input.amount"] });
    await cards.pay(card, 10_000_000);
    expect(await cards.confirm(second)).toEqual({ amount: 10_000_000 });
    cards.pass(1);
    await cards.pay(card, 10_000_000);
    expect(await request(10_000)).toEqual({ refused: ["MONTHLY_TOP_UP_REACHED input.amount"] });
    cards.now = new Date("2024-05-31T17:00:00Z");
    expect(await request(10_000)).toHaveProperty("payCode");
  });

  it("believes a bank only what was asked for at this bank, in time, to the rupiah, and once", async () => {
    const card = await cards.card(school);
    const input = { accountId: card.accountId, amount: 25_000, bankCode: "JATIM" };
    const { payCode } = await cards.act(card.guardian, "requestJatimTopUp", input, { fields: "payCode" });
    const paid = { payCode, amount: 25_000, bankReference: "REF-1" };
    expect(await cards.act(bank("BJB"), "confirmJatimTopUp", paid)).toEqual({
      refused: ["TOP_UP_UNKNOWN input.payCode"],
    });
    expect(await cards.confirm({ ...paid, amount: 25_001 })).toEqual({ refused: ["AMOUNT_DIFFERS input.amount"] });
    const same = await Promise.all(Array.from({ length: 20 }, () => cards.confirm(paid, { key: "bank-sends-it" })));
    expect(same).toEqual(Array.from({ length: 20 }, () => ({ amount: 25_000 })));
    expect(await cards.confirm({ ...paid, bankReference: "REF-2" })).toEqual({
      refused: ["TOP_UP_PAID input.payCode"],
    });
    const { payCode: late } = await cards.act(card.guardian, "requestJatimTopUp", input, { fields: "payCode" });
    expect(await cards.confirm({ payCode: late, amount: 25_000, bankReference: "REF-1" })).toEqual({
      refused: ["REFERENCE_TAKEN input.bankReference"],
    });
    cards.pass(1);
    expect(await cards.confirm({ payCode: late, amount: 25_000 })).toEqual({
      refused: ["TOP_UP_EXPIRED input.payCode"],
    });
    expect(await cards.account(card.guardian, card.accountId, "balance")).toEqual({ balance: 25_000 });
  });

  it("is taken at the own pesantren only, unless it is a Kartu OPOP", async () => {
    const other = await cards.school();
    const santri = await cards.card(school, { amount: 20_000 });
    const opop = await cards.card(school, { person: GROWN_UP, kind: "OPOP", amount: 20_000 });
    const away = (card: TestCard) => cards.pay({ ...card, school: other }, 5_000);
    expect(await away(santri)).toEqual({ refused: ["CARD_NOT_TAKEN_HERE input.cardNumber"] });
    expect(await away(opop)).toMatchObject({ amount: 5_000 });
    const elsewhere = { servicePointId: school.servicePointId };
    expect(await cards.pay({ ...opop, school: other }, 5_000, elsewhere)).toEqual({
      refused: ["SERVICE_POINT_UNKNOWN input.servicePointId"],
    });
    const shop =
      "query ($id: ID!) { jatimCardShop(servicePointId: $id) { owed cash transactions { nodes { amount balanceAfter } } } }";
    expect(
      await cards.graph
        .as({ ...other.shop, scopes: ["jatim.card:take", "jatim:participate"] })
        .data(shop, { id: other.servicePointId }),
    ).toEqual({
      jatimCardShop: { owed: 5_000, cash: 0, transactions: { nodes: [{ amount: 5_000, balanceAfter: null }] } },
    });
    expect(await cards.graph.as(school.shop).data(shop, { id: other.servicePointId })).toEqual({ jatimCardShop: null });
  });

  it("is good at the pesantren into which its own was merged, whose people issue and see it", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    const { db } = cards.graph;
    const { id: mergedIntoId } = await knownPesantren(registry, db, { regencyCode: "35.09" });
    await knownPesantren(registry, db, {
      id: school.pesantrenId,
      regencyCode: "35.09",
      status: "MERGED",
      mergedIntoId,
    });
    const { servicePointId } = school;
    const office = { ...school.office, pesantren: mergedIntoId };
    const shop = { ...school.shop, pesantren: mergedIntoId };
    const away = { ...card, school: await cards.school() };
    expect(await cards.pay({ ...card, school: { ...school, shop } }, 5_000)).toHaveProperty("id");
    expect(await cards.pay(away, 5_000)).toEqual({ refused: ["CARD_NOT_TAKEN_HERE input.cardNumber"] });
    const cash = { cardNumber: card.number, servicePointId, amount: 5_000 };
    expect(await cards.act(shop, "topUpJatimCardInCash", cash)).toHaveProperty("id");
    const reason = { cardId: card.cardId, reason: "Hilang di jalan" };
    expect(await cards.act(away.school.office, "blockJatimCard", reason)).toEqual({
      refused: ["CARD_UNKNOWN input.cardId"],
    });
    expect(await cards.act(office, "blockJatimCard", reason)).toEqual({ id: card.accountId });
    const read = `query ($number: String!) { jatimCard(number: $number) { account { holder { name } } }
      jatimCardAccounts { nodes { id } } }`;
    expect(await cards.graph.as(office).data(read, { number: card.number })).toEqual({
      jatimCard: { account: { holder: { name: SANTRI.name } } },
      jatimCardAccounts: { nodes: [{ id: card.accountId }] },
    });
    expect(await cards.graph.as(away.school.office).data(read, { number: card.number })).toEqual({
      jatimCard: null,
      jatimCardAccounts: { nodes: [] },
    });
  });

  it("takes cash at the shop, settles with the bank, and pays out in cash what a closed account holds", async () => {
    const card = await cards.card(school);
    const { servicePointId } = school;
    const cash = { cardNumber: card.number, servicePointId, amount: 60_000 };
    await cards.act(school.shop, "topUpJatimCardInCash", cash, { fields: "kind" });
    await cards.pay(card, 15_000);
    await cards.act(card.guardian, "moveJatimSavings", { accountId: card.accountId, direction: "IN", amount: 5_000 });
    const settle = (kind: string, amount: number, bankReference: string) =>
      cards.act(
        SETTLER,
        "settleJatimCardShop",
        { servicePointId, kind, amount, bankCode: "JATIM", bankReference },
        { fields: "owed cash" },
      );
    expect(await settle("SALES_PAID_OUT", 15_001, "S-1")).toEqual({ refused: ["BALANCE_TOO_LOW input.amount"] });
    expect(await settle("SALES_PAID_OUT", 15_000, "S-1")).toEqual({ owed: 0, cash: 60_000 });
    expect(await settle("CASH_PAID_IN", 20_000, "S-2")).toEqual({ owed: 0, cash: 40_000 });
    const close = () =>
      cards.act(
        school.office,
        "closeJatimCardAccount",
        { accountId: card.accountId, servicePointId, reason: "Lulus" },
        { fields: "balance savings cards { status }" },
      );
    expect(await close()).toEqual({ refused: ["TILL_TOO_LOW input.servicePointId"] });
    await cards.act(school.shop, "topUpJatimCardInCash", { ...cash, amount: 1_000 }, { fields: "kind" });
    const other = await cards.card(school);
    await cards.act(school.shop, "topUpJatimCardInCash", { ...cash, cardNumber: other.number }, { fields: "kind" });
    expect(await close()).toEqual({ balance: 0, savings: 0, cards: [{ status: "CLOSED" }] });
    expect(await cards.pay(card, 1)).toEqual({ refused: ["STATUS_NOT_RIGHT input.cardNumber"] });
    expect(await cards.totals()).toMatchObject({ accounts: 1, held: 60_000 });
  });

  it("settles with a shop that was closed, and takes back what was bought there", async () => {
    const card = await cards.card(school, { amount: 50_000 });
    const { id: purchaseId } = await cards.pay(card, 15_000);
    await cards.pay(card, 20_000);
    const { servicePointId } = school;
    const cash = { cardNumber: card.number, servicePointId, amount: 5_000 };
    await cards.act(school.shop, "topUpJatimCardInCash", cash);
    await closeShop(cards, school);
    const refund = { purchaseId, reason: "Barang rusak" };
    expect(await cards.act(school.shop, "refundJatimCardPurchase", refund)).toHaveProperty("id");
    const settle = (kind: string, amount: number) => {
      const input = { servicePointId, kind, amount, bankCode: "JATIM", bankReference: kind };
      return cards.act(SETTLER, "settleJatimCardShop", input, { fields: "owed cash" });
    };
    expect(await settle("SALES_PAID_OUT", 20_000)).toEqual({ owed: 0, cash: 5_000 });
    expect(await settle("CASH_PAID_IN", 5_000)).toEqual({ owed: 0, cash: 0 });
    expect(await cards.act(school.shop, "topUpJatimCardInCash", cash)).toEqual({
      refused: ["SERVICE_POINT_UNKNOWN input.servicePointId"],
    });
  });

  it("takes a bank's reference once, whatever references another bank uses", async () => {
    const card = await cards.card(school);
    const paid = async (bankCode: string) => {
      const wish = { accountId: card.accountId, amount: 10_000, bankCode };
      const { payCode } = await cards.act(card.guardian, "requestJatimTopUp", wish, { fields: "payCode" });
      const payment = { payCode, amount: 10_000, bankReference: "0001" };
      return cards.act(bank(bankCode), "confirmJatimTopUp", payment, { fields: "amount bankReference" });
    };
    const done = { amount: 10_000, bankReference: "0001" };
    expect([await paid("JATIM"), await paid("BJB")]).toEqual([done, done]);
    expect(await paid("JATIM")).toEqual({ refused: ["REFERENCE_TAKEN input.bankReference"] });
  });

  it("tells nobody who only brings money how much more, and so how much, it may hold", async () => {
    const card = await cards.card(school, { amount: 123_456 });
    const wish = { accountId: card.accountId, amount: 5_000_000, bankCode: "JATIM" };
    const ask = () => cards.act(card.guardian, "requestJatimTopUp", wish, { fields: "payCode" });
    const [one, two] = [(await ask())["payCode"], (await ask())["payCode"]];
    await cards.confirm({ payCode: one, amount: 5_000_000 });
    const told = async (as: Caller, mutation: string, type: string, input: object) => {
      const document = `mutation ($input: ${type}!) { done: ${mutation}(input: $input, idempotencyKey: "too-much-${mutation}") {
        ... on Refused { refusals { code message expected received } } } }`;
      return JSON.stringify(await cards.graph.as(as).data(document, { input }));
    };
    const cash = { cardNumber: card.number, servicePointId: school.servicePointId, amount: 1_000_000_000 };
    const paid = { payCode: two, amount: 5_000_000, bankReference: "TOO-MUCH" };
    const answers = [
      await told(school.shop, "topUpJatimCardInCash", "JatimCashTopUpInput", cash),
      await told(BANK, "confirmJatimTopUp", "ConfirmJatimTopUpInput", paid),
    ];
    for (const answer of answers) {
      expect(answer).toContain("BALANCE_TOO_HIGH");
      expect(answer).not.toContain("876544");
    }
    const refused = await told(card.guardian, "requestJatimTopUp", "RequestJatimTopUpInput", wish);
    expect(refused).toContain("at most 4876544");
  });

  it("lets the guardian decide, the holder ask, and nobody else know", async () => {
    const card = await cards.card(school, { amount: 40_000 });
    const holder = cardUser("zaid");
    await cards.invite(school, card.holderId, "HOLDER", holder);
    const own = "{ jatimOwnCardAccounts { nodes { id balance } } }";
    const accounts = { jatimOwnCardAccounts: { nodes: [{ id: card.accountId, balance: 40_000 }] } };
    expect(await cards.graph.as(holder).data(own)).toEqual(accounts);
    expect(await cards.graph.as(card.guardian).data(own)).toEqual(accounts);
    expect(await cards.graph.as(cardUser("stranger")).data(own)).toEqual({ jatimOwnCardAccounts: { nodes: [] } });
    for (const stranger of [cardUser("stranger"), ownerOf((await cards.school()).pesantrenId), BANK, school.shop])
      expect(await cards.account(stranger, card.accountId, "id")).toBeNull();
    const savings = (direction: string) => ({ accountId: card.accountId, direction, amount: 10_000 });
    expect(await cards.act(holder, "moveJatimSavings", savings("IN"))).toHaveProperty("id");
    expect(await cards.act(holder, "moveJatimSavings", savings("OUT"))).toEqual({
      refused: ["STEP_NOT_YOURS input.accountId"],
    });
    const limit = { accountId: card.accountId, dailyLimit: 9_000_000 };
    expect(await cards.act(holder, "setJatimCardLimit", limit)).toEqual({
      refused: ["STEP_NOT_YOURS input.accountId"],
    });
    await cards.act(card.guardian, "blockJatimCard", { cardId: card.cardId, reason: "Terlalu boros" });
    for (const who of [holder, school.office])
      expect(await cards.act(who, "unblockJatimCard", { cardId: card.cardId })).toEqual({
        refused: ["STEP_NOT_YOURS input.cardId"],
      });
    expect(await cards.act(card.guardian, "unblockJatimCard", { cardId: card.cardId })).toHaveProperty("id");
  });

  it("lets a holder of age without a guardian decide", async () => {
    const { id: holderId } = await cards.register(school, GROWN_UP);
    const { id: accountId } = await cards.act(school.office, "issueJatimCard", { holderId, kind: "SANTRI" });
    const holder = cardUser("laila");
    await cards.invite(school, holderId!, "HOLDER", holder);
    expect(await cards.act(holder, "setJatimCardLimit", { accountId, dailyLimit: 75_000 })).toHaveProperty("id");
  });

  it("makes an invitation good for one person, for some days", async () => {
    const { id: holderId } = await cards.register(school);
    const invite = () =>
      cards.act(school.office, "inviteJatimCardUser", { holderId, party: "GUARDIAN" }, { fields: "code" });
    const { code } = await invite();
    expect(await cards.act(cardUser("one"), "acceptJatimCardInvitation", { code })).toEqual({ id: holderId });
    const unknown = { refused: ["INVITATION_UNKNOWN input.code"] };
    expect(await cards.act(cardUser("two"), "acceptJatimCardInvitation", { code })).toEqual(unknown);
    const { code: old } = await invite();
    cards.pass(30);
    expect(await cards.act(cardUser("two"), "acceptJatimCardInvitation", { code: old })).toEqual(unknown);
    const other = await cards.school();
    expect(
      await cards.act(other.office, "inviteJatimCardUser", { holderId, party: "GUARDIAN" }, { fields: "code" }),
    ).toEqual({
      refused: [`HOLDER_UNKNOWN input.holderId`],
    });
  });

  it("keeps minors behind a guardian's consent, knows a person once, and asks banks' customers for a NIK", async () => {
    const alone = { ...SANTRI.consent, guardian: null };
    expect(await cards.register(school, { ...SANTRI, consent: alone })).toEqual({
      refused: ["GUARDIAN_REQUIRED input.guardian"],
    });
    const { id: santri } = await cards.register(school);
    expect(await cards.act(school.office, "issueJatimCard", { holderId: santri, kind: "OPOP" })).toEqual({
      refused: ["BANK_NOT_RIGHT input.bankCode", "NIK_REQUIRED input.holderId"],
    });
    await cards.register(school, GROWN_UP);
    expect(await cards.register(school, GROWN_UP)).toEqual({ refused: ["PERSON_KNOWN input.nik"] });
    expect(await cards.act(school.office, "issueJatimCard", { holderId: santri, kind: "SANTRI" })).toHaveProperty("id");
    expect(await cards.act(school.office, "issueJatimCard", { holderId: santri, kind: "SANTRI" })).toEqual({
      refused: ["ACCOUNT_OPEN input.kind"],
    });
  });

  it("tells a bank what the holder consented to and its policy allows, of its own cards alone, and writes down that it did", async () => {
    cards.now = new Date("2025-06-01T03:00:00Z");
    const card = await cards.card(school, { person: GROWN_UP, kind: "OPOP", amount: 20_000 });
    await cards.card(school);
    const document =
      "{ jatimCardAccounts { nodes { id balance holder { name birthDate phone nikLastDigits } } } jatimBankTopUps { nodes { amount } } }";
    expect(await cards.graph.as(BANK).data(document)).toEqual({
      jatimCardAccounts: {
        nodes: [
          {
            id: card.accountId,
            balance: 20_000,
            holder: { name: GROWN_UP.name, birthDate: null, phone: GROWN_UP.phone, nikLastDigits: "••••••0001" },
          },
        ],
      },
      jatimBankTopUps: { nodes: [{ amount: 20_000 }] },
    });
    const person = { ...GROWN_UP, nik: "3509124403900002", bankConsents: ["BJB"] };
    await cards.card(school, { person, kind: "OPOP", amount: 30_000 });
    const money = `{ jatimCardAccounts(first: 1) { nodes { balance savings spentToday dailyLimit transactions(first: 1) { totalCount } topUps(first: 1) { totalCount }
      cards { status steps { status } } holder { name } } } }`;
    expect(await cards.graph.as(BANK).data(money)).toEqual({
      jatimCardAccounts: {
        nodes: [
          {
            ...{ balance: null, savings: null, spentToday: null, dailyLimit: null, transactions: null, topUps: null },
            cards: [{ status: "ACTIVE", steps: null }],
            holder: { name: null },
          },
        ],
      },
    });
    const nothing = { jatimCardAccounts: { nodes: [] }, jatimBankTopUps: { nodes: [] } };
    expect(await cards.graph.as(bank("BJB")).data(document)).toEqual(nothing);
    const [read] = await cards.graph.db.rows(
      "SELECT action, outcome FROM audit_log WHERE subject = 'bank-JATIM' AND action = 'read JatimCardHolder' LIMIT 1",
    );
    expect(read).toEqual({ action: "read JatimCardHolder", outcome: "done" });
  });

  it("counts the cards of a pesantren for everybody, and has rules from a day to come on", async () => {
    await cards.card(school);
    await cards.card(school, { person: GROWN_UP, kind: "OPOP" });
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren { jatimCards { kind accounts } } } }`;
    const of = [{ __typename: "Pesantren", id: school.pesantrenId, formerIds: [] }];
    expect(await cards.graph.data(entities, { of })).toEqual({
      _entities: [
        {
          jatimCards: [
            { kind: "SANTRI", accounts: 1 },
            { kind: "OPOP", accounts: 1 },
          ],
        },
      ],
    });
    const rule = {
      ...{ kind: "SANTRI", appliesFrom: "2024-06-01", mostBalance: 5_000_000, mostMonthlyTopUp: 5_000_000 },
      ...{ dailyLimit: 25_000, validMonths: 12, pinTries: 5, topUpMinutes: 60, invitationDays: 7 },
      ...{ isTakenElsewhere: false, source: "Keputusan contoh 1/2024" },
    };
    const add = (input: object) => cards.act(OPERATOR, "addJatimCardRule", input, { fields: "assumed" });
    expect(await add(rule)).toEqual({ assumed: [] });
    expect(await add(rule)).toEqual({ refused: ["RULE_SET input.appliesFrom"] });
    expect(await add({ ...rule, appliesFrom: "2024-05-20" })).toEqual({
      refused: ["DAY_NOT_TO_COME input.appliesFrom"],
    });
    cards.now = new Date("2024-06-01T03:00:00Z");
    const { accountId, guardian } = await cards.card(school);
    expect(await cards.account(guardian, accountId, "dailyLimit")).toEqual({ dailyLimit: 25_000 });
  });
});
