import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { Reason } from "@/lib/loyalty/explain/reason";
import type { KeptAmounts } from "@/lib/loyalty/kept-amounts";
import { type OrderBase, payable } from "@/lib/loyalty/order-base";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderPoints, PointsMeasure } from "@/lib/loyalty/order-points";
import type { OrderStanding } from "@/lib/loyalty/order-standing";

export function explainStanding(
  standing: OrderStanding,
  facts: OrderFacts,
  wasAwarded: boolean,
): RuleExplanation {
  const inputs = { statusId: facts.statusId };
  if (standing.side === "award") return { key: "status", outcome: "passed", why: standing.why, inputs };
  if (standing.side === "cancel") return { key: "status", outcome: "failed", why: standing.why, inputs };
  const why = wasAwarded ? "status.neutral_after_award" : "status.not_yet";
  return { key: "status", outcome: wasAwarded ? "passed" : "failed", why, inputs };
}

type Measured = {
  how: PointsMeasure;
  orderedBase: OrderBase;
  keptBase: OrderBase;
  award: OrderPoints;
  kept: OrderPoints;
  amounts: KeptAmounts;
};

/** Base, minimum, payment share, refunds, then one entry a rule that gave points. */
export function explainPoints(explain: RuleExplanation[], measured: Measured): void {
  const { how, orderedBase, keptBase, kept, amounts } = measured;
  const { base } = how.program.earning.orders;
  const total = orderedBase.total;
  explain.push(applied("base", "base.amount", { baseMinor: total, tax: base.tax, shipping: base.shipping }));
  if (how.facts.refunds.length > 0) explain.push(explainRefunds(amounts, keptBase));
  const { minimumMinor } = how.currency;
  if (keptBase.total < minimumMinor) {
    const inputs = { baseMinor: keptBase.total, minimumMinor };
    explain.push({ key: "minimum", outcome: "failed", why: "minimum.not_reached", inputs });
    return;
  }
  const paidMinor = payable(keptBase.total, how.facts, base);
  if (paidMinor !== keptBase.total) {
    explain.push(applied("payment", "payment.credit_taken_off", { baseMinor: keptBase.total, paidMinor }));
  }
  for (const rule of kept.rules) explain.push(explainRule(rule.rule, rule.points, paidMinor, how));
  if (kept.rules.length === 0 && !amounts.fullyRefunded) {
    explain.push({
      key: "base",
      outcome: "failed",
      why: "base.too_small",
      inputs: rateInputs(paidMinor, how),
    });
  }
}

function explainRefunds(amounts: KeptAmounts, keptBase: OrderBase): RuleExplanation {
  if (amounts.fullyRefunded) {
    return applied("refunds", "refunds.everything", { refundedMinor: amounts.refundedMinor });
  }
  const inputs = { refundedMinor: amounts.refundedMinor, keptBaseMinor: keptBase.total };
  if (amounts.refundedMinor === 0)
    return { key: "refunds", outcome: "skipped", why: "refunds.declined", inputs };
  return applied("refunds", "refunds.part", inputs);
}

function explainRule(rule: string, points: number, paidMinor: number, how: PointsMeasure): RuleExplanation {
  if (rule === "base") {
    const { points: ratePoints, per: ratePer } = how.currency;
    return applied("rate", "rate.applied", { paidMinor, ratePoints, ratePer, points });
  }
  const name = rule.slice(rule.indexOf(":") + 1);
  return applied(rule, rule.startsWith("vip:") ? "vip.applied" : "campaign.applied", { name, points });
}

function rateInputs(paidMinor: number, how: PointsMeasure) {
  return { paidMinor, ratePoints: how.currency.points, ratePer: how.currency.per };
}

function applied(key: string, why: Reason, inputs: RuleExplanation["inputs"]): RuleExplanation {
  return { key, outcome: "applied", why, inputs };
}
