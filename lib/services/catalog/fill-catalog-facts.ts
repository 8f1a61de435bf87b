import { findCustomerGroups } from "@/lib/db/catalog/find-customer-groups";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import type { CatalogNeeds } from "@/lib/services/catalog/catalog-needs";
import { getCatalogProducts } from "@/lib/services/catalog/get-catalog-products";
import type { StoreConnection } from "@/lib/services/stores/open-store-client";

/** The same orders with what `needs` names filled in: categories and brands of their lines, their customers' groups. */
export async function fillCatalogFacts(
  connection: StoreConnection,
  orders: readonly OrderFacts[],
  { needs, now }: { needs: CatalogNeeds; now: Date },
): Promise<readonly OrderFacts[]> {
  const withProducts = needs.products ? await fillProducts(connection, orders, now) : orders;
  return needs.groups ? fillGroups(connection.store.id, withProducts) : withProducts;
}

async function fillProducts(
  connection: StoreConnection,
  orders: readonly OrderFacts[],
  now: Date,
): Promise<OrderFacts[]> {
  const ids = orders.flatMap((order) => order.lines.map((line) => line.productId));
  const products = await getCatalogProducts(connection, ids, now);
  return orders.map((order) => ({
    ...order,
    lines: order.lines.map((line) => ({ ...line, ...products.get(line.productId) })),
  }));
}

async function fillGroups(storeId: bigint, orders: readonly OrderFacts[]): Promise<OrderFacts[]> {
  const ids = orders.map((order) => order.customerId).filter((id) => id !== null);
  const groups = await findCustomerGroups(storeId, ids);
  return orders.map((order) => ({ ...order, customerGroupId: groups.get(order.customerId ?? 0) ?? null }));
}
