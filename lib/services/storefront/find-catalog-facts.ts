import { RateLimiterMemory } from "rate-limiter-flexible";
import { type CatalogProduct, findCatalogProducts } from "@/lib/db/catalog/find-catalog-products";
import { AppError } from "@/lib/errors";
import { processWide } from "@/lib/process-wide";
import type { Program } from "@/lib/schemas/program";
import { catalogNeeds } from "@/lib/services/catalog/catalog-needs";
import { getCatalogProducts } from "@/lib/services/catalog/get-catalog-products";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

const dayMs = 86_400_000;

/** Strangers name the products here: how often a minute a store's BigCommerce may be asked because of them. */
const lookups = processWide(
  "callout-lookups",
  () => new RateLimiterMemory({ keyPrefix: "callout", points: 20, duration: 60 }),
);

/**
 * Categories and brands of products, where the program has rules about them, else nothing: from our copy, and seldom
 * from BigCommerce. Throws `AppError("rate_limited")` when too much was asked for that we have no copy of.
 */
export async function findCatalogFacts(
  storeId: bigint,
  program: Program | null,
  productIds: readonly number[],
  now: Date,
): Promise<ReadonlyMap<number, CatalogProduct>> {
  if (!program || !catalogNeeds(program).products) return new Map();
  const wanted = [...new Set(productIds)].filter((id) => id > 0);
  const known = await findCatalogProducts(storeId, wanted, new Date(now.getTime() - dayMs));
  if (wanted.every((id) => known.has(id))) return known;
  await lookups.consume(String(storeId)).catch(() => {
    throw new AppError("rate_limited", "Too many unknown products.", { retryAfterSeconds: 60 });
  });
  return withStoreClient(storeId, (connection) => getCatalogProducts(connection, wanted, now));
}
