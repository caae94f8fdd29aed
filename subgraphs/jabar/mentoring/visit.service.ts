import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { dayFaults } from "../planning";
import * as errors from "./mentoring.errors";
import type { JabarVisitAttachmentInput, ReportJabarVisitInput } from "./mentoring.input";

const MOST_ATTACHMENTS = 20;
const SHA256 = /^[0-9a-f]{64}$/;

/** Takes a mentor's report about a visit. Returns the assignment's id; sent again with the same key, nothing is done again. */
export async function reportVisit(
  context: Context,
  input: ReportJabarVisitInput,
  idempotencyKey: string,
): Promise<string> {
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "reportJabarVisit",
      key: idempotencyKey,
      input: { ...input, subject: context.caller.subject },
      effect: () => report(context, tx, input),
    }),
  );
}

async function report(context: Context, tx: Transaction, input: ReportJabarVisitInput): Promise<string> {
  const assignment = await lockOwn(context, tx, input.assignmentId);
  const today = dayInWib(context.clock());
  const lastDay = assignment.lastDay < today ? assignment.lastDay : today;
  refuseAny([
    ...dayFaults(["input", "visitedOn"], input.visitedOn, assignment.startsOn, lastDay),
    ...textFaults(["input", "findings"], input.findings, [1, 4_000]),
    ...textFaults(["input", "advice"], input.advice, [1, 4_000]),
    ...textFaults(["input", "nextStep"], input.nextStep, [1, 2_000]),
    ...attachmentFaults(input.attachments),
  ]);
  const id = newId();
  await tx.rows(
    `INSERT INTO mentoring_visit (id, assignment_id, visited_on, mode, findings, advice, next_step, reported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      assignment.id,
      input.visitedOn,
      input.mode,
      input.findings.trim(),
      input.advice.trim(),
      input.nextStep?.trim() ?? null,
      context.clock(),
    ],
  );
  await tx.rows(
    `INSERT INTO visit_attachment (visit_id, position, reference, sha256)
     SELECT $1, position, reference, sha256 FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given (reference, sha256, position)`,
    [id, input.attachments.map(({ reference }) => reference.trim()), input.attachments.map(({ sha256 }) => sha256)],
  );
  await tx.rows(
    "UPDATE mentoring_assignment SET visit_count = visit_count + 1, last_visit_on = greatest(last_visit_on, $2) WHERE id = $1",
    [assignment.id, input.visitedOn],
  );
  return assignment.id;
}

interface OwnAssignment {
  readonly id: string;
  readonly startsOn: string;
  readonly lastDay: string;
}

/** Locks an assignment of the mentor who asks; that of another is as unknown as one that is not there. */
async function lockOwn({ caller }: Context, tx: Transaction, id: string): Promise<OwnAssignment> {
  const [own] = isId(id)
    ? await tx.rows<OwnAssignment>(
        `SELECT a.id, contract.starts_on AS "startsOn", coalesce(a.ended_on, contract.ended_on, contract.ends_on) AS "lastDay"
         FROM mentoring_assignment a JOIN mentor_contract contract ON contract.id = a.contract_id JOIN mentor ON mentor.id = contract.mentor_id
         WHERE a.id = $1 AND mentor.subject = $2 FOR UPDATE OF a`,
        [id, caller.subject],
      )
    : [];
  return own ?? refuse(errors.assignmentUnknown(["input", "assignmentId"], id));
}

function attachmentFaults(attachments: readonly JabarVisitAttachmentInput[]): RefusalValue[] {
  const field = ["input", "attachments"];
  return [
    ...countFaults(field, attachments, [0, MOST_ATTACHMENTS]),
    ...attachments.flatMap(({ reference, sha256 }, at) => [
      ...textFaults([...field, String(at), "reference"], reference, [1, 500]),
      ...(SHA256.test(sha256) ? [] : [errors.checksumInvalid([...field, String(at), "sha256"], sha256)]),
    ]),
  ];
}
