import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** The figures of one process, in Prometheus' form, served at `/metrics`. */
export interface Metrics {
  readonly registry: Registry;
  readonly operationSeconds: Histogram<"kind" | "outcome">;
  readonly statementSeconds: Histogram;
}

export function createMetrics(subgraph: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ subgraph });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operationSeconds: new Histogram({
      name: "subgraph_operation_seconds",
      help: "Time to answer one GraphQL operation, in seconds.",
      labelNames: ["kind", "outcome"],
      registers: [registry],
    }),
    statementSeconds: new Histogram({
      name: "subgraph_statement_seconds",
      help: "Time of one SQL statement as the process sees it, in seconds.",
      registers: [registry],
    }),
  };
}
