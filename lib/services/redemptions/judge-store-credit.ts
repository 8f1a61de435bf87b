import Big from "big.js";
import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { getStoreCredit } from "@/lib/bigcommerce/customers";
import { sumStoreCreditSpent } from "@/lib/bigcommerce/store-credit-spent";
import type { StoreCreditChange } from "@/lib/db/redemptions/store-credit-changes";
import { quietMs } from "@/lib/services/redemptions/creates-under-way";

/** Covers the difference between BigCommerce's clock and ours; what was spent in it before counts on both sides. */
const skewMs = 5 * 60_000;

/** Whether a change was sent so long ago that its request is not on its way any more. */
export const hasLanded = (sentAt: Date, now: Date): boolean => now.getTime() - sentAt.getTime() >= quietMs;

/** BigCommerce was told, whatever was told has landed or is lost, and nobody knows which. */
export function isUnclearChange(change: StoreCreditChange | null, now: Date): boolean {
  return change?.state === "planned" && change.sentAt !== null && hasLanded(change.sentAt, now);
}

/** From when on the customer's spending is counted for a change planned at `plannedAt`. */
export function creditWindowStart(plannedAt: Date): Date {
  return new Date(plannedAt.getTime() - skewMs);
}

/** Credit and what was spent since, at one moment; null when it moved while we looked, or there is no such customer. */
export async function readCredit(
  client: BigCommerceClient,
  bcCustomerId: bigint,
  since: Date,
): Promise<{ credit: Big; spent: Big } | null> {
  const customerId = Number(bcCustomerId);
  const spentBefore = await sumStoreCreditSpent(client, customerId, since);
  const credit = await getStoreCredit(client, customerId);
  const spentAfter = await sumStoreCreditSpent(client, customerId, since);
  if (credit === null || spentBefore !== spentAfter) return null;
  return { credit: new Big(credit), spent: new Big(spentAfter) };
}

/**
 * Whether a change that was sent took place. `before` and `after` are what the customer had, or would have, had they
 * spent nothing since the window began, so with what was spent since then exactly one of them is what they have now.
 * Neither: staff or another app changed the credit in the same minute. Then nobody can know, the points stay held,
 * and the reason is kept with the redemption. What also cannot be known: credit spent between our last look and the
 * setting of the amount, one round trip, is overwritten: BigCommerce has no conditional write.
 */
export async function judgeCredit(
  client: BigCommerceClient,
  change: StoreCreditChange,
  now: Date,
): Promise<"given" | "not_given" | "unclear"> {
  const read = await readCredit(client, change.bcCustomerId, creditWindowStart(change.plannedAt));
  if (read === null) return "unclear";
  const without = read.credit.plus(read.spent);
  if (without.eq(change.after)) return "given";
  const isSettled = change.sentAt === null || hasLanded(change.sentAt, now);
  return without.eq(change.before) && isSettled ? "not_given" : "unclear";
}
