import { type FetchedOrder, fetchOrderFacts } from "@/lib/bigcommerce/fetch-order-facts";
import { claimForSignedUp } from "@/lib/db/orders/claim-orders";
import { findUnknownCustomers } from "@/lib/db/orders/find-unknown-customers";
import { ChangedMeanwhileError } from "@/lib/db/passing-error";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { CatalogNeededError, type CatalogNeeds, catalogNeeds } from "@/lib/services/catalog/catalog-needs";
import { fillCatalogFacts } from "@/lib/services/catalog/fill-catalog-facts";
import { syncCustomers } from "@/lib/services/customers/sync-customers";
import {
  type ApplyOrderFactsResult,
  applyOrderFacts,
  type OrderProblem,
} from "@/lib/services/orders/apply-order-facts";
import type { ImportBatch } from "@/lib/services/orders/import-batch";
import { orderFactsOptions } from "@/lib/services/orders/order-facts-options";
import { getProgram } from "@/lib/services/program/get-program";
import { type StoreConnection, withStoreClient } from "@/lib/services/stores/open-store-client";

export type SyncOrdersInput = {
  storeId: bigint;
  /** BigCommerce order ids. */
  orderIds: readonly number[];
  /** Orders a webhook or the ledger says were refunded, whatever the order itself shows. */
  refundedOrderIds?: ReadonlySet<number>;
  now: Date;
};

/** `missing`: unknown at BigCommerce. `failed` also holds answers that break the documented shape. */
export type SyncOrdersResult = ApplyOrderFactsResult & { missing: number[] };

/**
 * Fetches these orders as they are now and makes the ledger agree with the law. Safe to repeat and to run beside
 * itself.
 * @throws AppError `store_not_installed`, BigCommerceError when the fetch fails for good: nothing was written then
 */
export async function syncOrders(input: SyncOrdersInput): Promise<SyncOrdersResult> {
  return withStoreClient(input.storeId, async (connection) => {
    const fetched = await fetchOrderFacts(connection.client, input.orderIds, {
      ...(await orderFactsOptions(input.storeId)),
      ...(input.refundedOrderIds ? { refundedOrderIds: input.refundedOrderIds } : {}),
    });
    return applyFetched(connection, fetched, input.now);
  });
}

/** The second half, for whoever fetched the orders in another way (the sweep, the import). */
export async function applyFetched(
  connection: StoreConnection,
  fetched: ReadonlyMap<number, FetchedOrder>,
  now: Date,
  batch?: ImportBatch,
): Promise<SyncOrdersResult> {
  const found: OrderFacts[] = [];
  const missing: number[] = [];
  const unreadable: OrderProblem[] = [];
  for (const [orderId, answer] of fetched) {
    if (answer.kind === "found") found.push(answer.facts);
    if (answer.kind === "missing") missing.push(orderId);
    if (answer.kind === "unreadable") unreadable.push({ orderId, problem: answer.problem });
  }
  const strangers = await knowCustomers(connection.store.id, found);
  const orders = found.filter(({ customerId }) => customerId === null || !strangers.has(customerId));
  for (const { orderId, customerId } of found.filter((order) => !orders.includes(order))) {
    const problem = `Customer ${customerId} cannot be read: ${strangers.get(customerId ?? 0)}`;
    unreadable.push({ orderId, problem });
  }
  const applied = await applyWithCatalog(connection, orders, now, batch);
  const failed = new Set(applied.failed.map(({ orderId }) => orderId));
  const good = orders.filter(({ orderId }) => !failed.has(orderId));
  const claimed = await applyClaimed(connection, good, now, batch);
  return {
    ...applied,
    changed: [...new Set([...applied.changed, ...claimed.changed])],
    posted: applied.posted + claimed.posted,
    missing,
    failed: [...applied.failed, ...claimed.failed, ...unreadable],
  };
}

/**
 * Guest orders can arrive after the sign-up of whoever placed them, which found none to claim: they are theirs now.
 * @throws ChangedMeanwhileError when a claimed order was applied anew meanwhile: the next fetch awards it
 */
async function applyClaimed(
  connection: StoreConnection,
  orders: readonly OrderFacts[],
  now: Date,
  batch: ImportBatch | undefined,
): Promise<Pick<ApplyOrderFactsResult, "changed" | "posted" | "failed">> {
  const guests = orders.filter((order) => order.customerId === null && order.guestEmail);
  const published = guests.length > 0 ? await getProgram(connection.store.id) : null;
  if (!published) return { changed: [], posted: 0, failed: [] };
  const claimed = await claimForSignedUp(connection.store.id, {
    orderIds: guests.map((order) => order.orderId),
    claimDays: published.program.earning.guests.claimDays,
  });
  if (claimed.size === 0) return { changed: [], posted: 0, failed: [] };
  const theirs = guests.filter((order) => claimed.has(order.orderId));
  const applied = await applyWithCatalog(connection, theirs, now, batch);
  if (applied.stale > 0) throw new ChangedMeanwhileError("A claimed guest order changed meanwhile");
  return applied;
}

/** Adds what the program's rules ask of the catalog; once more when a program that asks more was published meanwhile. */
async function applyWithCatalog(
  connection: StoreConnection,
  orders: readonly OrderFacts[],
  now: Date,
  batch: ImportBatch | undefined,
): Promise<ApplyOrderFactsResult> {
  const { id: storeId, timeZone } = connection.store;
  const apply = async (needs: CatalogNeeds) => {
    const filled = await fillCatalogFacts(connection, orders, { needs, now });
    const facts = { storeId, timeZone, orders: filled, now, known: needs };
    return applyOrderFacts(batch ? { ...facts, batch } : facts);
  };
  const published = await getProgram(storeId);
  try {
    return await apply(published ? catalogNeeds(published.program) : { products: false, groups: false });
  } catch (error) {
    if (!(error instanceof CatalogNeededError)) throw error;
    return apply({ products: true, groups: true });
  }
}

/**
 * Orders can arrive before the webhook of the customer who placed them.
 * @returns why those of them who cannot be known cannot: their orders wait, or they would go to nobody
 */
async function knowCustomers(
  storeId: bigint,
  orders: readonly OrderFacts[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(orders.map((order) => order.customerId).filter((id) => id !== null))];
  const unknown = await findUnknownCustomers(storeId, ids);
  if (unknown.length === 0) return new Map();
  const { unreadable } = await syncCustomers({ storeId, bcCustomerIds: unknown });
  return new Map(unreadable.map(({ customerId, problem }) => [customerId, problem]));
}
