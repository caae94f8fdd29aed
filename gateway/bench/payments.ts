import { randomUUID } from "node:crypto";
import { withClient } from "./databases";
import { measure, median } from "./load";
import { makeBills, type Bill } from "./payment-bills";
import { byHand } from "./payment-by-hand";
import { PaymentRoom, PESANTREN } from "./payment-room";
import type { House } from "../journeys/house";

/** Payments of the past where there are few. */
export const FEW_PAYMENTS = 10_000;
const FIVE_YEARS = 60;

const CLIENTS = 32;
const ROUNDS = 7;
const PAYMENTS_A_ROUND = 3_000;
const PAYMENTS_THROUGH_GATEWAY = 1_000;
const SINGLE_PAYMENTS = 400;

const PAY = `mutation ($input: PayJatimVehicleTaxInput!, $key: String!) {
  payJatimVehicleTax(input: $input, idempotencyKey: $key) { ... on JatimTaxPayment { id status } ... on Refused { refusals { code } } } }`;

export interface ThroughputFigures {
  /** Payments a second. */
  readonly byHand: number;
  readonly room: number;
  readonly gateway: number;
  /** What the room does in what plain SQL does, the median of all rounds. */
  readonly roomRatio: number;
  readonly gatewayRatio: number;
}

export interface GrowthFigures {
  /** Median time of one payment, and of its statements alone, in milliseconds. */
  readonly few: Times;
  readonly many: Times;
  /** The time where there are many in that where there are few, the median of all rounds. */
  readonly ratio: number;
  readonly statementsRatio: number;
}

interface Times {
  readonly ms: number;
  readonly statementsMs: number;
}

/** Rooms on the house's server, each with payments of the past. */
export interface PaymentRooms {
  /** Few, all of them of the room's first month. */
  readonly young: PaymentRoom;
  /** Few, over as many months as the many. */
  readonly few: PaymentRoom;
  readonly many: PaymentRoom;
}

/** Makes all rooms. @throws if the server does not keep what it has committed through a crash: then no figure would mean anything */
export async function openRooms(house: House, payments: number): Promise<PaymentRooms> {
  await withClient(house.databaseUrl("postgres"), async (client) => {
    for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
      const { rows } = await client.query<Record<string, string>>(`SHOW ${name}`);
      if (rows[0]![name] !== "on") throw new Error(`PostgreSQL runs with ${name} ${rows[0]![name]}, and not on.`);
    }
  });
  const open = (name: string, past: number, months: number) =>
    PaymentRoom.open(house, `bench_payments_${name}`, { payments: past, months }, CLIENTS);
  return {
    young: await open("young", FEW_PAYMENTS, 1),
    few: await open("few", FEW_PAYMENTS, FIVE_YEARS),
    many: await open("many", payments, FIVE_YEARS),
  };
}

/** Payments by many clients at once: by plain SQL, by the room's own functions, and through the gateway, in turn. */
export async function benchThroughput(house: House, { few: room }: PaymentRooms): Promise<ThroughputFigures> {
  const hand = await byHand(room.url, PESANTREN, CLIENTS);
  const rounds: Omit<ThroughputFigures, "roomRatio" | "gatewayRatio">[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const bills = await room.bills(2 * PAYMENTS_A_ROUND);
      rounds.push({
        byHand: await perSecond(bills.slice(PAYMENTS_A_ROUND), (bill) => hand.pay(bill)),
        room: await perSecond(bills.slice(0, PAYMENTS_A_ROUND), (bill) => room.pay(bill)),
        gateway: await throughGateway(house),
      });
    }
  } finally {
    await hand.close();
  }
  const of = (name: "byHand" | "room" | "gateway") => median(rounds.map((each) => each[name]));
  return {
    byHand: of("byHand"),
    room: of("room"),
    gateway: of("gateway"),
    roomRatio: median(rounds.map((each) => each.room / each.byHand)),
    gatewayRatio: median(rounds.map((each) => each.gateway / each.byHand)),
  };
}

async function perSecond(bills: readonly Bill[], pay: (bill: Bill) => Promise<void>): Promise<number> {
  const started = performance.now();
  let next = 0;
  async function client(): Promise<void> {
    while (next < bills.length) await pay(bills[next++]!);
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (bills.length / (performance.now() - started)) * 1000;
}

/** The whole way: a cashier's requests, the bank's simulator, and the audit log. Ends when the vehicle office has been told of all, so that no other round pays for it. */
async function throughGateway(house: House): Promise<number> {
  return withClient(house.databaseUrl("jatim"), async (owner) => {
    const headers = await house.identify("shop-jatim", "trial-nur");
    const { origin, pathname } = new URL(house.url);
    // Loads begin with a quarter that is not measured.
    const bills = await makeBills(owner, PESANTREN, Math.ceil(PAYMENTS_THROUGH_GATEWAY * 1.25) + 1);
    const { perSecond } = await measure({
      url: origin,
      request: () => {
        const { payCode } = bills.pop()!;
        const body = JSON.stringify({ query: PAY, variables: { input: { payCode }, key: randomUUID() } });
        return { path: pathname, method: "POST", body, headers };
      },
      check: (body) => {
        if (!body.includes('"PAID"')) throw new Error(`This is no payment: ${body.slice(0, 500)}`);
      },
      pids: house.pids(),
      operations: PAYMENTS_THROUGH_GATEWAY,
      connections: CLIENTS,
    });
    const untold = "SELECT FROM samsat_payment WHERE status = 'PAID' AND reported IS NULL LIMIT 1";
    while ((await owner.query(untold)).rowCount) await new Promise((next) => setTimeout(next, 200));
    return perSecond;
  });
}

/** One payment after the other, by turns where there are few and where there are many, by the room's own functions. */
export async function benchGrowth(few: PaymentRoom, many: PaymentRoom): Promise<GrowthFigures> {
  const rounds: { few: Times; many: Times }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [fewBills, manyBills] = [await few.bills(SINGLE_PAYMENTS), await many.bills(SINGLE_PAYMENTS)];
    const times: { few: Times[]; many: Times[] } = { few: [], many: [] };
    for (let at = 0; at < SINGLE_PAYMENTS; at++) {
      times.few.push(await timeOf(few, fewBills[at]!));
      times.many.push(await timeOf(many, manyBills[at]!));
    }
    rounds.push({ few: middle(times.few), many: middle(times.many) });
  }
  return {
    few: middle(rounds.map((each) => each.few)),
    many: middle(rounds.map((each) => each.many)),
    ratio: median(rounds.map((each) => each.many.ms / each.few.ms)),
    statementsRatio: median(rounds.map((each) => each.many.statementsMs / each.few.statementsMs)),
  };
}

async function timeOf(room: PaymentRoom, bill: Bill): Promise<Times> {
  const [started, before] = [performance.now(), room.statements.seconds];
  await room.pay(bill);
  return { ms: performance.now() - started, statementsMs: (room.statements.seconds - before) * 1000 };
}

function middle(times: readonly Times[]): Times {
  return { ms: median(times.map(({ ms }) => ms)), statementsMs: median(times.map(({ statementsMs }) => statementsMs)) };
}
