import { ANONYMOUS } from "../../kit/access/caller";
import { interleave } from "../../kit/testing/interleave";
import { TestProgramme } from "../testing/fixture";
import { mutate, type Outcome } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf } from "../testing/people";

describe("off-taker contracts and orders to produce", () => {
  let programme: TestProgramme;
  let buyerId: string;
  let pesantrenId: string;
  let productId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start(null);
    programme.now = new Date("2030-03-10T03:00:00Z");
    const buyer = { role: "OFF_TAKER", company: "PT Contoh", country: "ID", contact: "beli@example.id", fields: [] };
    buyerId = await made(act("registerJabarBuyer", buyer));
    ({ id: pesantrenId } = await programme.pesantren());
    ({ id: productId } = await programme.product({ pesantrenId, monthlyCapacity: 100, unit: "kg" }));
  });
  afterEach(() => programme.close());

  const act = (mutation: string, input: object, options: { fields?: string; key?: string } = {}, caller = OPERATOR) =>
    mutate(programme.graph, caller, mutation, input, options);
  const made = async (outcome: Promise<Outcome>): Promise<string> => {
    const { id, refused } = await outcome;
    expect(refused).toBeUndefined();
    return id!;
  };
  const draft = (change: object = {}) =>
    act("draftJabarContract", {
      buyerId,
      pesantrenId,
      productId,
      price: 25_000,
      quantity: 90,
      period: "QUARTER",
      from: "2030-01-01",
      until: "2030-12-31",
      ...change,
    });
  const move = (contractId: string, status: string, reason: string | null = null) =>
    act("moveJabarContract", { contractId, status, reason }, { fields: "status reason steps { status }" });
  const place = (quantity: number, dueOn: string, change: object = {}) =>
    act("placeJabarOrder", { buyerId, pesantrenId, productId, brand: "Merek Mitra", quantity, dueOn, ...change });
  const deliver = (orderId: string, quantity: number, on = "2030-03-10") =>
    act("deliverJabarOrder", { orderId, quantity, on }, { fields: "delivered status deliveries { id status }" });
  const order = async (id: string) => {
    const { jabarOrder } = await programme
      .as(OPERATOR)
      .data<{ jabarOrder: { delivered: number; status: string; deliveries: { id: string; status: string }[] } }>(
        "query ($id: ID!) { jabarOrder(id: $id) { delivered status deliveries { id status } } }",
        { id },
      );
    return jabarOrder;
  };

  it("take a contract from its draft to its fulfilment, each step with its moment", async () => {
    const id = await made(draft());
    for (const status of ["SIGNED", "ACTIVE"]) await move(id, status);
    expect(await move(id, "FULFILLED")).toEqual({
      status: "FULFILLED",
      reason: null,
      steps: ["DRAFT", "SIGNED", "ACTIVE", "FULFILLED"].map((status) => ({ status })),
    });
    expect(await move(id, "TERMINATED", "Terlambat")).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
  });

  it("terminate a contract for a reason only", async () => {
    const id = await made(draft());
    expect(await move(id, "TERMINATED")).toEqual({ refused: ["REASON input.reason"] });
    expect(await move(id, "SIGNED", "Karena")).toEqual({ refused: ["REASON input.reason"] });
    expect(await move(id, "ACTIVE")).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
    expect(await move(id, "TERMINATED", "Mutu berubah")).toMatchObject({
      status: "TERMINATED",
      reason: "Mutu berubah",
    });
  });

  it("say everything that is wrong with a contract or an order at once", async () => {
    const wrong = { buyerId: "x", pesantrenId: "y", productId: "z", quantity: 0 };
    expect(await draft({ ...wrong, price: 0, until: "2029-12-31" })).toEqual({
      refused: [
        "BUYER_UNKNOWN input.buyerId",
        "PESANTREN_UNKNOWN input.pesantrenId",
        "PRODUCT_UNKNOWN input.productId",
        "OUT_OF_RANGE input.price",
        "OUT_OF_RANGE input.quantity",
        "PERIOD_REVERSED input.until",
      ],
    });
    expect(await place(0, "2030-03-09", { buyerId: null, brand: " " })).toEqual({
      refused: [
        "ONE_PARTNER input.buyerId",
        "TEXT_LENGTH input.brand",
        "OUT_OF_RANGE input.quantity",
        "DAY_OUTSIDE input.dueOn",
      ],
    });
  });

  it("hold an order within what the product's capacity leaves beside contracts and other orders", async () => {
    await move(await made(draft()), "SIGNED");
    expect(await place(71, "2030-03-31")).toEqual({ refused: ["CAPACITY_EXCEEDED input.quantity"] });
    await made(place(200, "2030-05-31"));
    // Until the end of May 210 can be made, of which 200 are promised: what is due earlier must leave room for those.
    expect(await place(11, "2030-03-31")).toEqual({ refused: ["CAPACITY_EXCEEDED input.quantity"] });
    await made(place(10, "2030-03-31"));
    await made(place(70, "2030-06-30"));
    expect(await place(1, "2030-06-30")).toEqual({ refused: ["CAPACITY_EXCEEDED input.quantity"] });
  });

  it("give the last capacity to one of many who order at once", async () => {
    const outcomes: Outcome[] = [];
    await interleave(Array.from({ length: 10 }), async () => {
      outcomes.push(await place(60, "2030-03-31"));
    });
    expect(outcomes.filter(({ id }) => id !== undefined)).toHaveLength(1);
  });

  it("know no bound for a product whose capacity is not known", async () => {
    const { id } = await programme.product({ pesantrenId });
    await made(place(1_000_000, "2030-03-31", { productId: id }));
  });

  it("never take more than was ordered, however many deliver at once", async () => {
    const id = await made(place(100, "2030-04-30"));
    await interleave(Array.from({ length: 15 }), async () => {
      await deliver(id, 9);
    });
    expect(await order(id)).toMatchObject({ delivered: 99, status: "OPEN" });
    expect(await deliver(id, 2)).toEqual({ refused: ["MORE_THAN_ORDERED input.quantity"] });
    expect(await deliver(id, 1, "2030-03-09")).toEqual({ refused: ["DAY_OUTSIDE input.on"] });
    expect(await deliver(id, 1, "2030-03-11")).toEqual({ refused: ["DAY_OUTSIDE input.on"] });
  });

  it("are done when everything was accepted; what is rejected has to be delivered again", async () => {
    const id = await made(place(50, "2030-04-30"));
    await deliver(id, 20);
    const { deliveries } = (await deliver(id, 30)) as { deliveries: { id: string }[] };
    const [first, second] = deliveries.map((each) => each.id);
    const inspect = (deliveryId: string, status: string, reason: string | null = null) =>
      act("inspectJabarDelivery", { deliveryId, status, reason });
    expect(await inspect(first!, "REJECTED")).toEqual({ refused: ["REASON input.reason"] });
    await made(inspect(first!, "REJECTED", "Kemasan rusak"));
    expect(await inspect(first!, "ACCEPTED")).toEqual({ refused: ["TRANSITION_NOT_ALLOWED input.status"] });
    await made(inspect(second!, "ACCEPTED"));
    expect(await order(id)).toMatchObject({ delivered: 30, status: "OPEN" });
    const again = ((await deliver(id, 20)) as { deliveries: { id: string }[] }).deliveries[2]!;
    await made(inspect(again.id, "ACCEPTED"));
    expect(await order(id)).toMatchObject({ delivered: 50, status: "DELIVERED" });
    expect(await deliver(id, 1)).toMatchObject({ refused: expect.arrayContaining(["ORDER_NOT_OPEN input.orderId"]) });
  });

  it("count a delivery that is sent twice once, and free the capacity of an order that is called off", async () => {
    const id = await made(place(100, "2030-03-31"));
    const input = { orderId: id, quantity: 40, on: "2030-03-10" };
    for (let n = 0; n < 2; n++) await made(act("deliverJabarOrder", input, { key: "delivery-0001" }));
    expect(await order(id)).toMatchObject({ delivered: 40 });
    expect(await place(50, "2030-03-31")).toEqual({ refused: ["CAPACITY_EXCEEDED input.quantity"] });
    await made(act("cancelJabarOrder", { orderId: id, reason: "Mitra mundur" }));
    await made(place(50, "2030-03-31"));
  });

  it("are shown to the pesantren that makes, and to the one for which it makes, and to no other", async () => {
    const [partner, stranger] = [await programme.pesantren(), await programme.pesantren()];
    await made(draft());
    await made(place(5, "2030-04-30", { buyerId: null, partnerId: partner.id }));
    const seen = async (id: string) => {
      const { jabarOrders, jabarContracts } = await programme
        .as(ownerOf(id))
        .data<{ jabarOrders: { totalCount: number }; jabarContracts: { totalCount: number } }>(
          "{ jabarOrders { totalCount } jabarContracts { totalCount } }",
        );
      return [jabarOrders.totalCount, jabarContracts.totalCount];
    };
    expect(await seen(pesantrenId)).toEqual([1, 1]);
    expect(await seen(partner.id)).toEqual([1, 0]);
    expect(await seen(stranger.id)).toEqual([0, 0]);
    const input = { buyerId, pesantrenId, productId, brand: "X", quantity: 1, dueOn: "2030-04-30" };
    for (const caller of [ownerOf(pesantrenId), ANONYMOUS])
      await expect(act("placeJabarOrder", input, {}, caller)).rejects.toThrow();
  });
});
