import { type EarningAction, limitOf } from "@/lib/loyalty/actions/action-limit";
import type { NoteExplanation, RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { Reason } from "@/lib/loyalty/explain/reason";

export type ActivityInput = {
  action: EarningAction;
  customerState: "candidate" | "member" | "disabled";
  /** Awards of this action to this customer since the limit's window began. */
  awardedInWindow: number;
  /** A reason of the kind of action itself against it, e.g. `birthday.entered_late`. */
  refusal: RuleExplanation | null;
};

/** `points` is 0 for a refusal. */
export type ActivityDecision = {
  outcome: "awarded" | "refused";
  points: number;
  explanation: NoteExplanation;
};

/** Whether an activity is paid, and why or why not. */
export function decideActivity(input: ActivityInput): ActivityDecision {
  const { action, customerState, refusal } = input;
  if (customerState === "disabled") return refuse(action, "customer.disabled", {});
  if (refusal) return { outcome: "refused", points: 0, explanation: note([refusal]) };
  const limit = limitOf(action);
  const inputs = limit && { count: input.awardedInWindow, limit: limit.count, per: limit.per };
  if (inputs && inputs.count >= inputs.limit) return refuse(action, "action.limit_reached", inputs);
  const passed: RuleExplanation = inputs
    ? { key: "limit", outcome: "passed", why: "action.within_limit", inputs }
    : { key: "limit", outcome: "skipped", why: "action.unlimited", inputs: {} };
  const { points, key, name } = action;
  // Shoppers are told the name the store gave it, never its key.
  const paid: RuleExplanation = name
    ? { key, outcome: "applied", why: "action.awarded", inputs: { name, points } }
    : { key, outcome: "applied", why: "action.awarded_unnamed", inputs: { token: key, points } };
  return { outcome: "awarded", points, explanation: note([passed, paid]) };
}

function refuse(action: EarningAction, why: Reason, inputs: RuleExplanation["inputs"]): ActivityDecision {
  return {
    outcome: "refused",
    points: 0,
    explanation: note([{ key: action.key, outcome: "failed", why, inputs }]),
  };
}

function note(rules: RuleExplanation[]): NoteExplanation {
  return { version: 1, subject: "action", rules };
}
