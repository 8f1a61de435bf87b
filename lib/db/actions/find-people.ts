import { db, pool } from "@/lib/db/client";

export type Person = { id: bigint; originChannelId: number | null };

/** Customers of a store with this e-mail who are still there: several where storefronts have accounts of their own. */
export async function findPeopleByEmail(storeId: bigint, email: string): Promise<Person[]> {
  const people = await findPeopleByEmails(storeId, [email]);
  return people.get(plain(email)) ?? [];
}

/** As {@link findPeopleByEmail} for many at once, by lower-cased e-mail; who is nobody's is absent. */
export async function findPeopleByEmails(
  storeId: bigint,
  emails: readonly string[],
): Promise<Map<string, Person[]>> {
  const people = new Map<string, Person[]>();
  if (emails.length === 0) return people;
  const rows = await db().customer.findMany({
    where: { storeId, email: { in: emails.map(plain) }, mergedIntoId: null, deletedAt: null },
    select: { id: true, email: true, originChannelId: true },
    orderBy: { id: "asc" },
  });
  for (const { id, email, originChannelId } of rows) {
    const person = { id, originChannelId: originChannelId === null ? null : Number(originChannelId) };
    people.set(email, [...(people.get(email) ?? []), person]);
  }
  return people;
}

const plain = (email: string) => email.trim().toLowerCase();

/** Products in orders of known customers placed since `since`, the most recent first (BigCommerce ids). */
export async function findProductsOrderedSince(
  storeId: bigint,
  since: Date,
  limit: number,
): Promise<number[]> {
  const { rows } = await pool().query(
    `SELECT (line->>'productId')::bigint AS id
       FROM orders o, jsonb_array_elements(o.facts->'lines') AS line
      WHERE o.store_id = $1 AND o.placed_at >= $2 AND o.customer_id IS NOT NULL AND (line->>'productId')::bigint > 0
      GROUP BY 1 ORDER BY max(o.placed_at) DESC LIMIT $3`,
    [storeId, since, limit],
  );
  return rows.map((row) => row.id);
}

/** Whether an order of the customer that was not cancelled has the product and was placed before `before`. */
export async function hasBought(
  storeId: bigint,
  { customerId, productId, before }: { customerId: bigint; productId: number; before: Date },
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM orders WHERE store_id = $1 AND customer_id = $2 AND placed_at < $3 AND status_id NOT IN (0, 4, 5, 6)
        AND facts->'lines' @> jsonb_build_array(jsonb_build_object('productId', $4::bigint)) LIMIT 1`,
    [storeId, customerId, before, productId],
  );
  return (rowCount ?? 0) > 0;
}
