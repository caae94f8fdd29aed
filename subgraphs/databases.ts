import { ensureDatabases } from "./kit/postgres/databases";
import { roomNames } from "./kit/rooms";

/** Makes every room's database and role on a server of one's own, unless they are there: those that each `<NAME>_DATABASE_URL` names. */
ensureDatabases(roomNames(), process.env)
  .then((made) => console.log(`databases and roles are there: ${made.join(", ")}`))
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
