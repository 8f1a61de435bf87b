import { pool } from "@/lib/db/client";

export type StorefrontRow = {
  id: number;
  currency: string;
  /** Of the asked channel, else the store's default one, else 1, which every store has. */
  channel: number;
  /** False when the merchant has switched the asked channel off. */
  enabled: boolean;
  /** The published program, or null before the first publish. */
  document: unknown;
  /** When it was published. */
  published_at: Date | null;
};

/** What the widget needs to know of one storefront of a store that is not uninstalled; null when there is none. */
export async function findStorefront(storeId: bigint, channel: number | null): Promise<StorefrontRow | null> {
  const { rows } = await pool().query<StorefrontRow>({
    name: "storefront-of-store",
    text: `SELECT s.id, s.currency, coalesce($2::bigint, s.default_channel_id, 1) AS channel,
                  coalesce(c.enabled, true) AS enabled,
                  v.document, v.published_at
             FROM stores s
             LEFT JOIN program_versions v ON v.store_id = s.id AND v.status = 'published'
             LEFT JOIN channels c
               ON c.store_id = s.id AND c.bc_channel_id = coalesce($2::bigint, s.default_channel_id, 1)
            WHERE s.id = $1 AND s.status <> 'uninstalled'`,
    values: [storeId, channel],
  });
  return rows[0] ?? null;
}
