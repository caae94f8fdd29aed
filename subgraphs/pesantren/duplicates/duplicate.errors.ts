import type { RefusalValue } from "../../kit/refusal";

/** A record can't be its own duplicate. */
export function mergeWithItself(id: string): RefusalValue {
  return {
    code: "MERGE_WITH_ITSELF",
    field: ["input", "originalId"],
    text: { id: "Sebuah data tidak dapat digabungkan dengan dirinya.", en: "A record can't be merged with itself." },
    expected: "the id of another record",
    received: id,
  };
}

/** Other records were merged into the one that shall be a duplicate: a merge never leads to another. */
export function duplicateIsOriginal(formerIds: readonly string[]): RefusalValue {
  return {
    code: "DUPLICATE_IS_ORIGINAL",
    field: ["input", "duplicateId"],
    text: {
      id: "Data ini sendiri asal dari duplikat lain; batalkan dahulu penggabungan itu, atau tukar keduanya.",
      en: "This record is itself the original of other duplicates; take those merges back first, or swap the two.",
    },
    received: `${formerIds.length} merged into it`,
  };
}

/** The record was not merged. */
export function notMerged(id: string): RefusalValue {
  return {
    code: "NOT_MERGED",
    field: ["input", "duplicateId"],
    text: { id: "Data ini tidak sedang digabungkan.", en: "This record is not merged." },
    expected: "the id of a merged duplicate",
    received: id,
  };
}

/** There is no pair of this id. */
export function pairUnknown(id: string): RefusalValue {
  return {
    code: "DUPLICATE_PAIR_UNKNOWN",
    field: ["input", "id"],
    text: { id: "Pasangan ini tidak ada.", en: "There is no such pair." },
    received: id.slice(0, 60),
  };
}
