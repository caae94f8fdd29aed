import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The roles' random passwords, in one file that only its owner may read. */
export class Passwords {
  private readonly known: Record<string, string>;

  constructor(private readonly file: string) {
    this.known = read(file);
  }

  /** The password of a role: the one kept, or a new one, kept before it is answered. */
  of(role: string): string {
    return (this.known[role] ??= this.keep(role, randomBytes(24).toString("base64url")));
  }

  private keep(role: string, password: string): string {
    mkdirSync(dirname(this.file), { recursive: true });
    // Written beside and renamed, since a password lost half-written would lock us out of the data.
    writeFileSync(`${this.file}.new`, JSON.stringify({ ...this.known, [role]: password }, null, 2), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
    return password;
  }
}

function read(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`The file of PostgreSQL's passwords, ${file}, can't be read: ${(error as Error).message}`);
  }
}
