import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { newId } from "../../kit/id";
import { TestProgramme } from "../testing/fixture";
import { OPERATOR, ownerOf } from "../testing/people";

interface Match {
  readonly score: number;
  readonly pesantren: { readonly id: string };
  readonly reasons: readonly { readonly kind: string; readonly products: readonly { readonly id: string }[] }[];
}

const MATCHES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Pesantren {
  jabarMatches(first: 3) { score pesantren { id } reasons { kind products { id } } } } } }`;

describe("link and match", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start(null);
  });
  afterEach(() => programme.close());

  /** A pesantren with products of these fields; none where it lies in another district of the regency. */
  async function offering(fields: readonly string[], change: object = {}): Promise<{ id: string; products: string[] }> {
    const { id } = await programme.pesantren(change);
    const products: string[] = [];
    for (const field of fields) products.push((await programme.product({ pesantrenId: id, field })).id);
    return { id, products };
  }
  const asked = async (ids: readonly string[], as: Caller = OPERATOR, formerIds: string[] = []) => {
    const of = ids.map((id) => ({ __typename: "Pesantren", id, formerIds }));
    const { _entities } = await programme
      .as(as)
      .data<{ _entities: { jabarMatches: Match[] | null }[] }>(MATCHES, { of });
    return _entities.map(({ jabarMatches }) => jabarMatches);
  };
  const told = (matches: Match[] | null) =>
    matches?.map(({ score, pesantren, reasons }) => [pesantren.id, score, reasons.map(({ kind }) => kind)]);

  it("suggests who supplies, buys from, or complements, the nearest first, with the products that are the reason", async () => {
    const kitchen = await offering(["FOOD_AND_BEVERAGE"]);
    const far = await offering(["AGRICULTURE"], { regencyCode: "32.05", districtCode: "32.05.01" });
    const near = await offering(["AGRICULTURE"]);
    const sameRegency = await offering(["LIVESTOCK"], { districtCode: "32.04.09" });
    await offering(["CRAFTS"]);
    const [found] = await asked([kitchen.id]);
    expect(told(found!)).toEqual([
      [near.id, 55, ["SUPPLIER", "SAME_DISTRICT"]],
      [sameRegency.id, 50, ["SUPPLIER", "SAME_REGENCY"]],
      [far.id, 40, ["SUPPLIER"]],
    ]);
    expect(found![0]!.reasons[0]!.products).toEqual([{ id: near.products[0] }]);
    const [back] = await asked([near.id]);
    expect(told(back!)).toContainEqual([kitchen.id, 55, ["CUSTOMER", "SAME_DISTRICT"]]);
  });

  it("knows that a buyer deals with both by whatever holds, and does not tell which", async () => {
    const elsewhere = { regencyCode: "32.05", districtCode: "32.05.01" };
    const one = await offering(["OTHER"]);
    const [met, agreed, contracted, ordered] = [
      await offering(["OTHER"], elsewhere),
      await offering(["OTHER"], elsewhere),
      await offering(["OTHER"], elsewhere),
      await offering(["OTHER"], elsewhere),
    ];
    const [buyer, event, deal] = [newId(), newId(), newId()];
    const write = (text: string, ...values: unknown[]) =>
      programme.graph.db.inTransaction((tx) => tx.rows(text, values));
    await write("INSERT INTO buyer VALUES ($1, 'OFF_TAKER', 'PT', 'ID', 'x@example.id', '{}')", buyer);
    await write(
      `INSERT INTO matching_event VALUES ($1, 'Temu bisnis', 2030, 'ONLINE', NULL, 'ID', '2030-04-01', '2030-04-02', 'OPEN')`,
      event,
    );
    for (const { id } of [one, met, agreed])
      await write("INSERT INTO matching_participant VALUES ($1, $2, $3, now())", newId(), event, id);
    const meet = (id: string, slot: string) =>
      write("INSERT INTO matching_meeting VALUES ($1, $2, $3, $4, $5, 'PLANNED')", newId(), event, id, buyer, slot);
    await meet(one.id, "[2030-04-01T08:00Z,2030-04-01T09:00Z)");
    await meet(met.id, "[2030-04-01T09:00Z,2030-04-01T10:00Z)");
    await write("INSERT INTO matching_deal VALUES ($1, $2, $3, $4, NULL, '{}')", deal, event, agreed.id, buyer);
    await write("INSERT INTO matching_deal_entry VALUES ($1, 1, 'AGREED', 5, NULL, now())", deal);
    await write(
      "INSERT INTO offtake_contract VALUES ($1, $2, $3, $4, 1, 1, 1, 'kg', '2030-01-01', '2030-12-31', 'ACTIVE')",
      ...[newId(), buyer, contracted.id, contracted.products[0]],
    );
    await write(
      `INSERT INTO production_order (id, buyer_id, pesantren_id, product_id, brand, quantity, unit, ordered_on, due_on, status)
       VALUES ($1, $2, $3, $4, 'Merek', 1, 'kg', '2030-01-01', '2030-12-31', 'OPEN')`,
      ...[newId(), buyer, ordered.id, ordered.products[0]],
    );
    const found = async () => {
      const { _entities } = await programme
        .as(OPERATOR)
        .data<{ _entities: [{ jabarMatches: Match[] }] }>(MATCHES.replace("first: 3", "first: 10"), {
          of: [{ __typename: "Pesantren", id: one.id, formerIds: [] }],
        });
      return told(_entities[0].jabarMatches);
    };
    expect(await found()).toEqual([met, agreed, contracted, ordered].map(({ id }) => [id, 20, ["SAME_BUYER"]]));
    await write("UPDATE matching_meeting SET status = 'MISSED' WHERE pesantren_id = $1", met.id);
    await write("INSERT INTO matching_deal_entry VALUES ($1, 2, 'CANCELLED', 0, 'Batal', now())", deal);
    await write("UPDATE offtake_contract SET status = 'DRAFT'");
    await write("UPDATE production_order SET status = 'CANCELLED'");
    expect(await found()).toEqual([]);
  });

  it("takes duplicates for their originals, and leaves out whoever is closed, elsewhere, or sells nothing any more", async () => {
    const kitchen = await offering(["FOOD_AND_BEVERAGE"]);
    const original = await offering([]);
    const duplicate = await offering(["FISHERY"], { mergedIntoId: original.id, status: "MERGED" });
    await offering(["AGRICULTURE"], { status: "CLOSED" });
    await offering(["AGRICULTURE"], { regencyCode: "35.09", districtCode: "35.09.01" });
    const withdrawn = await programme.pesantren();
    await programme.product({ pesantrenId: withdrawn.id, field: "AGRICULTURE", status: "WITHDRAWN" });
    const [found] = await asked([kitchen.id]);
    expect(told(found!)).toEqual([[original.id, 55, ["SUPPLIER", "SAME_DISTRICT"]]]);
    expect(found![0]!.reasons[0]!.products).toEqual([{ id: duplicate.products[0] }]);
  });

  it("answers for many by one statement, to a pesantren's own people of their own alone, and to nobody else", async () => {
    const kitchens = [await offering(["FOOD_AND_BEVERAGE"]), await offering(["FOOD_AND_BEVERAGE"])];
    await offering(["AGRICULTURE"]);
    programme.graph.statements.length = 0;
    const found = await asked(kitchens.map(({ id }) => id));
    expect(found.map((each) => each!.length)).toEqual([1, 1]);
    expect(programme.graph.statements).toHaveLength(1);
    const [own, foreign] = await asked(
      kitchens.map(({ id }) => id),
      ownerOf(kitchens[0]!.id),
    );
    expect([own!.length, foreign!.length]).toEqual([1, 0]);
    const { data } = await programme
      .as(ANONYMOUS)
      .run(MATCHES, { of: [{ __typename: "Pesantren", id: kitchens[0]!.id, formerIds: [] }] });
    expect(data).toEqual({ _entities: [{ jabarMatches: null }] });
  });
});
