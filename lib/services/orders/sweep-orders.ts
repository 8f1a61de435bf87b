import { fetchOrderFacts, fetchOrdersModifiedSince } from "@/lib/bigcommerce/fetch-order-facts";
import { listRefundsSince } from "@/lib/bigcommerce/refunds";
import { findCurrencyDecimals } from "@/lib/db/currencies";
import { advanceOrderSweep, findAnnounced, noteSweepBegun, recordSweep } from "@/lib/db/sweeps";
import { applyFetched, type SyncOrdersResult } from "@/lib/services/orders/sync-orders";
import { type StoreConnection, withStoreClient } from "@/lib/services/stores/open-store-client";

/** `drifted`: orders whose ledger differed from the law although no webhook about them was still waiting. */
export type SweepResult = { swept: number; drifted: number };

/** Covers the difference between BigCommerce's clock and ours, and orders that were being written when we looked. */
const overlapMs = 10 * 60_000;

/**
 * Finds what webhooks missed: every order modified, and every refund made, since the last sweep (the first looks back
 * to the installation) is fetched and the law applied. Each page moves the mark, so a killed sweep goes on from there.
 */
export async function sweepOrders({ storeId, now }: { storeId: bigint; now: Date }): Promise<SweepResult> {
  return withStoreClient(storeId, async (connection) => {
    const { store } = connection;
    const since = store.sweptOrdersUntil
      ? new Date(store.sweptOrdersUntil.getTime() - overlapMs)
      : store.installedAt;
    await noteSweepBegun(storeId, now);
    const sweep = new Sweep(connection, await findCurrencyDecimals(storeId), now);
    await sweep.modifiedOrders(since);
    await sweep.refundedOrders(since);
    await advanceOrderSweep(storeId, now);
    const result = { swept: sweep.seen.size, drifted: sweep.drifted };
    await recordSweep(storeId, now, result);
    return result;
  });
}

class Sweep {
  readonly seen = new Set<number>();
  drifted = 0;

  constructor(
    private readonly connection: StoreConnection,
    private readonly decimalPlaces: ReadonlyMap<string, number>,
    private readonly now: Date,
  ) {}

  async modifiedOrders(since: Date): Promise<void> {
    let cursor: { modifiedSince: string; page: number } | null = {
      modifiedSince: since.toISOString(),
      page: 1,
    };
    while (cursor) {
      const page: Awaited<ReturnType<typeof fetchOrdersModifiedSince>> = await fetchOrdersModifiedSince(
        this.connection.client,
        cursor,
        { decimalPlaces: this.decimalPlaces },
      );
      await this.apply(page.orders);
      cursor = page.next;
      if (cursor) await advanceOrderSweep(this.connection.store.id, new Date(cursor.modifiedSince));
    }
  }

  /** A refund does not always touch its order's modification date. */
  async refundedOrders(since: Date): Promise<void> {
    const refunded = new Set<number>();
    let cursor: { createdSince: string; page: number } | null = {
      createdSince: since.toISOString(),
      page: 1,
    };
    while (cursor) {
      const page: Awaited<ReturnType<typeof listRefundsSince>> = await listRefundsSince(
        this.connection.client,
        cursor,
      );
      for (const refund of page.refunds) if (!this.seen.has(refund.order_id)) refunded.add(refund.order_id);
      cursor = page.next;
    }
    if (refunded.size === 0) return;
    const fetched = await fetchOrderFacts(this.connection.client, [...refunded], {
      decimalPlaces: this.decimalPlaces,
      refundedOrderIds: refunded,
    });
    await this.apply(fetched);
  }

  private async apply(fetched: Parameters<typeof applyFetched>[1]): Promise<void> {
    const announced = await findAnnounced(this.connection.store.id, "order", [...fetched.keys()]);
    const result: SyncOrdersResult = await applyFetched(this.connection, fetched, this.now);
    for (const orderId of fetched.keys()) this.seen.add(orderId);
    this.drifted += result.changed.filter((orderId) => !announced.has(orderId)).length;
  }
}
