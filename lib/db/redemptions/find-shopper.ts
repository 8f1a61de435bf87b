import type { Transaction } from "@/lib/db/transaction";

export type Shopper = {
  state: "candidate" | "member" | "disabled";
  hasAccount: boolean;
  storeCurrency: string;
  transactionalCurrencies: string[];
  /** BigCommerce's id of the storefront at `origin`; null when it is none of this store's. */
  channelId: number | null;
};

/** What a purchase needs to know of its customer and store; null for one of another store or merged away. */
export async function findShopper(
  tx: Transaction,
  storeId: bigint,
  { customerId, origin }: { customerId: bigint; origin: string | null },
): Promise<Shopper | null> {
  const rows = await tx.$queryRaw<
    {
      state: Shopper["state"];
      account: bigint | null;
      currency: string;
      sold: string[];
      channel: bigint | null;
    }[]
  >`
    SELECT c.state, c.bc_customer_id AS account, s.currency,
           ARRAY(SELECT code FROM currencies WHERE store_id = s.id AND is_transactional ORDER BY code) AS sold,
           (SELECT min(bc_channel_id) FROM channels
             WHERE store_id = s.id AND enabled AND ${origin}::text = ANY (origins)) AS channel
      FROM customers c JOIN stores s ON s.id = c.store_id
     WHERE c.store_id = ${storeId} AND c.id = ${customerId} AND c.merged_into_id IS NULL`;
  const row = rows[0];
  if (!row) return null;
  return {
    state: row.state,
    hasAccount: row.account !== null,
    storeCurrency: row.currency,
    transactionalCurrencies: row.sold,
    channelId: row.channel === null ? null : Number(row.channel),
  };
}
