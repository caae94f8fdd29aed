import type { Language, Text } from "../../subgraphs/kit/language";
import type { SubgraphAnswer } from "../plan/contract";

/** The ways in which a subgraph can fail to answer; each is the stable `extensions.code` that a client sees. */
export type FaultCode =
  "SUBGRAPH_UNAVAILABLE" | "SUBGRAPH_TIMEOUT" | "SUBGRAPH_BAD_ANSWER" | "DEADLINE_EXCEEDED" | "REQUEST_CANCELLED";

/**
 * What stands in place of the answer of a subgraph that did not give one. The subgraph's name is a room's name, which
 * clients may know; its address, and what the transport says of it, are left to the log.
 */
export function faultAnswer(code: FaultCode, subgraph: string, language: Language): SubgraphAnswer {
  return { errors: [{ message: MESSAGES[code](subgraph)[language], extensions: { code, service: subgraph } }] };
}

const MESSAGES: Readonly<Record<FaultCode, (subgraph: string) => Text>> = {
  SUBGRAPH_UNAVAILABLE: (subgraph) => ({
    id: `Layanan ${subgraph} sedang tidak dapat dihubungi. Coba lagi nanti.`,
    en: `The service ${subgraph} can't be reached at the moment. Try again later.`,
  }),
  SUBGRAPH_TIMEOUT: (subgraph) => ({
    id: `Layanan ${subgraph} tidak menjawab tepat waktu. Coba lagi nanti.`,
    en: `The service ${subgraph} did not answer in time. Try again later.`,
  }),
  SUBGRAPH_BAD_ANSWER: (subgraph) => ({
    id: `Layanan ${subgraph} menjawab dengan cara yang tidak dapat dibaca.`,
    en: `The service ${subgraph} answered in a way that can't be read.`,
  }),
  DEADLINE_EXCEEDED: () => ({
    id: "Waktu untuk permintaan ini habis sebelum semua bagian terjawab.",
    en: "The time for this request ran out before every part of it was answered.",
  }),
  REQUEST_CANCELLED: () => ({
    id: "Permintaan dibatalkan oleh pemanggil.",
    en: "The request was cancelled by its caller.",
  }),
};
