import { setTimeout as sleep } from "node:timers/promises";
import type { ChaosResult, ChaosScenario, ChaosStage } from "../../kit/chaos";
import { checkLedger } from "../../kit/ledger/ledger.read";
import type { Actor } from "../../kit/replay";
import { firstTrialPesantrenIn } from "../../kit/trial/trial-pesantren";
import { Random } from "../../kit/trial/random";
import { JATIM } from "../province";
import { chassisLast5, payablePlate } from "../simulators/fleet";

const OPERATOR: Actor = { client: "operator-jatim", person: "trial-bambang" };
const CASHIER: Actor = { client: "shop-jatim", person: "trial-nur" };
const BANK = "JATIM_SYARIAH";
const PAUSE_MS = 100;

const REFUSED = "... on Refused { refusals { code } }";
const PAYMENT = "... on JatimTaxPayment { id payCode status total }";
const REGISTER = `mutation ($input: RegisterServicePointInput!, $key: String!) {
  done: registerServicePoint(input: $input, idempotencyKey: $key) { ... on ServicePoint { id } ${REFUSED} } }`;
const OPEN = `mutation ($input: ChangeServicePointStatusInput!) { done: changeServicePointStatus(input: $input) { ... on ServicePoint { id } ${REFUSED} } }`;
const BILL = `mutation ($input: BillJatimVehicleTaxInput!, $key: String!) { done: billJatimVehicleTax(input: $input, idempotencyKey: $key) { ${PAYMENT} ${REFUSED} } }`;
const PAY = `mutation ($input: PayJatimVehicleTaxInput!, $key: String!) { done: payJatimVehicleTax(input: $input, idempotencyKey: $key) { ${PAYMENT} ${REFUSED} } }`;
const ASK = "query ($id: ID!) { done: jatimTaxPayment(id: $id) { id payCode status total } }";

interface Done {
  readonly id: string;
  readonly payCode: string;
  readonly status: string;
  readonly total: number;
  readonly refusals?: readonly { readonly code: string }[];
}

/** What the bank does wrong, and what clients do with it. */
interface Storm {
  /** Probability of each fault of the bank's simulator. */
  readonly rates: Readonly<Record<string, number>>;
  /** How often a request is sent at once, at least and at most. */
  readonly times: readonly [number, number];
  /** Whether a key is sent again with another bill, which must be refused. */
  readonly isReused?: true;
  /** Whether the bank does not notify either, and a piece of work is not done before an outcome was unknown and was found out by asking. */
  readonly isUnknown?: true;
}

/** Vehicle tax is paid while things die, or the bank answers in its own way. */
class SamsatChaos implements ChaosScenario {
  /** Shorter times than in earnest, so that what is unanswered is found out within the run. */
  readonly env = {
    BANK_TIMEOUT_MS: "1500",
    VEHICLE_OFFICE_TIMEOUT_MS: "1500",
    SIMULATOR_WINDOW_MS: "6000",
    SAMSAT_SILENT_MS: "2000",
  };
  readonly #acknowledged = new Map<string, number>();
  readonly #wrong: string[] = [];
  #pointId = "";
  #plates = 0;
  #sent = 0;
  #unknown = 0;
  #reused = 0;

  constructor(private readonly storm: Storm) {}

  async setUp(stage: ChaosStage): Promise<void> {
    await stage.fill(60);
    const { id: pesantrenId, regency } = firstTrialPesantrenIn(JATIM);
    const input = {
      pesantrenId,
      kind: "SHOP",
      name: "Toko Percobaan",
      services: ["SAMSAT"],
      bankCode: BANK,
      location: { latitude: regency.latitude, longitude: regency.longitude },
    };
    const { id } = await this.#done(stage, OPERATOR, REGISTER, { input, key: "chaos-service-point" });
    await this.#done(stage, OPERATOR, OPEN, { input: { id, status: "ACTIVE", reason: "Percobaan" } });
    this.#pointId = id;
    const plan = {
      seed: stage.seed,
      rates: this.storm.rates,
      isSilent: this.storm.isUnknown ?? false,
      slowMs: 100,
      lateMs: 2_500,
    };
    const response = await fetch(`http://127.0.0.1:${stage.env["BANK_SIMULATOR_PORT"]}/control/faults`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(plan),
    });
    if (!response.ok)
      throw new Error(`The bank's simulator does not take its plan: ${response.status} ${await response.text()}`);
  }

  /** One tax paid to its end: billed, and paid by requests that are sent at once, each until it is answered. */
  async act(index: number, stage: ChaosStage): Promise<void> {
    const { times, isReused, isUnknown } = this.storm;
    for (let attempt = 0; ; attempt++) {
      const bill = await this.#bill(stage, `${index}-${attempt}`);
      const key = `chaos-pay-${index}-${attempt}`;
      const request = { input: { payCode: bill.payCode }, key };
      const count = new Random(stage.seed, "times", index).whole(...times);
      const answers = await Promise.all(Array.from({ length: count }, () => this.#untilAnswered(stage, PAY, request)));
      this.#sent += count;
      if (isReused) await this.#reuse(stage, key, answers);
      const ends = await Promise.all(answers.map((answer) => this.#untilDecided(stage, answer)));
      const paid = ends.filter(({ status }) => status === "PAID");
      for (const { id, total } of paid) this.#acknowledged.set(id, total);
      // What the bank never had, or did not want, may be billed anew.
      if (paid.length > 0 && (!isUnknown || (await this.#wasUnknown(stage, paid[0]!.id)))) return;
    }
  }

  /** All who sent a key were told the same, and the key is of no use for anything else. */
  async #reuse(stage: ChaosStage, key: string, answers: readonly Done[]): Promise<void> {
    if (new Set(answers.map((answer) => JSON.stringify(answer))).size > 1) this.#wrong.push(`${key} had two answers`);
    const other = await this.#bill(stage, `${key}-other`);
    const changed = await this.#untilAnswered(stage, PAY, { input: { payCode: other.payCode }, key });
    const { status } = await this.#untilAnswered(stage, ASK, { id: other.id });
    if (changed.refusals?.[0]?.code === "IDEMPOTENCY_KEY_REUSED" && status === "BILLED") this.#reused++;
    else this.#wrong.push(`${key} was taken for another bill`);
  }

  async #wasUnknown(stage: ChaosStage, id: string): Promise<boolean> {
    const asked = await stage.rows("SELECT FROM samsat_payment WHERE id = $1 AND checked_at IS NOT NULL", [id]);
    this.#unknown += asked.length;
    return asked.length > 0;
  }

  async watch(stage: ChaosStage): Promise<string | undefined> {
    const [row] = await stage.rows<{ sum: string }>("SELECT coalesce(sum(amount), 0)::text AS sum FROM ledger_balance");
    return row!.sum === "0" ? undefined : `the balances did not sum up to 0 but to ${row!.sum}`;
  }

  async check(stage: ChaosStage): Promise<ChaosResult> {
    await this.#nothingOpen(stage);
    const [bank, ours, ledger] = [await bankBook(stage), await paidPayments(stage), await ledgerOfBank(stage)];
    const twice = bank.length - new Set(bank.map(({ reference }) => reference)).size;
    const atBank = new Map(bank.map(({ reference, amount }) => [reference, amount]));
    const lost = [...this.#acknowledged].filter(([id, total]) => ours.get(id) !== BigInt(total));
    const apart = [...ours].filter(([id, total]) => atBank.get(id) !== total).length;
    const onlyAtBank = bank.filter(({ reference }) => !ours.has(reference)).length;
    const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, each) => total + each, 0n);
    const sums = [sum(bank.map(({ amount }) => amount)), sum(ours.values()), ledger];
    const differences = await checkLedger({ rows: (text, values) => stage.rows(text, values) });
    const faults = [
      ...this.#wrong,
      ...(lost.length > 0 ? [`${lost.length} acknowledged payments are lost, such as ${lost[0]![0]}`] : []),
      ...(twice > 0 ? [`${twice} payments stand twice in the bank's book`] : []),
      ...(apart > 0 ? [`${apart} payments are not in the bank's book with the same amount`] : []),
      ...(onlyAtBank > 0 ? [`${onlyAtBank} payments are in the bank's book alone`] : []),
      ...(new Set(sums).size > 1 ? [`the bank's book, the payments and the ledger are ${sums.join(", ")}`] : []),
      ...differences.map(({ what, id }) => `the ledger is wrong: ${what} of ${id}`),
    ];
    return {
      figures: {
        "requests to pay": this.#sent,
        ...(this.storm.isReused && { "keys refused with another bill": this.#reused }),
        ...(this.storm.isUnknown && { "outcomes found out by asking": this.#unknown }),
        "payments acknowledged": this.#acknowledged.size,
        "payments in the bank's book": bank.length,
        "rupiah in the bank's book": sums[0]!,
        "rupiah in the ledger": sums[2]!,
      },
      faults,
    };
  }

  /** A bill of a vehicle whose tax can be paid now; those of others are refused, and the next is tried. */
  async #bill(stage: ChaosStage, key: string): Promise<Done> {
    for (;;) {
      const plate = payablePlate(this.#plates++);
      const input = { servicePointId: this.#pointId, plate, chassisLast5: chassisLast5(plate) };
      const done = await this.#untilAnswered(stage, BILL, {
        input,
        key: `chaos-bill-${key}-${plate.replaceAll(" ", "")}`,
      });
      if (!done.refusals) return done;
    }
  }

  /** What a request came to that is sent again, with the same key, until somebody answers. */
  async #untilAnswered(stage: ChaosStage, document: string, variables: object): Promise<Done> {
    for (;;) {
      try {
        return (await stage.ask<{ done: Done }>(CASHIER, document, variables)).done;
      } catch {
        await sleep(PAUSE_MS);
      }
    }
  }

  async #untilDecided(stage: ChaosStage, payment: Done): Promise<Done> {
    let now = payment;
    while (now.status === "PENDING") {
      await sleep(PAUSE_MS * 5);
      now = await this.#untilAnswered(stage, ASK, { id: payment.id });
    }
    return now;
  }

  async #done(stage: ChaosStage, actor: Actor, document: string, variables: object): Promise<Done> {
    const { done } = await stage.ask<{ done: Done }>(actor, document, variables);
    if (done.refusals) throw new Error(`It was refused: ${JSON.stringify(done.refusals)}`);
    return done;
  }

  async #nothingOpen(stage: ChaosStage): Promise<void> {
    for (let waited = 0; waited < 120_000; waited += 500) {
      const open = await stage.rows("SELECT FROM samsat_payment WHERE status IN ('PENDING', 'REVERSING') LIMIT 1");
      if (open.length === 0) return;
      await sleep(500);
    }
    throw new Error("After two minutes there are still payments of which nobody knows what became of them.");
  }
}

const MANY_FAULTS = { SLOW: 0.05, STALL: 0.02, FAIL: 0.02, DROP: 0.03, LATE: 0.02, GARBLE: 0.01, TWICE: 0.03 };

/** Payments of vehicle tax: with everything going wrong, with one key sent by fifty at once, and with a bank that answers too late. */
export const samsatChaos: Readonly<Record<string, ChaosScenario>> = {
  samsat: new SamsatChaos({ rates: MANY_FAULTS, times: [1, 4] }),
  "samsat-keys": new SamsatChaos({ rates: {}, times: [50, 50], isReused: true }),
  "samsat-unknown": new SamsatChaos({ rates: { LATE: 0.8 }, times: [1, 1], isUnknown: true }),
};

async function bankBook({ env }: ChaosStage): Promise<{ reference: string; amount: bigint }[]> {
  const response = await fetch(`http://127.0.0.1:${env["BANK_SIMULATOR_PORT"]}/control/book`);
  const entries = (await response.json()) as { kind: string; reference: string; amount: string }[];
  return entries
    .filter(({ kind }) => kind === "PAYMENT")
    .map(({ reference, amount }) => ({ reference, amount: BigInt(amount) }));
}

async function paidPayments(stage: ChaosStage): Promise<Map<string, bigint>> {
  const rows = await stage.rows<{ id: string; total: string }>(
    "SELECT id, total::text FROM samsat_payment WHERE status = 'PAID'",
  );
  return new Map(rows.map(({ id, total }) => [id, BigInt(total)]));
}

async function ledgerOfBank(stage: ChaosStage): Promise<bigint> {
  const [row] = await stage.rows<{ sum: string }>(
    `SELECT coalesce(sum(amount), 0)::text AS sum FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.code = $1`,
    [`samsat/bank/${BANK}`],
  );
  return BigInt(row!.sum);
}
