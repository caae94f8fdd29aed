import { periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";
import * as errors from "./edition.errors";
import type { ChangeJabarEditionInput, JabarPrizeInput, JabarQuotaInput, JabarStageInput } from "./edition.input";
import type { RuleRow } from "./parts";
import type { EditionRules, StageRulesOf } from "./rules";

const CODE = /^[A-Z0-9_]{2,40}$/;
const CODE_FORM = "2 to 40 capitals, digits and underscores";
const MOST = 1_000_000_000_000_000n;

/** What is wrong with the changes by themselves, each at its field. */
export function changeFaults(input: ChangeJabarEditionInput): RefusalValue[] {
  const at = (...path: string[]) => ["input", ...path];
  return [
    ...textFaults(at("reason"), input.reason, [1, 2_000]),
    ...textFaults(at("name"), input.name, [2, 120]),
    ...rangeFaults(at("appealDays"), input.appealDays, [0, 90]),
    ...codeFaults(at("categories"), input.categories, /^[A-Z0-9_]{2,30}$/),
    ...codeFaults(at("requirements"), input.requirements),
    ...codeFaults(at("steps"), input.steps),
    ...each(at("categories"), input.categories, (path, { name, fromMonths, belowMonths }) => [
      ...textFaults([...path, "name"], name, [1, 120]),
      ...rangeFaults([...path, "fromMonths"], fromMonths, [0, 1_200]),
      ...rangeFaults([...path, "belowMonths"], belowMonths, [fromMonths + 1, 1_201]),
    ]),
    ...each(at("requirements"), input.requirements, (path, { nameId, nameEn }) => [
      ...textFaults([...path, "nameId"], nameId, [1, 300]),
      ...textFaults([...path, "nameEn"], nameEn, [1, 300]),
    ]),
    ...each(at("steps"), input.steps, (path, { name, startsOn, endsOn }) => [
      ...textFaults([...path, "name"], name, [1, 200]),
      ...(startsOn && endsOn ? periodFaults([...path, "endsOn"], startsOn, endsOn) : []),
    ]),
    ...each(at("stages"), input.stages, stageFaults),
  ];
}

function stageFaults(path: FieldPath, stage: JabarStageInput): RefusalValue[] {
  return [
    ...rangeFaults([...path, "number"], stage.number, [1, 9]),
    ...textFaults([...path, "name"], stage.name, [1, 200]),
    ...rangeFaults([...path, "panelSize"], stage.panelSize, [1, 15]),
    ...rangeFaults([...path, "passScore"], stage.passScore, [0, 100]),
    ...codeFaults([...path, "places"], stage.places, /^[A-Z0-9_]{1,30}$/),
    ...codeFaults([...path, "criteria"], stage.criteria),
    ...each([...path, "criteria"], stage.criteria, (at, { weight, nameId, nameEn }) => [
      ...rangeFaults([...at, "weight"], weight, [1, 100]),
      ...textFaults([...at, "nameId"], nameId, [1, 120]),
      ...textFaults([...at, "nameEn"], nameEn, [1, 120]),
    ]),
    ...each([...path, "places"], stage.places, (at, { name }) => textFaults([...at, "name"], name, [1, 120])),
    ...each([...path, "quotas"], stage.quotas, (at, { places }) =>
      rangeFaults([...at, "places"], places, [0, 100_000]),
    ),
    ...quotaFaults([...path, "quotas"], stage.quotas ?? []),
    ...each([...path, "prizes"], stage.prizes, prizeFaults),
    ...overlapFaults([...path, "prizes"], stage.prizes ?? []),
  ];
}

function prizeFaults(path: FieldPath, { rankFrom, rankTo, title, amount, tranchePercents }: JabarPrizeInput) {
  const sum = tranchePercents.reduce((total, percent) => total + percent, 0);
  const isWhole = sum === 100 && tranchePercents.every((percent) => percent > 0);
  return [
    ...rangeFaults([...path, "rankFrom"], rankFrom, [1, 100_000]),
    ...rangeFaults([...path, "rankTo"], rankTo, [rankFrom, 100_000]),
    ...rangeFaults([...path, "amount"], amount, [1n, MOST]),
    ...textFaults([...path, "title"], title, [1, 200]),
    ...(isWhole
      ? []
      : [
          errors.rulesInvalid(
            [...path, "tranchePercents"],
            "Bagian tahap pencairan harus berjumlah 100 persen.",
            "The tranches' shares must be 100 percent together.",
            tranchePercents.join(", "),
          ),
        ]),
  ];
}

/** Quotas of a stage all go by the same: category, regency, both or neither; otherwise somebody would fall under two. */
function quotaFaults(path: FieldPath, quotas: readonly JabarQuotaInput[]): RefusalValue[] {
  const kinds = new Set(quotas.map(({ category, regencyCode }) => `${Boolean(category)} ${Boolean(regencyCode)}`));
  const keys = quotas.map(({ category, regencyCode }) => `${category ?? ""} ${regencyCode ?? ""}`);
  if (kinds.size <= 1 && new Set(keys).size === keys.length) return [];
  return [
    errors.rulesInvalid(
      path,
      "Semua kuota satu tahap dibagi menurut hal yang sama, dan masing-masing disebut satu kali.",
      "All quotas of a stage go by the same of category and regency, and each is named once.",
    ),
  ];
}

function overlapFaults(path: FieldPath, prizes: readonly JabarPrizeInput[]): RefusalValue[] {
  const overlaps = prizes.some((one, at) =>
    prizes
      .slice(at + 1)
      .some(
        (other) =>
          (one.category ?? null) === (other.category ?? null) &&
          one.rankFrom <= other.rankTo &&
          other.rankFrom <= one.rankTo,
      ),
  );
  return overlaps
    ? [errors.rulesInvalid(path, "Satu peringkat hanya mendapat satu hadiah.", "A rank is granted one prize only.")]
    : [];
}

/** What keeps an edition from being adopted, or an adopted one from being changed so. */
export function completenessFaults(rules: EditionRules, field: FieldPath): RefusalValue[] {
  const lacks = (list: readonly RuleRow[], id: string, en: string) =>
    list.length > 0 ? [] : [errors.rulesInvalid(field, `Belum ada ${id}.`, `There is no ${en} yet.`)];
  const numbers = rules.stages.map(({ number }) => number);
  return [
    ...lacks(rules.periods, "masa pendaftaran", "registration period"),
    ...lacks(rules.categories, "kategori", "category"),
    ...(numbers.length > 0 && numbers.every((number, at) => number === at + 1)
      ? []
      : [
          errors.rulesInvalid(
            field,
            "Tahap dinomori berurutan mulai 1.",
            "Stages are numbered in order, from 1.",
            numbers.join(", "),
          ),
        ]),
    ...rules.stages.flatMap((stage) => stageCompleteness(stage, rules.categories, field)),
  ];
}

function stageCompleteness(stage: StageRulesOf, categories: readonly RuleRow[], field: FieldPath): RefusalValue[] {
  const { number, panelSize, panelMinimum, tieBreak } = stage;
  const fault = (isRight: boolean, id: string, en: string, received?: string) =>
    isRight ? [] : [errors.rulesInvalid(field, `Tahap ${number}: ${id}`, `Stage ${number}: ${en}`, received)];
  const weight = stage.criteria.reduce((sum, each) => sum + Number(each["weight"]), 0);
  const known = [...stage.criteria.map(({ code }) => String(code)), "EARLIER_SUBMISSION", "LOT"];
  const codes = categories.map(({ code }) => code);
  const named = [...stage.quotas, ...stage.prizes].map(({ category }) => category ?? null);
  return [
    ...fault(
      weight === 100,
      "bobot kriteria harus 100 bersama.",
      "the criteria must weigh 100 together.",
      String(weight),
    ),
    ...fault(stage.places.length > 0, "belum ada tempat.", "there is no place yet."),
    ...fault(stage.quotas.length > 0, "belum ada kuota.", "there is no quota yet."),
    ...fault(
      panelMinimum >= 1 && panelMinimum <= panelSize,
      "panel minimal melebihi panel.",
      "the least panel is larger than the panel.",
    ),
    ...fault(
      tieBreak.length > 0 && tieBreak.every((code) => known.includes(code)),
      "urutan penentu tidak dikenal.",
      "the tie-break names what is not known.",
      tieBreak.join(", "),
    ),
    ...fault(
      named.every((category) => category === null || codes.includes(category)),
      "kuota atau hadiah menyebut kategori yang tidak ada.",
      "a quota or prize names a category that is not there.",
    ),
  ];
}

/** The form of codes, and none of them twice. */
function codeFaults(
  field: FieldPath,
  list: readonly { readonly code: string }[] | null | undefined,
  form = CODE,
): RefusalValue[] {
  const codes = (list ?? []).map(({ code }) => code);
  return codes.flatMap((code, at) => {
    const path = [...field, String(at), "code"];
    if (!form.test(code)) return [errors.codeInvalid(path, CODE_FORM)];
    return codes.indexOf(code) === at ? [] : [errors.codeTwice(path, code)];
  });
}

function each<T>(
  field: FieldPath,
  list: readonly T[] | null | undefined,
  faultsOf: (path: FieldPath, entry: T) => RefusalValue[],
): RefusalValue[] {
  return (list ?? []).flatMap((entry, at) => faultsOf([...field, String(at)], entry));
}
