import { afterAll, beforeAll, expect, test } from "vitest";
import { listRewards } from "@/lib/services/redemptions/list-rewards";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import type { Promotion } from "@/test/sandbox/state/types";
import { fiver, later, openRewardShop, quick, type RewardShop } from "./shop";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
});
afterAll(() => sandbox.stop());

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const fiverAway = { cart_value: { discount: { fixed_amount: "5.00" } } };
const rule = (more: object) => ({ rules: [{ action: fiverAway, apply_once: true, stop: false, ...more }] });

/** What a merchant can make of a promotion in the control panel, and what the dashboard calls it. */
const edits: [string, object, "changed" | "disabled"][] = [
  ["switched off", { status: "DISABLED" }, "disabled"],
  ["ended", { end_date: inDays(-7) }, "disabled"],
  ["ends in a week", { end_date: inDays(7) }, "changed"],
  ["starts in a week", { start_date: inDays(7) }, "changed"],
  ["may be used once by anybody", { max_uses: 1 }, "disabled"],
  ["may be used ten times by anybody", { max_uses: 10 }, "changed"],
  ["for a customer group", { customer: { group_ids: [7] } }, "changed"],
  ["not for a customer group", { customer: { excluded_group_ids: [0] } }, "changed"],
  ["for customers who have ordered before", { customer: { minimum_order_count: 2 } }, "changed"],
  ["for a segment", { customer: { segments: { id: ["ccec121a"] } } }, "changed"],
  ["never beside another promotion", { can_be_used_with_other_promotions: false }, "changed"],
  [
    "instead of other promotions",
    { can_be_used_with_other_promotions: false, coupon_overrides_other_promotions: true },
    "changed",
  ],
  ["in another currency", { currency_code: "EUR" }, "changed"],
  ["on Mondays", { schedule: { week_frequency: 1, week_days: ["Monday"] } }, "changed"],
  ["to one country", { shipping_address: { countries: [{ iso2_country_code: "NZ" }] } }, "changed"],
  ["on another storefront", { channels: [{ id: 9 }] }, "changed"],
  ["with a minimum spend", rule({ condition: { cart: { minimum_spend: "500.00" } } }), "changed"],
  ["for some brands", rule({ condition: { cart: { items: { brands: [1] } } } }), "changed"],
  ["worth less", rule({ action: { cart_value: { discount: { fixed_amount: "1.00" } } } }), "changed"],
  [
    "with a cap",
    rule({ action: { cart_value: { ...fiverAway.cart_value, maximum_allowed_discount_amount: "1" } } }),
    "changed",
  ],
  ["under another name", { name: "Black Friday" }, "changed"],
];

test.each(edits)(
  "a promotion that is now %s is noticed, and the repair puts it right",
  async (_, edit, state) => {
    const { shop, promotion, before } = await shopWithEdited(edit);
    expect(await stateOf(shop)).toBe(state);
    expect(await repairRewards(shop.storeId, later(120), quick)).toMatchObject({ promotions: 1 });
    expect(termsOf(promotion)).toEqual(before);
    await sweepCodes(shop.storeId, later(180), quick);
    expect(await stateOf(shop)).toBe("active");
  },
);

test.each(edits)(
  "of a promotion that is now %s nobody is sold a code that does not work",
  async (_, edit) => {
    const { shop } = await shopWithEdited(edit);
    const { code, status } = await shop.issue(await shop.buy(), later(130));
    expect(status).toBe("issued");
    const lines = [{ name: "Thing", price: "50.00" }];
    expect(shop.at.placeOrder({ couponCodes: [code], lines, quiet: true }).couponDiscount).toBe(500);
  },
);

test("what BigCommerce adds to a promotion of its own accord is no change: nothing is written", async () => {
  const { shop } = await shopWithEdited({
    ...{ display_name: "$5 off", max_uses: 0, end_date: null, schedule: null, multiple_codes: {} },
    customer: { group_ids: [], minimum_order_count: 0, excluded_group_ids: [], segments: null },
    ...rule({
      action: { cart_value: { discount: { fixed_amount: "5" }, maximum_allowed_discount_amount: null } },
      condition: { cart: { minimum_spend: "0.00", minimum_quantity: 0, items: null } },
    }),
  });
  expect(await stateOf(shop)).toBe("active");
  await shop.issue(await shop.buy(), later(130));
  expect(sandbox.admin.countCalls({ store: shop.at.hash, method: "PUT" })).toBe(0);
});

test("a promotion that BigCommerce keeps invalid is replaced, and codes already out move to the new one", async () => {
  const { shop, promotion, sold } = await shopWithEdited({ status: "INVALID" });
  const next = await shop.issue(await shop.buy(), later(130));
  expect(next).toMatchObject({ status: "issued" });
  expect(Number(next.bcPromotionId)).not.toBe(promotion.id);
  expect(await repairRewards(shop.storeId, later(180), quick)).toMatchObject({ codes: 1, codesRefused: 0 });
  const lines = [{ name: "Thing", price: "50.00" }];
  for (const { code } of [sold, next]) {
    expect(shop.at.placeOrder({ couponCodes: [code], lines, quiet: true }).couponDiscount).toBe(500);
  }
  expect(await stateOf(shop)).toBe("active");
});

test("while BigCommerce refuses the promotion altogether nobody is sold a code, and none pile up", async () => {
  const { shop } = await shopWithEdited({ status: "INVALID" });
  // Not a currency of the store any more.
  shop.at.state.currencies = [];
  for (const seconds of [130, 140]) {
    expect(await shop.issue(await shop.buy(), later(seconds))).toMatchObject({ status: "failed" });
  }
  expect(await repairRewards(shop.storeId, later(180), quick)).toMatchObject({ promotions: 0 });
  expect(shop.at.state.promotions.size).toBe(1);
  expect(await stateOf(shop)).toBe("disabled");
});

/** A shop that has sold one code, after which somebody edited its promotion, and after the sweep. */
async function shopWithEdited(edit: object) {
  const shop = await openRewardShop(sandbox, { points: 5_000, rewards: [fiver], currencies: ["EUR"] });
  const sold = await shop.issue(await shop.buy());
  const [promotion] = shop.at.state.promotions.values();
  if (!promotion) throw new Error("no promotion");
  const before = termsOf(promotion);
  // One that is for one use is used up.
  promotion.currentUses = 1;
  promotion.document = { ...promotion.document, ...edit };
  await sweepCodes(shop.storeId, later(60), quick);
  return { shop, promotion, before, sold };
}

/** All of it but since when; what is null and what is left out are the same. */
function termsOf({ document: { start_date: _, ...terms } }: Promotion) {
  const customer = withoutNull(terms.customer as object);
  return withoutNull({ ...terms, customer });
}

function withoutNull(fields: object) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

async function stateOf({ storeId }: RewardShop) {
  return (await listRewards(storeId)).rewards[0]?.state;
}
