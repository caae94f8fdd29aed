import type { IncomingMessage, ServerResponse } from "node:http";
import { Registry } from "prom-client";
import { systemClock, type Clock } from "../../kit/clock";
import { port, readConfig, str } from "../../kit/config";
import type { Database } from "../../kit/data/database";
import { BodyError, readBytes } from "../../kit/http/body";
import { serve, type RunningServer } from "../../kit/http/server";
import { isId } from "../../kit/id";
import type { Log } from "../../kit/log";
import { acceptNotification, type BankNotification } from "../bank/notification";
import { NOTIFICATION } from "../bank/services";
import type { Agreement } from "../partners/agreement";
import { signedAnswer } from "../partners/answer";
import type { Message } from "../partners/message";
import { writePayment } from "./outcome";

const LIMIT_BYTES = 64 * 1024;
const DONE = "20000";
const UNKNOWN_PAYMENT = "40401";

export interface NotificationOptions {
  readonly db: Database;
  readonly log: Log;
  readonly bankCode: string;
  readonly agreement: Agreement;
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  readonly clock?: Clock;
}

/** Where notifications of the bank are taken, as the settings say. */
export function notificationAddress(env: NodeJS.ProcessEnv = process.env): { host: string; port: number } {
  const { BANK_NOTIFICATION_HOST, BANK_NOTIFICATION_PORT } = readConfig(
    {
      BANK_NOTIFICATION_HOST: str({ default: "127.0.0.1", desc: "the address at which the bank's notifications come" }),
      BANK_NOTIFICATION_PORT: port({ default: 4063, desc: "the port at which the bank's notifications come" }),
    },
    env,
  );
  return { host: BANK_NOTIFICATION_HOST, port: BANK_NOTIFICATION_PORT };
}

/**
 * Takes the bank's notifications of payments, at an address of their own. A payment that is open is decided by one as by the bank's answer; what is not told
 * in time is found out by asking, so none of them is needed, and one that comes late or twice changes nothing.
 */
export function startNotifications(options: NotificationOptions): Promise<RunningServer> {
  return serve({
    host: options.host,
    port: options.port,
    portSetting: "BANK_NOTIFICATION_PORT",
    handle: (request, response) => answer(options, request, response),
    ready: () => options.db.ping(),
    log: options.log,
    metrics: new Registry(),
  });
}

async function answer(options: NotificationOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url: path = "", headersDistinct: headers } = request;
  try {
    const message = { method, path, headers, body: await readBytes(request, LIMIT_BYTES) };
    const said = await take(options, message);
    const signature = String(headers["x-signature"]?.[0]);
    const now = (options.clock ?? systemClock)();
    const signed = signedAnswer(options.agreement, NOTIFICATION, signature, said, {}, now);
    response.writeHead(signed.status, signed.headers).end(signed.body);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    response.writeHead(error.status).end();
  }
}

/** Status and case of SNAP's response code. */
async function take(options: NotificationOptions, message: Message): Promise<string> {
  const { db, log, agreement, bankCode, clock = systemClock } = options;
  const accepted = await acceptNotification(message, agreement, clock(), (id, day) => isFirst(db, bankCode, id, day));
  if ("fault" in accepted) {
    log.warn({ reason: accepted.reason }, "a notification was not taken");
    return accepted.fault;
  }
  return (await decide(options, accepted)) ? DONE : UNKNOWN_PAYMENT;
}

async function isFirst(db: Database, bankCode: string, externalId: string, day: string): Promise<boolean> {
  const added = await db.inTransaction((tx) =>
    tx.rows("INSERT INTO bank_message VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING day", [
      bankCode,
      day,
      externalId,
    ]),
  );
  return added.length > 0;
}

/** Returns whether there is such a payment of the bank. */
async function decide(
  { db, log, bankCode }: NotificationOptions,
  { reference, bankReference, amount, at }: BankNotification,
): Promise<boolean> {
  const payment = isId(reference)
    ? await db.row<{ status: string }>(
        "SELECT status FROM samsat_payment WHERE id = $1 AND bank_code = $2 AND total = $3",
        [reference, bankCode, amount],
      )
    : undefined;
  if (!payment || payment.status === "BILLED" || payment.status === "FAILED") {
    log.error({ reference, status: payment?.status }, "the bank tells of a payment that was not asked for");
    return false;
  }
  await writePayment(db, reference, { outcome: "DONE", bankReference, at });
  return true;
}
