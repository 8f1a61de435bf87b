import { z } from "zod";
import { systemClock } from "@/lib/clock";

/** Clocks differ; and what begins within the hour is not worth a repair. */
const startToleranceMs = 3_600_000;

/**
 * What a merchant can narrow a promotion by and we never do, with the value that lifts it again. Others
 * are a start in the future and customer segments.
 */
const lifted = {
  end_date: null,
  max_uses: null,
  customer: { group_ids: [], excluded_group_ids: [], minimum_order_count: 0 },
  // `coupon_overrides_other_promotions` means nothing beside it, and BigCommerce refuses it there.
  can_be_used_with_other_promotions: true,
  schedule: null,
  shipping_address: null,
} as const;

/** `segments`: of `customer`, and on Enterprise only, so it is named only where it is set. */
export type PromotionLimit = keyof typeof lifted | "start_date" | "segments";

const anything = z.unknown().optional();
/** The fields that can narrow a promotion, of those BigCommerce documents; one it adds some day does not count. */
export const limitFields = {
  start_date: anything,
  end_date: anything,
  max_uses: anything,
  customer: anything,
  can_be_used_with_other_promotions: anything,
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
    customer: !Object.keys(lifted.customer).every((field) => isVoid(customer[field])),
    segments: !isVoid(customer.segments),
    can_be_used_with_other_promotions: row.can_be_used_with_other_promotions === false,
    schedule: !isVoid(row.schedule),
    shipping_address: !isVoid(row.shipping_address),
  };
  return (Object.keys(isLimited) as PromotionLimit[]).filter((limit) => isLimited[limit]);
}

/** The part of an update that lifts these limits. */
export function liftingOf(limits: readonly PromotionLimit[]): Record<string, unknown> {
  const { segments, ...rest } = {
    ...lifted,
    start_date: systemClock.now().toISOString(),
    segments: { customer: { ...lifted.customer, segments: null } },
  };
  return Object.assign(
    {},
    ...limits.map((limit) => (limit === "segments" ? segments : { [limit]: rest[limit] })),
  );
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
