import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { toIsoInstantOrNull } from "./map/dates";
import { chunked, listAllPages, pageSizeMax } from "./paging";
import { integer, text, textOrNull } from "./schemas/primitives";

const countsSchema = z.looseObject({
  id: integer,
  reviews_count: integer.nullish(),
  reviews_rating_sum: integer.nullish(),
});

const reviewSchema = z.looseObject({
  id: integer,
  status: text,
  email: text,
  date_reviewed: textOrNull,
  date_created: textOrNull,
});

/** An approved review. BigCommerce does not tell which customer wrote it. */
export type ReviewFacts = {
  reviewId: number;
  /** Lower-cased; empty where none was given. */
  email: string;
  /** ISO 8601; null when unknown. */
  reviewedAt: string | null;
};

/**
 * How many reviews these products have, and the sum of their ratings, as one text: another text, other reviews. One
 * call per 250 products.
 */
export async function getReviewFingerprints(
  client: BigCommerceClient,
  productIds: readonly number[],
): Promise<Map<number, string>> {
  const fingerprints = new Map<number, string>();
  for (const ids of chunked([...new Set(productIds)], pageSizeMax)) {
    const products = await listAllPages(client, {
      operation: "products.review_counts",
      path: "v3/catalog/products",
      query: { "id:in": ids, include_fields: ["reviews_count", "reviews_rating_sum"] },
      item: countsSchema,
    });
    for (const product of products) {
      fingerprints.set(product.id, `${product.reviews_count ?? 0}/${product.reviews_rating_sum ?? 0}`);
    }
  }
  return fingerprints;
}

/** The approved reviews of one product. */
export async function listApprovedReviews(
  client: BigCommerceClient,
  productId: number,
): Promise<ReviewFacts[]> {
  const rows = await listAllPages(client, {
    operation: "products.reviews",
    path: `v3/catalog/products/${productId}/reviews`,
    query: { status: 1 },
    item: reviewSchema,
  });
  return rows
    .filter((row) => row.status === "approved")
    .map((row) => ({
      reviewId: row.id,
      email: row.email.trim().toLowerCase(),
      reviewedAt: toIsoInstantOrNull(row.date_reviewed ?? row.date_created),
    }));
}
