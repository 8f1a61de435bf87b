import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { type CodeHolder, findCodeHolders, lockRows } from "@/lib/db/redemptions/lock-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import type { Transaction } from "@/lib/db/transaction";
import { logger } from "@/lib/logger";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Balances } from "@/lib/loyalty/posting";
import { normalizeCode } from "@/lib/loyalty/rewards/reward-code";
import { returnAfterUse, use } from "@/lib/services/redemptions/settle-redemption";

/** An order as it was just decided. */
export type OrderWithCodes = {
  /** Our id. */
  orderId: bigint;
  facts: OrderFacts;
  /** Cancelled or fully refunded. */
  returnsRedeemedPoints: boolean;
};

/** BigCommerce's status of a checkout that was never finished. */
const incompleteStatus = 0;

/** Whose codes these orders carry: their balances must be locked together with those of the orders' owners. */
export function findHoldersOnOrders(
  tx: Transaction,
  storeId: bigint,
  orders: readonly OrderFacts[],
): Promise<CodeHolder[]> {
  const codes = new Set(orders.flatMap(codesOf));
  return findCodeHolders(tx, storeId, [...codes]);
}

/**
 * What orders say about redemptions: a code on an order is used, and when the order is cancelled or fully refunded its
 * points come back, once, by the policy it was bought under. After the orders' own postings, in their transaction;
 * processing an order again changes nothing.
 */
export async function applyUsedCodes(
  tx: Transaction,
  storeId: bigint,
  input: {
    holders: readonly CodeHolder[];
    orders: readonly OrderWithCodes[];
    /** As they are after the orders' postings. */
    balancesOf: (customerId: bigint) => Balances;
    now: Date;
  },
): Promise<void> {
  if (input.holders.length === 0) return;
  const ids = input.holders.map(({ id }) => id);
  const redemptions = new Map((await lockRows(tx, storeId, ids)).map((row) => [row.code, row]));
  const returned = new Map<bigint, number>();
  for (const order of input.orders) {
    for (const code of codesOf(order.facts)) {
      const redemption = redemptions.get(code);
      if (!redemption) continue;
      const known = input.balancesOf(redemption.customerId);
      const balances = addPoints(known, returned.get(redemption.customerId) ?? 0);
      const points = await applyOne({ tx, redemption, balances }, order, input.now);
      returned.set(redemption.customerId, (returned.get(redemption.customerId) ?? 0) + points);
    }
  }
}

/** Returns the points that came back. Changes `redemption` as the row was changed. */
async function applyOne(
  locked: { tx: Transaction; redemption: Redemption; balances: Balances },
  { orderId, facts, returnsRedeemedPoints }: OrderWithCodes,
  now: Date,
): Promise<number> {
  const { redemption } = locked;
  if (redemption.status !== "issued") {
    // Pending: issuing it finds the use. Cancelled: it was at the checkout in the moment it was deleted.
    logger.warn({ redemptionId: String(redemption.id), status: redemption.status }, "an order has this code");
    return 0;
  }
  if (redemption.usedAt === null) {
    const usedAt = new Date(facts.createdAt);
    await use(locked, { orderId, usedAt, now });
    Object.assign(redemption, { usedAt, usedOrderId: orderId });
  } else if (redemption.usedOrderId === null) {
    await changeRedemption(redemption.storeId, redemption.id, { usedOrderId: orderId }, locked.tx);
    redemption.usedOrderId = orderId;
  }
  const comesBack = returnsRedeemedPoints && redemption.returnsPoints && redemption.pointsReturnedAt === null;
  if (!comesBack || redemption.usedOrderId !== orderId) return 0;
  await returnAfterUse(locked, { orderId, now });
  redemption.pointsReturnedAt = now;
  return redemption.pointsSpent;
}

/** Points that came back earlier in the batch: debt first. */
function addPoints(balances: Balances, points: number): Balances {
  const paysDebt = Math.min(points, -balances.debt);
  return { ...balances, debt: balances.debt + paysDebt, available: balances.available + points - paysDebt };
}

function codesOf(facts: OrderFacts): string[] {
  if (facts.statusId === incompleteStatus) return [];
  return [...new Set(facts.coupons.map(({ code }) => normalizeCode(code)))];
}
