import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";

export type BodyFault = "TOO_LARGE" | "NOT_UTF8" | "NOT_JSON" | "CUT_OFF";

/** The body can't be read, and why. */
export class BodyError extends Error {
  override readonly name = "BodyError";

  constructor(
    readonly fault: BodyFault,
    message: string,
  ) {
    super(message);
  }

  /** The HTTP status that says so. */
  get status(): 400 | 413 {
    return this.fault === "TOO_LARGE" ? 413 : 400;
  }
}

/** Reads a JSON body of at most `limitBytes`; what is larger is refused before it is held in memory. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  return parseBody(await readBytes(request, limitBytes));
}

/** The JSON value of a body's bytes. */
export function parseBody(body: Buffer): unknown {
  if (!isUtf8(body)) throw new BodyError("NOT_UTF8", "The body is not UTF-8.");
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw new BodyError("NOT_JSON", "The body is not JSON.");
  }
}

/** The bytes of a body, not looked at. */
export function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const tooLarge = (): void => reject(new BodyError("TOO_LARGE", `The body is larger than ${limitBytes} bytes.`));
    if (Number(request.headers["content-length"]) > limitBytes) return tooLarge();
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) return chunks.push(chunk);
      chunks.length = 0;
      return tooLarge();
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("error", () => reject(new BodyError("CUT_OFF", "The body ended before it was complete.")));
  });
}
