import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { JabarFunnelPart, JabarFunnelStep } from "./funnel";

/** The funnel of an edition: every step that its rules know, from the first to the last. One statement reads those of all editions of a request. */
export function funnelOf(context: Context, editionId: string): Promise<readonly JabarFunnelStep[]> {
  return context.loader(funnelByEdition).load(editionId);
}

interface Cell extends JabarFunnelPart {
  readonly editionId: string;
  readonly step: JabarFunnelStep["step"];
  readonly stage: number;
}

/** The steps are those of the rules, so that one that nobody has come to yet counts 0 and is not left out. */
const CELLS = `
  WITH step AS (
    SELECT id AS edition_id, first.name, 0 AS stage, position FROM edition, (VALUES ('REGISTERED', 1), ('PASSED_ADMINISTRATION', 2)) AS first (name, position)
    WHERE id = ANY($1)
    UNION ALL
    SELECT edition_id, part.name, number, 2 + 2 * number + position FROM edition_stage, (VALUES ('ATTENDED', 0), ('PASSED', 1)) AS part (name, position)
    WHERE edition_id = ANY($1)
  )
  SELECT step.edition_id AS "editionId", step.name AS step, step.stage, category, regency_code AS "regencyCode",
    business_field AS "businessField", coalesce(sum(count), 0)::int AS count
  FROM step LEFT JOIN funnel_count counted ON counted.edition_id = step.edition_id AND counted.step = step.name AND counted.stage = step.stage
  GROUP BY step.edition_id, step.name, step.stage, step.position, GROUPING SETS ((), (category), (regency_code), (business_field))
  ORDER BY step.edition_id, step.position, category NULLS FIRST, regency_code NULLS FIRST, business_field NULLS FIRST`;

function funnelByEdition({ db }: Context) {
  return new DataLoader<string, readonly JabarFunnelStep[]>(async (ids) => {
    const funnels = new Map(ids.map((id) => [id, new Map<string, Mutable>()]));
    for (const { editionId, step, stage, ...part } of await db.rows<Cell>(CELLS, [ids])) {
      const steps = funnels.get(editionId)!;
      const name = `${step} ${stage}`;
      const found = steps.get(name) ?? { step, stage, count: 0, byCategory: [], byRegency: [], byBusinessField: [] };
      steps.set(name, found);
      if (part.category !== null) found.byCategory.push(part);
      else if (part.regencyCode !== null) found.byRegency.push(part);
      else if (part.businessField !== null) found.byBusinessField.push(part);
      else found.count = part.count;
    }
    return ids.map((id) => [...funnels.get(id)!.values()]);
  });
}

interface Mutable extends JabarFunnelStep {
  byCategory: JabarFunnelPart[];
  byRegency: JabarFunnelPart[];
  byBusinessField: JabarFunnelPart[];
}
