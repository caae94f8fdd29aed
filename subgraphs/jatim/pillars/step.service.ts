import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { lockMember, type LockedMember } from "./member.service";
import * as errors from "./pillar.errors";
import { count } from "./pillar.facts";
import type { RecordJatimPillarStepInput } from "./pillar.input";

/** Records a step. From the one that counts on, the member is reached. Returns the member's id; said again in the same words, it changes nothing. */
export async function recordStep(context: Context, input: RecordJatimPillarStepInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const member = await lockMember(context, tx, input.memberId);
    const steps = await stepsOf(tx, member);
    const at = steps.findIndex(({ code }) => code === input.step);
    const step = steps[at];
    if (!step) {
      const known = steps.map(({ code }) => code);
      return refuse(errors.stepUnknown(["input", "step"], known, input.step));
    }
    if (step.takenOn === input.takenOn) return member.id;
    refuseAny([...orderFaults(step, steps[at - 1], input, member), ...certificateFaults(step, input)]);
    await write(context, tx, member, input);
    if (step.counts) await countFrom(context, tx, member, input.takenOn);
    return member.id;
  });
}

interface Step {
  readonly code: string;
  readonly counts: boolean;
  readonly needsCertificate: boolean;
  readonly takenOn: string | null;
}

function stepsOf(tx: Transaction, { id, pillar }: LockedMember): Promise<Step[]> {
  return tx.rows<Step>(
    `SELECT code, counts, needs_certificate AS "needsCertificate", taken_on::text AS "takenOn"
     FROM pillar_step LEFT JOIN pillar_step_taken taken ON taken.member_id = $1 AND taken.step = code
     WHERE pillar_step.pillar = $2 ORDER BY position`,
    [id, pillar],
  );
}

function orderFaults(
  { takenOn: taken }: Step,
  before: Step | undefined,
  { takenOn }: RecordJatimPillarStepInput,
  { today }: LockedMember,
): RefusalValue[] {
  const earliest = before?.takenOn ?? null;
  const isOutside = takenOn > today || (earliest !== null && takenOn < earliest);
  return [
    ...(taken ? [errors.stepTaken(["input", "step"], taken)] : []),
    ...(before && !earliest ? [errors.stepBeforeMissing(["input", "step"], before.code)] : []),
    ...(isOutside ? [errors.dayOutside(["input", "takenOn"], earliest, today, takenOn)] : []),
  ];
}

function certificateFaults(
  { needsCertificate }: Step,
  { certificate, takenOn }: RecordJatimPillarStepInput,
): RefusalValue[] {
  const field = ["input", "certificate"];
  if (!certificate) return needsCertificate ? [errors.certificateNeeded(field)] : [];
  if (!needsCertificate) return [errors.certificateNotNeeded(field)];
  const { number, validUntil } = certificate;
  return [
    ...textFaults([...field, "number"], number, [5, 60]),
    ...(validUntil < takenOn ? [errors.dayOutside([...field, "validUntil"], takenOn, "9999-12-31", validUntil)] : []),
  ];
}

async function write(
  { clock }: Context,
  tx: Transaction,
  { id, pillar }: LockedMember,
  { step, takenOn, certificate }: RecordJatimPillarStepInput,
): Promise<void> {
  await tx.rows(
    "INSERT INTO pillar_step_taken (member_id, pillar, step, taken_on, recorded_at) VALUES ($1, $2, $3, $4, $5)",
    [id, pillar, step, takenOn, clock()],
  );
  if (!certificate) return;
  await tx.rows("UPDATE pillar_member SET halal_number = $2, halal_valid_until = $3 WHERE id = $1", [
    id,
    certificate.number.trim(),
    certificate.validUntil,
  ]);
}

async function countFrom({ clock }: Context, tx: Transaction, member: LockedMember, countedOn: string): Promise<void> {
  await tx.rows("UPDATE pillar_member SET counted_on = $2 WHERE id = $1", [member.id, countedOn]);
  await count(tx, { ...member, countedOn }, 1, clock());
}
