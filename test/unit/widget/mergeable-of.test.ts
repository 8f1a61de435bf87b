import { expect, test } from "vitest";
import { mergeableOf } from "@/components/widget/rewards/mergeable-of";
import type { RewardFulfillment } from "@/lib/schemas/storefront/rewards";
import { mergeBody } from "@/lib/schemas/storefront/rewards";

let id = 0;
const held = (more: Partial<RewardFulfillment> = {}) =>
  ({
    id: ++id,
    code: `CODE-${id}`,
    type: "fixed_amount",
    value: "5.00",
    currency: "USD",
    channel_ids: [],
    fulfillment_status: "issued",
    cancellable: true,
    used_at: null,
    merged_into_id: null,
    expires_at: null,
    ...more,
  }) as RewardFulfillment;

const some = (count: number, more?: Partial<RewardFulfillment>) =>
  Array.from({ length: count }, () => held(more));

test("no more rewards are offered to be combined at once than the API takes", () => {
  const offered = mergeableOf(some(45));
  const body = (ids: number[]) => ({ request_id: "request-1", points_purchase_ids: ids });
  expect(mergeBody.safeParse(body(offered.map((one) => one.id))).success).toBe(true);
  expect(mergeBody.safeParse(body(some(offered.length + 1).map((one) => one.id))).success).toBe(false);
});

test("only what goes together is offered: one currency, and the same storefronts", () => {
  const dollars = some(2);
  const euros = some(3, { currency: "EUR" });
  const elsewhere = some(2, { channel_ids: [1] });
  const both = held({ channel_ids: [1, 2] });
  expect(mergeableOf([both, ...dollars, ...euros])).toEqual(dollars);
  expect(mergeableOf([both, ...elsewhere, ...euros])).toEqual(elsewhere);
  expect(mergeableOf([both, dollars[0] as RewardFulfillment, euros[0] as RewardFulfillment])).toEqual([]);
});

test("beside a code, what is offered has that code in it", () => {
  const dollars = some(30);
  const euros = some(2, { currency: "EUR" });
  const [first, second] = euros as [RewardFulfillment, RewardFulfillment];
  expect(mergeableOf([...dollars, ...euros], second)).toEqual([second, first]);
  const last = dollars.at(-1) as RewardFulfillment;
  expect(mergeableOf([...dollars, ...euros], last)).toContain(last);
  expect(mergeableOf([...dollars, ...euros], held({ type: "percentage" }))).toEqual([]);
});
