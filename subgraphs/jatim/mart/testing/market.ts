import type { Caller } from "../../../kit/access/caller";
import { testGraph, type TestGraph } from "../../../kit/testing/graph";
import { knownPesantren, knownProduct, knownServicePoint } from "../../../kit/testing/registry";
import { catalogue, registry, servicePoints } from "../../references";
import jatim from "../../subgraph";
import { mutate, type Outcome } from "../../../kit/testing/mutations";
import { ownerOf, SETTLER } from "../../testing/people";
import { endPeriods } from "../background";

/** A seller with a shop, and what the seller offers. */
export interface TestSeller {
  readonly pesantrenId: string;
  readonly servicePointId: string;
  /** The seller's person, who reads where orders go. */
  readonly owner: Caller;
}

type Options = Parameters<typeof mutate>[4];

/** OPOP Mart for tests: sellers, listings, and orders brought to where a test needs them. */
export class TestMarket {
  now = new Date("2024-05-20T03:00:00Z");
  private serial = 0;

  private constructor(readonly graph: TestGraph) {}

  static async open(): Promise<TestMarket> {
    const holder: { market?: TestMarket } = {};
    const graph = await testGraph(jatim, { clock: () => holder.market!.now });
    return (holder.market = new TestMarket(graph));
  }

  act(as: Caller, mutation: string, input: object, options: Options = {}): Promise<Outcome> {
    return mutate(this.graph, as, mutation, input, options);
  }

  /** Lets time pass, and what comes with it happen. */
  async pass(days: number): Promise<void> {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
    await endPeriods(this.graph.db, () => this.now);
  }

  async seller(): Promise<TestSeller> {
    const { id: pesantrenId } = await knownPesantren(registry, this.graph.db, { regencyCode: "35.09" });
    const { id: servicePointId } = await knownServicePoint(servicePoints, this.graph.db, { pesantrenId });
    return { pesantrenId, servicePointId, owner: { ...ownerOf(pesantrenId), purpose: "delivery" } };
  }

  async listing({ pesantrenId, owner }: TestSeller, stock: number, price = 15_000): Promise<string> {
    const { id: productId } = await knownProduct(catalogue, this.graph.db, { pesantrenId });
    const { id } = await this.act(owner, "listJatimProduct", { productId, price, stock });
    return id!;
  }

  put(as: Caller, listingId: string, quantity = 1): Promise<Outcome> {
    return this.act(as, "setJatimCartItem", { listingId, quantity }, { fields: "total" });
  }

  checkOut(as: Caller, expectedTotal: number, input: object = {}, options: Options = {}): Promise<Outcome> {
    const given = { expectedTotal, recipient: RECIPIENT, ...input };
    return this.act(as, "checkOutJatimCart", given, { fields: "id total orders { id status total }", ...options });
  }

  /** Orders some units of one listing. Returns the order's id. */
  async order(as: Caller, listingId: string, { quantity = 1, price = 15_000, input = {} } = {}): Promise<string> {
    await this.put(as, listingId, quantity);
    const done = await this.checkOut(as, quantity * price, input);
    const [order] = done["orders"] as { id: string }[];
    return order!.id;
  }

  pay(
    orderId: string,
    amount: number,
    bankReference = `PAY-${this.serial++}`,
    options: Options = {},
  ): Promise<Outcome> {
    return this.act(
      SETTLER,
      "confirmJatimOrderPayment",
      { orderId, amount, bankReference },
      { fields: "status", ...options },
    );
  }

  /** Takes a step that needs the order alone, or what is given besides. */
  step(as: Caller, mutation: string, orderId: string, input: object = {}): Promise<Outcome> {
    return this.act(as, mutation, { orderId, ...input }, { fields: "status" });
  }

  async stock(listingId: string): Promise<number> {
    const row = await this.graph.db.row<{ stock: number }>("SELECT stock FROM mart_listing WHERE id = $1", [listingId]);
    return row!.stock;
  }

  async totals(): Promise<Record<string, unknown>> {
    const document = "{ jatimMartTotals { orders sales held owed settled refunded isEqualToLedger } }";
    return (await this.graph.data<{ jatimMartTotals: Record<string, unknown> }>(document)).jatimMartTotals;
  }
}

/** Where the tests' orders go. */
export const RECIPIENT = {
  name: "Rahmawati Contoh",
  phone: "+6281234567890",
  address: "Jalan Percobaan 1, Jember",
  birthDate: "1990-01-01",
  consent: { evidenceReference: "syarat/1", evidenceSha256: "ab".repeat(32), givenAt: "2024-01-05T00:00:00Z" },
};

export const SHIPMENT = { courier: "Kurir Contoh", trackingNumber: "KC-0001" };
