import { byReference, type Theme } from "./theme";

const PRODUCTS = [
  { upc: "p1", name: "Kopi", price: 100, weight: 2, sku: "s1" },
  { upc: "p2", name: "Beras", price: 900, weight: 50, sku: "s2" },
];
const productOf = byReference(PRODUCTS);

export const requiresThemes: readonly Theme[] = [
  {
    name: "@requires upon @requires, with an argument, and @provides",
    subgraphs: {
      products: {
        sdl: `type Query { products: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String @shareable price(currency: String!): Int weight: Int }`,
        resolvers: {
          Query: { products: () => PRODUCTS },
          Product: {
            __resolveReference: productOf,
            price: ({ price }: { price: number }, { currency }: { currency: string }) =>
              currency === "USD" ? price / 100 : price,
          },
        },
      },
      shipping: {
        sdl: `type Product @key(fields: "upc") { upc: ID! weight: Int @external price(currency: String!): Int @external
            estimate: Int @requires(fields: "price(currency: \\"USD\\") weight") }`,
        resolvers: {
          Product: {
            __resolveReference: (reference: object) => reference,
            estimate: ({ price, weight }: { price: number; weight: number }) => price * 10 + weight,
          },
        },
      },
      deals: {
        sdl: `type Query { best: Product @provides(fields: "name") } type Product @key(fields: "upc") { upc: ID! name: String @external
            estimate: Int @external isCheap: Boolean @requires(fields: "estimate") }`,
        resolvers: {
          Query: { best: () => ({ upc: "p1", name: "Kopi (deal)" }) },
          Product: {
            __resolveReference: (reference: object) => reference,
            isCheap: ({ estimate }: { estimate: number }) => estimate < 50,
          },
        },
      },
    },
    stockIsWrong: "It takes a client's price in one currency for the required price in another.",
    cases: [
      {
        query: `{ products { upc isCheap } }`,
        data: {
          products: [
            { upc: "p1", isCheap: true },
            { upc: "p2", isCheap: false },
          ],
        },
      },
      {
        query: `{ products { estimate price(currency: "IDR") usd: price(currency: "USD") } }`,
        data: {
          products: [
            { estimate: 12, price: 100, usd: 1 },
            { estimate: 140, price: 900, usd: 9 },
          ],
        },
      },
      { query: `{ best { name } }`, data: { best: { name: "Kopi (deal)" } } },
      { query: `{ best { upc weight } }`, data: { best: { upc: "p1", weight: 2 } } },
    ],
  },
  {
    name: "@requires with fragments on an interface",
    subgraphs: {
      a: {
        sdl: `type Query { media: [Entity!]! } type Entity @key(fields: "id") { id: ID! detail: Detail }
          interface Detail { common: String } type Long implements Detail { common: String words: Int }
          type Short implements Detail { common: String seconds: Int }`,
        resolvers: {
          Query: { media: () => [{ id: "1" }, { id: "2" }, { id: "3" }] },
          Entity: {
            __resolveReference: ({ id }: { id: string }) => ({ id }),
            detail: ({ id }: { id: string }) =>
              ({
                "1": { __typename: "Long", common: "c1", words: 10 },
                "2": { __typename: "Short", common: "c2", seconds: 20 },
              })[id] ?? null,
          },
        },
      },
      b: {
        sdl: `type Entity @key(fields: "id") { id: ID! detail: Detail @external
            size: String @requires(fields: "detail { common ... on Long { words } ... on Short { seconds } }") }
          interface Detail { common: String } type Long implements Detail { common: String @external words: Int @external }
          type Short implements Detail { common: String @external seconds: Int @external }`,
        resolvers: {
          Entity: {
            __resolveReference: (reference: object) => reference,
            size: ({ detail }: { detail: Record<string, string | number> | null }) =>
              detail && `${detail["common"]}:${detail["words"] ?? "-"}:${detail["seconds"] ?? "-"}`,
          },
        },
      },
    },
    cases: [
      {
        query: `{ media { id size } }`,
        data: {
          media: [
            { id: "1", size: "c1:10:-" },
            { id: "2", size: "c2:-:20" },
            { id: "3", size: null },
          ],
        },
      },
      {
        query: `{ media { size detail { ... on Long { words } } } }`,
        data: {
          media: [
            { size: "c1:10:-", detail: { words: 10 } },
            { size: "c2:-:20", detail: {} },
            { size: null, detail: null },
          ],
        },
      },
    ],
  },
  {
    name: "@override, with @requires in the new place and another subgraph that still has the field",
    subgraphs: {
      old: {
        sdl: `type Query { all: [Product!]! } type Product @key(fields: "upc") { upc: ID! name: String @shareable price: Int tier: String @shareable }`,
        resolvers: {
          Query: { all: () => PRODUCTS.map((product) => ({ ...product, name: "old", tier: "old" })) },
          Product: { __resolveReference: productOf },
        },
      },
      fresh: {
        sdl: `type Product @key(fields: "upc") { upc: ID! name: String @override(from: "old") price: Int @external
            tier: String @override(from: "old") @requires(fields: "price") }`,
        resolvers: {
          Product: {
            __resolveReference: (reference: { upc: string }) => ({
              ...productOf({ upc: reference.upc }),
              ...reference,
            }),
            tier: ({ price }: { price: number }) => (price > 500 ? "gold" : "silver"),
          },
        },
      },
      absent: {
        sdl: `type Product @key(fields: "upc") { upc: ID! sku: String @override(from: "nowhere") }`,
        resolvers: { Product: { __resolveReference: productOf } },
      },
    },
    cases: [
      {
        query: `{ all { name tier sku } }`,
        data: {
          all: [
            { name: "Kopi", tier: "silver", sku: "s1" },
            { name: "Beras", tier: "gold", sku: "s2" },
          ],
        },
      },
    ],
  },
  {
    name: "a parent that is no entity: its parent is asked again (parent-entity-call)",
    subgraphs: {
      list: {
        sdl: `type Query { products: [Product!]! } type Product @key(fields: "upc") { upc: ID! sku: String @shareable }`,
        resolvers: { Query: { products: () => PRODUCTS }, Product: { __resolveReference: productOf } },
      },
      categories: {
        sdl: `type Product @key(fields: "upc") { upc: ID! category: Category @shareable } type Category @shareable { label: String group: Group }
          type Group @shareable { code: String }`,
        resolvers: {
          Product: {
            __resolveReference: productOf,
            category: ({ name }: { name: string }) => ({ label: name, group: { code: "g" } }),
          },
        },
      },
      details: {
        sdl: `type Product @key(fields: "upc sku") { upc: ID! sku: String category: Category @shareable } type Category { depth: Int label: String @shareable }`,
        resolvers: {
          Product: {
            __resolveReference: productOf,
            category: ({ price, name }: { price: number; name: string }) => ({ depth: price, label: name }),
          },
        },
      },
    },
    cases: [
      {
        query: `{ products { category { label depth group { code } } } }`,
        data: {
          products: [
            { category: { label: "Kopi", depth: 100, group: { code: "g" } } },
            { category: { label: "Beras", depth: 900, group: { code: "g" } } },
          ],
        },
      },
    ],
  },
  {
    name: "a nested @provides, and an external field that nobody else needs (mysterious external)",
    subgraphs: {
      a: {
        sdl: `type Query { shelf: Shelf @provides(fields: "items { group { id label } }") } type Shelf { items: [Item!]! @shareable }
          type Item @key(fields: "id") { id: ID! group: Group @external } type Group @key(fields: "id") { id: ID! label: String @external }`,
        resolvers: { Query: { shelf: () => ({ items: [{ id: "i1", group: { id: "g1", label: "provided" } }] }) } },
      },
      b: {
        sdl: `type Item @key(fields: "id") { id: ID! group: Group @shareable name: String } type Group @key(fields: "id") { id: ID! label: String @shareable rank: Int }`,
        resolvers: {
          Item: {
            __resolveReference: ({ id }: { id: string }) => ({ id, name: `name of ${id}`, group: { id: "g1" } }),
          },
          Group: {
            __resolveReference: ({ id }: { id: string }) => ({ id, label: "own", rank: 3 }),
            rank: () => 3,
            label: () => "own",
          },
        },
      },
    },
    cases: [
      {
        query: `{ shelf { items { id group { label } } } }`,
        data: { shelf: { items: [{ id: "i1", group: { label: "provided" } }] } },
      },
      {
        query: `{ shelf { items { name group { rank label } } } }`,
        data: { shelf: { items: [{ name: "name of i1", group: { rank: 3, label: "provided" } }] } },
      },
    ],
  },
  {
    name: "Federation 1: extended types with external keys",
    federation1: true,
    subgraphs: {
      users: {
        sdl: `type Query { user: User } type User @key(fields: "id") { id: ID! name: String }`,
        resolvers: {
          Query: { user: () => ({ id: "u1", name: "Aminah" }) },
          User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "Aminah" }) },
        },
      },
      ranks: {
        sdl: `type Query { ranked: User @provides(fields: "name") } extend type User @key(fields: "id") { id: ID! @external name: String @external rank: Int
            greeting: String @requires(fields: "name") }`,
        resolvers: {
          Query: { ranked: () => ({ id: "u1", name: "provided" }) },
          User: {
            __resolveReference: (reference: object) => reference,
            rank: () => 1,
            greeting: ({ name }: { name: string }) => `Halo ${name}`,
          },
        },
      },
    },
    cases: [
      { query: `{ user { id rank greeting } }`, data: { user: { id: "u1", rank: 1, greeting: "Halo Aminah" } } },
      { query: `{ ranked { id name rank } }`, data: { ranked: { id: "u1", name: "provided", rank: 1 } } },
    ],
  },
];
