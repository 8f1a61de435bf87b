import type { LedgerTransactionType } from "@/lib/db/generated/enums";
import { birthdayRefusal } from "@/lib/loyalty/actions/birthday";
import { decideActivity } from "@/lib/loyalty/actions/decide-activity";
import type {
  Explanation,
  NoteExplanation,
  OrderExplanation,
  PostingExplanation,
  RuleExplanation,
} from "@/lib/loyalty/explain/explanation";
import type { Reason } from "@/lib/loyalty/explain/reason";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { awarded, evaluate, line, ofQuantity, order, program, refund } from "./order-factory";

/** So many points, or minor units, that every language groups the digits. */
export const large = 1_234_567;

const paid = large * 100;
const standing = (
  facts: Partial<OrderFacts> = {},
  ...how: Parameters<typeof evaluate> extends [unknown, ...infer R] ? R : never
) => evaluate(order({ lines: [line(1, paid)], ...facts }), ...how).explanation;
const excluding = (exclude: object) => program({ exclude });
const half = [
  refund(1, paid / 2, [{ kind: "PRODUCT", itemId: 1, quantity: null, requestedAmountMinor: paid / 2 }]),
];
const all = [refund(1, paid, [ofQuantity(1, 1)])];
const declined = all.map((one) => ({ ...one, payments: [{ amountMinor: paid, declined: true }] }));
const gold = { vip: { tiers: [{ key: "gold", name: "Gold", milestone: "1", multiplier: "1.5" }] } };
const spring = {
  key: "spring",
  name: "Spring",
  startsAt: "2026-01-01T00:00",
  endsAt: "2027-01-01T00:00",
  effect: { kind: "multiplier", multiplier: "2" },
};

/** As the services write it, see the folder of each under `lib/services`. */
const note = (
  subject: NoteExplanation["subject"],
  rule: Omit<RuleExplanation, "outcome">,
): NoteExplanation => ({
  version: 1,
  subject,
  rules: [{ ...rule, outcome: "applied" }],
});
const reward = { reward: "Cup", points: large, redemptionId: 5 };
const redemption = (why: Reason, more = {}) =>
  note("redemption", { key: "redemption", why, inputs: { ...reward, ...more } });
const expiry = (why: Reason) =>
  note("expiry", { key: "expiry", why, inputs: { points: large, months: 12, day: "2026-01-11" } });
const merge = (why: Reason) => note("merge", { key: "merge", why, inputs: { customerId: 6 } });
const ofImport = (why: Reason, outcome: RuleExplanation["outcome"]): OrderExplanation => ({
  ...standing(),
  rules: [{ key: "batch", outcome, why, inputs: { importId: "4" } }],
  points: { award: 0, kept: 0 },
});

type Deed = Partial<Parameters<typeof decideActivity>[0]>;
const visit = { key: "visit", kind: "visit", name: "Visit", points: large, limit: null, url: null } as const;
const deed = (more: Deed = {}): NoteExplanation =>
  decideActivity({ action: visit, customerState: "member", awardedInWindow: 0, refusal: null, ...more })
    .explanation;

/** For every reason there is an explanation that gives it, by the code that decides wherever that needs no database. */
export const exampleOf: Record<Reason, Explanation> = {
  "status.in_award_set": standing(),
  "status.in_cancel_set": standing({ statusId: 5 }),
  "status.refunded_by_hand": standing({ statusId: 4 }, program({ cancelStatuses: [5] })),
  "status.partially_refunded": standing({ statusId: 14, refunds: half }),
  "status.neutral_after_award": standing({ statusId: 11 }, program(), { memory: awarded }),
  "status.not_yet": standing({ statusId: 11 }),
  "customer.disabled": standing({}, program(), { context: { customerState: "disabled" } }),
  "order.archived": standing({ archived: true }),
  "order.earning_disabled": standing({}, program({ enabled: false })),
  "order.migrated": standing({ externalSource: "M-MIG" }),
  "order.channel_excluded": standing({}, excluding({ channelIds: [1] })),
  "order.source_excluded": standing({}, excluding({ sources: ["www"] })),
  "order.group_excluded": standing({ customerGroupId: 3 }, excluding({ customerGroupIds: [3] })),
  "line.gift_certificate": standing({ lines: [line(1, paid, { kind: "gift_certificate" })] }),
  "line.part_of_bundle": standing({ lines: [line(1, paid, { parentLineId: 9 })] }),
  "line.product_excluded": standing({}, excluding({ productIds: [101] })),
  "line.category_excluded": standing(
    { lines: [line(1, paid, { categoryIds: [8] })] },
    excluding({ categoryIds: [8] }),
  ),
  "line.brand_excluded": standing({ lines: [line(1, paid, { brandId: 2 })] }, excluding({ brandIds: [2] })),
  "base.amount": standing(),
  "base.too_small": standing({}, program({ rate: { points: 1, per: "99999999.00" } })),
  "refunds.part": standing({ refunds: half }),
  "refunds.everything": standing({ refunds: all }),
  "refunds.declined": standing({ refunds: declined }),
  "minimum.not_reached": standing({}, program({ minimum: "99999999.00" })),
  "payment.credit_taken_off": standing(
    { storeCreditMinor: 100 },
    program({ base: { minusStoreCredit: true } }),
  ),
  "rate.applied": standing(),
  "vip.applied": standing({}, program({}, {}, gold), {
    context: { vip: { tierKey: "gold", multiplier: "1.5" } },
  }),
  "campaign.applied": standing({}, program({}, { campaigns: [spring] })),
  "batch.past_orders": ofImport("batch.past_orders", "applied"),
  "order.withdrawn": ofImport("order.withdrawn", "failed"),
  "expiry.per_award": expiry("expiry.per_award"),
  "expiry.inactivity": expiry("expiry.inactivity"),
  "redemption.held": redemption("redemption.held"),
  "redemption.issued": redemption("redemption.issued"),
  "redemption.used": redemption("redemption.used"),
  "redemption.failed": redemption("redemption.failed"),
  "redemption.cancelled": redemption("redemption.cancelled"),
  "redemption.expired": redemption("redemption.expired"),
  "redemption.order_cancelled": redemption("redemption.order_cancelled"),
  "redemption.used_after_all": redemption("redemption.used_after_all", { bcOrderId: 100 }),
  "redemption.order_restored": redemption("redemption.order_restored", { bcOrderId: 100 }),
  "merge.received": merge("merge.received"),
  "merge.given": merge("merge.given"),
  "action.awarded": deed(),
  "action.awarded_unnamed": deed({ action: { ...visit, name: undefined } }),
  "action.unlimited": deed({ action: { ...visit, kind: "custom" } }),
  "action.within_limit": deed({ action: { ...visit, limit: { count: 3, per: "week" } }, awardedInWindow: 2 }),
  "action.limit_reached": deed({ awardedInWindow: 1 }),
  "birthday.entered_late": deed({
    refusal: birthdayRefusal("2026-03-31", new Date("2026-03-30T12:00:00Z"), "UTC"),
  }),
};

const moved = (type: PostingExplanation["type"], sign: 1 | -1): OrderExplanation => ({
  ...standing(),
  posting: {
    type,
    ...{ pending: sign * large, available: sign * large, debt: sign * large, shortfall: sign * large },
  },
});
const spent: Explanation = {
  ...standing({ refunds: all }),
  posting: { type: "order_reversal", pending: 0, available: 0, debt: 0, shortfall: large },
};
const bare = (subject: NoteExplanation["subject"]): NoteExplanation => ({ version: 1, subject, rules: [] });

/** For every type of the ledger, what its transactions can carry. */
export const carriedBy: Record<LedgerTransactionType, Explanation[]> = {
  order_award: [
    moved("order_award", 1),
    { ...moved("order_award", 1), ...ofImport("batch.past_orders", "applied") },
  ],
  order_reversal: [moved("order_reversal", -1), moved("order_reversal", 1), spent],
  hold_release: [moved("hold_release", 1)],
  adjustment: [bare("adjustment")],
  action_award: [exampleOf["action.awarded"], exampleOf["action.awarded_unnamed"]],
  redemption_hold: [exampleOf["redemption.held"]],
  redemption_capture: [exampleOf["redemption.issued"]],
  redemption_use: [exampleOf["redemption.used"]],
  redemption_release: [exampleOf["redemption.failed"], exampleOf["redemption.cancelled"]],
  redemption_return: [
    exampleOf["redemption.cancelled"],
    exampleOf["redemption.expired"],
    exampleOf["redemption.order_cancelled"],
  ],
  redemption_retake: [
    exampleOf["redemption.used_after_all"],
    exampleOf["redemption.order_restored"],
    {
      ...redemption("redemption.used_after_all", { bcOrderId: 100 }),
      posting: { pending: 0, available: -large, debt: -large, shortfall: 0 },
    },
  ],
  expiry: [
    exampleOf["expiry.per_award"],
    exampleOf["expiry.inactivity"],
    note("expiry", { key: "redemption", why: "redemption.expired", inputs: reward }),
  ],
  import: [bare("import")],
  merge: [exampleOf["merge.received"], exampleOf["merge.given"]],
};
