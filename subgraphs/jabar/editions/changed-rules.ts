import { ASSUMED } from "./data/sources";
import type { ChangeJabarEditionInput, JabarStageInput } from "./edition.input";
import type { RuleRow } from "./parts";
import type { EditionRules, StageRulesOf } from "./rules";

/** The rules as they are after a change: what it names, with its source; all else as it was. */
export function changed(rules: EditionRules, input: ChangeJabarEditionInput): EditionRules {
  const { source } = input;
  const whole = (rows: readonly object[]) => rows.map((row) => ({ ...row, source, isAssumed: source === ASSUMED }));
  const partly = (rows: readonly object[]) =>
    rows.map((row) => ({ ...row, source, assumedFields: source === ASSUMED ? Object.keys(row) : [] }));
  const scalars = given({ name: input.name?.trim(), onceEver: input.onceEver, appealDays: input.appealDays });
  const stageOf = (stage: StageRulesOf, change: JabarStageInput): StageRulesOf => {
    const { number, places, quotas, criteria, prizes, passScore, ...fields } = change;
    const own = { ...given(fields), ...(passScore === undefined ? {} : { passScore }) };
    return {
      ...stage,
      ...own,
      number,
      ...(Object.keys(own).length > 0 && { source, assumedFields: without(stage.assumedFields, own, source) }),
      ...(places && { places: whole(places) }),
      ...(quotas && { quotas: whole(quotas.map((each) => ({ category: null, regencyCode: null, ...each }))) }),
      ...(criteria && { criteria: inOrder(partly(criteria)) }),
      ...(prizes && { prizes: partly(prizes.map((each) => ({ category: null, ...each }))) }),
    };
  };
  const numbers = [...new Set([...rules.stages, ...input.stages].map(({ number }) => number))].sort((a, b) => a - b);
  return {
    ...rules,
    ...scalars,
    ...(Object.keys(scalars).length > 0 && { assumedFields: without(rules.assumedFields, scalars, source) }),
    ...(input.categories && { categories: whole(input.categories.map((each) => ({ belowMonths: null, ...each }))) }),
    ...(input.requirements && { requirements: inOrder(whole(input.requirements)) }),
    ...(input.steps && { steps: inOrder(partly(input.steps)) }),
    stages: numbers.map((number) => {
      const stage = rules.stages.find((each) => each.number === number) ?? emptyStage(number, source);
      return input.stages.filter((each) => each.number === number).reduce(stageOf, stage);
    }),
  };
}

function emptyStage(number: number, source: string): StageRulesOf {
  return {
    number,
    level: "PROVINCE",
    name: `Tahap ${number}`,
    mode: "IN_PERSON",
    panelSize: 3,
    panelMinimum: 3,
    passScore: null,
    tieBreak: ["LOT"],
    source,
    assumedFields: ["panelSize", "panelMinimum", "tieBreak"],
    places: [],
    quotas: [],
    criteria: [],
    prizes: [],
  };
}

/** What a source tells is assumed no more. */
function without(assumed: readonly string[], told: object, source: string): string[] {
  const names = Object.keys(told);
  return source === ASSUMED ? [...new Set([...assumed, ...names])] : assumed.filter((name) => !names.includes(name));
}

function inOrder(rows: readonly RuleRow[]): RuleRow[] {
  return rows.map((row, at) => ({ ...row, position: at + 1 }));
}

function given<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
