import {
  type FetchedOrder,
  fetchOrderFacts,
  fetchOrdersModifiedSince,
  type OrderFactsOptions,
} from "@/lib/bigcommerce/fetch-order-facts";
import { listRefundsSince } from "@/lib/bigcommerce/refunds";
import type { OrderScope } from "@/lib/db/inbox-queue";
import { advanceOrderSweep, findAnnounced, noteSweepBegun, recordSweep } from "@/lib/db/sweeps";
import { noteOutcome } from "@/lib/services/orders/note-outcome";
import { orderFactsOptions } from "@/lib/services/orders/order-facts-options";
import { applyFetched } from "@/lib/services/orders/sync-orders";
import { type StoreConnection, withStoreClient } from "@/lib/services/stores/open-store-client";

/** `drifted`: orders whose ledger differed from the law although no webhook about them was waiting or on its way. */
export type SweepResult = { swept: number; drifted: number };

/** Covers the difference between BigCommerce's clock and ours, and orders that were being written when we looked. */
const overlapMs = 10 * 60_000;

/** What changed more recently than this is put right too, but its webhook may still be on its way: not missed yet. */
const deliveryMs = 2 * 60_000;

/**
 * Finds what webhooks missed: every order modified, and every refund made, since the last sweep (the first looks back
 * to the installation) is fetched and the law applied. Each page of orders moves the mark, so a killed sweep goes on
 * from there; refunds have no pages to go on from and come first. An order that cannot be read or decided is left
 * behind as failed work, which shows on the dashboard and can be tried again.
 */
export async function sweepOrders({ storeId, now }: { storeId: bigint; now: Date }): Promise<SweepResult> {
  return withStoreClient(storeId, async (connection) => {
    const { store } = connection;
    const since = store.sweptOrdersUntil
      ? new Date(store.sweptOrdersUntil.getTime() - overlapMs)
      : store.installedAt;
    await noteSweepBegun(storeId, now);
    const sweep = new Sweep(connection, await orderFactsOptions(storeId), now);
    await sweep.refundedOrders(since);
    await sweep.modifiedOrders(since);
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
    private readonly options: OrderFactsOptions,
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
        this.options,
      );
      await this.apply(page.orders, "store/order/updated");
      cursor = page.next;
      if (cursor) await this.advance(new Date(cursor.modifiedSince));
    }
  }

  /** Never past the beginning of this sweep: refunds made since then have not been looked for. */
  private advance(until: Date): Promise<void> {
    return advanceOrderSweep(this.connection.store.id, until < this.now ? until : this.now);
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
      for (const refund of page.refunds) refunded.add(refund.order_id);
      cursor = page.next;
    }
    if (refunded.size === 0) return;
    const fetched = await fetchOrderFacts(this.connection.client, [...refunded], {
      ...this.options,
      refundedOrderIds: refunded,
    });
    await this.apply(fetched, "store/order/refund/created");
  }

  /** @param scope of the webhook that should have told, for what has to be tried again */
  private async apply(fetched: ReadonlyMap<number, FetchedOrder>, scope: OrderScope): Promise<void> {
    const { id: storeId } = this.connection.store;
    const announced = await findAnnounced(storeId, "order", [...fetched.keys()]);
    const result = await applyFetched(this.connection, fetched, this.now);
    const orderIds = [...fetched.keys()];
    const withRefunds = new Set(scope === "store/order/refund/created" ? orderIds : []);
    await noteOutcome(storeId, { orderIds, result, withRefunds, scope, now: this.now });
    for (const orderId of orderIds) this.seen.add(orderId);
    const missed = result.changed.filter(
      (orderId) => !announced.has(orderId) && this.isDue(fetched.get(orderId)),
    );
    this.drifted += missed.length;
  }

  /** Whether its last webhook should have come by now. */
  private isDue(order: FetchedOrder | undefined): boolean {
    if (order?.kind !== "found") return true;
    const { modifiedAt, refunds } = order.facts;
    const changes = [modifiedAt, ...refunds.map(({ createdAt }) => createdAt)].map((at) => Date.parse(at));
    return Math.max(...changes) <= this.now.getTime() - deliveryMs;
  }
}
