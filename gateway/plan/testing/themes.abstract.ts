import { byReference, type Theme } from "./theme";

const MEDIA = [
  { __typename: "Book", id: "b1", title: "Fikih", pages: 100 },
  { __typename: "Movie", id: "m1", title: "Santri", minutes: 90 },
];
const mediaOf = byReference(MEDIA);
const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

export const abstractThemes: readonly Theme[] = [
  {
    name: "an interface and a union whose members other subgraphs extend",
    subgraphs: {
      a: {
        sdl: `type Query { media: [Media!]! found(word: String): [Found] } interface Media { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
          type Movie implements Media @key(fields: "id") { id: ID! title: String minutes: Int } union Found = Book | Movie`,
        resolvers: {
          Query: { media: () => MEDIA, found: () => [...MEDIA, null] },
          Media: typed,
          Found: typed,
          Book: { __resolveReference: mediaOf },
          Movie: { __resolveReference: mediaOf },
        },
      },
      b: {
        sdl: `type Book @key(fields: "id") { id: ID! stars: Int } type Movie @key(fields: "id") { id: ID! stars: Int cast: [String] }`,
        resolvers: {
          Book: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: 5 }) },
          Movie: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: 4, cast: ["x", null] }) },
        },
      },
    },
    cases: [
      {
        query: `{ media { __typename id ... on Book { pages stars } ...M } } fragment M on Movie { kind: __typename stars cast }`,
        data: {
          media: [
            { __typename: "Book", id: "b1", pages: 100, stars: 5 },
            { __typename: "Movie", id: "m1", kind: "Movie", stars: 4, cast: ["x", null] },
          ],
        },
      },
      {
        query: `{ found { ... on Media { title ... on Book { x: pages } } ... on Movie { x: stars } __typename } }`,
        data: {
          found: [{ title: "Fikih", x: 100, __typename: "Book" }, { title: "Santri", x: 4, __typename: "Movie" }, null],
        },
      },
      { query: `{ media { ... on Book { id } } }`, data: { media: [{ id: "b1" }, {}] } },
      {
        query: `query ($yes: Boolean!, $no: Boolean!) { media @include(if: $yes) { id @skip(if: $yes) ... @include(if: $no) { title }
          ... on Book @skip(if: $no) { stars pages @include(if: $no) } } }`,
        variables: { yes: true, no: false },
        data: { media: [{ stars: 5 }, {}] },
      },
    ],
  },
  {
    name: "an interface that is an object elsewhere (@interfaceObject)",
    subgraphs: {
      a: {
        sdl: `type Query { media: [Media!]! } interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
          type Movie implements Media @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: { media: () => MEDIA },
          Media: { ...typed, __resolveReference: mediaOf },
          Book: { __resolveReference: mediaOf },
          Movie: { __resolveReference: mediaOf },
        },
      },
      b: {
        sdl: `type Query { top: [Media!]! one(id: ID!): Media } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! title: String @external
            shout: String @requires(fields: "title") }`,
        resolvers: {
          Query: { top: () => [{ id: "m1" }, { id: "b1" }], one: (_: unknown, { id }: { id: string }) => ({ id }) },
          Media: {
            __resolveReference: (reference: object) => reference,
            stars: ({ id }: { id: string }) => id.length,
            shout: ({ title }: { title: string }) => title.toUpperCase(),
          },
        },
      },
    },
    stockIsWrong:
      "It lets the interface's name, which an @interfaceObject has for its type, replace the concrete type's.",
    cases: [
      {
        query: `{ media { __typename stars shout ... on Book { pages stars } } }`,
        data: {
          media: [
            { __typename: "Book", stars: 2, shout: "FIKIH", pages: 100 },
            { __typename: "Movie", stars: 2, shout: "SANTRI" },
          ],
        },
      },
      {
        query: `{ top { id stars } }`,
        data: {
          top: [
            { id: "m1", stars: 2 },
            { id: "b1", stars: 2 },
          ],
        },
      },
      {
        query: `{ top { __typename title shout ... on Book { pages } } }`,
        data: {
          top: [
            { __typename: "Movie", title: "Santri", shout: "SANTRI" },
            { __typename: "Book", title: "Fikih", shout: "FIKIH", pages: 100 },
          ],
        },
      },
      {
        query: `{ top { ... on Book { ... on Media @skip(if: true) { title __typename } id stars shout } __typename } }`,
        data: { top: [{ __typename: "Movie" }, { id: "b1", stars: 2, shout: "FIKIH", __typename: "Book" }] },
      },
      { query: `{ one(id: "gone") { __typename id } }`, data: { one: null }, errors: true },
      { query: `{ one(id: "b1") { ... on Movie { id } ... on Book { stars } } }`, data: { one: { stars: 2 } } },
    ],
  },
  {
    name: "an @interfaceObject that does not resolve, and an interface without members",
    subgraphs: {
      a: {
        sdl: `type Query { a: Node product: Product } interface Node @key(fields: "id") { id: ID! }
          type Product @key(fields: "id") @interfaceObject { id: ID! }`,
        resolvers: {
          Query: { a: () => ({ id: "n1" }), product: () => ({ id: "p1" }) },
          Node: { __resolveType: () => "Node" },
        },
      },
      b: {
        sdl: `type Query { b: Node } type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
          interface Product @key(fields: "id") { id: ID! } type Bread implements Product @key(fields: "id") { id: ID! name: String! }`,
        resolvers: {
          Query: { b: () => ({ id: "n1" }) },
          Node: { field: () => "foo" },
          Product: {
            __resolveType: () => "Bread",
            __resolveReference: ({ id }: { id: string }) => ({ id, name: "Roti" }),
          },
          Bread: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "Roti" }) },
        },
      },
    },
    stockIsWrong: "It answers null without an error where a field of an interface without members is asked for.",
    cases: [
      { query: `{ b { id field } }`, data: { b: { id: "n1", field: "foo" } } },
      { query: `{ a { id } }`, data: { a: null }, errors: true },
      { query: `{ a { field } }`, errors: true },
      { query: `{ product { id } }`, data: { product: { id: "p1" } } },
      { query: `{ product { id name } }`, errors: true },
      { query: `{ product { ... on Bread { id name } } }`, data: { product: { id: "p1", name: "Roti" } } },
    ],
  },
  {
    name: "interfaces that refer to each other in circles, and implement each other",
    subgraphs: {
      a: {
        sdl: `type Query { product: Product } interface Product { samePrice: [Product] } interface Named implements Product { samePrice: [Product] name: String }
          type Book implements Product & Named @key(fields: "id") { id: ID! name: String samePrice: [Product] @provides(fields: "... on Book { price }") price: Float @external }`,
        resolvers: {
          Query: { product: () => ({ __typename: "Book", id: "1", name: "one" }) },
          Product: typed,
          Named: typed,
          Book: {
            samePrice: () => [{ __typename: "Book", id: "2", name: "two", price: 10.5 }, null],
            __resolveReference: ({ id }: { id: string }) => ({ id, name: "one" }),
          },
        },
      },
      b: {
        sdl: `type Book @key(fields: "id") { id: ID! price: Float @shareable }`,
        resolvers: { Book: { __resolveReference: ({ id }: { id: string }) => ({ id, price: 10.5 }) } },
      },
    },
    cases: [
      {
        query: `{ product { samePrice { ... on Named { name samePrice { ... on Book { price } } } __typename ... on Book { samePrice { __typename } } } } }`,
        data: {
          product: {
            samePrice: [
              { name: "two", samePrice: [{ price: 10.5, __typename: "Book" }, null], __typename: "Book" },
              null,
            ],
          },
        },
      },
      { query: `{ product { ... on Book { id price } } }`, data: { product: { id: "1", price: 10.5 } } },
    ],
  },
  {
    name: "one field of different nullability in different members of a union (child type mismatch)",
    subgraphs: {
      a: {
        sdl: `type Query { accounts: [Account!]! } type User @key(fields: "id") { id: ID name: String! } union Account = User | Admin
          type Admin @key(fields: "id") { id: ID! name: String }`,
        resolvers: {
          Query: {
            accounts: () => [
              { __typename: "User", id: "u1", name: "Aminah" },
              { __typename: "Admin", id: "a1", name: null },
            ],
          },
          Account: typed,
        },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID score: Int! } type Admin @key(fields: "id") { id: ID! score: [Int] }`,
        resolvers: {
          User: { __resolveReference: ({ id }: { id: string }) => ({ id, score: 7 }) },
          Admin: { __resolveReference: ({ id }: { id: string }) => ({ id, score: [1, null] }) },
        },
      },
    },
    cases: [
      {
        query: `{ accounts { ... on User { id name score } ... on Admin { id name scores: score } } }`,
        errors: true,
      },
      {
        query: `{ accounts { ... on User { userId: id userName: name score } ... on Admin { id name scores: score } } }`,
        data: {
          accounts: [
            { userId: "u1", userName: "Aminah", score: 7 },
            { id: "a1", name: null, scores: [1, null] },
          ],
        },
      },
    ],
  },
];
