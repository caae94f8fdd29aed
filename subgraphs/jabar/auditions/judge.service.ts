import type { Context } from "../../kit/context";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, textFaults, unknownRecord } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { judgeUnknown, subjectTaken } from "./audition.errors";
import type { ChangeJabarJudgeInput, RegisterJabarJudgeInput } from "./audition.input";

const MOST_TIES = 100;
const TIES = ["input", "tiedToPesantrenIds"];

/** Makes an account a judge. Returns the judge's id; sent again with the same key, the one made first. */
export async function registerJudge(
  context: Context,
  input: RegisterJabarJudgeInput,
  idempotencyKey: string,
): Promise<string> {
  refuseAny([
    ...textFaults(["input", "subject"], input.subject, [1, 200]),
    ...textFaults(["input", "name"], input.name, [2, 120]),
    ...textFaults(["input", "institution"], input.institution, [2, 200]),
    ...tieFaults(input.tiedToPesantrenIds),
  ]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "registerJabarJudge",
      key: idempotencyKey,
      input,
      effect: async () => {
        const id = newId();
        const made = await tx.rows(
          `INSERT INTO judge (id, subject, name, background, institution, tied_to) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (subject) DO NOTHING RETURNING id`,
          [
            id,
            input.subject.trim(),
            input.name.trim(),
            input.background,
            input.institution.trim(),
            input.tiedToPesantrenIds,
          ],
        );
        return made.length > 0 ? id : refuse(subjectTaken(["input", "subject"]));
      },
    }),
  );
}

/** Changes whom a judge must not judge, or whether panels may have the judge. Sheets that were handed in stay. */
export async function changeJudge(
  context: Context,
  { judgeId, tiedToPesantrenIds, isActive }: ChangeJabarJudgeInput,
): Promise<string> {
  refuseAny(tieFaults(tiedToPesantrenIds ?? []));
  return context.db.inTransaction(async (tx) => {
    const changed = isId(judgeId)
      ? await tx.rows(
          "UPDATE judge SET tied_to = coalesce($2, tied_to), active = coalesce($3, active) WHERE id = $1 RETURNING id",
          [judgeId, tiedToPesantrenIds ?? null, isActive ?? null],
        )
      : [];
    return changed.length > 0 ? judgeId : refuse(judgeUnknown(["input", "judgeId"], judgeId));
  });
}

function tieFaults(ids: readonly string[]): RefusalValue[] {
  const wrong = ids.flatMap((id, at) =>
    isId(id)
      ? []
      : [unknownRecord("PESANTREN_UNKNOWN", [...TIES, String(at)], { id: "pesantren", en: "pesantren" }, id)],
  );
  return [...countFaults(TIES, ids, [0, MOST_TIES]), ...wrong];
}
