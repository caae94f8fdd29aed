import { join } from "node:path";
import type { KeyEntry, KeyUse } from "./keyring";
import { newKey, readKeys, writeKeys } from "./keyring-file";

/** What a room keeps for itself alone. */
const OWN_USES: readonly KeyUse[] = ["data", "index", "audit", "client", "receipt"];

/** Everything that a room can't work without. */
export function usesOf(room: string): readonly KeyUse[] {
  return [`request:${room}`, ...OWN_USES];
}

/** The file of a process's keys in the folder of all of them. */
export function keyringFile(folder: string, process: string): string {
  return join(folder, `${process}.json`);
}

/** Makes the keyrings of the gateway and of every room, as far as they are not there: the gateway shares one key with each room, and knows none of its others. */
export function ensureHouseKeys(folder: string, rooms: readonly string[]): void {
  const gatewayFile = keyringFile(folder, "gateway");
  let gateway = readKeys(gatewayFile);
  for (const room of rooms) {
    const use: KeyUse = `request:${room}`;
    const file = keyringFile(folder, room);
    const before = readKeys(file);
    const shared = first(gateway, use) ?? first(before, use) ?? newKey(use);
    const keys = [
      ...before,
      ...(first(before, use) ? [] : [shared]),
      ...OWN_USES.flatMap((own) => (first(before, own) ? [] : [newKey(own, new Date(0))])),
    ];
    if (keys.length > before.length) writeKeys(file, keys);
    if (!first(gateway, use)) writeKeys(gatewayFile, (gateway = [...gateway, shared]));
  }
}

function first(keys: readonly KeyEntry[], use: KeyUse): KeyEntry | undefined {
  return keys.find((key) => key.use === use);
}
