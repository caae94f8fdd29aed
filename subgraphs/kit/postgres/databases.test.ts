import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { ensureDatabases } from "./databases";

describe("databases on a server of one's own", () => {
  const server = process.env["TEST_POSTGRES_URL"]!;
  const names = ["one", "two"].map((name) => `${name}_${randomBytes(4).toString("hex")}`);
  const [one, two] = names.map((name) => address(name, name, "s3cret/word")) as [string, string];
  const env = { POSTGRES_URL: server, ONE_DATABASE_URL: one, TWO_DATABASE_URL: two };

  afterAll(async () => {
    for (const name of names) await ask(server, `DROP DATABASE "${name}"`);
    for (const name of names) await ask(server, `DROP ROLE "${name}", "${name}_owner"`);
  });

  it("are made as the rooms' addresses say, and only once", async () => {
    expect(await ensureDatabases(["one", "two"], env)).toEqual(names);
    await ask(one, `SET ROLE "${names[0]}_owner"; CREATE TABLE kept (word text)`);
    expect(await ensureDatabases(["one", "two"], env)).toEqual(names);
    expect(await ask(one, "SELECT * FROM kept")).toEqual([]);
    await expect(ask(one, "CREATE TABLE own (word text)")).rejects.toThrow("permission denied for schema public");
    await expect(ask(one, "ALTER TABLE kept ADD COLUMN more text")).rejects.toThrow("must be owner of table kept");
    await expect(ask(address(names[1]!, names[0]!, "s3cret/word"), "SELECT 1")).rejects.toThrow("permission denied");
  });

  it("are taken over from a version in which the role that works in a database owned it", async () => {
    const [name] = names as [string];
    const inside = `${server.replace(/\/[^/]*$/, "")}/${name}`;
    await ask(server, `ALTER DATABASE "${name}" OWNER TO "${name}"`);
    await ask(
      inside,
      `CREATE TABLE theirs (word text); ALTER TABLE theirs OWNER TO "${name}"; REVOKE ALL ON kept FROM "${name}"`,
    );
    await ensureDatabases(["one"], env);
    const owners = `SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'public'`;
    expect(await ask(one, owners)).toEqual([{ owner: `${name}_owner` }]);
    expect(await ask(one, "INSERT INTO theirs VALUES ('x') RETURNING word")).toEqual([{ word: "x" }]);
  });

  it("get a new password when the address has one", async () => {
    const changed = address(names[0]!, names[0]!, "another");
    await ensureDatabases(["one"], { ...env, ONE_DATABASE_URL: changed });
    expect(await ask(changed, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await expect(ask(one, "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("are refused, all of them, when an address is missing or names another role's database", async () => {
    await expect(ensureDatabases(["one", "three"], env)).rejects.toThrow("THREE_DATABASE_URL is not set");
    const foreign = { ...env, TWO_DATABASE_URL: address("two", "one", "x") };
    await expect(ensureDatabases(["one", "two"], foreign)).rejects.toThrow(
      "TWO_DATABASE_URL: a room's database has the name of its role. Expected /two, came /one.",
    );
  });

  function address(role: string, database: string, password: string): string {
    const url = new URL(server);
    return `postgres://${role}:${encodeURIComponent(password)}@${url.host}/${database}`;
  }

  async function ask(url: string, query: string): Promise<unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<object>(query)).rows;
    } finally {
      await client.end();
    }
  }
});
