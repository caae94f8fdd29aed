import { Writable } from "node:stream";
import { Client } from "pg";
import pino from "pino";
import { to as copyTo } from "pg-copy-streams";
import { system } from "../../kit/access/caller";
import { systemClock } from "../../kit/clock";
import { createGraphHandler } from "../../kit/graph/handler";
import { serve } from "../../kit/http/server";
import { newKey, readKeys, writeKeys } from "../../kit/keys/keyring-file";
import { Keyring } from "../../kit/keys/keyring";
import { createMetrics } from "../../kit/metrics";
import { erasePerson } from "../../kit/personal/erase";
import { exportPerson, subjectsWith } from "../../kit/personal/export";
import { reencrypt } from "../../kit/personal/reencrypt";
import { contextMaker } from "../../kit/subgraph";
import type { TestGraph } from "../../kit/testing/graph";
import { Random } from "../../kit/trial/random";
import { addPesantren } from "../service-points/testing/fixture";
import subgraph from "../subgraph";
import { CONTACT_PERSONS } from "./contact-person.table";
import {
  BANK,
  change,
  consent,
  consentFor,
  contactRoom,
  look,
  OPERATOR,
  person,
  register,
  type ContactRoom,
} from "./testing/fixture";

const SEED = 20261123;
const PERSONS = 40;
const TABLES = [CONTACT_PERSONS];

/** An invented person of the seed, with numbers that occur nowhere by chance. */
function invented(index: number) {
  const random = new Random(SEED, "person", index);
  const digits = (count: number) => Array.from({ length: count }, () => random.whole(0, 9)).join("");
  return {
    name: `Percobaan ${digits(12)}`,
    nik: `99${digits(4)}150785${String(index + 1).padStart(4, "0")}`,
    phone: `+6284${digits(9)}`,
    email: `a${digits(12)}@contoh.id`,
    birthDate: "1985-07-15",
  };
}

describe("a room with personal data", () => {
  let room: ContactRoom;
  let ids: string[];
  let server: Client;
  let walFrom: string;
  const logged: string[] = [];
  const sink = new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) });
  const log = pino({ level: "trace" }, sink);
  const persons = Array.from({ length: PERSONS }, (_, index) => invented(index));
  const context = (keyring = room.graph.keyring) => ({
    db: room.graph.db,
    keyring,
    caller: system("test"),
    requestId: "test",
    clock: systemClock,
  });

  beforeAll(async () => {
    room = await contactRoom(() => new Date("2026-11-23T03:00:00Z"), log);
    server = new Client(room.graph.superuserUrl);
    await server.connect();
    const [wal] = await room.graph.asSuperuser<{ file: string }>(
      "SELECT pg_walfile_name(pg_current_wal_lsn()) AS file",
    );
    walFrom = wal!.file;
    const pesantrenId = await addPesantren(room.graph);
    ids = await Promise.all(
      persons.map(async (each) => {
        const { id } = await register(room, person(pesantrenId, each));
        const guardian = { name: each.name, relationship: "GUARDIAN" };
        await consent(room, consentFor(id!, { guardian }));
        return id!;
      }),
    );
    for (const { nik } of persons.slice(0, 10)) await look(room, nik);
    await look(room, persons[0]!.nik, BANK);
    await register(room, person(pesantrenId, persons[0]));
    await register(room, person(pesantrenId, { ...persons[1], phone: persons[1]!.nik, nik: persons[1]!.phone }));
    await change(room, "changeContactPerson", "ContactPerson", {
      id: ids[2],
      nik: persons[2]!.nik,
      birthDate: "2999-01-01",
    });
    // The control: it is not encrypted, so whoever searches must find it.
    await room.graph.db.rows("UPDATE pesantren SET address = $1", [CONTROL]);
  }, 60_000);
  afterAll(async () => {
    await server.end();
    await room.close();
  });

  /** The room as the gateway reaches it. */
  async function overHttp() {
    const { schema } = await subgraph.schema();
    const { db, keyring } = room.graph;
    const metrics = createMetrics("pesantren");
    const contextFor = contextMaker({ db: db.root, log, keyring });
    const graph = await createGraphHandler(schema, { proofs: { verify: () => OPERATOR }, contextFor, log, metrics });
    const http = await serve({
      ...{ host: "127.0.0.1", port: 0, portSetting: "", handle: graph.handle, log, metrics: metrics.registry },
      ready: () => Promise.resolve(),
    });
    const ask = async (query: string, variables: object) =>
      (
        await fetch(http.url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query, variables }),
        })
      ).text();
    return { ask, close: async () => (await http.close(0), graph.stop()) };
  }

  const CHANGE = `mutation ($input: ChangeContactPersonInput!) { changeContactPerson(input: $input) {
    ... on ContactPerson { id } ... on Refused { refusals { code message received } } } }`;
  const CONTROL = "99887766554433221100";
  const needles = persons.flatMap(({ name, nik, phone, email }) => [name, nik, phone, phone.slice(1), email]);
  const forms = (text: string) => [
    text,
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
    Buffer.from(text).toString("hex"),
  ];
  const hits = (haystack: string | Buffer) => needles.flatMap(forms).filter((needle) => haystack.includes(needle));

  it("holds none of them in clear in any column of any table", async () => {
    const { rows } = await server.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    let dump = "";
    for (const { name } of rows)
      for await (const chunk of server.query(copyTo(`COPY ${name} TO STDOUT`))) dump += String(chunk);
    expect(dump).toContain(CONTROL);
    expect(dump).toContain(ids[0]);
    expect(hits(dump)).toEqual([]);
    // A value of bytea is dumped as hexadecimal digits, which the search knows too.
    expect(hits(`${dump} \\x${Buffer.from(persons[0]!.nik).toString("hex")}`)).toHaveLength(1);
  });

  it("holds none of them in clear in the files of the server, its write-ahead log included", async () => {
    // A few are enough here: whatever would leave one of them in clear would leave them all.
    const few = needles.slice(0, 50).flatMap(forms);
    await room.graph.asSuperuser("CHECKPOINT");
    const { database, wal } = await serverFiles(room.graph, walFrom);
    const searched = { database: { control: 0, found: 0 }, wal: { control: 0, found: 0 } };
    for (const [kind, files] of Object.entries({ database, wal })) {
      for (const file of files) {
        const bytes = await readServerFile(server, file);
        const count = searched[kind as "wal"];
        if (bytes.includes(CONTROL)) count.control++;
        count.found += few.filter((needle) => bytes.includes(needle)).length;
      }
    }
    expect(searched.database.control).toBeGreaterThan(0);
    expect(searched.wal.control).toBeGreaterThan(0);
    expect([searched.database.found, searched.wal.found]).toEqual([0, 0]);
  }, 120_000);

  it("writes none of them into its log, whatever goes wrong", async () => {
    await room.graph.asSuperuser(
      "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken: %', NEW; END $$",
    );
    await room.graph.asSuperuser(
      "CREATE TRIGGER break BEFORE UPDATE ON contact_person FOR EACH ROW EXECUTE FUNCTION break()",
    );
    const http = await overHttp();
    try {
      for (const [at, each] of persons.entries()) {
        const input = { id: ids[at], name: each.name, nik: each.nik, phone: each.phone, email: each.email };
        const answer = await http.ask(CHANGE, { input });
        expect(answer).toContain("INTERNAL_SERVER_ERROR");
        expect(hits(answer)).toEqual([]);
      }
      expect(await http.ask(CHANGE, { input: { id: ids[0], nik: `${persons[0]!.nik}0` } })).toContain("NIK_INVALID");
    } finally {
      await http.close();
      await room.graph.asSuperuser("DROP TRIGGER break ON contact_person");
    }
    const log = logged.join("");
    expect(log.match(/resolver failed/g)).toHaveLength(PERSONS);
    expect(log).toContain(ids[0]);
    expect(hits(log)).toEqual([]);
  });

  it("finds a person by NIK for the command, and exports each once", async () => {
    const [one] = persons;
    expect(await subjectsWith(context(), TABLES, "NIK", one!.nik)).toEqual([ids[0]]);
    const held = await exportPerson(context(), TABLES, ids[0]!, "Surat 9");
    expect(held).toMatchObject({ records: { contact_person: [one] }, consents: [{ guardianName: one!.name }] });
    expect(held!.access.length).toBeGreaterThan(2);
    expect(await exportPerson(context(), TABLES, "01900000-0000-7000-8000-000000000000", "none")).toBeUndefined();
  });

  it("is brought under new keys beside its readers, and a second time there is nothing left to do", async () => {
    const file = room.graph.keyring.file;
    writeKeys(file, [...readKeys(file), newKey("data"), newKey("index")]);
    const rotated = new Keyring(file);
    const rest = PERSONS;
    expect(await reencrypt(room.graph.db, rotated, TABLES)).toEqual({ contact_person: rest, personal_consent: rest });
    expect(await reencrypt(room.graph.db, rotated, TABLES)).toEqual({});
    const onlyNew = readKeys(file).filter(({ use, from }) => !["data", "index"].includes(use) || from > "1971");
    writeKeys(file, onlyNew);
    const context2 = context(new Keyring(file));
    expect(await subjectsWith(context2, TABLES, "NIK", persons[5]!.nik)).toEqual([ids[5]]);
    expect(await exportPerson(context2, TABLES, ids[5]!, "x")).toMatchObject({
      records: { contact_person: [persons[5]] },
    });
  });

  it("erases a person so that nothing is left to find, and then has nothing left to erase", async () => {
    const keyring = new Keyring(room.graph.keyring.file);
    const erase = () => room.graph.db.inTransaction((tx) => erasePerson(context(keyring), tx, TABLES, ids[7]!));
    expect(await erase()).toEqual({ contact_person: 1, personal_consent: 1 });
    expect(await erase()).toEqual({});
    expect(await subjectsWith(context(keyring), TABLES, "NIK", persons[7]!.nik)).toEqual([]);
    expect(await exportPerson(context(keyring), TABLES, ids[7]!, "x")).toMatchObject({
      records: { contact_person: [{ name: null, nik: null, phone: null, email: null, birthDate: null }] },
      consents: [{ guardianName: null }],
    });
  });
});

/** The files of the database and those of the write-ahead log from one on, relative to the server's folder. */
async function serverFiles(graph: TestGraph, walFrom: string): Promise<{ database: string[]; wal: string[] }> {
  const database = await graph.asSuperuser<{ file: string }>(
    `SELECT folder || '/' || name AS file
     FROM (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = current_database()) AS place, pg_ls_dir(folder) AS name`,
  );
  const wal = await graph.asSuperuser<{ file: string }>(
    "SELECT 'pg_wal/' || name AS file FROM pg_ls_waldir() WHERE name BETWEEN $1 AND pg_walfile_name(pg_current_wal_lsn())",
    [walFrom],
  );
  return { database: database.map(({ file }) => file), wal: wal.map(({ file }) => file) };
}

/** The server reads its file itself: where it lies, the tests may not look. */
async function readServerFile(server: Client, file: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  const copy = server.query(copyTo(`COPY (SELECT pg_read_binary_file('${file}')) TO STDOUT (FORMAT binary)`));
  for await (const chunk of copy) parts.push(chunk as Buffer);
  return Buffer.concat(parts);
}
