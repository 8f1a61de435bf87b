import { getReviewFingerprints, listApprovedReviews, type ReviewFacts } from "@/lib/bigcommerce/reviews";
import { findPeopleByEmail, findProductsOrderedSince, hasBought } from "@/lib/db/actions/find-people";
import { findReviewMarks, findReviewStores, saveReviewMark } from "@/lib/db/actions/review-marks";
import type { OutgoingEvent } from "@/lib/events";
import { awardActivity } from "@/lib/services/actions/award-activity";
import { loadActions } from "@/lib/services/actions/load-actions";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

export type PollReviewsResult = { products: number; read: number; awarded: number };

const dayMs = 86_400_000;
/** Reviews come within weeks of an order. */
const orderedWithinDays = 90;
const productsMax = 2_500;
/** More wait for the next poll: quota is shared with orders. */
const readsMax = 200;

/**
 * Looks for new reviews of products that customers ordered lately: one call per 250 products, and one for each whose
 * figures changed. Pays a reviewer who is a customer by e-mail and had bought the product, once a product. Safe to
 * repeat: a product is marked as read only after its reviews were.
 */
export async function pollReviews(storeId: bigint, now: Date): Promise<PollReviewsResult> {
  const { actions } = await loadActions(storeId, "review");
  if (actions.length === 0) return { products: 0, read: 0, awarded: 0 };
  const since = new Date(now.getTime() - orderedWithinDays * dayMs);
  const productIds = await findProductsOrderedSince(storeId, since, productsMax);
  return withStoreClient(storeId, async ({ client, store }) => {
    const figures = await getReviewFingerprints(client, productIds);
    const marks = await findReviewMarks(storeId, productIds);
    const changed = [...figures].filter(([id, figure]) => (marks.get(id) ?? "0/0") !== figure);
    let awarded = 0;
    for (const [productId, fingerprint] of changed.slice(0, readsMax)) {
      for (const review of await listApprovedReviews(client, productId)) {
        const isOurs = review.reviewedAt !== null && new Date(review.reviewedAt) >= store.installedAt;
        if (isOurs) awarded += await awardReview(storeId, { productId, review, now });
      }
      await saveReviewMark(storeId, { productId, fingerprint, at: now });
    }
    return { products: productIds.length, read: Math.min(changed.length, readsMax), awarded };
  });
}

async function awardReview(
  storeId: bigint,
  { productId, review, now }: { productId: number; review: ReviewFacts; now: Date },
): Promise<number> {
  const reviewedAt = new Date(review.reviewedAt ?? now);
  if (review.email === "") return 0;
  const { actions, ...program } = await loadActions(storeId, "review");
  for (const { id: customerId } of await findPeopleByEmail(storeId, review.email)) {
    if (!(await hasBought(storeId, { customerId, productId, before: reviewedAt }))) continue;
    let awarded = 0;
    for (const action of actions) {
      const distinctId = `${customerId}/${productId}`;
      const deed = { storeId, customerId, action, distinctId, originAt: reviewedAt, now };
      const result = await awardActivity({ ...deed, ...program });
      if (result.kind === "recorded" && result.activity.outcome === "awarded") awarded += 1;
    }
    return awarded;
  }
  return 0;
}

/** One event an hour for every store that pays for reviews. */
export async function listReviewPolls(now: Date): Promise<OutgoingEvent[]> {
  const hour = Math.floor(now.getTime() / 3_600_000);
  return (await findReviewStores()).map((storeId) => ({
    name: "store/reviews.due",
    data: { storeId: String(storeId) },
    id: `reviews/${storeId}/${hour}`,
  }));
}
