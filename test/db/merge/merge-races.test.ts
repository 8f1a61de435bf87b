import pLimit from "p-limit";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { postAward } from "@/lib/db/ledger/post-award";
import { isAppError } from "@/lib/errors";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { captureIssued } from "@/lib/services/redemptions/capture-issued";
import { giveUpRedemption } from "@/lib/services/redemptions/give-up-redemption";
import { purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { adjustment, seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");
const price = 30;
/** So many pairs at a time: everything waits for everything within a pair, nothing for a connection. */
const inTurn = pLimit(5);

/** A store of `pairs` pairs: the n-th are customers 2n+1 and 2n+2 of BigCommerce, with 100 points each. */
async function openPairs(pairs: number, document: object = {}) {
  const { storeId, customerIds } = await seedStore(2 * pairs);
  const reward = { key: "reward", type: "fixed_amount", name: "Reward", value: "5.00", pointsPrice: price };
  await publishProgram({ storeId, document: { rewards: [reward], ...document }, now });
  for (const id of customerIds) await give(storeId, id, 100);
  const pair = (n: number) => [customerIds[2 * n], customerIds[2 * n + 1]] as [bigint, bigint];
  /** `merged`, `before`, or the code of a refusal; anything else is thrown. */
  const merge = async (fromId: bigint, intoId: bigint): Promise<string> => {
    try {
      const { merged } = await mergeCustomers({ storeId, fromId, intoId, actorId: null, now });
      return merged ? "merged" : "before";
    } catch (error) {
      if (isAppError(error) && error.code === "conflict") return error.code;
      throw error;
    }
  };
  return { storeId, customerIds, pair, merge, each: Array.from({ length: pairs }, (_, n) => n) };
}

function give(storeId: bigint, customerId: bigint, points: number) {
  const { entries: _, ...award } = adjustment(`give/${customerId}/${points}`, customerId, points);
  return postAward(pool(), storeId, { ...award, type: "adjustment", points });
}

type Sums = { people: number; points: number; held: number };

/** How many have points, and what all have together, spendable and held. */
async function sumsOf(storeId: bigint): Promise<Sums> {
  const { rows } = await pool().query<Sums>(
    `SELECT count(*) FILTER (WHERE (pending, available, held, debt) <> (0, 0, 0, 0)) AS people,
            sum(pending + available + debt)::int AS points, sum(held)::int AS held
       FROM customer_balances WHERE store_id = $1`,
    [String(storeId)],
  );
  return rows[0] as Sums;
}

test("both ways at once: one way wins, the other is refused, no point is lost", async () => {
  const { storeId, pair, merge, each } = await openPairs(40);
  const outcomes = await inTurn.map(each, async (n) => {
    const [anna, ben] = pair(n);
    return (await Promise.all([merge(anna, ben), merge(ben, anna), merge(anna, ben)])).sort();
  });
  for (const outcome of outcomes) {
    expect([
      ["before", "conflict", "merged"],
      ["conflict", "conflict", "merged"],
    ]).toContainEqual(outcome);
  }
  expect(await sumsOf(storeId)).toEqual({ people: 40, points: 8_000, held: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("while orders of both are posted: every order counts once, for whoever stays", async () => {
  const { storeId, pair, merge, each } = await openPairs(20);
  const apply = (orders: ReturnType<typeof orderFacts>[]) =>
    applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
  // An order of each of both, in batches that lie across the pairs.
  const batches = [1, 2, 3, 4].map((batch) =>
    each.flatMap((n) =>
      [1, 2].map((side) => orderFacts({ orderId: 1_000 * batch + 2 * n + side, customerId: 2 * n + side })),
    ),
  );
  const work = [
    ...batches.map(apply),
    inTurn.map(each, (n) => merge(...pair(n))),
    ...batches.map((batch) => apply([...batch].reverse())),
  ];
  await Promise.all(work);
  // 100 + 100, and two orders of 100 in each of four batches.
  expect(await sumsOf(storeId)).toEqual({ people: 20, points: 20 * 1_000, held: 0 });
  const again = await apply(batches.flat());
  expect(again).toMatchObject({ posted: 0, failed: [] });
  const { rows } = await pool().query(
    `SELECT count(*) AS orders FROM orders o JOIN customers c ON c.id = o.customer_id
      WHERE o.store_id = $1 AND c.merged_into_id IS NULL`,
    [String(storeId)],
  );
  expect(rows[0].orders).toBe(160);
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("while rewards are bought, issued and given back: held points are open rewards, and all adds up", async () => {
  const { storeId, pair, merge, each } = await openPairs(30);
  const buy = async (customerId: bigint, requestId: string) => {
    try {
      const productId = programItemId(storeId, "points_product", "reward");
      const input = { storeId, customerId, productId, requestId, pointsToSpend: null, origin: null, now };
      return (await purchaseReward(input)).redemption;
    } catch (error) {
      if (isAppError(error) && error.code === "session_expired") return null;
      throw error;
    }
  };
  const issue = async (bought: Awaited<ReturnType<typeof buy>>, isGivenUp: boolean) => {
    if (!bought) return 0;
    const { id, code } = bought;
    if (isGivenUp) await giveUpRedemption(null, bought, { status: "failed", problem: null }, now);
    else {
      const issued = { mechanism: "promotion" as const, bcPromotionId: 1n, bcCodeId: id, code };
      expect(await captureIssued(storeId, id, issued, now)).toBe(true);
    }
    return isGivenUp ? 0 : price;
  };
  const spent = await inTurn.map(each, async (n) => {
    const [anna, ben] = pair(n);
    const early = await buy(anna, "bought-early");
    const [one, two, three] = await Promise.all([
      issue(early, n % 3 === 0),
      buy(anna, "bought-meanwhile").then((bought) => issue(bought, n % 2 === 0)),
      buy(ben, "bought-by-the-heir").then((bought) => issue(bought, false)),
      merge(anna, ben).then((outcome) => expect(outcome).toBe("merged")),
    ]);
    return one + two + three;
  });
  const total = spent.reduce((sum, points) => sum + points, 0);
  expect(await sumsOf(storeId)).toEqual({ people: 30, points: 6_000 - total, held: 0 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a chain in the making, with the nightly expiry beside it: all ends with the last", async () => {
  const { storeId, customerIds, merge } = await openPairs(15, { expiry: { mode: "per_award", months: 1 } });
  const trios = Array.from(
    { length: 10 },
    (_, n) => customerIds.slice(3 * n, 3 * n + 3) as [bigint, bigint, bigint],
  );
  const night = expirePage({ storeId, day: "2026-12-01", afterId: 0n });
  await inTurn.map(trios, ([a, b, c]) => Promise.all([merge(a, b), merge(b, c)]));
  expect((await night).expired).toBe(0);
  // The second link may have come first: then the first was refused, and goes straight to the last now.
  for (const [a, , c] of trios) expect(["before", "merged"]).toContain(await merge(a, c));
  expect(await sumsOf(storeId)).toEqual({ people: 10, points: 3_000, held: 0 });
  const { rows } = await pool().query(
    `SELECT count(*) AS links FROM customers c JOIN customers heir ON heir.id = c.merged_into_id
      WHERE c.store_id = $1 AND heir.merged_into_id IS NOT NULL`,
    [String(storeId)],
  );
  expect(rows[0].links).toBe(0);
  expect(await ledgerDifferences(storeId)).toEqual([]);
});
