import { pool } from "@/lib/db/client";

export type StorefrontRecord = {
  channelId: number;
  name: string;
  siteUrl: string | null;
  isDefault: boolean;
};

/** Storefronts of a store that BigCommerce still lists, the default one first. */
export async function findStorefronts(storeId: bigint): Promise<StorefrontRecord[]> {
  const { rows } = await pool().query<StorefrontRecord>({
    name: "find-storefronts",
    text: `SELECT c.bc_channel_id AS "channelId", c.name, c.site_url AS "siteUrl",
                  c.bc_channel_id = coalesce(s.default_channel_id, 1) AS "isDefault"
             FROM channels c JOIN stores s ON s.id = c.store_id
            WHERE c.store_id = $1 AND c.status <> 'gone'
            ORDER BY "isDefault" DESC, c.bc_channel_id`,
    values: [storeId],
  });
  return rows;
}

/** Those of the given channel ids the store has, or once had. */
export async function findKnownChannels(storeId: bigint, channelIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>({
    name: "find-known-channels",
    text: `SELECT bc_channel_id::text AS id FROM channels
            WHERE store_id = $1 AND bc_channel_id = ANY ($2::bigint[])`,
    values: [storeId, channelIds],
  });
  return rows.map(({ id }) => id);
}
