import type { IncomingMessage } from "node:http";
import { isIP, isIPv6 } from "node:net";

/**
 * Whose budget a request without a token draws on: its address, or, of IPv6, the network of 64 bits that one customer is given.
 *
 * @param trustedProxies how many of the last entries of X-Forwarded-For were written by proxies of ours; whatever stands before them a client can make up
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const socket = request.socket.remoteAddress ?? "";
  if (trustedProxies === 0) return networkOf(socket);
  const forwarded = (request.headersDistinct["x-forwarded-for"] ?? []).join(",").split(",");
  const address = forwarded.at(-trustedProxies)?.trim() ?? "";
  return networkOf(isIP(address) === 0 ? socket : address);
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = normalForm(address).split("::") as [string, string?];
  const first = groups(head);
  const last = groups(tail ?? "");
  const zeros = Array<string>(8 - first.length - last.length).fill("0");
  return `${[...first, ...zeros, ...last].slice(0, 4).join(":")}::/64`;
}

/** Lower case, no leading zeros, no dots, no zone. */
function normalForm(address: string): string {
  return new URL(`http://[${address.split("%", 1)[0]}]`).hostname.slice(1, -1);
}

function groups(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
