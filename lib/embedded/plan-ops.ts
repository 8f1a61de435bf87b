import type { DoneStep, PendingStep } from "@/lib/db/runner/steps";
import { readDuration } from "@/lib/embedded/duration";
import { isExpression } from "@/lib/embedded/expression";
import type { Op } from "@/lib/embedded/read-answer";

/** What a list of reported ops means for the run; decided before anything is written. */
export type OpsPlan = {
  done: DoneStep[];
  pending: PendingStep[];
  /** A step failed and may be tried again. */
  retry?: { error: unknown };
  /** The function has returned (checkpointing reports that as an op). */
  returned?: { output: unknown };
  /** The function asks for something that this runner cannot do, or that Inngest would misread. */
  refused?: string;
};

const yearMs = 366 * 86_400_000;

/** Sorts the ops of one answer. Durations stay unscaled. */
export function planOps(list: Op[]): OpsPlan {
  const plan: OpsPlan = { done: [], pending: [] };
  for (const op of list) {
    const base = {
      id: op.id,
      op: op.op,
      name: op.displayName ?? op.name ?? op.id,
      ...(op.opts && { opts: op.opts }),
    };
    switch (op.op) {
      case "Step":
      case "StepRun":
        plan.done.push({ ...base, result: { data: op.data ?? null } });
        break;
      case "StepFailed":
        plan.done.push({ ...base, result: { error: op.error } });
        break;
      case "StepError":
        plan.retry = { error: op.error };
        break;
      case "RunComplete":
        plan.returned = { output: op.data };
        break;
      case "StepPlanned":
        plan.pending.push(base);
        break;
      case "Sleep":
      case "WaitForEvent":
      case "InvokeFunction": {
        const wait = planWait(op);
        if (typeof wait === "string") plan.refused = wait;
        else plan.pending.push({ ...base, ...wait });
        break;
      }
      default:
        plan.refused = `Step "${base.name}" (${op.op}) is not implemented by the embedded runner`;
    }
  }
  return plan;
}

function planWait(op: Op): Pick<PendingStep, "delayMs" | "waitEvent" | "waitIf"> | string {
  const text = op.op === "Sleep" ? op.name : op.opts?.timeout;
  const delayMs =
    op.op === "InvokeFunction" && text === undefined ? yearMs : readDuration(String(text ?? ""));
  if (delayMs === null) {
    return `Step "${op.displayName ?? op.id}" has no duration. Inngest reads compound text such as "1h30m" as zero: write "90m", or milliseconds`;
  }
  if (op.op !== "WaitForEvent") return { delayMs };
  const condition = op.opts?.if;
  if (typeof condition === "string" && !isExpression(condition)) {
    return `Step "${op.displayName ?? op.id}" waits for an expression that is no CEL: ${condition}`;
  }
  return {
    delayMs,
    waitEvent: op.name ?? "",
    ...(typeof condition === "string" && { waitIf: condition }),
  };
}
