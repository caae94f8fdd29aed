import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import products from "../subgraph";
import { knownPesantren, productInput } from "../testing/fixture";

const REFUSED = "... on Refused { refusals { code field expected received message } }";
const ADD = `mutation ($input: AddProductInput!, $key: String!) {
  addProduct(input: $input, idempotencyKey: $key) { ... on Product { id name sku price status pesantren { id } certificates { kind number isValid } } ${REFUSED} } }`;

interface Answer {
  id?: string;
  refusals?: { code: string; field: string[]; message: string }[];
}

describe("a product", () => {
  let graph: TestGraph;
  let now = new Date("2026-06-01T00:00:00Z");
  let pesantrenId: string;
  beforeAll(async () => {
    graph = await testGraph(products, { clock: () => now });
    pesantrenId = (await knownPesantren(graph.db)).id;
  });
  afterAll(() => graph.close());

  const add = async (change: object = {}, key = newId(), language: "id" | "en" = "en") =>
    (
      await graph.data<{ addProduct: Answer & Record<string, unknown> }>(
        ADD,
        { input: productInput(pesantrenId, change), key },
        language,
      )
    ).addProduct;
  const codes = ({ refusals = [] }: Answer) => refusals.map(({ code, field }) => `${code} ${field.join(".")}`);
  const mutate = async (mutation: string, variables: object) => {
    const data = await graph.data<Record<string, Answer & Record<string, unknown>>>(mutation, variables);
    return Object.values(data)[0]!;
  };
  const change = (id: string, input: object, reason = "price list of June") =>
    mutate(
      `mutation ($input: ChangeProductInput!) {
      changeProduct(input: $input) { ... on Product { id name price description photos certificates { kind } changes { reason status } } ${REFUSED} } }`,
      { input: { id, reason, ...input } },
    );
  const setStatus = (status: string, id: string) =>
    mutate(
      `mutation ($input: ChangeProductStatusInput!) { changeProductStatus(input: $input) { ... on Product { status changes { reason status } } ${REFUSED} } }`,
      { input: { id, status, reason: "season is over" } },
    );

  it("is added once, however often its intention is sent", async () => {
    const key = newId();
    const [first, again] = [await add({ sku: "A-1" }, key), await add({ sku: "A-1" }, key)];
    expect(first).toMatchObject({
      name: "Keripik Singkong",
      sku: "A-1",
      price: 15000,
      status: "ACTIVE",
      pesantren: { id: pesantrenId },
    });
    expect(again).toEqual(first);
    expect(codes(await add({ sku: "A-2" }, key))).toEqual(["IDEMPOTENCY_KEY_REUSED idempotencyKey"]);
    expect(codes(await add({ sku: "A-1" }))).toEqual(["SKU_TAKEN input.sku"]);
  });

  it("is refused with everything that is wrong, each at its field, and nothing is written", async () => {
    const [before] = await graph.db.rows("SELECT count(*) FROM product");
    const faults = codes(
      await add({
        pesantrenId: newId(),
        name: " x ",
        unit: " ",
        sku: "",
        description: "d".repeat(2001),
        price: -1,
        minimumOrder: 0,
        monthlyCapacity: -5,
        photos: [
          "http://example.org/a.jpg",
          "https://user:secret@example.org/a.jpg",
          "no address",
          `https://example.org/${"a".repeat(500)}`,
        ],
        certificates: [
          { kind: "HALAL", number: "12" },
          { kind: "PIRT", number: "P-IRT No. 2063204010012-28", issuedOn: "2026-02-01", expiresOn: "2026-01-31" },
          { kind: "PIRT", number: "206320401001228" },
        ],
      }),
    );
    expect(faults).toEqual([
      "TEXT_LENGTH input.sku",
      "TEXT_LENGTH input.name",
      "TEXT_LENGTH input.description",
      "TEXT_LENGTH input.unit",
      "OUT_OF_RANGE input.price",
      "OUT_OF_RANGE input.minimumOrder",
      "OUT_OF_RANGE input.monthlyCapacity",
      "PHOTO_ADDRESS input.photos.0",
      "PHOTO_ADDRESS input.photos.1",
      "PHOTO_ADDRESS input.photos.2",
      "PHOTO_ADDRESS input.photos.3",
      "CERTIFICATE_NUMBER input.certificates.0.number",
      "CERTIFICATE_EXPIRY input.certificates.1.expiresOn",
      "CERTIFICATE_TWICE input.certificates.2.number",
      "PESANTREN_UNKNOWN input.pesantrenId",
    ]);
    expect(codes(await add({ photos: Array(11).fill("https://example.org/a.jpg"), pesantrenId: "nobody" }))).toEqual([
      "TOO_MANY input.photos",
      "PESANTREN_UNKNOWN input.pesantrenId",
    ]);
    expect(await graph.db.rows("SELECT count(*) FROM product")).toEqual([before]);
    expect((await add({ price: -1 }, newId(), "id")).refusals?.[0]?.message).toBe(
      "price harus 0 sampai 1000000000, diterima -1.",
    );
  });

  it("has a certificate that is valid up to its last day, by the clock of western Indonesia", async () => {
    const { id } = await add({
      certificates: [
        { kind: "HALAL", number: "ID 3211 0000 1234 56789", expiresOn: "2026-12-31" },
        { kind: "SNI", number: "SNI 01-4305-1996" },
      ],
    });
    const isValid = async () =>
      (
        await graph.data<{ product: { certificates: { number: string; isValid: boolean }[] } }>(
          "query ($id: ID!) { product(id: $id) { certificates { number isValid } } }",
          { id },
        )
      ).product.certificates;
    expect(await isValid()).toEqual([
      { number: "ID32110000123456789", isValid: true },
      { number: "SNI01-4305-1996", isValid: true },
    ]);
    now = new Date("2026-12-31T16:59:59Z");
    expect((await isValid())[0]?.isValid).toBe(true);
    now = new Date("2026-12-31T17:00:00Z");
    expect((await isValid())[0]?.isValid).toBe(false);
    now = new Date("2026-06-01T00:00:00Z");
  });

  it("is changed where something was given, and keeps the reason", async () => {
    const { id } = await add({ description: "Renyah" });
    expect(
      await change(id!, {
        price: 17500,
        description: null,
        photos: ["https://example.org/a.jpg"],
        certificates: [{ kind: "PIRT", number: "206320401001228" }],
      }),
    ).toMatchObject({
      name: "Keripik Singkong",
      price: 17500,
      description: null,
      photos: ["https://example.org/a.jpg"],
      certificates: [{ kind: "PIRT" }],
      changes: [{ reason: "price list of June", status: null }],
    });
    const kept = await graph.db.row("SELECT before, after FROM product_change WHERE product_id = $1", [id]);
    expect(kept).toMatchObject({
      before: { price: 15000, description: "Renyah", certificates: [] },
      after: { price: 17500 },
    });
  });

  it("is not changed by a change of nothing, of an unknown product, to nothing, or without a reason", async () => {
    const { id } = await add();
    expect(codes(await change(id!, { price: 15000 }))).toEqual(["NOTHING_CHANGED input"]);
    expect(codes(await change(newId(), { price: 1 }))).toEqual(["PRODUCT_UNKNOWN input.id"]);
    expect(codes(await change("x", { price: 1 }))).toEqual(["PRODUCT_UNKNOWN input.id"]);
    expect(codes(await change(id!, { name: null, price: null }, " "))).toEqual([
      "FIELD_REQUIRED input.name",
      "FIELD_REQUIRED input.price",
      "TEXT_LENGTH input.reason",
    ]);
  });

  it("is withdrawn and offered again, and neither twice", async () => {
    const { id } = await add();
    expect(await setStatus("WITHDRAWN", id!)).toEqual({
      status: "WITHDRAWN",
      changes: [{ reason: "season is over", status: "WITHDRAWN" }],
    });
    expect((await setStatus("WITHDRAWN", id!)).refusals?.[0]?.code).toBe("TRANSITION_NOT_ALLOWED");
    expect(await setStatus("ACTIVE", id!)).toMatchObject({ status: "ACTIVE" });
    expect((await setStatus("ACTIVE", id!)).refusals?.[0]?.code).toBe("TRANSITION_NOT_ALLOWED");
    expect(codes(await setStatus("WITHDRAWN", newId()))).toEqual(["PRODUCT_UNKNOWN input.id"]);
  });

  it("is null if there is none", async () => {
    expect(
      await graph.data('query ($id: ID!) { product(id: $id) { id } none: product(id: "x") { id } }', { id: newId() }),
    ).toEqual({ product: null, none: null });
  });
});
