import { z } from "zod";
import { systemClock } from "@/lib/clock";

/** Clocks differ; and what begins within the hour is not worth a repair. */
const startToleranceMs = 3_600_000;

/**
 * What a merchant can narrow a promotion by and we never do, with the value that lifts it again. A start in the
 * future is the only other one.
 */
const lifted = {
  end_date: null,
  max_uses: null,
  customer: { group_ids: [], excluded_group_ids: [], minimum_order_count: 0 },
  can_be_used_with_other_promotions: true,
  // Only where it is set: BigCommerce refuses it beside `can_be_used_with_other_promotions`.
  coupon_overrides_other_promotions: false,
  schedule: null,
  shipping_address: null,
} as const;

const customerFields = ["group_ids", "excluded_group_ids", "minimum_order_count", "segments"];

export type PromotionLimit = keyof typeof lifted | "start_date";

const anything = z.unknown().optional();
/** The fields that can narrow a promotion, of those BigCommerce documents; one it adds some day does not count. */
export const limitFields = {
  start_date: anything,
  end_date: anything,
  max_uses: anything,
  customer: anything,
  can_be_used_with_other_promotions: anything,
  coupon_overrides_other_promotions: anything,
  schedule: anything,
  shipping_address: anything,
};

export function limitsOf(row: { [field in keyof typeof limitFields]?: unknown }): PromotionLimit[] {
  const customer: Record<string, unknown> = isObject(row.customer) ? row.customer : {};
  const startsAt = typeof row.start_date === "string" ? Date.parse(row.start_date) : Number.NaN;
  const isLimited: Record<PromotionLimit, boolean> = {
    start_date: startsAt > systemClock.now().getTime() + startToleranceMs,
    end_date: !isVoid(row.end_date),
    max_uses: !isVoid(row.max_uses),
    customer: !customerFields.every((field) => isVoid(customer[field])),
    can_be_used_with_other_promotions: row.can_be_used_with_other_promotions === false,
    coupon_overrides_other_promotions: row.coupon_overrides_other_promotions === true,
    schedule: !isVoid(row.schedule),
    shipping_address: !isVoid(row.shipping_address),
  };
  return (Object.keys(isLimited) as PromotionLimit[]).filter((limit) => isLimited[limit]);
}

/** The part of an update that lifts these limits. */
export function liftingOf(limits: readonly PromotionLimit[]): Record<string, unknown> {
  const now = systemClock.now().toISOString();
  return Object.fromEntries(limits.map((limit) => [limit, limit === "start_date" ? now : lifted[limit]]));
}

/** Whether `theirs` holds nothing that says something beyond `ours`: a further condition, a cap. */
export function addsNothing(theirs: unknown, ours: unknown): boolean {
  if (!isObject(theirs)) return true;
  const known = isObject(ours) ? ours : {};
  return Object.entries(theirs).every(([field, value]) =>
    field in known ? addsNothing(value, known[field]) : isVoid(value) || isAnyItem(field, value),
  );
}

/** Every cart has one item. */
function isAnyItem(field: string, value: unknown): boolean {
  return isObject(value) ? addsNothing(value, {}) : field === "minimum_quantity" && Number(value) === 1;
}

/** None, in one of the many ways to write it. */
function isVoid(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.values(value).every(isVoid) : Number(value) === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
