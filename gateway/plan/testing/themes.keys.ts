import { byReference, type Theme } from "./theme";

const USERS = [
  { id: "u1", email: "a@x", name: "Aminah", points: 5 },
  { id: "u2", email: "b@x", name: "Budi", points: 7 },
];
const PARTS = [
  { one: "o1", two: "t1", three: "h1" },
  { one: "o2", two: "t2", three: "h2" },
];
const ITEMS = [
  { id: "1", pid: "p1", parts: PARTS[0], name: "Kopi" },
  { id: "2", pid: "p2", parts: PARTS[1], name: "Teh" },
];

export const keyThemes: readonly Theme[] = [
  {
    name: "several keys, hopping from one to another over a third subgraph",
    subgraphs: {
      accounts: {
        sdl: `type Query { users: [User!]! } type User @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { users: () => USERS }, User: { __resolveReference: byReference(USERS) } },
      },
      contacts: {
        sdl: `type User @key(fields: "id") @key(fields: "email") { id: ID! email: ID! }`,
        resolvers: { User: { __resolveReference: byReference(USERS) } },
      },
      names: {
        sdl: `type User @key(fields: "email") { email: ID! name: String }`,
        resolvers: { User: { __resolveReference: byReference(USERS) } },
      },
    },
    cases: [
      {
        query: `{ users { name id } }`,
        data: {
          users: [
            { name: "Aminah", id: "u1" },
            { name: "Budi", id: "u2" },
          ],
        },
      },
    ],
  },
  {
    name: "null keys: what can't be identified further is null, and nothing is asked for it",
    subgraphs: {
      a: {
        sdl: `type Query { boxes: [Box!]! } type Box { book: Book } type Book @key(fields: "upc") { upc: ID! }`,
        resolvers: { Query: { boxes: () => ["b1", "b2", "b3"].map((upc) => ({ book: { upc } })) } },
      },
      b: {
        sdl: `type Book @key(fields: "id") @key(fields: "upc") { id: ID upc: ID! }`,
        resolvers: {
          Book: {
            __resolveReference: ({ upc }: { upc: string }) =>
              upc === "b3" ? null : { upc, id: upc === "b2" ? null : `id-${upc}` },
          },
        },
      },
      c: {
        sdl: `type Book @key(fields: "id") { id: ID author: String }`,
        resolvers: {
          Book: {
            __resolveReference: ({ id }: { id: string | null }) => {
              if (id === null) throw new Error("asked for a book without a key");
              return { id, author: `author of ${id}` };
            },
          },
        },
      },
    },
    stockIsWrong: "It asks the third subgraph for a book whose key is null.",
    cases: [
      {
        query: `{ boxes { book { upc author } } }`,
        data: {
          boxes: [
            { book: { upc: "b1", author: "author of id-b1" } },
            { book: { upc: "b2", author: null } },
            { book: { upc: "b3", author: null } },
          ],
        },
      },
    ],
  },
  {
    name: "a mash-up of composite keys, most of them not resolvable",
    subgraphs: {
      a: {
        sdl: `type A @key(fields: "id") @key(fields: "pid", resolvable: false) @key(fields: "parts { one two }", resolvable: false)
            @key(fields: "id parts { two three }", resolvable: false) { id: ID! pid: ID! @shareable parts: Parts! @shareable name: String! }
          type Parts @shareable { one: ID! two: ID! three: ID! }`,
        resolvers: { A: { __resolveReference: ({ id }: { id: string }) => ITEMS.find((item) => item.id === id) } },
      },
      b: {
        sdl: `type Query { b: B } type B @key(fields: "id") { id: ID! items: [A!]! }
          type A @key(fields: "parts { one two }", resolvable: false) @key(fields: "id parts { two three }")
            @key(fields: "pid", resolvable: false) @key(fields: "id", resolvable: false) {
            id: ID! pid: ID! @shareable parts: Parts! @shareable name: String! @external label: String! @requires(fields: "name") }
          type Parts @shareable { one: ID! two: ID! three: ID! }`,
        resolvers: {
          Query: { b: () => ({ id: "100", items: ITEMS }) },
          A: {
            __resolveReference: ({ id, name }: { id: string; name: string }) => {
              const item = ITEMS.find((each) => each.id === id);
              return item && { ...item, name };
            },
            label: ({ name }: { name: string }) => `<${name}>`,
          },
        },
      },
    },
    stockIsWrong: "It comes back to subgraph b by a key that b does not resolve.",
    cases: [
      {
        query: `{ b { id items { id name label parts { three } } } }`,
        data: {
          b: {
            id: "100",
            items: [
              { id: "1", name: "Kopi", label: "<Kopi>", parts: { three: "h1" } },
              { id: "2", name: "Teh", label: "<Teh>", parts: { three: "h2" } },
            ],
          },
        },
      },
    ],
  },
  {
    name: "a client's alias takes the name of a key or of a required field",
    subgraphs: {
      posts: {
        sdl: `type Query { posts: [Post!]! } type Post @key(fields: "id") { id: ID! title: String weight: Int }
          type Comment @key(fields: "id") { id: ID! author: String }`,
        resolvers: {
          Query: { posts: () => [1, 2].map((id) => ({ id, title: `T${id}`, weight: id })) },
          Post: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `T${id}`, weight: Number(id) }) },
          Comment: { __resolveReference: ({ id }: { id: string }) => ({ id, author: `author of ${id}` }) },
        },
      },
      comments: {
        sdl: `type Post @key(fields: "id") { id: ID! weight: Int @external shipping: Int @requires(fields: "weight")
            comments(limit: Int!): [Comment!]! last: String @requires(fields: "comments(limit: 3) { author }") }
          type Comment @key(fields: "id") { id: ID! author: String @external }`,
        resolvers: {
          Post: {
            __resolveReference: (reference: object) => reference,
            shipping: ({ weight }: { weight: number }) => weight * 10,
            comments: ({ id }: { id: string }, { limit }: { limit: number }) =>
              [1, 2, 3, 4].slice(0, limit).map((number) => ({ id: `${id}.${number}` })),
            last: ({ comments }: { comments: { author: string }[] }) => comments.at(-1)?.author,
          },
        },
      },
    },
    stockIsWrong: "It fetches the two fields under one key, and takes one for the other.",
    cases: [
      {
        query: `{ posts { id: title weight: title shipping __typename: id } }`,
        data: {
          posts: [
            { id: "T1", weight: "T1", shipping: 10, __typename: "1" },
            { id: "T2", weight: "T2", shipping: 20, __typename: "2" },
          ],
        },
      },
      {
        query: `query ($limit: Int = 1) { posts { last comments(limit: $limit) { id } ...Again } }
          fragment Again on Post { comments(limit: $limit) { text: id } }`,
        data: {
          posts: [
            { last: "author of 1.3", comments: [{ id: "1.1", text: "1.1" }] },
            { last: "author of 2.3", comments: [{ id: "2.1", text: "2.1" }] },
          ],
        },
      },
    ],
  },
  {
    name: "a client's variable is called representations, and aliases are names that JavaScript knows",
    subgraphs: {
      a: {
        sdl: `type Query { user(id: ID!): User } type User @key(fields: "id") { id: ID! name: String }`,
        resolvers: { Query: { user: (_: unknown, { id }: { id: string }) => byReference(USERS)({ id }) } },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID! points(factor: Int!): Int }`,
        resolvers: {
          User: {
            __resolveReference: byReference(USERS),
            points: ({ points }: { points: number }, { factor }: { factor: number }) => points * factor,
          },
        },
      },
    },
    stockIsWrong: "It refuses a variable of that name.",
    cases: [
      {
        query: `query ($representations: Int!) { user(id: "u1") { points(factor: $representations) __proto__: name } }`,
        variables: { representations: 3 },
        data: { user: JSON.parse(`{ "points": 15, "__proto__": "Aminah" }`) as unknown },
      },
      {
        query: `{ constructor: user(id: "u9") { name } toString: user(id: "u2") { valueOf: points(factor: 1) hasOwnProperty: name } }`,
        data: { constructor: null, toString: { valueOf: 7, hasOwnProperty: "Budi" } },
      },
    ],
  },
];
