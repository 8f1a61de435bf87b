import { compileOrderRules, currencyRules } from "@/lib/loyalty/compile-order-rules";
import { earningLines, whyOrderEarnsNothing } from "@/lib/loyalty/earning-lines";
import { explainPoints, explainStanding } from "@/lib/loyalty/explain/explain-order";
import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import { type KeptAmounts, keptAmounts } from "@/lib/loyalty/kept-amounts";
import { orderBase } from "@/lib/loyalty/order-base";
import { type OrderPoints, pointsOf, stackRules } from "@/lib/loyalty/order-points";
import { type OrderStanding, orderStanding } from "@/lib/loyalty/order-standing";
import type {
  EvaluateOrderInput,
  OrderMemory,
  OrderOutcome,
  OrderTarget,
  PinnedInputs,
} from "@/lib/loyalty/order-target";

const dayMs = 86_400_000;
const nothing: OrderPoints = { total: 0, rules: [], lines: [] };

/**
 * The law of the order: what the customer should hold for it now, as a function of its state, the version pinned at
 * its first award, and nothing else. Evaluate it any number of times, in any order of deliveries: only the newest
 * facts count (dropping stale fetches is the caller's part), so the ledger converges.
 *
 * The version is pinned the first time the order stands in the award set, also when it then earns nothing: publishing
 * another program never reaches back to orders already decided.
 * @throws Error when the program is not the pinned version: reversing by another rule would be silent theft.
 */
export function evaluateOrder(input: EvaluateOrderInput): OrderTarget {
  const { facts, program, memory, context } = input;
  if (memory && memory.programVersion !== program.version) {
    throw new Error(
      `order ${facts.orderId} is pinned to version ${memory.programVersion}, not ${program.version}`,
    );
  }
  const standing = orderStanding(facts, compileOrderRules(program.document));
  const frozen = facts.archived
    ? "order.archived"
    : context.customerState === "disabled"
      ? "customer.disabled"
      : null;
  if (frozen) {
    const why: RuleExplanation = { key: "order", outcome: "skipped", why: frozen, inputs: {} };
    return settle(input, { outcome: "frozen", award: nothing, kept: nothing, memory, explain: [why] });
  }
  return evaluateStanding(input, standing);
}

type Settlement = {
  outcome: OrderOutcome;
  award: OrderPoints;
  kept: OrderPoints;
  memory: OrderMemory | null;
  explain: RuleExplanation[];
};

function evaluateStanding(input: EvaluateOrderInput, standing: OrderStanding): OrderTarget {
  const { facts, program, context } = input;
  const explain = [explainStanding(standing, facts, input.memory !== null)];
  const known = input.memory && settlePinned(input.memory, context);
  const memory = known ?? (standing.side === "award" ? firstAward(input) : null);
  if (standing.side === "cancel") {
    return settle(input, { outcome: "cancelled", award: nothing, kept: nothing, memory, explain });
  }
  const amounts = keptAmounts(facts, program.document.earning.orders.base.tax);
  if (!memory) {
    const outcome = amounts.fullyRefunded ? "cancelled" : "waiting";
    return settle(input, { outcome, award: nothing, kept: nothing, memory, explain });
  }
  const { isFirstOrder } = context;
  const pinned = memory.pinned.isFirstOrder === null ? { ...memory.pinned, isFirstOrder } : memory.pinned;
  const { award, kept } = measure(input, pinned, amounts, explain);
  const held = context.customerState === "guest" ? "guest" : "earns";
  const outcome = amounts.fullyRefunded ? "cancelled" : held;
  return settle(input, { outcome, award, kept, memory, explain });
}

function measure(
  { facts, program: { document } }: EvaluateOrderInput,
  pinned: PinnedInputs,
  amounts: KeptAmounts,
  explain: RuleExplanation[],
): { award: OrderPoints; kept: OrderPoints } {
  const whyNot = whyOrderEarnsNothing(facts, document, pinned);
  if (whyNot) {
    explain.push(whyNot);
    return { award: nothing, kept: nothing };
  }
  const { base } = document.earning.orders;
  const lines = earningLines(facts, compileOrderRules(document), pinned, explain);
  const ordered = {
    linesIncTaxMinor: facts.lines.map((line) => line.paidIncTaxMinor),
    shippingIncTaxMinor: facts.shippingIncTaxMinor,
  };
  const currency = currencyRules(document, facts.currency, facts.decimalPlaces);
  const how = { facts, program: document, currency, lines, stack: stackRules(facts, document, pinned) };
  const orderedBase = orderBase(facts, lines, base, ordered);
  const keptBase = facts.refunds.length === 0 ? orderedBase : orderBase(facts, lines, base, amounts);
  const award = pointsOf(orderedBase, how);
  const kept = amounts.fullyRefunded ? nothing : keptBase === orderedBase ? award : pointsOf(keptBase, how);
  explainPoints(explain, { how, orderedBase, keptBase, award, kept, amounts });
  return { award, kept };
}

function settle({ facts, program, context }: EvaluateOrderInput, settled: Settlement): OrderTarget {
  const { outcome, award, kept, memory, explain } = settled;
  // A reversal never exceeds the award: the kept base is never above the ordered one, and rounding is monotone.
  if (kept.total > award.total) throw new Error(`order ${facts.orderId} would keep more than its award`);
  const holdMs = program.document.earning.orders.holdDays * dayMs;
  const availableAtMs = memory ? Date.parse(memory.awardedAt) + holdMs : 0;
  const isHeld = Date.parse(context.now) < availableAtMs;
  const pending = isHeld ? kept.total : 0;
  // A frozen balance releases nothing: the end of the hold stays known for the day the customer is reinstated.
  const isDisabled = context.customerState === "disabled";
  const isHoldKnown = memory !== null && (isHeld || isDisabled);
  return {
    orderId: facts.orderId,
    outcome,
    programVersion: program.version,
    points: kept.total,
    pending,
    available: kept.total - pending,
    availableAt: isHoldKnown ? new Date(availableAtMs).toISOString() : null,
    award: award.total,
    lines: kept.lines,
    rules: kept.rules,
    holdIsOver: memory !== null && !isHeld && !isDisabled,
    returnsRedeemedPoints: outcome === "cancelled",
    keepsRedeemedPoints: outcome !== "cancelled" && outcome !== "frozen",
    memory,
    explanation: {
      version: 1,
      subject: "order",
      orderId: facts.orderId,
      programVersion: program.version,
      currency: facts.currency,
      decimalPlaces: facts.decimalPlaces,
      rules: explain,
      rounding: program.document.points.rounding,
      points: { award: award.total, kept: kept.total },
    },
  };
}

/** The hold starts when the order came to stand in the award set, which is no later than its last change. */
function firstAward({ facts, program, context }: EvaluateOrderInput): OrderMemory {
  const awardedAt = Date.parse(facts.modifiedAt) < Date.parse(context.now) ? facts.modifiedAt : context.now;
  const lines = facts.lines.map(({ lineId, categoryIds, brandId }) => ({ lineId, categoryIds, brandId }));
  return {
    programVersion: program.version,
    awardedAt,
    pinned: {
      vip: context.vip,
      timeZone: context.timeZone,
      isFirstOrder: context.customerState === "guest" ? null : context.isFirstOrder,
      customerGroupId: facts.customerGroupId,
      ...(context.migratedEarns === undefined ? {} : { migratedEarns: context.migratedEarns }),
      lines,
    },
  };
}

/** A guest order that is somebody's now: what could not be told before is pinned. */
function settlePinned(memory: OrderMemory, context: EvaluateOrderInput["context"]): OrderMemory {
  if (memory.pinned.isFirstOrder !== null || context.customerState === "guest") return memory;
  return { ...memory, pinned: { ...memory.pinned, isFirstOrder: context.isFirstOrder } };
}
