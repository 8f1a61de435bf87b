import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import type { ProductFacts } from "./map/order";
import { chunked, listAllPages, pageSizeMax } from "./paging";
import { idOrNull, integer, list } from "./schemas/primitives";

const productSchema = z.looseObject({ id: integer, categories: list(integer), brand_id: idOrNull });

/** Categories and brand of these products, one call per 250. Products deleted since are not in the map. */
export async function getProductFacts(
  client: BigCommerceClient,
  productIds: readonly number[],
): Promise<Map<number, ProductFacts>> {
  const facts = new Map<number, ProductFacts>();
  for (const ids of chunked([...new Set(productIds)], pageSizeMax)) {
    const products = await listAllPages(client, {
      operation: "products.list",
      path: "v3/catalog/products",
      query: { "id:in": ids, include_fields: ["categories", "brand_id"] },
      item: productSchema,
    });
    for (const { id, categories, brand_id } of products)
      facts.set(id, { categoryIds: categories, brandId: brand_id });
  }
  return facts;
}
