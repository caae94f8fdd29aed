import { execFileSync } from "node:child_process";

/** The operating system's account that the server runs under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so that a fault in it can't take the whole machine. Started by root, it therefore runs as the machine's own
 * `postgres` account, or as `nobody`, which every Unix has: an account is never added to the machine for it.
 *
 * @returns undefined when this process is not root: then the server runs as whoever started it
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = findAccount("postgres") ?? findAccount("nobody");
  if (!account)
    throw new Error("PostgreSQL does not run as root, and this machine has neither an account postgres nor nobody.");
  return account;
}

function findAccount(name: string): Account | undefined {
  const number = (flag: "-u" | "-g") =>
    Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { name, uid: number("-u"), gid: number("-g") };
  } catch {
    return undefined;
  }
}
