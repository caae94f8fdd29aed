import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { isId, newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import * as errors from "./audition.errors";
import type { AppealJabarDecisionInput } from "./audition.input";

const DECISION = ["input", "decisionId"];
const REGISTRATION = ["input", "registrationId"];

/** Lodges an appeal against an announced decision. Returns the decision's id. */
export async function lodgeAppeal(
  context: Context,
  { decisionId, registrationId, grounds }: AppealJabarDecisionInput,
): Promise<string> {
  refuseAny(textFaults(["input", "grounds"], grounds, [1, 5_000]));
  return context.db.inTransaction(async (tx) => {
    const [decision] = isId(decisionId)
      ? await tx.rows<{ status: string; corrected: boolean; until: Date; pesantrenId: string | null }>(
          `SELECT d.status, d.announced_at + make_interval(days => e.appeal_days) AS until, result.pesantren_id AS "pesantrenId",
             EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED') AS corrected
           FROM decision d JOIN edition_stage stage ON stage.id = d.stage_id JOIN edition e ON e.id = stage.edition_id
           LEFT JOIN decision_result result ON result.decision_id = d.id AND result.registration_id::text = lower($2)
           WHERE d.id = $1 FOR SHARE OF d`,
          [decisionId, registrationId],
        )
      : [];
    if (!decision) return refuse(errors.decisionUnknown(DECISION, decisionId));
    const { status, corrected, until, pesantrenId } = decision;
    if (status !== "ANNOUNCED") refuse(errors.notAnnounced(DECISION));
    if (pesantrenId === null) return refuse(errors.notInDecision(REGISTRATION));
    const now = context.clock();
    refuseAny([
      ...pesantrenFaults(context.caller, pesantrenId, REGISTRATION),
      ...(corrected ? [errors.correctedAlready(DECISION)] : []),
      ...(now > until ? [errors.appealClosed(DECISION, dayInWib(until))] : []),
    ]);
    const lodged = await tx.rows(
      `INSERT INTO appeal (id, registration_id, decision_id, grounds, status, lodged_at) VALUES ($1, $2, $3, $4, 'OPEN', $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), registrationId, decisionId, grounds.trim(), now],
    );
    return lodged.length > 0 ? decisionId : refuse(errors.appealedAlready(DECISION));
  });
}
