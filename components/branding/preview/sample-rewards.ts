import { ApiFailure } from "@/components/widget/client/request";
import { createRewardsStore, type RewardsStore } from "@/components/widget/rewards/create-rewards-store";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { PointsProduct, PointsPurchase, RewardFulfillment } from "@/lib/schemas/storefront/rewards";

const at = "2026-01-15T12:00:00.000Z";

/** The state of the reward views with answers made up here: one reward in hand, and every purchase succeeds. */
export function createSampleRewards(program: StorefrontProgram): RewardsStore {
  const products = program.points_products;
  const held = products.slice(0, 1).map((product) => fulfillmentOf(product, 1));
  return createRewardsStore({
    call: async <T>(path: string) => answer(path, products, held) as T,
    onChanged: () => {},
    onClaimed: () => {},
    fetch: () => Promise.reject(new TypeError("A preview fetches nothing.")),
    newId: () => "preview-request",
    pause: () => Promise.resolve(),
  });
}

function answer(path: string, products: PointsProduct[], held: RewardFulfillment[]): unknown {
  if (path.startsWith("reward_fulfillments")) {
    return { reward_fulfillments: held, metadata: { next_cursor: null, previous_cursor: null } };
  }
  const product = products.find(({ id }) => path === `points_products/${id}/purchase`);
  if (!product) throw new ApiFailure(404, "not_found");
  return { points_purchase: purchaseOf(product) };
}

function purchaseOf(product: PointsProduct): PointsPurchase {
  const fulfillment = fulfillmentOf(product, 2);
  const { id, points_spent, created_at, updated_at } = fulfillment;
  return {
    id,
    customer_id: 1,
    points_product_id: product.id,
    points_spent,
    reward_fulfillment: fulfillment,
    created_at,
    updated_at,
  };
}

function fulfillmentOf(product: PointsProduct, id: number): RewardFulfillment {
  return {
    id,
    name: product.reward.name,
    code: "PREVIEW-7K2M-Q9XD",
    customer_id: 1,
    fulfillment_status: "issued",
    usage_status: "unused",
    image_url: product.reward.image_url,
    action_text: null,
    action_url: null,
    usage_instructions: null,
    terms_and_conditions: product.terms_and_conditions,
    expires_at: null,
    used_at: null,
    created_at: at,
    updated_at: at,
    type: product.type,
    value: product.value,
    currency: product.currency,
    minimum_spend: product.minimum_spend,
    points_spent: product.points_price ?? product.variable_points_min ?? 0,
    points_purchase_id: id,
    points_product_id: product.id,
    points_returned_at: null,
    expired_at: null,
    cancellable: false,
    channel_ids: [],
    merged_into_id: null,
  };
}
