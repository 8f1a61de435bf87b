import type { LockedOrder } from "@/lib/db/orders/order-row";
import { CatalogNeededError, type CatalogNeeds, catalogNeeds } from "@/lib/services/catalog/catalog-needs";
import type { OrderPrograms } from "@/lib/services/orders/load-order-programs";

/**
 * What this transaction's versions ask of the catalog that the facts were not given (a program published meanwhile).
 * @throws CatalogNeededError with all of it
 */
export function requireCatalog(
  known: CatalogNeeds,
  programs: OrderPrograms,
  fresh: readonly { row: LockedOrder }[],
): void {
  const versions = new Set(fresh.map(({ row }) => programs.of(row.programVersionId).document));
  const needed = [...versions].map(catalogNeeds);
  const needs = {
    products: needed.some((need) => need.products),
    groups: needed.some((need) => need.groups),
  };
  if ((needs.products && !known.products) || (needs.groups && !known.groups)) {
    throw new CatalogNeededError(needs);
  }
}
