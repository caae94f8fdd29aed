import type { Theme } from "./theme";

const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

export const intersectionThemes: readonly Theme[] = [
  {
    name: "an enum of which one subgraph knows less, and a value that is inaccessible",
    subgraphs: {
      a: {
        sdl: `type Query { users: [User!]! usersA: [User!]! @shareable byType(type: Kind!): [User!]! } type User @key(fields: "id") { id: ID! kind: Kind @shareable }
          enum Kind { SECRET @inaccessible REGULAR }`,
        resolvers: {
          Query: {
            users: () => [
              { id: "u1", kind: "REGULAR" },
              { id: "u2", kind: "SECRET" },
            ],
            byType: (_: unknown, { type }: { type: string }) => [{ id: "u1", kind: type }],
          },
        },
      },
    },
    cases: [
      {
        query: `{ users { id kind } }`,
        data: {
          users: [
            { id: "u1", kind: "REGULAR" },
            { id: "u2", kind: null },
          ],
        },
        errors: true,
      },
      { query: `{ byType(type: REGULAR) { id kind } }`, data: { byType: [{ id: "u1", kind: "REGULAR" }] } },
      { query: `{ byType(type: SECRET) { id } }`, errors: true },
      { query: `query ($type: Kind!) { byType(type: $type) { id } }`, variables: { type: "SECRET" }, errors: true },
    ],
    stockIsWrong: "It tells an unknown value in an extension and not as an error.",
  },
  {
    name: "input objects and arguments of which subgraphs share only a part",
    subgraphs: {
      a: {
        sdl: `type Query { list(filter: Filter): [String] @shareable } input Filter { first: Int! = 2 onlyA: Int }`,
        resolvers: {
          Query: {
            list: (_: unknown, { filter }: { filter?: { first: number } }) =>
              ["x", "y", "z"].slice(0, filter?.first ?? 3),
          },
        },
      },
      b: {
        sdl: `type Query { list(filter: Filter): [String] @shareable } input Filter { first: Int! = 2 onlyB: Int }`,
        resolvers: {
          Query: {
            list: (_: unknown, { filter }: { filter?: { first: number } }) =>
              ["x", "y", "z"].slice(0, filter?.first ?? 3),
          },
        },
      },
    },
    cases: [
      { query: `{ list(filter: { first: 1 }) }`, data: { list: ["x"] } },
      { query: `query ($f: Filter = { first: 1 }) { list(filter: $f) }`, data: { list: ["x"] } },
      { query: `query ($f: Filter) { list(filter: $f) }`, variables: { f: {} }, data: { list: ["x", "y"] } },
      { query: `{ list(filter: { first: 1, onlyA: 2 }) }`, errors: true },
      { query: `query ($f: Filter) { list(filter: $f) }`, variables: { f: { first: "1" } }, errors: true },
      { query: `query ($f: Filter!) { list(filter: $f) }`, errors: true },
    ],
  },
  {
    name: "a union of which each subgraph knows a part (union intersection), under a shareable field",
    subgraphs: {
      a: {
        sdl: `type Query { media: Media @shareable both: [Media] } union Media = Book | Movie type Book @shareable { title: String! }
          type Movie { title: String! }`,
        resolvers: {
          Query: {
            media: () => ({ __typename: "Book", title: "Fikih" }),
            both: () => [
              { __typename: "Book", title: "Fikih" },
              { __typename: "Movie", title: "Santri" },
            ],
          },
          Media: typed,
        },
      },
      b: {
        sdl: `type Query { media: Media @shareable song: Media } union Media = Book | Song type Book @shareable { title: String! }
          type Song { title: String! }`,
        resolvers: {
          Query: {
            media: () => ({ __typename: "Book", title: "Fikih" }),
            song: () => ({ __typename: "Song", title: "Lir-ilir" }),
          },
          Media: typed,
        },
      },
    },
    cases: [
      {
        query: `{ media { __typename ... on Book { title } ... on Song { title } ... on Movie { title } } }`,
        data: { media: { __typename: "Book", title: "Fikih" } },
      },
      {
        query: `{ song { ... on Song { title } ... on Movie { title } } both { ... on Song { title } ... on Movie { title } } }`,
        data: { song: { title: "Lir-ilir" }, both: [{}, { title: "Santri" }] },
      },
    ],
  },
  {
    name: "inaccessible fields and types that keys and @requires still use",
    subgraphs: {
      a: {
        sdl: `type Query { users: [User!]! things: [Thing] } type User @key(fields: "uuid") { uuid: ID! @inaccessible age: Int @inaccessible name: String }
          union Thing = Open | Closed type Open { name: String } type Closed @inaccessible { name: String }`,
        resolvers: {
          Query: {
            users: () => [{ uuid: "x", age: 17, name: "Budi" }],
            things: () => [
              { __typename: "Open", name: "o" },
              { __typename: "Closed", name: "c" },
            ],
          },
          Thing: typed,
        },
      },
      b: {
        sdl: `type User @key(fields: "uuid") { uuid: ID! @inaccessible age: Int @external adult: Boolean @requires(fields: "age") }`,
        resolvers: {
          User: {
            __resolveReference: (reference: object) => reference,
            adult: ({ age }: { age: number }) => age >= 18,
          },
        },
      },
    },
    stockIsWrong: "It tells a value of an inaccessible type in an extension and not as an error.",
    cases: [
      { query: `{ users { name adult } }`, data: { users: [{ name: "Budi", adult: false }] } },
      { query: `{ users { uuid } }`, errors: true },
      {
        query: `{ things { __typename ... on Open { name } } }`,
        data: { things: [{ __typename: "Open", name: "o" }, null] },
        errors: true,
      },
    ],
  },
];
