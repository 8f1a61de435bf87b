import { db } from "@/lib/db/client";

export type CatalogProduct = { categoryIds: number[]; brandId: number | null };

/** Our copy of these products as far as it was fetched after `after`, by BigCommerce's number. */
export async function findCatalogProducts(
  storeId: bigint,
  bcProductIds: readonly number[],
  after: Date,
): Promise<Map<number, CatalogProduct>> {
  if (bcProductIds.length === 0) return new Map();
  const rows = await db().catalogProduct.findMany({
    where: { storeId, bcProductId: { in: bcProductIds.map(BigInt) }, fetchedAt: { gt: after } },
  });
  return new Map(
    rows.map((row) => [
      Number(row.bcProductId),
      {
        categoryIds: row.categoryIds.map(Number),
        brandId: row.brandId === null ? null : Number(row.brandId),
      },
    ]),
  );
}
