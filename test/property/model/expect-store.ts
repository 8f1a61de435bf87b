import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { Purchases } from "./acts";
import { personOf } from "./book";
import { pointsFor } from "./law";
import type { Running } from "./run-store";
import type { Standing } from "./worlds";

/** Every balance of the store against the books. */
export async function expectStanding(storeId: bigint, running: Running[], when: string): Promise<void> {
  const { rows } = await pool().query<Standing>(
    `SELECT c.bc_customer_id AS id, b.pending, b.available, b.held, -b.debt AS owed
       FROM customer_balances b JOIN customers c ON c.id = b.customer_id
      WHERE b.store_id = $1 AND (b.pending, b.available, b.held, b.debt) <> (0, 0, 0, 0) ORDER BY 1`,
    [String(storeId)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { schedule, worlds } of running) {
    const [one, two] = schedule.people.bcIds as [number, number];
    const theirs = [one, two, two + 1].flatMap((id) => known.get(id) ?? []);
    for (const { id } of theirs) known.delete(id);
    const expected = worlds.keepMatching(theirs);
    const about = { when, schedule: Math.floor(one / 3) };
    if (expected) expect({ ...about, standing: theirs }).toEqual({ ...about, standing: expected });
  }
  expect([...known.values()]).toEqual([]);
}

/** The law itself, whatever the history was: an order in force holds exactly what its last state earns. */
export async function expectLaw(
  storeId: bigint,
  byOrder: ReadonlyMap<number, Running>,
  orders: readonly OrderFacts[],
): Promise<void> {
  const { rows } = await pool().query(
    `SELECT bc_order_id AS id, points_pending + points_available - points_shortfall AS net FROM orders
      WHERE store_id = $1`,
    [String(storeId)],
  );
  const nets = new Map(rows.map(({ id, net }) => [Number(id), Number(net)]));
  for (const facts of orders) {
    const book = byOrder.get(facts.orderId)?.worlds.book;
    const entry = book?.orders.get(facts.orderId);
    if (!book || !entry || entry.holder === null) continue;
    if (facts.archived || personOf(book, entry.holder).disabled) continue;
    const version = entry.award && book.versions[entry.award.version];
    const net = version ? Number(pointsFor(facts, version.program)) : 0;
    expect({ order: facts.orderId, net: nets.get(facts.orderId) }).toEqual({ order: facts.orderId, net });
  }
}

/** Every reward bought: whose it is, what became of it, on which order it was used. */
export async function expectRewards(
  storeId: bigint,
  running: Running[],
  purchases: Purchases,
): Promise<void> {
  const { rows } = await pool().query(
    `SELECT r.id, c.bc_customer_id AS owner, o.bc_order_id AS "usedBy", r.points_returned_at IS NOT NULL AS returned,
            CASE r.status WHEN 'failed' THEN 'released' WHEN 'cancelled' THEN 'ended' ELSE r.status::text END AS state
       FROM redemptions r JOIN customers c ON c.id = r.customer_id LEFT JOIN orders o ON o.id = r.used_order_id
      WHERE r.store_id = $1 ORDER BY r.id`,
    [String(storeId)],
  );
  const expected = running.flatMap(({ worlds }) =>
    [...worlds.book.bought].map(([nth, { owner, usedBy, returned, state }]) => {
      return { id: Number(purchases.get(nth)?.id), owner, usedBy, returned, state };
    }),
  );
  expect(rows).toEqual(expected.sort((a, b) => a.id - b.id));
}
