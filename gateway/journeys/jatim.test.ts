import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { BANK, PIN, SANTRI } from "../../subgraphs/jatim/cards/testing/cards";
import { RECIPIENT } from "../../subgraphs/jatim/mart/testing/market";
import { catalogue, registry, servicePoints } from "../../subgraphs/jatim/references";
import { workWith } from "../../subgraphs/jatim/samsat/partners";
import { PaperBank } from "../../subgraphs/jatim/samsat/testing/paper-bank";
import { PaperOffice } from "../../subgraphs/jatim/samsat/testing/paper-office";
import { bank, buyer, cardUser, OPERATOR, ownerOf, SETTLER, shopOf } from "../../subgraphs/jatim/testing/people";
import { ANONYMOUS, NATION, type Caller } from "../../subgraphs/kit/access/caller";
import { newId } from "../../subgraphs/kit/id";
import { mutate, type AskedGraph, type Outcome } from "../../subgraphs/kit/testing/mutations";
import { knownPesantren, knownProduct, knownServicePoint } from "../../subgraphs/kit/testing/registry";
import { readSupergraph, WholeGraph } from "./access/whole-graph";

const MINISTRY: Caller = {
  ...ANONYMOUS,
  client: "ministry",
  subject: "ministry",
  province: NATION,
  purpose: "reporting",
};
const NEIGHBOUR: Caller = { ...OPERATOR, subject: "operator-32", province: "32" };
const BJB = bank("BJB");

/** A day of Jawa Timur's programme through the gateway, each step by the one whose it is, and tried by those whose it is not. */
describe("Jawa Timur's programme through the gateway, as each role", () => {
  let graph: WholeGraph;
  let asked: AskedGraph;
  let pesantrenId: string;
  let nspp: string;
  let servicePointId: string;

  beforeAll(async () => {
    graph = await WholeGraph.start();
    const supergraph = Supergraph.build(await readSupergraph(), {
      supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    });
    asked = { schema: supergraph.apiSchema().toGraphQLJSSchema(), as: (caller) => ({ data: dataFor(caller) }) };
    ({ id: pesantrenId, nspp } = await registered("900000000201"));
    const { db } = graph.databases.get("jatim")!;
    ({ id: servicePointId } = await knownServicePoint(servicePoints, db, { pesantrenId }));
  }, 120_000);
  afterAll(() => graph?.close());

  const dataFor =
    (caller: Caller) =>
    async <T>(query: string, variables: object = {}): Promise<T> => {
      const { data, errors } = await graph.ask<T>({
        query,
        variables,
        caller: caller === ANONYMOUS ? undefined : caller,
      });
      if (errors) throw new Error(errors.map(({ extensions }) => String(extensions["code"])).join());
      return data;
    };
  const act = (caller: Caller, mutation: string, input: object, fields = "id"): Promise<Outcome> =>
    mutate(asked, caller, mutation, input, { fields });
  const see = <T = Record<string, unknown>>(caller: Caller, query: string): Promise<T> => dataFor(caller)<T>(query);

  /** None of them may, and is told so before anything is done. */
  async function denied(callers: readonly Caller[], mutation: string, input: object, fields = "id"): Promise<void> {
    for (const caller of callers)
      await expect(act(caller, mutation, input, fields)).rejects.toThrow(/FORBIDDEN|UNAUTHENTICATED/);
  }

  /** A pesantren that both the registry and the room know; between them stands a feed, which is tested elsewhere. */
  async function registered(number: string): Promise<{ id: string; nspp: string }> {
    const { data } = await graph.ask<{ made: { id: string } }>({
      query: `mutation { made: registerPesantren(input: { nspp: "${number}", name: "Pesantren ${number}", address: "Jl. Contoh 1", regencyCode: "35.09", districtCode: "35.09.01", source: "Journey", asOf: "2020-01-05" }, idempotencyKey: "journey-${number}") { ... on Pesantren { id } } }`,
      caller: { ...OPERATOR, scopes: ["pesantren:write"] },
    });
    const { id } = data.made;
    await knownPesantren(registry, graph.databases.get("jatim")!.db, { id, nspp: number, regencyCode: "35.09" });
    return { id, nspp: number };
  }

  it("lets a pesantren give a santri a card, the guardian fill and watch it, the shop take it, and nobody else know", async () => {
    const office = { ...ownerOf(pesantrenId), purpose: "card" };
    const [guardian, santri, shop] = [cardUser("umar"), cardUser("zaid"), shopOf(pesantrenId)];
    const person = { pesantrenId, ...SANTRI };
    await denied([ANONYMOUS, shop, BANK, MINISTRY, buyer("ani")], "registerJatimCardHolder", person);
    expect(await act(NEIGHBOUR, "registerJatimCardHolder", person)).toEqual({
      refused: ["OUTSIDE_PROVINCE input.pesantrenId"],
    });
    const { id: holderId } = await act(office, "registerJatimCardHolder", person);
    const issued = await act(office, "issueJatimCard", { holderId, kind: "SANTRI" }, "id cards { id number }");
    const [{ id: cardId, number }] = issued["cards"] as [{ id: string; number: string }];
    for (const [party, user] of [["GUARDIAN", guardian] as const, ["HOLDER", santri] as const]) {
      const { code } = await act(office, "inviteJatimCardUser", { holderId, party }, "code");
      await act(user, "acceptJatimCardInvitation", { code });
    }
    await act(guardian, "activateJatimCard", { cardId, pin: PIN });
    const limit = { accountId: issued.id, dailyLimit: 20_000 };
    await denied([ANONYMOUS, office, shop, BANK], "setJatimCardLimit", limit);
    expect(await act(santri, "setJatimCardLimit", limit)).toEqual({ refused: ["STEP_NOT_YOURS input.accountId"] });
    await act(guardian, "setJatimCardLimit", limit);

    const wish = { accountId: issued.id, amount: 50_000, bankCode: "JATIM" };
    const { payCode } = await act(guardian, "requestJatimTopUp", wish, "payCode");
    const paid = { payCode, amount: 50_000, bankReference: "JOURNEY-1" };
    await denied([ANONYMOUS, guardian, office, shop, OPERATOR], "confirmJatimTopUp", paid);
    expect(await act(BJB, "confirmJatimTopUp", paid)).toEqual({ refused: ["TOP_UP_UNKNOWN input.payCode"] });
    expect(await act(BANK, "confirmJatimTopUp", paid, "amount")).toEqual({ amount: 50_000 });

    const bought = { cardNumber: number, pin: PIN, servicePointId, amount: 15_000, description: "Kitab" };
    await denied([ANONYMOUS, guardian, santri, office, BANK], "payWithJatimCard", bought);
    expect(await act(shop, "payWithJatimCard", bought, "amount")).toEqual({ amount: 15_000 });
    expect(await act(shop, "payWithJatimCard", bought)).toEqual({ refused: ["DAILY_LIMIT_REACHED input.amount"] });

    const own = "{ jatimOwnCardAccounts { nodes { balance transactions { nodes { kind amount } } } } }";
    const seen = {
      jatimOwnCardAccounts: {
        nodes: [
          {
            balance: 35_000,
            transactions: {
              nodes: [
                { kind: "PURCHASE", amount: 15_000 },
                { kind: "TOP_UP", amount: 50_000 },
              ],
            },
          },
        ],
      },
    };
    expect([await see(guardian, own), await see(santri, own)]).toEqual([seen, seen]);
    const card = `{ jatimCard(number: "${number}") { status account { balance holder { name } } } }`;
    const told = async (caller: Caller) => (await see(caller, card))["jatimCard"];
    expect(await told(office)).toEqual({
      status: "ACTIVE",
      account: { balance: 35_000, holder: { name: SANTRI.name } },
    });
    expect(await told(shop)).toEqual({ status: "ACTIVE", account: { balance: null, holder: { name: null } } });
    for (const stranger of [cardUser("stranger"), BANK, NEIGHBOUR, ownerOf((await registered("900000000202")).id)])
      expect(await told(stranger)).toBeNull();
    await expect(see(ANONYMOUS, card)).rejects.toThrow("UNAUTHENTICATED");
    await expect(see(MINISTRY, card)).rejects.toThrow("FORBIDDEN");
    expect(await see(ANONYMOUS, `{ pesantren(nspp: "${nspp}") { jatimCards { kind accounts } } }`)).toEqual({
      pesantren: {
        jatimCards: [
          { kind: "SANTRI", accounts: 1 },
          { kind: "OPOP", accounts: 0 },
        ],
      },
    });
  });

  it("lets a cashier take in vehicle tax once, its bank see it, and everybody check the receipt", async () => {
    const now = () => new Date();
    const office = new PaperOffice();
    workWith({ office, banks: { JATIM_SYARIAH: new PaperBank(now) }, silentMs: 0 });
    const year = new Date().getUTCFullYear();
    office.add({ plate: "L 1 OP", dueOn: `${year}-12-31`, documentValidUntil: `${year + 3}-12-31` });
    const cashier: Caller = { ...shopOf(pesantrenId), scopes: ["samsat.payment:create"] };
    const wish = { servicePointId, plate: "L 1 OP", chassisLast5: "A1B2C" };
    await denied([ANONYMOUS, cardUser("umar"), ownerOf(pesantrenId), BANK], "billJatimVehicleTax", wish);
    const stranger: Caller = { ...cashier, pesantren: newId() };
    expect(await act(stranger, "billJatimVehicleTax", wish)).toEqual({
      refused: ["OUTSIDE_PESANTREN input.servicePointId"],
    });
    const bill = await act(cashier, "billJatimVehicleTax", wish, "id payCode total");
    const paid = await act(cashier, "payJatimVehicleTax", { payCode: bill["payCode"] }, "id status receipt { qrText }");
    expect(paid["status"]).toBe("PAID");
    const again = await act(cashier, "billJatimVehicleTax", wish, "payCode");
    expect(await act(cashier, "payJatimVehicleTax", { payCode: again["payCode"] })).toEqual({
      refused: ["TAX_BEING_PAID input.payCode"],
    });
    const text = (paid["receipt"] as { qrText: string }).qrText;
    expect(await see(ANONYMOUS, `{ jatimTaxReceipt(text: "${text}") { isGenuine } }`)).toEqual({
      jatimTaxReceipt: { isGenuine: true },
    });
    expect(await see(ANONYMOUS, `{ jatimTaxReceipt(text: "${text.slice(0, -8)}AAAAAAAA") { isGenuine } }`)).toEqual({
      jatimTaxReceipt: { isGenuine: false },
    });
    const reader = (code: string): Caller => ({ ...bank(code), scopes: ["samsat.payment:read"] });
    const payments = "{ jatimTaxPayments(status: PAID) { nodes { id total } } }";
    const one = { jatimTaxPayments: { nodes: [{ id: bill.id, total: bill["total"] }] } };
    const none = { jatimTaxPayments: { nodes: [] } };
    expect(await see(reader("JATIM_SYARIAH"), payments)).toEqual(one);
    expect(await see(OPERATOR, payments)).toEqual(one);
    expect([await see(reader("BJB"), payments), await see(stranger, payments)]).toEqual([none, none]);
    await expect(see(ANONYMOUS, payments)).rejects.toThrow("UNAUTHENTICATED");
    const day = { bankCode: "JATIM_SYARIAH", day: "2024-01-01" };
    await denied([ANONYMOUS, cashier, reader("JATIM_SYARIAH")], "settleJatimDay", day, "bookings");
  });

  it("lets a buyer order in OPOP Mart and the seller be paid after it was received", async () => {
    const seller = { ...ownerOf(pesantrenId), purpose: "delivery" };
    const ani = buyer("ani");
    const { db } = graph.databases.get("jatim")!;
    const { id: productId } = await knownProduct(catalogue, db, { pesantrenId });
    const offer = { productId, price: 12_000, stock: 3 };
    await denied([ANONYMOUS, ani, BANK], "listJatimProduct", offer);
    const { id: listingId } = await act(seller, "listJatimProduct", offer);
    expect(await see(ANONYMOUS, "{ jatimListings { nodes { price stock } } }")).toEqual({
      jatimListings: { nodes: [{ price: 12_000, stock: 3 }] },
    });
    await act(ani, "setJatimCartItem", { listingId, quantity: 2 }, "total");
    const order = { expectedTotal: 24_000, recipient: RECIPIENT };
    await denied([ANONYMOUS, seller, BANK], "checkOutJatimCart", order);
    const placed = await act(ani, "checkOutJatimCart", order, "orders { id }");
    const [{ id: orderId }] = placed["orders"] as [{ id: string }];
    const confirmed = { orderId, amount: 24_000, bankReference: "JOURNEY-2" };
    await denied([ANONYMOUS, ani, seller], "confirmJatimOrderPayment", confirmed);
    await act(SETTLER, "confirmJatimOrderPayment", confirmed);
    expect(await act(buyer("budi"), "receiveJatimOrder", { orderId })).toEqual({
      refused: ["ORDER_UNKNOWN input.orderId"],
    });
    await act(seller, "packJatimOrder", { orderId });
    await act(seller, "shipJatimOrder", { orderId, courier: "Kurir Contoh", trackingNumber: "KC-1" });
    const delivery = `{ jatimOrder(id: "${orderId}") { status delivery { address } } }`;
    expect(await see(seller, delivery)).toEqual({
      jatimOrder: { status: "SHIPPED", delivery: { address: RECIPIENT.address } },
    });
    expect(await see(buyer("budi"), delivery)).toEqual({ jatimOrder: null });
    expect(await act(ani, "receiveJatimOrder", { orderId }, "status")).toEqual({ status: "RECEIVED" });
    expect(await see(seller, "{ jatimMartPayables { owed due } }")).toEqual({
      jatimMartPayables: [{ owed: 24_000, due: 0 }],
    });
    expect(await see(ANONYMOUS, "{ jatimMartTotals { sales isEqualToLedger } }")).toEqual({
      jatimMartTotals: { sales: 24_000, isEqualToLedger: true },
    });
  });
});
