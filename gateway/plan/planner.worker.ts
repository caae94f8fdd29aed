import { parentPort, workerData } from "node:worker_threads";
import { Planner } from "./planner";
import type { PlannerAnswer, PlannerData, PlannerTask } from "./planner-thread";

/** The planner's thread: makes the planner for the supergraph it was started with, then answers one task after another. */
function serve(): void {
  const port = parentPort;
  if (!port) throw new Error("The planner's worker is started as a thread, not as a program.");
  const tell = (answer: PlannerAnswer): void => port.postMessage(answer);
  try {
    const { supergraphSdl, contracts } = workerData as PlannerData;
    const planner = new Planner(supergraphSdl, contracts);
    port.on("message", (task: PlannerTask) => {
      answer(planner, task).then(tell, (fault: unknown) => tell({ kind: "failed", message: String(fault) }));
    });
    tell({ kind: "ready", facts: planner.facts });
  } catch (fault) {
    tell({ kind: "broken", message: fault instanceof Error ? fault.message : String(fault) });
  }
}

async function answer(planner: Planner, task: PlannerTask): Promise<PlannerAnswer> {
  return task.kind === "plan"
    ? { kind: "plan", answer: planner.plan(task) }
    : { kind: "introspection", answer: await planner.introspect(task) };
}

serve();
