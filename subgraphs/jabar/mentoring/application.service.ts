import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { editionYearFaults, regencyFaults } from "../planning";
import type { JabarApplicationStatus } from "./application";
import { JabarApplicationOutcome } from "./application.input";
import type {
  ApplyAsJabarMentorInput,
  DecideJabarMentorApplicationInput,
  InviteJabarMentorApplicantInput,
  RecordJabarMentorInterviewInput,
} from "./application.input";
import { APPLICATION_STATES } from "./application.states";
import * as errors from "./mentoring.errors";

const AT = ["input", "applicationId"];

/** Hands in an application of the account that asks. Returns its id; sent again with the same key, that of the one made first. */
export async function applyAsMentor(
  context: Context,
  input: ApplyAsJabarMentorInput,
  idempotencyKey: string,
): Promise<string> {
  const now = context.clock();
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "applyAsJabarMentor",
      key: idempotencyKey,
      input: { ...input, subject: context.caller.subject },
      effect: async () => {
        refuseAny([
          ...textFaults(["input", "name"], input.name, [2, 120]),
          ...textFaults(["input", "experience"], input.experience, [20, 4_000]),
          ...regencyFaults(["input", "regencyCodes"], input.regencyCodes, 0),
          ...(await editionYearFaults(tx, input.year, dayInWib(now))),
        ]);
        const id = newId();
        const made = await tx.rows(
          `INSERT INTO mentor_application (id, year, subject, name, experience, regency_codes, status, applied_at) VALUES ($1, $2, $3, $4, $5, $6, 'APPLIED', $7)
           ON CONFLICT (year, subject) WHERE status <> 'WITHDRAWN' DO NOTHING RETURNING id`,
          [
            id,
            input.year,
            context.caller.subject,
            input.name.trim(),
            input.experience.trim(),
            [...new Set(input.regencyCodes)],
            now,
          ],
        );
        return made.length > 0 ? id : refuse(errors.appliedAlready(["input", "year"], input.year));
      },
    }),
  );
}

/** Takes back an application of the account that asks. Returns its id. */
export async function withdrawApplication(context: Context, id: string): Promise<string> {
  const field = ["applicationId"];
  return context.db.inTransaction(async (tx) => {
    const own = isId(id)
      ? await tx.rows("SELECT id FROM mentor_application WHERE id = $1 AND subject = $2", [id, context.caller.subject])
      : [];
    if (own.length === 0) return refuse(errors.applicationUnknown(field, id));
    await move(tx, id, "WITHDRAWN", field);
    return id;
  });
}

/** Invites an applicant to an interview, or to another time for it. Returns the application's id. */
export async function inviteApplicant(
  context: Context,
  { applicationId, interviewAt, mode, place }: InviteJabarMentorApplicantInput,
): Promise<string> {
  refuseAny([
    ...textFaults(["input", "place"], place, [2, 300]),
    ...(interviewAt > context.clock() ? [] : [errors.momentPast(["input", "interviewAt"], interviewAt)]),
  ]);
  return context.db.inTransaction(async (tx) => {
    await move(tx, applicationId, "INVITED");
    await tx.rows(
      "UPDATE mentor_application SET interview_at = $2, interview_mode = $3, interview_place = $4 WHERE id = $1",
      [applicationId, interviewAt, mode, place.trim()],
    );
    return applicationId;
  });
}

/** Records what came of an interview. Returns the application's id. */
export async function recordInterview(
  context: Context,
  { applicationId, score, notes }: RecordJabarMentorInterviewInput,
): Promise<string> {
  refuseAny([
    ...rangeFaults(["input", "score"], score, [0, 100]),
    ...textFaults(["input", "notes"], notes, [1, 4_000]),
  ]);
  return context.db.inTransaction(async (tx) => {
    await move(tx, applicationId, "INTERVIEWED");
    const [{ interviewAt }] = (await tx.rows<{ interviewAt: Date }>(
      `UPDATE mentor_application SET score = $2, notes = $3, interviewed_by = $4 WHERE id = $1 RETURNING interview_at AS "interviewAt"`,
      [applicationId, score, notes.trim(), context.caller.subject],
    )) as [{ interviewAt: Date }];
    if (interviewAt > context.clock()) return refuse(errors.interviewNotBegun(AT, interviewAt));
    return applicationId;
  });
}

/** Accepts or rejects an application. Who is accepted is a mentor from then on. Returns the application's id. */
export async function decideApplication(
  context: Context,
  { applicationId, outcome, reason }: DecideJabarMentorApplicationInput,
): Promise<string> {
  const isReasonMissing = outcome === JabarApplicationOutcome.REJECTED && !reason;
  refuseAny([
    ...textFaults(["input", "reason"], reason, [1, 1_000]),
    ...(isReasonMissing ? [errors.reasonNeeded(["input", "reason"])] : []),
  ]);
  return context.db.inTransaction(async (tx) => {
    await move(tx, applicationId, outcome);
    const [decided] = await tx.rows<{ subject: string; name: string }>(
      "UPDATE mentor_application SET decided_at = $2, reason = $3 WHERE id = $1 RETURNING subject, name",
      [applicationId, context.clock(), reason?.trim() ?? null],
    );
    if (outcome === JabarApplicationOutcome.ACCEPTED) await makeMentor(tx, decided!);
    return applicationId;
  });
}

/** Who was a mentor before stays the same mentor, under the name of today. */
async function makeMentor(tx: Transaction, { subject, name }: { subject: string; name: string }): Promise<void> {
  await tx.rows(
    "INSERT INTO mentor (id, subject, name) VALUES ($1, $2, $3) ON CONFLICT (subject) DO UPDATE SET name = excluded.name",
    [newId(), subject, name],
  );
}

async function move(tx: Transaction, id: string, to: `${JabarApplicationStatus}`, field = AT): Promise<void> {
  const missing = errors.applicationUnknown(field, id);
  if (!isId(id)) return refuse(missing);
  await transition(tx, {
    table: "mentor_application",
    column: "status",
    id,
    states: APPLICATION_STATES,
    to,
    field,
    missing,
  });
}
