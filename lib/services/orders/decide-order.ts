import type { LockedOrder, OrderUpdate } from "@/lib/db/orders/order-row";
import { evaluateOrder } from "@/lib/loyalty/evaluate-order";
import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import type { OrderMemory, OrderTarget } from "@/lib/loyalty/order-target";
import type { RefundPolicy } from "@/lib/loyalty/plan-moves";
import { planOrderPostings } from "@/lib/loyalty/plan-order-postings";
import type { Balances, HeldPoints, OrderHeld, OrderHoldings, PostingPlan } from "@/lib/loyalty/posting";

export type ProgramVersionForOrders = {
  id: bigint;
  number: number;
  document: OrderProgram & { refunds: { policy: RefundPolicy } };
};

export type DecideOrderInput = {
  row: LockedOrder;
  facts: OrderFacts;
  /** What the ledger holds for the order; not changed. */
  held: OrderHoldings;
  /** The pinned version of an order once awarded, the published one before. */
  version: ProgramVersionForOrders;
  timeZone: string;
  now: Date;
  /** Of the customer, read under their lock; every customer a batch touches has an entry. */
  balancesOf: (customerId: bigint) => Balances;
  /** As an import of past orders chose for migrated ones, see `OrderContext`. */
  migratedEarns?: boolean;
};

export type OrderDecision = {
  update: OrderUpdate;
  postings: { customerId: bigint; plan: PostingPlan }[];
  /** To carry on to the customers' next orders in the same batch. */
  balances: Map<bigint, Balances>;
  /** The order is cancelled or fully refunded: points of codes redeemed on it come back. */
  returnsRedeemedPoints: boolean;
  /** It stands: points of codes on it that came back are taken again. */
  keepsRedeemedPoints: boolean;
};

const nothingHeld: HeldPoints = { pending: 0, available: 0, shortfall: 0 };

/**
 * Decides one order: what its owner should hold now, against what the ledger holds for it. Pure: same row, facts and
 * balances, same decision. When the order changed hands (assigned to another customer, merged), the old holder's
 * points are taken back by the refund policy and the new owner is awarded afresh: what the old holder had spent stays
 * the old holder's shortfall.
 */
export function decideOrder(input: DecideOrderInput): OrderDecision {
  const { row, version } = input;
  const target = evaluate(input);
  const balances = new Map<bigint, Balances>();
  const postings: OrderDecision["postings"] = [];
  let { revision } = input.held;
  const holdings = new Map(input.held.of);

  const apply = (customerId: bigint, toward: OrderTarget) => {
    const planned = planOrderPostings({
      target: toward,
      held: { ...(holdings.get(customerId) ?? nothingHeld), revision },
      balances: balances.get(customerId) ?? input.balancesOf(customerId),
      refundPolicy: version.document.refunds.policy,
    });
    revision = planned.held.revision;
    holdings.set(customerId, planned.held);
    balances.set(customerId, planned.balances);
    postings.push(...planned.postings.map((plan) => ({ customerId, plan })));
  };

  const ownerId = row.owner?.customerId ?? null;
  if (row.holder && row.holder.customerId !== ownerId) apply(row.holder.customerId, nothing(target));
  if (row.owner) apply(row.owner.customerId, target);

  const { returnsRedeemedPoints, keepsRedeemedPoints } = target;
  const update = toUpdate(input, target, { revision, of: holdings });
  return { update, postings, balances, returnsRedeemedPoints, keepsRedeemedPoints };
}

function evaluate({ row, facts, version, timeZone, now, migratedEarns }: DecideOrderInput): OrderTarget {
  const target = evaluateOrder({
    facts,
    program: { version: version.number, document: version.document },
    memory: memoryOf(row, version.number),
    context: {
      now: now.toISOString(),
      customerState: row.owner?.state ?? "guest",
      timeZone,
      vip: null,
      isFirstOrder: row.isFirstOrder,
      ...(migratedEarns === undefined ? {} : { migratedEarns }),
    },
  });
  return row.isWithdrawn && row.owner?.state !== "disabled" ? withdrawn(row, target) : target;
}

/** The merchant took back the import that awarded this order: it stays at nothing, whatever becomes of the order. */
function withdrawn(row: LockedOrder, target: OrderTarget): OrderTarget {
  const inputs = { importId: String(row.importId) };
  const rules: RuleExplanation[] = [{ key: "order", outcome: "failed", why: "order.withdrawn", inputs }];
  const explanation = { ...target.explanation, rules, points: { ...target.explanation.points, kept: 0 } };
  // Points of codes redeemed on it have nothing to do with the import.
  return { ...nothing(target), explanation };
}

function memoryOf(row: LockedOrder, programVersion: number): OrderMemory | null {
  if (row.awardedAt === null || row.pinned === null) return null;
  return { programVersion, awardedAt: row.awardedAt.toISOString(), pinned: row.pinned };
}

function nothing(target: OrderTarget): OrderTarget {
  return { ...target, outcome: "cancelled", points: 0, pending: 0, available: 0, availableAt: null };
}

/** The cache of an order is the sum over everybody: a merge of two who had it does not change it. */
function sumOf({ revision, of }: OrderHoldings): OrderHeld {
  const sum = { ...nothingHeld, revision };
  for (const { pending, available, shortfall } of of.values()) {
    sum.pending += pending;
    sum.available += available;
    sum.shortfall += shortfall;
  }
  return sum;
}

function toUpdate(input: DecideOrderInput, target: OrderTarget, holdings: OrderHoldings): OrderUpdate {
  const { row, facts, version } = input;
  const held = sumOf(holdings);
  return {
    id: row.id,
    facts,
    ownerId: row.owner?.customerId ?? null,
    programVersionId: target.memory ? version.id : null,
    memory: target.memory,
    held,
    pointsAwarded: Math.max(row.pointsAwarded, row.owner ? target.points : 0),
    pendingUntil: held.pending > 0 ? target.availableAt : null,
    explanation: target.explanation,
  };
}
