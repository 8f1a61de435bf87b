import { getProductFacts } from "@/lib/bigcommerce/products";
import { type CatalogProduct, findCatalogProducts } from "@/lib/db/catalog/find-catalog-products";
import { saveCatalogProducts } from "@/lib/db/catalog/save-catalog-products";
import type { StoreConnection } from "@/lib/services/stores/open-store-client";

const dayMs = 86_400_000;
const gone: CatalogProduct = { categoryIds: [], brandId: null };

/**
 * Categories and brand of these products: from our copy, and those it lacks or has had for a day from BigCommerce,
 * 250 a call. Every product asked for is in the answer; one that is gone belongs to nothing.
 */
export async function getCatalogProducts(
  { client, store }: StoreConnection,
  productIds: readonly number[],
  now: Date,
): Promise<Map<number, CatalogProduct>> {
  const wanted = [...new Set(productIds)].filter((id) => id > 0);
  const known = await findCatalogProducts(store.id, wanted, new Date(now.getTime() - dayMs));
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const fetched = await getProductFacts(client, missing);
  const answers = missing.map((id): [number, CatalogProduct] => [id, fetched.get(id) ?? gone]);
  await saveCatalogProducts(store.id, new Map(answers), now);
  return new Map([...known, ...answers]);
}
