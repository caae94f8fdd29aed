import { provinceFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { runsAgentsOf } from "../access";
import { referenceTaken, statusNotRight } from "../errors";
import { once } from "../once";
import { JATIM } from "../province";
import { databaseFor } from "../reach";
import { originalOf, registry, servicePoints } from "../references";
import * as errors from "./banking.errors";
import type {
  AppointJatimAgentInput,
  ChangeJatimAgentClassInput,
  ChangeJatimAgentStatusInput,
  MoveJatimAgentCashInput,
} from "./banking.input";
import { classesOn } from "./banking.rules";
import { bookCash, openAgent, positionOf } from "./books";

const AGENT = ["input", "agentId"];
const POINT = ["input", "servicePointId"];
const REASON = ["input", "reason"];
const SERVICE = "LAKU_PANDAI";
const MOST_CASH = 1_000_000_000n;

export type AgentStatus = "ACTIVE" | "SUSPENDED" | "ENDED";

/** From where an agent comes to stand so. */
const BEFORE: Readonly<Record<AgentStatus, readonly AgentStatus[]>> = {
  ACTIVE: ["SUSPENDED"],
  SUSPENDED: ["ACTIVE"],
  ENDED: ["ACTIVE", "SUSPENDED"],
};

/** An agent, as the services need it. */
export interface Agent {
  readonly id: string;
  readonly pesantrenId: string;
  readonly regencyCode: string;
  readonly bankCode: string;
  readonly classCode: string;
  readonly status: AgentStatus;
}

const COLUMNS = `a.id, ${originalOf("a.pesantren_id")} AS "pesantrenId", a.regency_code AS "regencyCode", a.bank_code AS "bankCode", a.class_code AS "classCode", a.status`;

/** Makes a service point an agent of its bank. Returns the agent's id; sent again with the same key, that of the one made first. */
export async function appointAgent(context: Context, input: AppointJatimAgentInput, key: string): Promise<string> {
  const point = await servicePoints.find(context, input.servicePointId);
  if (!point) return refuse(errors.pointUnknown(POINT, input.servicePointId));
  const { status, serviceCodes, bankCode, regencyCode } = point;
  const offers = status === "ACTIVE" && serviceCodes.includes(SERVICE) && bankCode !== null;
  // Whose it is, is no other bank's to know; a bank acts in no province, and this is the book of one.
  if (context.caller.bank !== null && !(runsAgentsOf(context.caller, bankCode) && regencyCode.startsWith(JATIM))) {
    return refuse(errors.pointUnknown(POINT, input.servicePointId));
  }
  refuseAny([
    ...(context.caller.bank === null ? provinceFaults(context.caller, regencyCode, POINT) : []),
    ...(offers ? [] : [errors.serviceNotOffered(POINT, `${status} ${serviceCodes.join(" ")} ${bankCode ?? "-"}`)]),
  ]);
  const known = await registry.find(context, point.pesantrenId);
  return once(asOffice(context), "appointJatimAgent", input, key, async (tx) => {
    const at = context.clock();
    const first = (await classesOn(tx, dayInWib(at))).find(({ isFirst }) => isFirst) ?? refuse(errors.ruleMissing());
    const id = newId();
    const pesantrenId = known?.originalId ?? point.pesantrenId;
    const made = await tx.rows(
      `INSERT INTO laku_agent (id, service_point_id, pesantren_id, regency_code, bank_code, class_code, status, appointed_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'ACTIVE', $7) ON CONFLICT (service_point_id) WHERE status <> 'ENDED' DO NOTHING RETURNING id`,
      [id, point.id, pesantrenId, regencyCode, bankCode, first.code, at],
    );
    if (made.length === 0) refuse(errors.agentAlready(POINT));
    await tellStep(tx, { id, status: "ACTIVE", classCode: first.code }, "-", at);
    await openAgent(tx, id, bankCode!, at);
    return id;
  });
}

/** Puts an agent into another class. */
export async function changeClass(context: Context, input: ChangeJatimAgentClassInput): Promise<string> {
  refuseAny(textFaults(REASON, input.reason, [3, 500]));
  return databaseFor(context).inTransaction(async (tx) => {
    const at = context.clock();
    const agent = await lockAgent(context, tx, input.agentId);
    if (agent.status === "ENDED") refuse(errors.agentNotWorking(AGENT, agent.status));
    const codes = (await classesOn(tx, dayInWib(at))).map(({ code }) => code);
    const { classCode } = input;
    if (!codes.includes(classCode)) refuse(errors.classUnknown(["input", "classCode"], codes, classCode));
    await tx.rows("UPDATE laku_agent SET class_code = $2 WHERE id = $1", [agent.id, classCode]);
    await tellStep(tx, { ...agent, classCode }, input.reason, at);
    return agent.id;
  });
}

/** Suspends an agent, lets it work again, or ends it, when it has neither cash nor float any more. */
export async function changeStatus(context: Context, input: ChangeJatimAgentStatusInput): Promise<string> {
  refuseAny(textFaults(REASON, input.reason, [3, 500]));
  return databaseFor(context).inTransaction(async (tx) => {
    const at = context.clock();
    const agent = await lockAgent(context, tx, input.agentId);
    const { status } = input;
    if (!BEFORE[status].includes(agent.status)) {
      refuse(statusNotRight(["input", "agentId"], BEFORE[status].join(", "), agent.status));
    }
    const [cash, float] = await positionOf(tx, agent.id, at);
    if (status === "ENDED" && (cash > 0n || float > 0n)) refuse(errors.positionLeft(AGENT, cash, float));
    await tx.rows("UPDATE laku_agent SET status = $2 WHERE id = $1", [agent.id, status]);
    await tellStep(tx, { ...agent, status }, input.reason, at);
    return agent.id;
  });
}

/** Books what passed between an agent and its bank. A suspended agent may give back what it has. Returns the movement's id. */
export async function moveCash(context: Context, input: MoveJatimAgentCashInput, key: string): Promise<string> {
  const { agentId, kind, amount, bankReference } = input;
  refuseAny([
    ...rangeFaults(["input", "amount"], amount, [1n, MOST_CASH]),
    ...textFaults(["input", "bankReference"], bankReference, [1, 100]),
  ]);
  return once(asOffice(context), "moveJatimAgentCash", input, key, async (tx) => {
    const at = context.clock();
    const agent = await lockAgent(context, tx, agentId);
    if (agent.status === "ENDED") refuse(errors.agentNotWorking(AGENT, agent.status));
    const id = newId();
    const { bankCode } = agent;
    const made = await tx.rows(
      `INSERT INTO laku_cash_movement (id, kind, agent_id, pesantren_id, bank_code, amount, bank_reference, day, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (bank_code, bank_reference) DO NOTHING RETURNING id`,
      [id, kind, agent.id, agent.pesantrenId, bankCode, amount, bankReference.trim(), dayInWib(at), at],
    );
    if (made.length === 0) refuse(referenceTaken(["input", "bankReference"]));
    await bookCash(tx, { id, kind, agentId: agent.id, bankCode, amount }, at);
    return id;
  });
}

/**
 * The agent at which the caller does something for a holder: one of the caller's own pesantren, that works, and is of a class that may. It stays so until the
 * transaction ends.
 */
export async function workingAgent({ caller, clock }: Context, tx: Transaction, id: string): Promise<Agent> {
  const [agent] = isId(id)
    ? await tx.rows<Agent & { isOffered: boolean | null }>(
        `SELECT ${COLUMNS}, p.status = 'ACTIVE' AND $2 = ANY(p.service_codes) AND p.bank_code = a.bank_code AS "isOffered"
         FROM laku_agent a LEFT JOIN service_point_reference p ON p.id = a.service_point_id WHERE a.id = $1 FOR SHARE OF a`,
        [id, SERVICE],
      )
    : [];
  // Whose it is, is nobody else's to know.
  if (!agent || agent.pesantrenId !== caller.pesantren) return refuse(errors.agentUnknown(AGENT, id));
  if (agent.status !== "ACTIVE" || !agent.isOffered) refuse(errors.agentNotWorking(AGENT, agent.status));
  const offered = (await classesOn(tx, dayInWib(clock()))).find(({ code }) => code === agent.classCode);
  if (!offered?.services.includes("BSA")) refuse(errors.classLacks(AGENT, agent.classCode, "BSA"));
  return agent;
}

/** A bank writes to its own agents by the province's right. */
function asOffice(context: Context): Pick<Context, "db" | "caller"> {
  return { db: databaseFor(context), caller: context.caller };
}

async function lockAgent({ caller }: Context, tx: Transaction, id: string): Promise<Agent> {
  const [agent] = isId(id)
    ? await tx.rows<Agent>(`SELECT ${COLUMNS} FROM laku_agent a WHERE a.id = $1 FOR UPDATE`, [id])
    : [];
  return agent && runsAgentsOf(caller, agent.bankCode) ? agent : refuse(errors.agentUnknown(AGENT, id));
}

async function tellStep(
  tx: Transaction,
  { id, status, classCode }: Pick<Agent, "id" | "status" | "classCode">,
  reason: string,
  at: Date,
): Promise<void> {
  await tx.rows(
    "INSERT INTO laku_agent_step (id, agent_id, status, class_code, reason, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), id, status, classCode, reason.trim(), at],
  );
}
