import type { Caller } from "../../../subgraphs/kit/access/caller";
import { ANONYMOUS } from "../../../subgraphs/kit/access/caller";
import type { Samples } from "./question";
import { newId } from "../../../subgraphs/kit/id";
import { seedRegistrations } from "./seeds/jabar-registrations";
import { seedExhibitions } from "./seeds/jabar-exhibitions";
import { seedGrants } from "./seeds/jabar-grants";
import { seedAuditions } from "./seeds/jabar-auditions";
import { seedMatching } from "./seeds/jabar-matching";
import { seedOfftake } from "./seeds/jabar-offtake";
import { seedJatimBooks } from "./seeds/jatim-books";
import { seedSamsat } from "./seeds/jatim-samsat";
import { seedCompetitions } from "./seeds/jabar-competitions";
import { seedLinkMatch } from "./seeds/jabar-linkmatch";
import { seedCards } from "./seeds/jatim-cards";
import { seedLakuPandai } from "./seeds/jatim-laku-pandai";
import { seedMart } from "./seeds/jatim-mart";
import { seedPillars } from "./seeds/jatim-pillars";
import { seedActivities } from "./seeds/jatim-activities";
import { seedCooperativeGrants } from "./seeds/jatim-grants";
import { seedMentoring } from "./seeds/jabar-mentoring";
import { seedTraining } from "./seeds/jabar-training";
import type { SeedPart } from "./seeds/seed";
import { scopesOf } from "./roles";
import type { WholeGraph } from "./whole-graph";

/** Parts of rooms that are seeded by themselves, in this order. */
const PARTS: readonly SeedPart[] = [
  seedRegistrations,
  seedAuditions,
  seedGrants,
  seedMentoring,
  seedTraining,
  seedMatching,
  seedOfftake,
  seedCompetitions,
  seedLinkMatch,
  seedJatimBooks,
  seedPillars,
  seedActivities,
  seedCooperativeGrants,
  seedMart,
  seedCards,
  seedSamsat,
  seedLakuPandai,
  seedExhibitions,
];

/** What there is in a graph of which every kind of thing exists once, for questions that must find something. */
export interface Seeded {
  /** Id of a pesantren in Jawa Barat that has everything. */
  readonly pesantren: string;
  /** How the matrix asks for it. */
  readonly samples: Samples;
  /** A reference to each entity, as the gateway sends it to a room. */
  readonly references: Readonly<Record<string, object>>;
}

const REGENCY = "32.04";
const GUARDIAN = ', guardian: { name: "Ibu Contoh", relationship: MOTHER }';

type Row = Record<string, unknown>;
type Write = (room: string, field: string, args: string, select: string) => Promise<Row>;

/** Fills a graph through its rooms' own mutations. */
export async function seed(graph: WholeGraph): Promise<Seeded> {
  const keeper: Caller = {
    ...ANONYMOUS,
    client: "seed",
    subject: "seed",
    scopes: scopesOf("operator-jabar"),
    province: "32",
    purpose: "registration",
  };
  async function write(room: string, field: string, args: string, select: string): Promise<Row> {
    const { data, errors } = await graph.askRoom(room, {
      caller: keeper,
      query: `mutation { made: ${field}(${args}) { __typename ${select} } }`,
    });
    const made = data?.["made"] as { __typename: string } | undefined;
    if (!made || made.__typename === "Refused") throw new Error(`${field}: ${JSON.stringify(errors ?? made)}`);
    return made;
  }
  const refusal = "... on Refused { refusals { code message } }";
  const registered = (nspp: string) =>
    write(
      "pesantren",
      "registerPesantren",
      `input: { nspp: "${nspp}", name: "Pesantren Al-Ittifaq", address: "Kp. Ciburial RT 03", regencyCode: "${REGENCY}", districtCode: "32.04.05", location: { latitude: -7.1, longitude: 107.4 }, source: "Matrix", asOf: "2026-01-05" }, idempotencyKey: "matrix-${nspp}"`,
      `... on Pesantren { id } ${refusal}`,
    );
  const [one, two, three] = [
    await registered("900000000001"),
    await registered("900000000002"),
    await registered("900000000003"),
  ];
  const pesantren = String(one["id"]);
  await write(
    "pesantren",
    "correctPesantren",
    `input: { id: "${pesantren}", foundedYear: 1934, reason: "Matrix" }`,
    `... on Pesantren { id } ${refusal}`,
  );
  await write(
    "pesantren",
    "mergePesantren",
    `input: { duplicateId: "${String(three["id"])}", originalId: "${pesantren}", reason: "Matrix" }`,
    `... on Pesantren { id } ${refusal}`,
  );
  const point = await write(
    "pesantren",
    "registerServicePoint",
    `input: { pesantrenId: "${pesantren}", kind: SHOP, name: "Toko", services: ["SAMSAT"], bankCode: "JATIM_SYARIAH", location: { latitude: -7.1, longitude: 107.4 } }, idempotencyKey: "matrix-point"`,
    `... on ServicePoint { id } ${refusal}`,
  );
  await write(
    "pesantren",
    "changeServicePointStatus",
    `input: { id: "${String(point["id"])}", status: ACTIVE, reason: "Matrix" }`,
    `... on ServicePoint { id } ${refusal}`,
  );
  await know(graph, [pesantren, String(two["id"])]);
  const product = await write(
    "products",
    "addProduct",
    `input: { pesantrenId: "${pesantren}", name: "Sayur", description: "Segar", field: AGRICULTURE, price: 5000, unit: "kg", minimumOrder: 1, monthlyCapacity: 100, photos: [], certificates: [] }, idempotencyKey: "matrix-product"`,
    `... on Product { id } ${refusal}`,
  );
  await write(
    "products",
    "changeProduct",
    `input: { id: "${String(product["id"])}", price: 6000, reason: "Matrix" }`,
    `... on Product { id } ${refusal}`,
  );
  const { grown, erased } = await seedContacts(write, pesantren);
  for (const status of ["WITHDRAWN", "ACTIVE"]) {
    await write(
      "products",
      "changeProductStatus",
      `input: { id: "${String(product["id"])}", status: ${status}, reason: "Matrix" }`,
      `... on Product { id } ${refusal}`,
    );
  }
  const parts = [];
  const known = {
    pesantren,
    neighbour: String(two["id"]),
    product: String(product["id"]),
    servicePoint: String(point["id"]),
    registration: newId(),
  };
  for (const part of PARTS) parts.push(await part(graph, known));
  const id = (row: Record<string, unknown>) => `id: "${String(row["id"])}"`;
  return {
    pesantren,
    samples: {
      "Query.pesantren": id(one),
      "Query.servicePoint": id(point),
      "Query.product": id(product),
      "Query.contactPersonExport": `${id(grown)}, reason: "Matrix"`,
      "Query.contactPersonsByNik": 'nik: "3204010302130001"',
      "Query.duplicatePesantren": "filter: { state: MERGED }",
      "Query.province": 'code: "32"',
      "Query.regency": `code: "${REGENCY}"`,
      "Query.district": 'code: "32.04.05"',
      "Query.village": 'code: "32.04.05.2001"',
      "Query.regions": 'search: "bandung"',
      ...merged(parts.map(({ samples }) => samples)),
    },
    references: {
      Pesantren: { id: pesantren, formerIds: [] },
      ServicePoint: { id: point["id"] },
      Product: { id: product["id"] },
      ContactPerson: { id: erased["id"] },
      Province: { code: "32" },
      Regency: { code: REGENCY },
      District: { code: "32.04.05" },
      Village: { code: "32.04.05.2001" },
      ...merged(parts.map(({ references }) => references)),
    },
  };
}

function merged<T>(records: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> {
  return Object.fromEntries(records.flatMap((each) => Object.entries(each ?? {})));
}

/** A person with consents, a minor whose guardian consented and once withdrew it, and one who was erased. */
async function seedContacts(write: Write, pesantren: string): Promise<{ grown: Row; erased: Row }> {
  const refusal = "... on Refused { refusals { code message field } }";
  const register = (key: string, role: string, parts: string) =>
    write(
      "pesantren",
      "registerContactPerson",
      `input: { pesantrenId: "${pesantren}", role: ${role}, ${parts} }, idempotencyKey: "matrix-contact-${key}"`,
      `... on ContactPerson { id } ${refusal}`,
    );
  const consent = (person: Row, purpose: string, more = "") =>
    write(
      "pesantren",
      "recordContactConsent",
      `input: { contactPersonId: "${String(person["id"])}", purpose: "${purpose}", categories: [NAME, PHONE, NIK, EMAIL, BIRTH_DATE],
        evidenceReference: "Matrix", evidenceSha256: "${"ab".repeat(32)}", givenAt: "2026-01-05T08:00:00Z" ${more} },
        idempotencyKey: "matrix-consent-${purpose}-${String(person["id"])}"`,
      `... on ContactConsent { id } ${refusal}`,
    );
  const grown = await register(
    "grown",
    "LEADER",
    'name: "Nyai Contoh", birthDate: "1990-01-10", nik: "3204015001900001", phone: "+6281234567890", email: "nyai@example.id"',
  );
  await consent(grown, "registration");
  await consent(grown, "banking", ', bankCode: "JATIM_SYARIAH"');
  const minor = await register(
    "minor",
    "SANTRI_REPRESENTATIVE",
    'name: "Santri Contoh", birthDate: "2013-02-03", nik: "3204010302130001", phone: "+6281234567891", email: "santri@example.id"',
  );
  await consent(minor, "registration", GUARDIAN);
  await consent(minor, "banking", `${GUARDIAN}, bankCode: "JATIM_SYARIAH"`);
  const withdrawn = await consent(minor, "reporting", GUARDIAN);
  await write("pesantren", "withdrawContactConsent", `input: { id: "${String(withdrawn["id"])}" }`, refusal);
  const erased = await register("erased", "TREASURER", 'name: "Bendahara Contoh", birthDate: "1980-05-06"');
  await write("pesantren", "eraseContactPerson", `input: { id: "${String(erased["id"])}", reason: "Matrix" }`, refusal);
  return { grown, erased };
}

/** Tells the catalogue of pesantren, which otherwise learns of them by the registry's feed. */
async function know(graph: WholeGraph, ids: readonly string[]): Promise<void> {
  const database = graph.databases.get("products")!;
  await database.db.inTransaction((tx) =>
    tx.rows(
      "INSERT INTO pesantren_reference (id, regency_code, status) SELECT unnest($1::uuid[]), $2, 'ACTIVE' ON CONFLICT DO NOTHING",
      [ids, REGENCY],
    ),
  );
}
