import type { Caller } from "../../../kit/access/caller";
import { dayInWib } from "../../../kit/clock";
import { testGraph, type TestGraph } from "../../../kit/testing/graph";
import { mutate, type Outcome } from "../../../kit/testing/mutations";
import { knownPesantren, knownServicePoint } from "../../../kit/testing/registry";
import { registry, servicePoints } from "../../references";
import jatim from "../../subgraph";
import { OPERATOR, tellerOf } from "../../testing/people";

/** An agent, and who serves there. */
export interface TestAgent {
  readonly id: string;
  readonly pesantrenId: string;
  readonly teller: Caller;
}

/** A basic account; `agent` is where it was opened. */
export interface TestAccount {
  readonly id: string;
  readonly number: string;
  readonly nik: string;
  readonly agent: TestAgent;
}

type Options = Parameters<typeof mutate>[4];

export const PIN = "204817";
export const CONSENT = {
  evidenceReference: "formulir/1",
  evidenceSha256: "ab".repeat(32),
  givenAt: "2024-01-05T00:00:00Z",
};

/** Laku Pandai for tests: agents with cash and float, accounts, and what is done with them. */
export class TestBranch {
  now = new Date("2024-05-20T03:00:00Z");
  private serial = 0;

  private constructor(readonly graph: TestGraph) {}

  static async open(): Promise<TestBranch> {
    const holder: { branch?: TestBranch } = {};
    const graph = await testGraph(jatim, { clock: () => holder.branch!.now });
    return (holder.branch = new TestBranch(graph));
  }

  act(as: Caller, mutation: string, input: object, options: Options = {}): Promise<Outcome> {
    return mutate(this.graph, as, mutation, input, options);
  }

  async point(change: object = {}): Promise<{ id: string; pesantrenId: string }> {
    const { id: pesantrenId } = await knownPesantren(registry, this.graph.db, { regencyCode: "35.09" });
    const given = { pesantrenId, serviceCodes: ["LAKU_PANDAI"], ...change };
    return knownServicePoint(servicePoints, this.graph.db, given);
  }

  /** An agent with the cash and the float given. */
  async agent({ cash = 10_000_000, float = 50_000_000, ...point } = {}): Promise<TestAgent> {
    const { id: servicePointId, pesantrenId } = await this.point(point);
    const { id } = await this.act(OPERATOR, "appointJatimAgent", { servicePointId });
    await this.move(id!, "FLOAT_TOPPED_UP", cash + float);
    if (cash > 0) await this.move(id!, "CASH_BROUGHT", cash);
    return { id: id!, pesantrenId, teller: tellerOf(pesantrenId) };
  }

  move(agentId: string, kind: string, amount: number, bankReference = `REF-${this.serial++}`): Promise<Outcome> {
    return this.act(OPERATOR, "moveJatimAgentCash", { agentId, kind, amount, bankReference });
  }

  /** What a person gives to open an account. */
  person(change: object = {}) {
    const nik = `350901010190${String(++this.serial).padStart(4, "0")}`;
    const given = { name: "Siti Contoh", nik, phone: "+6281234567890", birthDate: "1990-01-01", pin: PIN };
    return { ...given, consent: CONSENT, ...change };
  }

  async account(agent: TestAgent, balance = 0): Promise<TestAccount> {
    const person = this.person();
    const input = { agentId: agent.id, ...person };
    const { id, number } = await this.act(agent.teller, "openJatimBasicAccount", input, { fields: "id number" });
    const account = { id: id!, number: number as string, nik: person.nik, agent };
    if (balance > 0) await this.deposit(account, balance);
    return account;
  }

  deposit({ number, agent }: TestAccount, amount: number, at = agent, options: Options = {}): Promise<Outcome> {
    const input = { agentId: at.id, accountNumber: number, amount };
    return this.act(at.teller, "depositIntoJatimBasicAccount", input, options);
  }

  withdraw({ number, agent }: TestAccount, amount: number, change: object = {}, options: Options = {}) {
    const input = { agentId: agent.id, accountNumber: number, amount, pin: PIN, ...change };
    return this.act(agent.teller, "withdrawFromJatimBasicAccount", input, options);
  }

  transfer({ number, agent }: TestAccount, to: TestAccount, amount: number, options: Options = {}): Promise<Outcome> {
    const input = { agentId: agent.id, accountNumber: number, toAccountNumber: to.number, amount, pin: PIN };
    return this.act(agent.teller, "transferFromJatimBasicAccount", input, options);
  }

  reverse({ teller }: TestAgent, transactionId: string, given: object = {}): Promise<Outcome> {
    const input = { transactionId, reason: "Salah ketik", pin: PIN, ...given };
    return this.act(teller, "reverseJatimBasicTransaction", input);
  }

  close({ number, agent }: TestAccount): Promise<Outcome> {
    const input = { agentId: agent.id, accountNumber: number, pin: PIN };
    return this.act(agent.teller, "closeJatimBasicAccount", input, { fields: "status" });
  }

  async balance({ number, agent }: TestAccount): Promise<number> {
    const query = "query ($number: String!) { jatimBasicAccount(number: $number) { balance } }";
    type Answer = { jatimBasicAccount: { balance: number } };
    return (await this.graph.as(agent.teller).data<Answer>(query, { number })).jatimBasicAccount.balance;
  }

  async position({ id }: TestAgent): Promise<{ cash: number; float: number }> {
    const query = "query ($id: ID!) { jatimLakuPandaiAgent(id: $id) { cash float } }";
    type Answer = { jatimLakuPandaiAgent: { cash: number; float: number } };
    return (await this.graph.as(OPERATOR).data<Answer>(query, { id })).jatimLakuPandaiAgent;
  }

  /** The agent's position today, as its day tells it. */
  async day({ id }: TestAgent): Promise<{ closingCash: number; closingFloat: number }> {
    const query = `query ($id: ID!, $day: LocalDate!) { jatimLakuPandaiAgent(id: $id) { day(day: $day) { closingCash closingFloat } } }`;
    type Answer = { jatimLakuPandaiAgent: { day: { closingCash: number; closingFloat: number } } };
    const day = dayInWib(this.now);
    return (await this.graph.as(OPERATOR).data<Answer>(query, { id, day })).jatimLakuPandaiAgent.day;
  }
}
