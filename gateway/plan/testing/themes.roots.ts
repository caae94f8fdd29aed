import type { Theme } from "./theme";

const NODES = { a1: { __typename: "Alpha", id: "a1" }, b1: { __typename: "Beta", id: "b1" } };

export const rootThemes: readonly Theme[] = [
  {
    name: "a shared root, whose parts different subgraphs know",
    subgraphs: {
      names: {
        sdl: `type Query { product: Product @shareable products: [Product!]! @shareable } type Product { name: Name @shareable } type Name @shareable { id: ID! text: String }`,
        resolvers: {
          Query: {
            product: () => ({ name: { id: "n", text: "Kopi" } }),
            products: () => [{ name: { id: "n", text: "Kopi" } }],
          },
        },
      },
      prices: {
        sdl: `type Query { product: Product @shareable products: [Product!]! @shareable } type Product { price: Price } type Price { amount: Int }`,
        resolvers: {
          Query: { product: () => ({ price: { amount: 5 } }), products: () => [{ price: { amount: 5 } }] },
        },
      },
    },
    cases: [
      {
        query: `{ product { name { text } price { amount } } products { price { amount } name { id } } }`,
        data: {
          product: { name: { text: "Kopi" }, price: { amount: 5 } },
          products: [{ price: { amount: 5 }, name: { id: "n" } }],
        },
      },
    ],
  },
  {
    name: "mutations over several subgraphs, one after another",
    subgraphs: {
      a: {
        sdl: `type Query { total: Int } type Mutation { add(by: Int!): Counter } type Counter @key(fields: "id") { id: ID! steps: [Int!]! }`,
        resolvers: {
          Query: { total: () => 0 },
          Mutation: { add: (_: unknown, { by }: { by: number }) => ({ id: "c", steps: [by] }) },
          Counter: { __resolveReference: ({ id }: { id: string }) => ({ id, steps: [] }) },
        },
      },
      b: {
        sdl: `type Mutation { multiply(by: Int!): Int! fails: Int } type Counter @key(fields: "id") { id: ID! doubled: Int }`,
        resolvers: {
          Mutation: {
            multiply: (_: unknown, { by }: { by: number }) => by * 10,
            fails: () => {
              throw new Error("no");
            },
          },
          Counter: { __resolveReference: ({ id }: { id: string }) => ({ id }), doubled: () => 8 },
        },
      },
    },
    cases: [
      {
        query: `mutation ($by: Int!) { one: add(by: 1) { steps doubled } fails two: multiply(by: $by) three: add(by: 3) { id } __typename }`,
        variables: { by: 2 },
        data: { one: { steps: [1], doubled: 8 }, fails: null, two: 20, three: { id: "c" }, __typename: "Mutation" },
        errors: true,
      },
    ],
  },
  {
    name: "node(id), behind which several subgraphs have types",
    subgraphs: {
      node: {
        sdl: `type Query { node(id: ID!): Node nodes: [Node!]! } interface Node { id: ID! } type Alpha implements Node @key(fields: "id") { id: ID! }
          type Beta implements Node @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            node: (_: unknown, { id }: { id: keyof typeof NODES }) => NODES[id] ?? null,
            nodes: () => Object.values(NODES),
          },
          Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        },
      },
      alpha: {
        sdl: `type Alpha @key(fields: "id") { id: ID! a: Int }`,
        resolvers: { Alpha: { __resolveReference: ({ id }: { id: string }) => ({ id, a: 1 }) } },
      },
      beta: {
        sdl: `type Beta @key(fields: "id") { id: ID! b: Int }`,
        resolvers: { Beta: { __resolveReference: ({ id }: { id: string }) => ({ id, b: 2 }) } },
      },
    },
    cases: [
      {
        query: `{ x: node(id: "a1") { __typename id ... on Alpha { a } ... on Beta { b } } y: node(id: "zz") { id } nodes { ... on Beta { b } } }`,
        data: { x: { __typename: "Alpha", id: "a1", a: 1 }, y: null, nodes: [{}, { b: 2 }] },
      },
    ],
  },
  {
    name: "values from a context (@fromContext), which the stock gateway does not load",
    subgraphs: {
      shops: {
        sdl: `type Query { shops: [Shop!]! } type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! items: [Item!]! }
          type Item @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$shop { currency }")): String }`,
        resolvers: {
          Query: {
            shops: () => [
              { id: "1", currency: "IDR", items: [{ id: "x" }, { id: "y" }] },
              { id: "2", currency: "USD", items: [{ id: "x" }] },
            ],
          },
          Shop: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
          Item: {
            __resolveReference: ({ id }: { id: string }) => ({ id }),
            price: ({ id }: { id: string }, { currency }: { currency: string }) => `${currency} ${id}`,
          },
        },
      },
      stock: {
        sdl: `type Item @key(fields: "id") { id: ID! count: Int }`,
        resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, count: 1 }) } },
      },
    },
    stockIsWrong: "It does not load a supergraph with contexts.",
    cases: [
      {
        query: `{ shops { items { price count } } }`,
        data: {
          shops: [
            {
              items: [
                { price: "IDR x", count: 1 },
                { price: "IDR y", count: 1 },
              ],
            },
            { items: [{ price: "USD x", count: 1 }] },
          ],
        },
      },
    ],
  },
  {
    name: "security and cost directives, which the stock gateway does not load",
    subgraphs: {
      a: {
        sdl: `type Query { open: Int @cost(weight: 5) secret: Int @authenticated list: [Int] @listSize(assumedSize: 10) scoped: Int @requiresScopes(scopes: [["a"]]) ruled: Int @policy(policies: [["p"]]) }`,
        resolvers: { Query: { open: () => 1, secret: () => 2, list: () => [1], scoped: () => 3, ruled: () => 4 } },
      },
    },
    stockIsWrong: "It does not load a supergraph with security directives.",
    cases: [
      {
        query: `{ open secret list scoped ruled }`,
        data: { open: 1, secret: null, list: [1], scoped: null, ruled: null },
        errors: true,
      },
    ],
  },
];
