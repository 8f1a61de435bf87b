import { allocate } from "@/lib/loyalty/allocate";
import { type CompiledCampaign, type CurrencyRules, campaignRules } from "@/lib/loyalty/compile-order-rules";
import type { EarningLine } from "@/lib/loyalty/earning-lines";
import { type OrderBase, payable } from "@/lib/loyalty/order-base";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import type { LinePoints, PinnedInputs, RulePoints } from "@/lib/loyalty/order-target";
import { multiply, parseDecimal, type Ratio, scale, surplus } from "@/lib/loyalty/ratio";

/** Points of one base, by rule and by line; both lists sum to `total`. */
export type OrderPoints = { total: number; rules: RulePoints[]; lines: LinePoints[] };

/** Everything that turns a base into points, settled once an order. */
export type PointsMeasure = {
  facts: OrderFacts;
  program: OrderProgram;
  currency: CurrencyRules;
  lines: readonly EarningLine[];
  /** The stack of rules: base, VIP, campaigns. */
  stack: StackedRule[];
};

/** `extra` multiplies the unrounded base points; a bonus is a fixed number. `earns` tells which lines count. */
type StackedRule = {
  rule: string;
  extra: Ratio | null;
  bonus: number;
  earns: ((line: EarningLine) => boolean) | null;
};

const shippingLineId = 0;
const one: Ratio = { numerator: 1, denominator: 1 };

/** Which rules apply to the order: base, then the pinned VIP multiplier, then every campaign running when it was placed. */
export function stackRules(facts: OrderFacts, program: OrderProgram, pinned: PinnedInputs): StackedRule[] {
  const stack: StackedRule[] = [{ rule: "base", extra: one, bonus: 0, earns: null }];
  if (pinned.vip) {
    const extra = surplus(parseDecimal(pinned.vip.multiplier));
    if (extra.numerator > 0) stack.push({ rule: `vip:${pinned.vip.tierKey}`, extra, bonus: 0, earns: null });
  }
  if (program.earning.campaigns.length === 0) return stack;
  const placedAtMs = Date.parse(facts.createdAt);
  for (const compiled of campaignRules(program, pinned.timeZone)) {
    if (campaignApplies(compiled, placedAtMs, facts, pinned)) stack.push(stackCampaign(compiled));
  }
  return stack;
}

/** Points of a base. Each rule is rounded once on its own, from the unrounded base points. */
export function pointsOf(base: OrderBase, measure: PointsMeasure): OrderPoints {
  const rules: RulePoints[] = [];
  const perLine = base.lines.map(() => 0);
  let shipping = 0;
  let total = 0;
  if (base.total < measure.currency.minimumMinor) return { total, rules, lines: [] };
  for (const stacked of measure.stack) {
    const counted = base.lines.map((amount, index) =>
      countsFor(stacked, measure.lines[index]) ? amount : 0,
    );
    const countedShipping = stacked.earns === null ? base.shipping : 0;
    const points = rulePoints(stacked, sum(counted) + countedShipping, measure);
    if (points === 0) continue;
    rules.push({ rule: stacked.rule, points });
    total += points;
    const parts = allocate(points, shares(measure.lines, counted, countedShipping));
    for (const index of perLine.keys()) perLine[index] = (perLine[index] ?? 0) + (parts[index] ?? 0);
    shipping += parts[perLine.length] ?? 0;
  }
  return { total, rules, lines: linePoints(measure.lines, perLine, shipping) };
}

function rulePoints(stacked: StackedRule, amountMinor: number, measure: PointsMeasure): number {
  const paid = payable(amountMinor, measure.facts, measure.program.earning.orders.base);
  if (paid <= 0) return 0;
  if (!stacked.extra) return stacked.bonus;
  const rate = stacked.extra === one ? measure.currency.rate : multiply(measure.currency.rate, stacked.extra);
  return scale(paid, rate, measure.program.points.rounding);
}

function shares(lines: readonly EarningLine[], counted: number[], shipping: number) {
  const all = counted.map((weight, index) => ({ lineId: lines[index]?.line.lineId ?? 0, weight }));
  // Shipping stands last in ties: it is nobody's line.
  if (shipping > 0) all.push({ lineId: Number.MAX_SAFE_INTEGER, weight: shipping });
  return all;
}

function linePoints(lines: readonly EarningLine[], perLine: number[], shipping: number): LinePoints[] {
  const result = perLine.map((points, index) => ({ lineId: lines[index]?.line.lineId ?? 0, points }));
  if (shipping > 0) result.push({ lineId: shippingLineId, points: shipping });
  return result;
}

function countsFor(stacked: StackedRule, line: EarningLine | undefined): boolean {
  return line !== undefined && (stacked.earns === null || stacked.earns(line));
}

function campaignApplies(
  { campaign, startsAtMs, endsAtMs }: CompiledCampaign,
  placedAtMs: number,
  facts: OrderFacts,
  pinned: PinnedInputs,
): boolean {
  if (placedAtMs < startsAtMs || placedAtMs >= endsAtMs) return false;
  if (campaign.firstOrderOnly && !pinned.isFirstOrder) return false;
  if (campaign.channelIds.length > 0 && !campaign.channelIds.includes(facts.channelId)) return false;
  return (
    campaign.tierKeys.length === 0 || (pinned.vip !== null && campaign.tierKeys.includes(pinned.vip.tierKey))
  );
}

function stackCampaign({ campaign, extra }: CompiledCampaign): StackedRule {
  const { productIds, categoryIds } = campaign;
  const limited = productIds.length > 0 || categoryIds.length > 0;
  return {
    rule: `campaign:${campaign.key}`,
    extra,
    bonus: campaign.effect.kind === "bonus" ? campaign.effect.points : 0,
    earns: limited
      ? ({ line, categoryIds: own }) =>
          productIds.includes(line.productId) || own.some((id) => categoryIds.includes(id))
      : null,
  };
}

function sum(amounts: readonly number[]): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
}
