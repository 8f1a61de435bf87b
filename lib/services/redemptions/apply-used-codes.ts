import { type CodeHolder, findCodeHolders, lockRows } from "@/lib/db/redemptions/lock-redemptions";
import type { Transaction } from "@/lib/db/transaction";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Balances } from "@/lib/loyalty/posting";
import { applyEntries } from "@/lib/loyalty/posting-sums";
import { normalizeCode } from "@/lib/loyalty/rewards/reward-code";
import { type OrderWithCodes, settleCodeOnOrder } from "@/lib/services/redemptions/settle-code-on-order";

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
 * What orders say about redemptions: a code on an order is used; when the order is cancelled or fully refunded its
 * points come back, by the policy it was bought under; while an order with the code stands, points that had gone back
 * are taken again. After the orders' own postings, in their transaction; processing an order again changes nothing.
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
  const known = new Map<bigint, Balances>();
  for (const order of input.orders) {
    for (const code of codesOf(order.facts)) {
      const redemption = redemptions.get(code);
      if (!redemption) continue;
      const { customerId } = redemption;
      const balances = known.get(customerId) ?? input.balancesOf(customerId);
      const moved = await settleCodeOnOrder({ tx, redemption, balances }, order, input.now);
      known.set(customerId, applyEntries(balances, moved));
    }
  }
}

function codesOf(facts: OrderFacts): string[] {
  if (facts.statusId === incompleteStatus) return [];
  return [...new Set(facts.coupons.map(({ code }) => normalizeCode(code)))];
}
