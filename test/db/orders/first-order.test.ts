import { expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { publishProgram } from "@/lib/services/program/publish-program";
import { seedStore } from "@/test/db/ledger/seed";
import { orderFacts } from "@/test/factories/order-facts";

const now = new Date("2026-11-24T12:00:00Z");
const welcome = {
  key: "welcome",
  name: "Welcome",
  startsAt: "2026-01-01T00:00",
  endsAt: "2026-12-31T00:00",
  effect: { kind: "bonus", points: 50 },
  firstOrderOnly: true,
};

type Order = number | { orderId: number; statusId: number };

/** Orders of 100 points placed in the same second, applied in these rounds; the points by order number. */
async function award(rounds: Order[][]): Promise<Record<string, number>> {
  const { storeId } = await seedStore();
  await publishProgram({ storeId, document: { earning: { campaigns: [welcome] } }, now });
  for (const round of rounds) {
    const orders = round.map((order) => orderFacts(typeof order === "number" ? { orderId: order } : order));
    await applyOrderFacts({ storeId, timeZone: "UTC", orders, now });
  }
  const { rows } = await pool().query<{ id: number; points: number }>(
    "SELECT bc_order_id AS id, points_awarded AS points FROM orders WHERE store_id = $1",
    [String(storeId)],
  );
  return Object.fromEntries(rows.map(({ id, points }) => [id, Number(points)]));
}

test("of orders placed in the same second one is the first: the lowest number, at once or one after the other", async () => {
  // 100.00 at 1 a dollar is 100; the welcome bonus of 50 comes once.
  const once = { 7: 150, 8: 100, 9: 100 };
  expect(await award([[7, 8, 9]])).toEqual(once);
  expect(await award([[9, 8, 7]])).toEqual(once);
  expect(await award([[7], [8], [9]])).toEqual(once);
  expect(await award([[7], [9, 8]])).toEqual(once);
});

test("a checkout that was never finished is nobody's first order, neither beside the others nor before them", async () => {
  const incomplete = { orderId: 7, statusId: 0 };
  // It earns nothing, and the bonus of 50 is the next one's.
  const next = { 7: 0, 8: 150, 9: 100 };
  expect(await award([[incomplete, 8, 9]])).toEqual(next);
  expect(await award([[incomplete], [8], [9]])).toEqual(next);
});
