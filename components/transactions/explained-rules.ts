import { orderStatusName } from "@/lib/format/order-status";
import type { Explanation, RuleExplanation } from "@/lib/loyalty/explain/explanation";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";

export type ExplainedRule = {
  key: string;
  outcome: RuleExplanation["outcome"];
  words: string;
  /** Name and value of everything the rule looked at. */
  inputs: [string, string][];
};

/** The rules of an explanation one by one, each in words for staff. Rules nobody has words for show their key. */
export function explainedRules(explanation: Explanation): ExplainedRule[] {
  return explanation.rules.map((rule) => {
    const single = { ...explanation, rules: [withStatusName(rule)], posting: undefined };
    const { lines } = renderExplanation(single as unknown as Explanation, "staff");
    return {
      key: rule.key,
      outcome: rule.outcome,
      words: lines[0] ?? rule.why,
      inputs: Object.entries(rule.inputs).map(([name, value]) => [name, String(value ?? "–")]),
    };
  });
}

/** What the posting moved, in words. */
export function explainedPosting(explanation: Explanation): string[] {
  if (!("posting" in explanation)) return [];
  return renderExplanation({ ...explanation, rules: [] }, "staff").lines;
}

function withStatusName(rule: RuleExplanation): RuleExplanation {
  const { statusId } = rule.inputs;
  if (typeof statusId !== "number") return rule;
  return { ...rule, inputs: { ...rule.inputs, statusId: `${statusId} (${orderStatusName(statusId)})` } };
}
