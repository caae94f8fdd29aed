import pino from "pino";
import { request } from "undici";
import { systemClock } from "../../kit/clock";
import type { RunningServer } from "../../kit/http/server";
import { newId } from "../../kit/id";
import { freePorts } from "../../kit/process/free-ports";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { mutate } from "../../kit/testing/mutations";
import { knownServicePoint } from "../../kit/testing/registry";
import { NOTIFICATION, TRANSACTION_STATUS } from "../bank/services";
import { snapAmount } from "../partners/money";
import { signedMessage } from "../partners/message";
import { snapTime } from "../partners/signature";
import { servicePoints } from "../references";
import { TrialPartners } from "../simulators/testing/trial-partners";
import jatim from "../subgraph";
import { shopOf } from "../testing/people";
import { startNotifications } from "./notifications";
import { workWith } from "./partners";
import { PaperOffice } from "./testing/paper-office";

const BANK = "JATIM_SYARIAH";

describe("notifications of the bank", () => {
  let graph: TestGraph;
  let partners: TrialPartners;
  let server: RunningServer;
  const office = new PaperOffice();
  let serial = 0;

  beforeAll(async () => {
    graph = await testGraph(jatim);
    const [port] = (await freePorts(1)) as [number];
    partners = await TrialPartners.start({ timeoutMs: 1_000, notifyUrl: `http://127.0.0.1:${port}` });
    workWith({ office, banks: { [BANK]: partners.bank }, silentMs: 60_000 });
    const agreement = partners.agreementWith("bank");
    const log = pino({ level: "silent" });
    server = await startNotifications({ db: graph.db, log, bankCode: BANK, agreement, host: "127.0.0.1", port });
  }, 60_000);
  afterEach(() => partners.bankFaults.follow({ seed: 1, rates: {}, slowMs: 0, lateMs: 0 }));
  afterAll(async () => {
    await server.close();
    await partners.stop();
    await graph.close();
  });

  async function billed(): Promise<{ id: string; payCode: string; total: number; cashier: ReturnType<typeof shopOf> }> {
    const pesantrenId = newId();
    const { id: servicePointId } = await knownServicePoint(servicePoints, graph.db, { pesantrenId });
    const cashier = { ...shopOf(pesantrenId), scopes: ["samsat.payment:create"] };
    const plate = `L ${++serial} OP`;
    const year = new Date().getUTCFullYear();
    office.add({ plate, dueOn: `${year}-12-31`, documentValidUntil: `${year + 3}-12-31` });
    const input = { servicePointId, plate, chassisLast5: "A1B2C" };
    const bill = await mutate(graph, cashier, "billJatimVehicleTax", input, { fields: "id payCode total" });
    return { ...(bill as unknown as { id: string; payCode: string; total: number }), cashier };
  }

  const statusOf = async (id: string) =>
    (await graph.db.row<{ status: string }>("SELECT status FROM samsat_payment WHERE id = $1", [id]))!.status;

  function told(reference: string, total: number) {
    return {
      originalPartnerReferenceNo: reference,
      originalReferenceNo: "B-1",
      amount: snapAmount(BigInt(total)),
      latestTransactionStatus: TRANSACTION_STATUS.DONE,
      finishedTime: snapTime(new Date()),
    };
  }

  const sign = (content: object) => signedMessage(partners.bankSide, NOTIFICATION.path, content, systemClock(), "KEY");

  async function send({ headers, body }: ReturnType<typeof sign>): Promise<[number, string]> {
    const response = await request(`${server.url}${NOTIFICATION.path}`, { method: "POST", headers, body });
    const { responseCode } = (await response.body.json()) as { responseCode: string };
    return [response.statusCode, responseCode];
  }

  it("decide a payment whose answer came too late, before anybody asks", async () => {
    const { id, payCode, cashier } = await billed();
    partners.bankFaults.follow({ seed: 1, rates: { LATE: 1 }, slowMs: 0, lateMs: 3_000 });
    await mutate(graph, cashier, "payJatimVehicleTax", { payCode });
    expect(await statusOf(id)).toBe("PAID");
    const [{ checked } = { checked: true }] = await graph.db.rows<{ checked: boolean }>(
      "SELECT checked_at IS NOT NULL AS checked FROM samsat_payment WHERE id = $1",
      [id],
    );
    expect(checked).toBe(false);
  });

  it("are booked once when the bank does it twice", async () => {
    const { id, payCode, cashier } = await billed();
    partners.bankFaults.follow({ seed: 1, rates: { TWICE: 1 }, slowMs: 0, lateMs: 0 });
    await mutate(graph, cashier, "payJatimVehicleTax", { payCode });
    const postings = await graph.db.rows("SELECT id FROM ledger_posting WHERE cause_id = $1", [id]);
    expect([await statusOf(id), postings.length]).toEqual(["PAID", 1]);
  });

  it("are taken once, and change nothing of what was not asked for", async () => {
    const { id, total } = await billed();
    const message = sign(told(id, total));
    expect(await send(message)).toEqual([404, "4045601"]);
    expect(await send(message)).toEqual([409, "4095600"]);
    expect(await send(sign(told(newId(), total)))).toEqual([404, "4045601"]);
    expect(await statusOf(id)).toBe("BILLED");
  });

  it("are not believed with another amount, an altered body, or another's signature", async () => {
    const { id, total } = await billed();
    await graph.db.inTransaction((tx) =>
      tx.rows("UPDATE samsat_payment SET status = 'PENDING', sent_at = now() WHERE id = $1", [id]),
    );
    expect(await send(sign(told(id, total - 100)))).toEqual([404, "4045601"]);
    const message = sign(told(id, total));
    expect((await send({ ...message, body: message.body.replace("B-1", "B-2") }))[0]).toBe(401);
    const room = partners.agreementWith("bank");
    const own = signedMessage(room, NOTIFICATION.path, told(id, total), systemClock(), "KEY");
    expect((await send(own))[0]).toBe(401);
    expect(await statusOf(id)).toBe("PENDING");
    expect(await send(message)).toEqual([200, "2005600"]);
    expect(await statusOf(id)).toBe("PAID");
  });
});
