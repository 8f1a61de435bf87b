import type {
  Explanation,
  NoteExplanation,
  OrderExplanation,
  PostingExplanation,
  RuleExplanation,
} from "@/lib/loyalty/explain/explanation";
import { fillMessage, type MessageInputs } from "@/lib/loyalty/explain/fill-message";
import type { MessageCatalog } from "@/lib/loyalty/explain/message-catalog";
import { messagesEn } from "@/lib/loyalty/explain/messages-en";

/** `headline` is one sentence for lists; `lines` say why, in the order things were tried. */
export type RenderedExplanation = { headline: string; lines: string[] };

/**
 * An explanation in plain words: everything for staff, for shoppers what concerns them. Unknown keys (written by a
 * newer version) are left out rather than shown raw.
 */
export function renderExplanation(
  explanation: Explanation,
  audience: "shopper" | "staff",
  catalog: MessageCatalog = messagesEn,
): RenderedExplanation {
  const messages: Readonly<Record<string, string>> = catalog[audience] ?? {};
  const common = commonInputs(explanation);
  const say = (key: string, inputs: MessageInputs): string[] => {
    const template = messages[key];
    return template === undefined ? [] : [fillMessage(template, { ...common, ...inputs }, catalog)];
  };
  const [key, inputs] = headline(explanation);
  const rules = explanation.rules.flatMap((rule: RuleExplanation) => say(rule.why, rule.inputs));
  const { posting } = explanation;
  const moves = posting ? postingLines(posting).flatMap(([why, amounts]) => say(why, amounts)) : [];
  return { headline: say(key, inputs).join(""), lines: [...new Set([...rules, ...moves])] };
}

function commonInputs(explanation: Explanation): MessageInputs {
  if (explanation.subject !== "order") return {};
  const { orderId, currency, decimalPlaces, rounding } = explanation;
  return { orderId, currency, decimalPlaces, rounding };
}

function headline(explanation: Explanation): [string, MessageInputs] {
  if (explanation.subject !== "order") return noteHeadline(explanation);
  return explanation.posting ? postingHeadline(explanation.posting) : standingHeadline(explanation);
}

/** What happened to a reward says more than that something did. */
function noteHeadline({ subject, rules: [first] }: NoteExplanation): [string, MessageInputs] {
  if (first?.key === "redemption") return [`headline.${first.why}`, first.inputs];
  return [`headline.${subject}`, {}];
}

function postingHeadline({ type, pending, available, debt }: PostingExplanation): [string, MessageInputs] {
  const points = Math.abs(pending + available + debt);
  if (type === "order_reversal" && points === 0) return ["headline.order_reversal_spent", {}];
  return [`headline.${type}`, { points }];
}

function standingHeadline({ points }: OrderExplanation): [string, MessageInputs] {
  return points.kept > 0 ? ["headline.order_holds", { points: points.kept }] : ["headline.order_nothing", {}];
}

function postingLines({
  pending,
  available,
  debt,
  shortfall,
}: NonNullable<Explanation["posting"]>): [string, MessageInputs][] {
  const lines: [string, MessageInputs][] = [];
  if (pending !== 0) lines.push(["posting.pending", { pending }]);
  if (available !== 0) lines.push(["posting.available", { available }]);
  if (debt !== 0)
    lines.push([debt < 0 ? "posting.debt_made" : "posting.debt_paid", { debt: Math.abs(debt) }]);
  if (shortfall !== 0) {
    const why = shortfall > 0 ? "posting.shortfall_made" : "posting.shortfall_undone";
    lines.push([why, { shortfall: Math.abs(shortfall) }]);
  }
  return lines;
}
