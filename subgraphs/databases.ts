import { readConfig, url } from "./kit/config";
import { ensureDatabase } from "./kit/postgres/databases";
import { roomNames } from "./kit/rooms";

/** Makes every room's database and role on a server of one's own, unless they are there: those that each `<NAME>_DATABASE_URL` names. */
async function main(): Promise<void> {
  const variables = roomNames().map((name) => `${name.toUpperCase()}_DATABASE_URL`);
  const rooms = Object.fromEntries(
    variables.map((name) => [name, url({ desc: "postgres://role:password@host:port/database" })]),
  );
  const { POSTGRES_URL, ...databases } = readConfig({
    POSTGRES_URL: url({ desc: "a superuser's address of the server, postgres://postgres:password@host:port/postgres" }),
    ...rooms,
  });
  for (const [variable, address] of Object.entries(databases)) {
    const { username, password, pathname } = new URL(String(address));
    if (pathname !== `/${username}`)
      throw new Error(
        `${variable}: a room's database has the name of its role; it came as ${pathname.slice(1)}, the role as ${username}.`,
      );
    await ensureDatabase(POSTGRES_URL, username, decodeURIComponent(password));
    console.log(`${username}: database and role are there`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
