import type { FieldNode } from "graphql";
import { RequestError } from "../../subgraphs/kit/errors";

/** The error of a limit: names the limit and the value that came, so that a client knows how far off it is. */
export function overLimit(code: LimitCode, limit: number, received: number): RequestError {
  const { id, en } = NAMES[code];
  const came = Number.isFinite(received) && received < Number.MAX_SAFE_INTEGER ? String(Math.round(received)) : "∞";
  return new RequestError(
    code,
    { id: `${id}: paling banyak ${limit}, diterima ${came}.`, en: `${en}: at most ${limit}, received ${came}.` },
    { expected: `0 to ${limit}`, received: came },
  );
}

/** Asking for the schema where that is turned off. */
export function introspectionOff(): RequestError {
  return new RequestError("INTROSPECTION_DISABLED", {
    id: "Introspeksi skema tidak tersedia di sini. Skema yang diterbitkan memuat hal yang sama.",
    en: "Introspection of the schema is turned off here. The published schema says the same.",
  });
}

/** A fragment that contains itself has no end. */
export function fragmentCycle(name: string): RequestError {
  return new RequestError("FRAGMENT_CYCLE", {
    id: `Fragmen "${name}" memuat dirinya sendiri.`,
    en: `Fragment "${name}" contains itself.`,
  });
}

/** A list was asked for without saying how long it may be, or by two arguments at once. */
export function slicingArgumentRequired(field: FieldNode, names: readonly string[], received: number): RequestError {
  const list = names.map((name) => `"${name}"`).join(", ");
  return new RequestError(
    "SLICING_ARGUMENT_REQUIRED",
    {
      id: `Bidang "${field.name.value}" memerlukan tepat satu dari argumen ${list}; diterima ${received}.`,
      en: `Field "${field.name.value}" needs exactly one of the arguments ${list}; received ${received}.`,
    },
    { expected: `exactly one of ${names.join(", ")}`, received: String(received) },
  );
}

export type LimitCode = keyof typeof NAMES;

const NAMES = {
  DEPTH_LIMIT: { id: "Permintaan terlalu dalam", en: "The operation is too deep" },
  ALIAS_LIMIT: { id: "Terlalu banyak alias", en: "Too many aliases" },
  ROOT_FIELD_LIMIT: { id: "Terlalu banyak bidang akar", en: "Too many root fields" },
  DIRECTIVE_LIMIT: { id: "Terlalu banyak direktif", en: "Too many directives" },
  SELECTION_LIMIT: { id: "Terlalu banyak bidang", en: "Too many fields" },
  NESTING_LIMIT: {
    id: "Nilai dalam dokumen bersarang terlalu dalam (kirimlah sebagai variabel)",
    en: "A value in the document is nested too deeply (send it as a variable)",
  },
  COST_LIMIT: { id: "Permintaan terlalu mahal", en: "The operation costs too much" },
} as const;
