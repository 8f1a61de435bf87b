import type { BigCommerceClient } from "./client/client";
import { isBigCommerceError } from "./client/errors";
import { getCollection, pageSizeMax } from "./paging";
import { addsNothing, liftingOf } from "./promotion-limits";
import {
  type CouponPromotionInput,
  codeSchema,
  type Promotion,
  type PromotionCode,
  type PromotionRule,
  promotionSchema,
  toCode,
  toPromotion,
} from "./promotions";
import { envelope } from "./schemas/primitives";

/** A promotion by id; null when a merchant has deleted it. */
export async function getPromotion(client: BigCommerceClient, id: number): Promise<Promotion | null> {
  try {
    const answer = await client.get({
      operation: "promotions.get",
      path: `v3/promotions/${id}`,
      schema: envelope(promotionSchema),
    });
    return toPromotion(answer.data);
  } catch (error) {
    if (isBigCommerceError(error, "not_found")) return null;
    throw error;
  }
}

/**
 * Sets name, currency, rules and storefronts, lifts whatever narrows it, and switches it on: what it should be,
 * whatever somebody made of it. Returns it as BigCommerce says it is now: it may still not be on.
 */
export function restorePromotion(
  client: BigCommerceClient,
  { id, limits }: Pick<Promotion, "id" | "limits">,
  wanted: CouponPromotionInput,
): Promise<Promotion> {
  return updatePromotion(client, id, {
    name: wanted.name,
    status: "ENABLED",
    currency_code: wanted.currency,
    channels: toChannels(wanted.channelIds),
    rules: wanted.rules,
    ...liftingOf(limits),
  });
}

/** Other storefronts for a promotion that is in step otherwise. */
export async function movePromotion(
  client: BigCommerceClient,
  id: number,
  channelIds: readonly number[],
): Promise<void> {
  await updatePromotion(client, id, { channels: toChannels(channelIds) });
}

/** Another name for a promotion whose own name is needed by its successor. Its codes keep working. */
export async function renamePromotion(client: BigCommerceClient, id: number, name: string): Promise<void> {
  await updatePromotion(client, id, { name });
}

async function updatePromotion(client: BigCommerceClient, id: number, body: object): Promise<Promotion> {
  const answer = await client.put({
    operation: "promotions.update",
    path: `v3/promotions/${id}`,
    body,
    schema: envelope(promotionSchema),
  });
  return toPromotion(answer.data);
}

const toChannels = (ids: readonly number[]) => ids.map((id) => ({ id }));

/** Is it on, and does it still give what it should? Fields that we never set, and other writings of a number, are fine. */
export function isInStep(promotion: Promotion, wanted: CouponPromotionInput): boolean {
  return promotion.status === "ENABLED" && isUnchanged(promotion, wanted);
}

/** The same, whether or not it is on: same name, currency, storefronts and rules, narrowed by nothing. */
function isUnchanged(
  promotion: Promotion,
  { rules, channelIds, name, currency }: CouponPromotionInput,
): boolean {
  const ids = (list: readonly number[]) => [...list].sort((a, b) => a - b).join();
  return (
    promotion.name === name &&
    promotion.currency === currency &&
    promotion.limits.length === 0 &&
    ids(promotion.channelIds) === ids(channelIds) &&
    promotion.rules.length === rules.length &&
    rules.every((rule, index) => isSameRule(promotion.rules[index], rule))
  );
}

function isSameRule(theirs: unknown, ours: PromotionRule): boolean {
  if (!contains(theirs, ours)) return false;
  const { action, condition } = theirs as PromotionRule;
  return addsNothing(action, ours.action) && addsNothing(condition, ours.condition);
}

function contains(theirs: unknown, ours: unknown): boolean {
  if (Array.isArray(ours)) return Array.isArray(theirs) && ours.every((item, i) => contains(theirs[i], item));
  if (typeof ours === "object" && ours !== null) {
    if (typeof theirs !== "object" || theirs === null) return false;
    const fields = theirs as Record<string, unknown>;
    return Object.entries(ours).every(([field, value]) => contains(fields[field], value));
  }
  if (theirs === ours) return true;
  // "5.00" may come back as "5" or 5.
  return /^[\d.]+$/.test(String(ours)) && theirs !== null && theirs !== "" && Number(theirs) === Number(ours);
}

/** Whether this code exists anywhere in the store, under whichever promotion. */
export async function codeExists(client: BigCommerceClient, code: string): Promise<boolean> {
  const { data } = await getCollection(client, {
    operation: "codes.find_anywhere",
    path: "v3/promotions/codes",
    query: { code },
    item: codeSchema,
  });
  return data.some((row) => row.code.toUpperCase() === code.toUpperCase());
}

/** One page of a promotion's codes with their use counts; `nextCursor` null at the end. No promotion: no codes. */
export async function listCodes(
  client: BigCommerceClient,
  promotionId: number,
  cursor: string | null,
): Promise<{ codes: PromotionCode[]; nextCursor: string | null }> {
  try {
    const { data, meta } = await getCollection(client, {
      operation: "codes.list",
      path: `v3/promotions/${promotionId}/codes`,
      query: { limit: pageSizeMax, ...(cursor === null ? {} : { after: cursor }) },
      item: codeSchema,
    });
    const paging = meta?.cursor_pagination;
    const hasNext = data.length > 0 && paging?.end_cursor && paging.links?.next !== null;
    return { codes: data.map(toCode), nextCursor: hasNext ? (paging.end_cursor ?? null) : null };
  } catch (error) {
    if (isBigCommerceError(error, "not_found")) return { codes: [], nextCursor: null };
    throw error;
  }
}
