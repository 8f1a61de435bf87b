import { type Mutation, of } from "./define-mutations";

const unit = ["test/unit/loyalty"];
const merge = ["test/db/merge/merge-customers.test.ts"];
const mergeRewards = ["test/db/merge/merge-redemptions.test.ts"];
const history = ["test/db/merge/merged-history.test.ts"];
const nights = ["test/db/expiry/expire-page.test.ts"];
const expiry = ["test/unit/loyalty/expiry.test.ts"];
const rewards = ["test/db/redemptions/lifecycle.test.ts"];
const returned = ["test/db/redemptions/returned-codes.test.ts"];

/** Bugs in what happens to people, their old points and their rewards. */
export const peopleMutations: Mutation[] = [
  ...of(
    "lib/db/merge-customers.ts",
    merge,
    [
      "orders stay with who went",
      "UPDATE orders SET customer_id = $3 WHERE store_id = $1 AND customer_id = $2",
      "UPDATE orders SET customer_id = $2 WHERE store_id = $1 AND customer_id = $2 AND $3::bigint > 0",
    ],
    [
      "a chain grows",
      "WHERE store_id = $1 AND merged_into_id = $2",
      "WHERE store_id = $1 AND merged_into_id = $2 AND id = $3",
    ],
    ["whoever went can be given points", "SET closed = true", "SET closed = false"],
    [
      "rewards stay with who went",
      "WHERE r.store_id = $1 AND r.customer_id = $2`",
      "WHERE r.store_id = $1 AND r.customer_id = $2 AND false`",
      mergeRewards,
    ],
    [
      "two requests with one name",
      "THEN left(r.request_id, 90) || '/' || r.id ELSE",
      "THEN r.request_id ELSE",
      mergeRewards,
    ],
    ["the heir of a member is a candidate", "AND other.member_since IS NOT NULL THEN", "AND false THEN"],
    [
      "the birthday is lost",
      "birthday = coalesce(heir.birthday, other.birthday)",
      "birthday = heir.birthday",
    ],
  ),
  ...of(
    "lib/services/customers/merge-customers.ts",
    merge,
    ["merged into a frozen balance", 'if (into.state === "disabled")', "if (into.id === 0n)"],
    ["merged into somebody merged away", "if (into.mergedIntoId !== null)", "if (into.id === 0n)"],
    ["merged twice", "if (from.mergedIntoId !== null)", "if (from.id === 0n)"],
    ["only one side is posted", "entries.length > 0", "entries.length > 3"],
  ),
  ...of(
    "lib/loyalty/plan-merge.ts",
    merge,
    ["a debt is forgiven by merging", "from.available + from.debt;", "from.available;"],
    ["held points stay behind", '"customer:held": -from.held,', '"customer:held": 0,', mergeRewards],
    ["the heir's debt is not paid", "toCustomer(spendable, into)", '{ "customer:available": spendable }'],
  ),
  ...of("lib/db/ledger/lock-balances.ts", mergeRewards, [
    "work goes on for who went",
    "rows.some(({ closed }) => closed)",
    "false",
  ]),
  ...of("lib/db/passing-error.ts", mergeRewards, [
    "nobody reads again after a merge",
    "if (error instanceof ChangedMeanwhileError) return true;",
    "",
  ]),
  ...of(
    "lib/db/orders/lock-orders.ts",
    merge,
    ["orders do not follow a merge", "told.merged_into_id, told.id,", "told.id,"],
    ["claims do not follow a merge", "COALESCE(known.merged_into_id, known.id)", "known.id"],
  ),
  ...of("lib/db/orders/claim-orders.ts", merge, [
    "whoever went claims for nobody",
    "known?.mergedIntoId ?? claim.customerId",
    "claim.customerId",
  ]),
  ...of("lib/db/customers.ts", merge, [
    "whoever went comes back",
    "customers.deleted_at IS NULL OR customers.merged_into_id IS NOT NULL",
    "customers.deleted_at IS NULL",
  ]),
  ...of("lib/db/ledger/verify-checks.ts", mergeRewards, [
    "the proof knows no heirs",
    "coalesce(c.merged_into_id, c.id) AS customer_id",
    "c.id AS customer_id",
  ]),
  ...of("lib/db/storefront/find-points-transactions.ts", history, [
    "the shopper's history forgets the merged",
    "AND merged_into_id = $2",
    "AND merged_into_id = -$2::bigint",
  ]),
  ...of("lib/db/dashboard/find-transactions.ts", history, [
    "the profile's history forgets the merged",
    "AND merged_into_id = $2",
    "AND merged_into_id = -$2::bigint",
  ]),
  ...of(
    "lib/db/expiry/read-spendable.ts",
    nights,
    [
      "points of the merged never expire",
      "merged_into_id = ANY ($2::bigint[])",
      "merged_into_id = ANY ($2::bigint[]) AND false",
    ],
    [
      "a refund takes somebody's oldest points",
      "GROUP BY owner, order_id",
      "GROUP BY owner, order_id, amount",
    ],
    ["an order is as old as its last change", "min(created_at) FILTER", "max(created_at) FILTER"],
    ["buying a reward is no activity", "'redemption_hold', ", ""],
  ),
  ...of(
    "lib/services/expiry/post-expiry.ts",
    nights,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the code itself
    ["points expire once a life", "`expiry/${customerId}/${day}`", "`expiry/${customerId}`"],
    ["balances are not read under their lock", "balances.get(customerId)?.available ?? 0", "0"],
  ),
  ...of(
    "lib/services/expiry/expire-page.ts",
    ["test/db/expiry"],
    ["a night that is done is done again", "if (through >= day)", "if (through > day)"],
    ["a day that comes again is done again", "if (through >= day)", "if (through === day)"],
    [
      "a night is over before everybody was looked at",
      "const last = spenders.at(-1)?.customerId;",
      'const last = spenders.at(-1)?.customerId;\n  if (rules) await finishDay(storeId, "expiry", day);',
    ],
    ["a night never ends", 'await finishDay(storeId, "expiry", day);', ""],
    ["warnings of a missed night are lost", "after: through, day }", "after: addDays(day, -1), day }"],
  ),
  ...of(
    "lib/db/daily-jobs.ts",
    ["test/db/expiry/calendar.test.ts"],
    [
      "finished days go backwards",
      "greatest(daily_jobs.through_day, excluded.through_day)",
      "excluded.through_day",
    ],
  ),
  ...of(
    "lib/loyalty/expiry/expiring-points.ts",
    expiry,
    ["points that came back are said to be gone", "[lastDay, through].sort().at(-1) ?? lastDay", "lastDay"],
    [
      "points go on their last day",
      "filter(({ lastDay }) => lastDay < today)",
      "filter(({ lastDay }) => lastDay <= today)",
    ],
    ["what was spent expires too", "let gone = Math.max(0, history.gone)", "let gone = 0"],
    ["more expires than there is", "Math.min(lot.points - used, left)", "lot.points - used"],
  ),
  ...of(
    "lib/loyalty/expiry/expiry-clocks.ts",
    expiry,
    ["a shorter term takes at once", "day > startDay ? day : startDay", "day"],
    ["off and on again is as if never off", "if (mode !== current.mode) break;", ""],
    ["publishing again starts anew", "else last.startDay = day;", ""],
  ),
  ...of(
    "lib/loyalty/rewards/plan-redemption.ts",
    rewards,
    ["captured points vanish", '"program:rewards_outstanding": points', '"program:redeemed": points'],
    [
      "released points pay no debt",
      '"customer:held": -points, ...toCustomer(points, balances)',
      '"customer:held": -points, "customer:available": points',
      ["test/unit/loyalty/rewards"],
    ],
    ["returned from the wrong account", 'wasUsed ? "program:redeemed"', '!wasUsed ? "program:redeemed"'],
  ),
  ...of(
    "lib/services/redemptions/settle-redemption.ts",
    rewards,
    [
      "cancelled codes keep the points",
      'cause === "cancelled" || redemption.returnsPoints',
      "redemption.returnsPoints",
    ],
    [
      "expired codes always return",
      'cause === "cancelled" || redemption.returnsPoints',
      "cause !== undefined",
    ],
  ),
  ...of(
    "lib/services/redemptions/apply-used-codes.ts",
    returned,
    ["unfinished checkouts use codes", "if (facts.statusId === incompleteStatus) return [];", "", rewards],
    ["a debt is paid by each of two codes", "known.set(customerId, applyEntries(balances, moved));", ""],
  ),
  ...of(
    "lib/services/redemptions/settle-code-on-order.ts",
    returned,
    ["points return twice", 'pointsReturnedAt === null ? "used" : "returned"', '"used"'],
    ["any order returns the points", 'usedOrderId === orderId ? "this" : "another"', '"this"'],
    ["the policy is not asked", "returns: redemption.returnsPoints", "returns: true", rewards],
  ),
  ...of("lib/services/redemptions/capture-issued.ts", rewards, [
    "a code of a cancelled reward is captured",
    '|| status !== "pending") {',
    '|| status === "issued") {',
  ]),
  ...of(
    "lib/services/redemptions/purchase-reward.ts",
    ["test/db/merge/merge-redemptions.test.ts"],
    ["the same click buys twice", "if (known) return", "if (known && !known) return"],
  ),
  ...of("lib/loyalty/evaluate-order.ts", unit, [
    "refunded before it earned returns nothing",
    'amounts.fullyRefunded ? "cancelled" : "waiting"',
    '"waiting"',
  ]),
];
