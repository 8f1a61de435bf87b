import { pool } from "@/lib/db/client";

/** What the doors need to know of a store to let a webhook or a shopper in. */
export type ActiveStore = {
  id: bigint;
  hash: string;
  webhookSecretHash: Uint8Array | null;
  previousWebhookSecretHash: Uint8Array | null;
  previousSecretValidUntil: Date | null;
  /** Origins of its enabled storefronts. */
  origins: ReadonlySet<string>;
};

/** A store that is not uninstalled, by hash or by id; null otherwise. */
export async function findActiveStore(by: { hash: string } | { id: bigint }): Promise<ActiveStore | null> {
  const column = "hash" in by ? "hash" : "id";
  const { rows } = await pool().query({
    name: `find-active-store-by-${column}`,
    text: `SELECT s.id, s.hash, s.webhook_secret_hash, s.previous_webhook_secret_hash, s.previous_secret_valid_until,
                  coalesce((SELECT array_agg(DISTINCT o) FROM channels c, unnest(c.origins) o
                             WHERE c.store_id = s.id AND c.enabled), '{}') AS origins
             FROM stores s WHERE s.${column} = $1 AND s.status <> 'uninstalled'`,
    values: ["hash" in by ? by.hash : by.id],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    id: BigInt(row.id),
    hash: row.hash,
    webhookSecretHash: row.webhook_secret_hash,
    previousWebhookSecretHash: row.previous_webhook_secret_hash,
    previousSecretValidUntil: row.previous_secret_valid_until,
    origins: new Set<string>(row.origins),
  };
}

/** Whether any store that is not uninstalled has a storefront at this origin. */
export async function isStorefrontOrigin(origin: string): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: "is-storefront-origin",
    text: `SELECT 1 FROM channels c JOIN stores s ON s.id = c.store_id
            WHERE c.origins @> ARRAY[$1]::text[] AND c.enabled AND s.status <> 'uninstalled' LIMIT 1`,
    values: [origin],
  });
  return (rowCount ?? 0) > 0;
}
