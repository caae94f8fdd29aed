import type { ConditionNode, PlanNode, SubscriptionNode } from "@apollo/query-planner";
import { compileFetch } from "./fetch";
import type { PlannedFetch } from "./plan";
import type { Step } from "./run";
import type { SupergraphTypes } from "./types";

/** Compiles a plan into one step, once for all executions of its operation. */
export function compileSteps(plan: PlanNode | SubscriptionNode | undefined, types: SupergraphTypes): Step {
  let fetches = 0;
  const compile = (node: PlanNode | SubscriptionNode, path: readonly string[]): Step => {
    switch (node.kind) {
      case "Fetch":
        return compileFetch(node as PlannedFetch, fetches++, path, types);
      case "Flatten":
        return compile(node.node, [...path, ...node.path.map(String)]);
      case "Sequence":
        return inSequence(node.nodes.map((each) => compile(each, path)));
      case "Parallel":
        return inParallel(node.nodes.map((each) => compile(each, path)));
      case "Condition":
        return onCondition(node, (branch) => compile(branch, path));
      default:
        throw new Error(`A plan holds a node of kind ${node.kind}, which no query or mutation asks for.`);
    }
  };
  return plan ? compile(plan, []) : nothing;
}

const nothing: Step = () => undefined;

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map(async (step) => step(run)));
  };
}

function onCondition(node: ConditionNode, compile: (branch: PlanNode) => Step): Step {
  const then = node.ifClause ? compile(node.ifClause) : nothing;
  const otherwise = node.elseClause ? compile(node.elseClause) : nothing;
  return (run) => (run.coerced[node.condition] === true ? then(run) : otherwise(run));
}
