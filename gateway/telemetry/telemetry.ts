import { performance } from "node:perf_hooks";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import type { GraphResponse } from "../plan/contract";

/** What one request tells of itself, each at the instant at which it is called. */
export interface Measured {
  /** The parameters have come in whole. */
  parsed(): void;
  /** The operation has been looked up or planned. */
  prepared(): void;
  refused(code: string): void;
  answered(kind: "query" | "mutation", answer: GraphResponse): void;
}

/** The gateway's figures, in Prometheus' form. No label takes a value that a client can make up. */
export class Telemetry {
  readonly registry = new Registry();
  readonly #operationSeconds: Histogram<"kind" | "outcome">;
  readonly #prepareSeconds: Histogram;
  readonly #lookUps: Counter<"outcome">;
  readonly #fetchSeconds: Histogram<"subgraph" | "outcome">;
  readonly #refused: Counter<"code">;
  readonly #reloads: Counter<"outcome">;
  readonly #reported: Counter<"audience">;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#operationSeconds = new Histogram({
      name: "gateway_operation_seconds",
      help: "Time from the arrival of a request until its answer was sent, in seconds; outcome is whole, partial or refused.",
      labelNames: ["kind", "outcome"],
      buckets: BUCKETS,
      registers,
    });
    this.#prepareSeconds = new Histogram({
      name: "gateway_prepare_seconds",
      help: "Time to look an operation up, or to check, plan and compile it, in seconds; the shortest bucket is look-ups.",
      buckets: BUCKETS,
      registers,
    });
    this.#lookUps = new Counter({
      name: "gateway_operation_lookups_total",
      help: "Operations looked up among those prepared before: hit, or miss where one had to be planned.",
      labelNames: ["outcome"],
      registers,
    });
    this.#fetchSeconds = new Histogram({
      name: "gateway_fetch_seconds",
      help: "Time of one fetch from a subgraph, in seconds; outcome is ok, errors or the code of a fault.",
      labelNames: ["subgraph", "outcome"],
      buckets: BUCKETS,
      registers,
    });
    this.#refused = new Counter({
      name: "gateway_refused_total",
      help: "Requests that were refused before anything was executed, by the code of the refusal.",
      labelNames: ["code"],
      registers,
    });
    this.#reported = new Counter({
      name: "gateway_unlisted_operations_total",
      help: "Operations that are not on the list of their audience, and were executed since the list is only reported.",
      labelNames: ["audience"],
      registers,
    });
    this.#reloads = new Counter({
      name: "gateway_supergraph_reloads_total",
      help: "Attempts to load a changed supergraph.",
      labelNames: ["outcome"],
      registers,
    });
  }

  reported(audience: string): void {
    this.#reported.inc({ audience });
  }

  begin(): Measured {
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    let parsedAt = 0;
    return {
      parsed: () => void (parsedAt = seconds()),
      prepared: () => this.#prepareSeconds.observe(seconds() - parsedAt),
      refused: (code) => this.refused(code),
      answered: (kind, answer) => this.#operationSeconds.observe({ kind, outcome: outcomeOf(answer) }, seconds()),
    };
  }

  lookedUp(isKnown: boolean): void {
    this.#lookUps.inc({ outcome: isKnown ? "hit" : "miss" });
  }

  refused(code: string): void {
    this.#refused.inc({ code });
  }

  fetched(subgraph: string, outcome: string, seconds: number): void {
    this.#fetchSeconds.observe({ subgraph, outcome }, seconds);
  }

  reloaded(outcome: "loaded" | "refused"): void {
    this.#reloads.inc({ outcome });
  }
}

function outcomeOf({ hasData, hasErrors }: GraphResponse): "whole" | "partial" | "refused" {
  if (!hasData) return "refused";
  return hasErrors ? "partial" : "whole";
}

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
