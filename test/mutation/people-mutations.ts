import { type Mutation, of } from "./define-mutations";

const unit = ["test/unit/loyalty"];
const merge = ["test/db/merge"];
const expiry = ["test/unit/loyalty/expiry", "test/db/expiry"];
const rewards = ["lifecycle", "issue", "returned-codes"].map((name) => `test/db/redemptions/${name}.test.ts`);

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
    ],
    [
      "two requests with one name",
      "THEN left(r.request_id, 90) || '/' || r.id ELSE",
      "THEN r.request_id ELSE",
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
    ["held points stay behind", '"customer:held": -from.held,', '"customer:held": 0,'],
    ["the heir's debt is not paid", "toCustomer(spendable, into)", '{ "customer:available": spendable }'],
  ),
  ...of("lib/db/ledger/lock-balances.ts", merge, [
    "work goes on for who went",
    "rows.some(({ closed }) => closed)",
    "false",
  ]),
  ...of("lib/db/passing-error.ts", merge, [
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
  ...of("lib/db/ledger/verify-checks.ts", merge, [
    "the proof knows no heirs",
    "coalesce(c.merged_into_id, c.id) AS customer_id",
    "c.id AS customer_id",
  ]),
  ...of("lib/db/storefront/find-points-transactions.ts", merge, [
    "the shopper's history forgets the merged",
    "AND merged_into_id = $2",
    "AND merged_into_id = -$2::bigint",
  ]),
  ...of("lib/db/dashboard/find-transactions.ts", merge, [
    "the profile's history forgets the merged",
    "AND merged_into_id = $2",
    "AND merged_into_id = -$2::bigint",
  ]),
  ...of(
    "lib/db/expiry/read-spendable.ts",
    ["test/db/expiry"],
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
    expiry,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the code itself
    ["points expire once a life", "`expiry/${customerId}/${day}`", "`expiry/${customerId}`"],
    ["balances are not read under their lock", "balances.get(customerId)?.available ?? 0", "0"],
  ),
  ...of(
    "lib/loyalty/expiry/expiring-points.ts",
    expiry,
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
    ["test/unit/loyalty/rewards", ...rewards],
    ["captured points vanish", '"program:rewards_outstanding": points', '"program:redeemed": points'],
    [
      "released points pay no debt",
      '"customer:held": -points, ...toCustomer(points, balances)',
      '"customer:held": -points, "customer:available": points',
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
    rewards,
    ["unfinished checkouts use codes", "if (facts.statusId === incompleteStatus) return [];", ""],
    [
      "a debt met meanwhile is forgotten",
      "known.set(customerId, applyEntries(balances, moved))",
      "known.set(customerId, balances)",
    ],
  ),
  ...of(
    "lib/loyalty/rewards/decide-use.ts",
    rewards,
    ["any order returns the points", 'isGivenBack && usedOn !== "another"', "isGivenBack"],
    ["the policy is not asked", 'order === "over" && returns', 'order === "over"'],
    [
      "a code used in the moment of its end is free",
      'code === "taken_back" ? ["retake"] : []',
      '"" ? [] : []',
    ],
    ["a frozen order takes points", 'if (order === "frozen" || isGivenBack)', "if (isGivenBack)"],
  ),
  ...of("lib/services/redemptions/capture-issued.ts", rewards, [
    "a code of a cancelled reward is captured",
    'if (status !== "pending") return status === "issued";',
    "",
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
