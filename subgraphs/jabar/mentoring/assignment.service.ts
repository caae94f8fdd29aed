import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, textFaults } from "../../kit/input-faults";
import type { KnownPesantren } from "../../kit/registry/registry-copy";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { tellNation } from "../facts";
import { namedPesantren, type Named } from "../known";
import { lockContract, type LockedContract } from "./contract.service";
import * as errors from "./mentoring.errors";
import type { AssignJabarMentorInput, EndJabarMentoringAssignmentInput } from "./mentoring.input";
import { RULE_OF_CONTRACT } from "./mentoring.rules";

const MOST_AT_ONCE = 100;
const LIST = ["input", "pesantrenIds"];

/** How many pesantren have a mentor. */
const MENTORED = "mentoring.mentored";

/** Gives pesantren to a mentor, all or none. Returns the contract's id; sent again with the same key, nothing is done again. */
export async function assignMentor(
  context: Context,
  input: AssignJabarMentorInput,
  idempotencyKey: string,
): Promise<string> {
  refuseAny([
    ...countFaults(LIST, input.pesantrenIds, [1, MOST_AT_ONCE]),
    ...textFaults(["input", "outsideReason"], input.outsideReason, [1, 500]),
  ]);
  const named: Named<KnownPesantren>[] = [];
  for (const [at, id] of input.pesantrenIds.entries())
    named.push(await namedPesantren(context, id, [...LIST, String(at)]));
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "assignJabarMentor",
      key: idempotencyKey,
      input,
      effect: () => assign(context, tx, input, named),
    }),
  );
}

async function assign(
  context: Context,
  tx: Transaction,
  { contractId, outsideReason }: AssignJabarMentorInput,
  named: readonly Named<KnownPesantren>[],
): Promise<string> {
  const contract = await lockContract(tx, contractId);
  const now = context.clock();
  refuseAny([
    ...(contract.lastDay < dayInWib(now) ? [errors.contractEnded(["input", "contractId"], contract.lastDay)] : []),
    ...(await placeFaults(tx, contract, named.length)),
    ...named.flatMap(({ faults }) => faults),
    ...named.flatMap(({ found }, at) => (found ? pesantrenFaults(contract, named, at, outsideReason) : [])),
    ...(await takenFaults(
      tx,
      contract,
      named.map(({ found }) => found?.originalId ?? ""),
    )),
  ]);
  const pesantren = named.map(({ found }) => found!);
  const isServed = ({ regencyCode }: KnownPesantren) => contract.regencyCodes.includes(regencyCode);
  const made = await tx.rows<{ pesantrenId: string }>(
    `INSERT INTO mentoring_assignment (id, contract_id, year, pesantren_id, regency_code, outside_reason, assigned_at)
     SELECT id, $1, $2, pesantren, regency, reason, $7 FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) AS given (id, pesantren, regency, reason)
     ORDER BY pesantren ON CONFLICT (pesantren_id, year) WHERE ended_on IS NULL DO NOTHING RETURNING pesantren_id AS "pesantrenId"`,
    [
      contract.id,
      contract.year,
      pesantren.map(() => newId()),
      pesantren.map(({ originalId }) => originalId),
      pesantren.map(({ regencyCode }) => regencyCode),
      pesantren.map((each) => (isServed(each) ? null : outsideReason!.trim())),
      now,
    ],
  );
  // Whoever was not taken was given to another mentor since the check above.
  const isMade = new Set(made.map(({ pesantrenId }) => pesantrenId));
  const left = pesantren.map(({ originalId }) => (isMade.has(originalId) ? "" : originalId));
  if (made.length < pesantren.length) refuseAny(await takenFaults(tx, contract, left));
  await tellNation(
    tx,
    { indicator: MENTORED, unit: "pesantren", at: now },
    made.map(({ pesantrenId }) => ({ year: contract.year, pesantrenId, value: 1 })),
  );
  return contract.id;
}

/** Which of the pesantren have a mentor in the year already. What is not asked for stands as an empty text in the list. */
async function takenFaults(tx: Transaction, { year }: LockedContract, ids: readonly string[]): Promise<RefusalValue[]> {
  const taken = await tx.rows<{ pesantrenId: string; name: string }>(
    `SELECT a.pesantren_id AS "pesantrenId", mentor.name FROM mentoring_assignment a
     JOIN mentor_contract contract ON contract.id = a.contract_id JOIN mentor ON mentor.id = contract.mentor_id
     WHERE a.pesantren_id = ANY($1) AND a.year = $2 AND a.ended_on IS NULL`,
    [ids.filter(isId), year],
  );
  const names = new Map(taken.map((each) => [each.pesantrenId, each.name]));
  return ids.flatMap((id, at) => {
    const name = names.get(id);
    return name === undefined ? [] : [errors.pesantrenAssigned([...LIST, String(at)], name, year)];
  });
}

async function placeFaults(tx: Transaction, { id }: LockedContract, more: number): Promise<RefusalValue[]> {
  const [places] = await tx.rows<{ most: number; taken: number }>(
    `SELECT rule.most_pesantren AS most,
       (SELECT count(*)::int FROM mentoring_assignment WHERE contract_id = contract.id AND ended_on IS NULL) AS taken
     FROM mentor_contract contract, ${RULE_OF_CONTRACT} WHERE contract.id = $1`,
    [id],
  );
  const { most, taken } = places!;
  return taken + more <= most ? [] : [errors.tooManyPesantren(LIST, most, taken + more)];
}

function pesantrenFaults(
  { regencyCodes }: LockedContract,
  named: readonly Named<KnownPesantren>[],
  at: number,
  outsideReason: string | null | undefined,
): RefusalValue[] {
  const field = [...LIST, String(at)];
  const { originalId, regencyCode } = named[at]!.found!;
  const isFirst = named.findIndex(({ found }) => found?.originalId === originalId) === at;
  return [
    ...(isFirst ? [] : [errors.pesantrenTwice(field, originalId)]),
    ...(regencyCodes.includes(regencyCode) || outsideReason?.trim()
      ? []
      : [errors.regencyNotServed(field, regencyCode, regencyCodes)]),
  ];
}

/** Ends an assignment today. Returns its id. */
export async function endAssignment(
  context: Context,
  { assignmentId, reason }: EndJabarMentoringAssignmentInput,
): Promise<string> {
  const field = ["input", "assignmentId"];
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const [found] = isId(assignmentId)
      ? await tx.rows<{ endedOn: string | null; year: number; pesantrenId: string }>(
          `SELECT ended_on AS "endedOn", year, pesantren_id AS "pesantrenId" FROM mentoring_assignment WHERE id = $1 FOR UPDATE`,
          [assignmentId],
        )
      : [];
    if (!found) return refuse(errors.assignmentUnknown(field, assignmentId));
    if (found.endedOn) return refuse(errors.assignmentEnded(field, found.endedOn));
    await tx.rows("UPDATE mentoring_assignment SET ended_on = $2, ended_reason = $3 WHERE id = $1", [
      assignmentId,
      dayInWib(context.clock()),
      reason.trim(),
    ]);
    const { year, pesantrenId } = found;
    const figure = { indicator: MENTORED, unit: "pesantren", at: context.clock() } as const;
    await tellNation(tx, figure, [{ year, pesantrenId, value: -1 }]);
    return assignmentId;
  });
}
