import { randomUUID } from "node:crypto";
import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import { createLog } from "../../subgraphs/kit/log";
import { loadRoom } from "../../subgraphs/kit/rooms";
import { contextMaker } from "../../subgraphs/kit/subgraph";
import { firstTrialPesantrenIn } from "../../subgraphs/kit/trial/trial-pesantren";
import type { BankAnswer, BankPayment } from "../../subgraphs/jatim/bank/bank";
import { JATIM } from "../../subgraphs/jatim/province";
import { workWith } from "../../subgraphs/jatim/samsat/partners";
import { payTax } from "../../subgraphs/jatim/samsat/payment.service";
import { PaperBank } from "../../subgraphs/jatim/samsat/testing/paper-bank";
import { PaperOffice } from "../../subgraphs/jatim/samsat/testing/paper-office";
import type { House } from "../journeys/house";
import { roomDatabase, withClient } from "./databases";
import { BANK, makeBills, type Bill } from "./payment-bills";
import { fillHistory, type History } from "./payment-history";

const ROOM = "jatim";
/** The pesantren of all service points here, and of the trial cashier. */
export const PESANTREN = firstTrialPesantrenIn(JATIM).id;
const CASHIER: Caller = { ...ANONYMOUS, client: "bench", subject: "kasir", province: JATIM, pesantren: PESANTREN };

/** A bank in this process that makes every payment at once, since the room is measured and not the bank. */
class InstantBank extends PaperBank {
  override pay({ reference }: BankPayment): Promise<BankAnswer> {
    return Promise.resolve({ outcome: "DONE", bankReference: `B-${reference}`, at: new Date() });
  }
}

/** The samsat of the room, with a database of its own on the house's server and nothing before it. */
export class PaymentRoom {
  private constructor(
    readonly url: string,
    readonly superuserUrl: string,
    /** What all statements so far took, but BEGIN and COMMIT. */
    readonly statements: { seconds: number },
    private readonly contextFor: ReturnType<typeof contextMaker>,
    readonly close: () => Promise<void>,
  ) {}

  /** A room with payments of the past. */
  static async open(house: House, name: string, history: History, connections: number): Promise<PaymentRoom> {
    workWith({ office: new PaperOffice(), banks: { [BANK]: new InstantBank(() => new Date()) }, silentMs: 60_000 });
    const url = await roomDatabase(house, name, ROOM);
    const statements = { seconds: 0 };
    const onStatement = (_: string, seconds: number) => void (statements.seconds += seconds);
    const db = await loadRoom(ROOM).openDatabase({ url, poolSize: connections, onStatement });
    // It has no keys: the audit log and receipts are the business of what stands before the room's own functions.
    const contextFor = contextMaker({ db, log: createLog("bench", "warn"), keyring: undefined as never });
    const room = new PaymentRoom(url, house.databaseUrl(name), statements, contextFor, () => db.close());
    for (const bill of await room.bills(1)) await room.pay(bill);
    await fillHistory(room.superuserUrl, history);
    return room;
  }

  bills(count: number): Promise<Bill[]> {
    return withClient(this.superuserUrl, (owner) => makeBills(owner, PESANTREN, count));
  }

  async pay({ id, payCode }: Bill): Promise<void> {
    // Clients choose their keys by chance.
    const paid = await payTax(this.contextFor("bench", "id", CASHIER), { payCode }, randomUUID());
    if (paid !== id) throw new Error(`Bill ${id} was not paid.`);
  }
}
