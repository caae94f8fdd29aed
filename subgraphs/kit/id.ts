import { v7 } from "uuid";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A new id: a UUID of version 7, so that rows made later stand later in an index. Opaque to clients. */
export function newId(): string {
  return v7();
}

/** Whether a text can be an id at all; asked before it reaches PostgreSQL, whose own complaint would be an internal error. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
