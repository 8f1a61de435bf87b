import { db, pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { endUnused, release } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { backdateSince, lastTransactionId } from "@/test/db/ledger/engagement-seed";
import { adjustment, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

export type Mode = "none" | "per_award" | "inactivity";

const cup = { key: "cup", type: "free_shipping", name: "Cup", pointsPrice: 40 };

type Options = { months?: number; timeZone?: string; publishedAt?: string; document?: object };

/**
 * A store whose points expire, with Anna (BigCommerce's customer 1) and Ben (2), and a cup for 40 points. Everything
 * is done at a moment of its own, and what it posts is dated so.
 */
export async function openExpiryStore(mode: Mode, options: Options = {}) {
  const {
    months = 12,
    timeZone = "UTC",
    publishedAt = "2024-01-01T12:00:00.000Z",
    document: more = {},
  } = options;
  const { storeId, customerIds } = await seedStore(2, { timeZone });
  const [anna, ben] = customerIds as [bigint, bigint];
  let serial = 0;

  async function at<T>(moment: string, work: (now: Date) => Promise<T>): Promise<T> {
    const before = await lastTransactionId();
    const result = await work(new Date(moment));
    await backdateSince(storeId, before, moment);
    return result;
  }

  const store = {
    storeId,
    anna,
    ben,
    publish: (expiry: { mode: Mode; months?: number; warnDays?: number[] }, moment: string) =>
      publishProgram({ storeId, document: { rewards: [cup], ...more, expiry }, now: new Date(moment) }),
    post: (customerId: bigint, points: number, moment: string) =>
      at(moment, () => {
        serial += 1;
        return postTransactions(pool(), storeId, [adjustment(`p${serial}`, customerId, points)]);
      }),
    /** An order of Anna's of 100.00 unless said otherwise, as it is at that moment. */
    order: (moment: string, facts: Partial<Parameters<typeof orderFacts>[0]>) =>
      at(moment, (now) => {
        const orders = [orderFacts({ customerId: 1, createdAt: moment, modifiedAt: moment, ...facts })];
        return applyOrderFacts({ storeId, timeZone, orders, now });
      }),
    /** Points for a cup are held. */
    buy: (customerId: bigint, moment: string): Promise<bigint> =>
      at(moment, async (now) => {
        serial += 1;
        const { redemption } = await purchaseReward({
          ...{ storeId, customerId, pointsToSpend: null, origin: null, now },
          productId: programItemId(storeId, "points_product", "cup"),
          requestId: `a-cup-please-${serial}`,
        });
        return redemption.id;
      }),
    issue: (redemptionId: bigint, moment: string) =>
      at(moment, async (now) => {
        const { code } = await db().redemption.findUniqueOrThrow({ where: { id: redemptionId } });
        const issued = { mechanism: "promotion" as const, bcPromotionId: 1n, bcCodeId: redemptionId, code };
        return captureIssued(storeId, redemptionId, issued, now);
      }),
    /** It could not be issued. */
    fail: (redemptionId: bigint, moment: string) =>
      at(moment, (now) =>
        withLockedRedemption(storeId, redemptionId, (locked) =>
          release(locked, { status: "failed", problem: null }, now),
        ),
      ),
    /** Its unused code was deleted. */
    cancel: (redemptionId: bigint, moment: string) =>
      at(moment, (now) =>
        withLockedRedemption(storeId, redemptionId, (locked) => endUnused(locked, "cancelled", now)),
      ),
    /** Anna becomes Ben. */
    merge: (moment: string) =>
      at(moment, (now) => mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now })),
    /** The night in which `day` begins, customer by customer. */
    night: (day: string) =>
      at(`${day}T06:00:00.000Z`, async () => {
        let expired = 0;
        let warned = 0;
        for (let next: string | null = "0"; next !== null; ) {
          const page = await expirePage({ storeId, day, afterId: BigInt(next), customersMax: 1 });
          expired += page.expired;
          warned += page.warned;
          next = page.next;
        }
        return { expired, warned };
      }),
  };
  await store.publish({ mode, months }, publishedAt);
  return store;
}

export type ExpiryStore = Awaited<ReturnType<typeof openExpiryStore>>;

/** What owners were told, in the order it was recorded. */
export async function warningsOf(storeId: bigint) {
  const effects = await db().effect.findMany({
    where: { storeId, name: "points/expiring" },
    orderBy: { id: "asc" },
  });
  return effects.map(({ data }) => data as { points: number; at: string; daysBefore: number });
}
