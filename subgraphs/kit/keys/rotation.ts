import { existsSync } from "node:fs";
import { ConfigurationError } from "../config";
import { publishClientKeys } from "./client-keys";
import { keyringFile } from "./house-keys";
import type { KeyEntry, KeyUse } from "./keyring";
import { newKey, readKeys, writeKeys } from "./keyring-file";

/** The kinds of keys that are rotated. */
export const ROTATED = ["request", "data", "index", "audit", "client", "receipt"] as const;
export type Rotated = (typeof ROTATED)[number];

/** Those whose old keys nothing needs any more once everybody has the new one. Data stays encrypted, and audit logs sealed, by the keys of their time. */
export const RETIRED: readonly Rotated[] = ["request", "client"];

export interface Rotation {
  /** The folder of the keyrings. */
  readonly folder: string;
  readonly room: string;
  readonly kind: Rotated;
  /** From when on the new key makes things. Until then every process must have read it. */
  readonly from: Date;
}

/**
 * Adds a new key to a room's keyring, and for `request` to the gateway's. The old one stays, to check what was made with it.
 *
 * @returns the id of the new key
 */
export function rotate({ folder, room, kind, from }: Rotation): string {
  const key = newKey(useOf(kind, room), from);
  // Whoever checks must know the key before whoever signs.
  for (const file of filesOf(folder, room, kind)) writeKeys(file, [...existing(file), key]);
  return key.id;
}

/**
 * Drops the keys that are older than the newest one in force.
 *
 * @returns the ids of the dropped keys
 */
export function retire({ folder, room, kind }: Omit<Rotation, "from">, now = new Date()): string[] {
  const use = useOf(kind, room);
  const dropped = new Set<string>();
  // Whoever signs must have let go of a key before whoever checks.
  for (const file of filesOf(folder, room, kind).toReversed()) {
    const keys = existing(file);
    const old = olderThanTheNewest(keys, use, now);
    for (const id of old) dropped.add(id);
    if (old.size > 0)
      writeKeys(
        file,
        keys.filter(({ id }) => !old.has(id)),
      );
  }
  return [...dropped];
}

/** Tells an issuer that reads public keys from files of the room's new ones. */
export function publishRotated(folder: string, room: string, publicFile: string): void {
  if (existsSync(publicFile)) publishClientKeys(keyringFile(folder, room), publicFile);
}

function useOf(kind: Rotated, room: string): KeyUse {
  return kind === "request" ? `request:${room}` : kind;
}

function filesOf(folder: string, room: string, kind: Rotated): string[] {
  return (kind === "request" ? [room, "gateway"] : [room]).map((name) => keyringFile(folder, name));
}

function existing(file: string): readonly KeyEntry[] {
  const keys = readKeys(file);
  if (keys.length > 0) return keys;
  throw new ConfigurationError(`There is no keyring ${file}. Make it by npm run keys -- create, or by npm start.`);
}

function olderThanTheNewest(keys: readonly KeyEntry[], use: KeyUse, now: Date): Set<string> {
  const inForce = keys.filter((key) => key.use === use && new Date(key.from) <= now);
  const newest = Math.max(...inForce.map(({ from }) => Date.parse(from)));
  return new Set(inForce.filter(({ from }) => Date.parse(from) < newest).map(({ id }) => id));
}
