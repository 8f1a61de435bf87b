import { pool } from "@/lib/db/client";

export type HeadCount = { members: number; customers: number };

/** Below this a count is a matter of milliseconds; above it a count of the last minute is good enough. */
const countLiveBelow = 20_000;
const keptSeconds = 60;

/** Members and customers of a store; for large stores up to a minute old. */
export async function countCustomers(storeId: bigint): Promise<HeadCount> {
  const { rows } = await pool().query<HeadCount>({
    name: "find-head-count",
    text: `SELECT members, customers FROM points_rollups
            WHERE store_id = $1 AND customers >= $2 AND counted_at > now() - make_interval(secs => $3)`,
    values: [storeId, countLiveBelow, keptSeconds],
  });
  return rows[0] ?? (await countAfresh(storeId));
}

async function countAfresh(storeId: bigint): Promise<HeadCount> {
  const { rows } = await pool().query<HeadCount>({
    name: "count-customers",
    text: `SELECT count(*) FILTER (WHERE state = 'member') AS members, count(*) AS customers
             FROM customers WHERE store_id = $1`,
    values: [storeId],
  });
  const count = rows[0] ?? { members: 0, customers: 0 };
  if (count.customers >= countLiveBelow) {
    await pool().query({
      name: "keep-head-count",
      text: `INSERT INTO points_rollups (store_id, members, customers, counted_at) VALUES ($1, $2, $3, now())
             ON CONFLICT (store_id) DO UPDATE SET members = $2, customers = $3, counted_at = now()`,
      values: [storeId, count.members, count.customers],
    });
  }
  return count;
}
