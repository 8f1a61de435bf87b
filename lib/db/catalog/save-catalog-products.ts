import type { CatalogProduct } from "@/lib/db/catalog/find-catalog-products";
import { pool } from "@/lib/db/client";

/** Writes what BigCommerce just told; an answer that is older than the one we have changes nothing. */
export async function saveCatalogProducts(
  storeId: bigint,
  products: ReadonlyMap<number, CatalogProduct>,
  fetchedAt: Date,
): Promise<void> {
  const rows = [...products]
    .sort(([a], [b]) => a - b)
    .map(([id, { categoryIds, brandId }]) => ({ id, category_ids: categoryIds, brand_id: brandId }));
  await pool().query(saveSql, [String(storeId), JSON.stringify(rows), fetchedAt]);
}

const saveSql = `
INSERT INTO catalog_products AS c (store_id, bc_product_id, category_ids, brand_id, fetched_at)
SELECT $1, id, category_ids, brand_id, $3
FROM jsonb_to_recordset($2::jsonb) AS p(id bigint, category_ids bigint[], brand_id bigint)
ON CONFLICT (store_id, bc_product_id) DO UPDATE
SET category_ids = excluded.category_ids, brand_id = excluded.brand_id, fetched_at = excluded.fetched_at
WHERE c.fetched_at <= excluded.fetched_at`;
