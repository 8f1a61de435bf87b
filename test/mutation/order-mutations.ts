import { type Mutation, of } from "./define-mutations";

const unit = ["test/unit/loyalty"];
const orders = ["test/db/orders/apply-order-facts.test.ts"];
const posting = ["test/db/ledger/post-transactions.test.ts"];
const proof = ["test/db/ledger/verify.test.ts"];
const cases = ["test/property/model/delivery-order.test.ts"];
const first = ["test/db/orders/first-order.test.ts"];
const parallel = ["test/db/orders/locks.test.ts"];

/** Bugs in the law of the order and in posting. */
export const orderMutations: Mutation[] = [
  ...of(
    "lib/services/orders/apply-order-facts.ts",
    orders,
    [
      "a stale fetch is applied",
      "if (!facts || Date.parse(facts.modifiedAt) < row.bcModifiedAt.getTime()) return [];",
      "if (!facts) return [];",
    ],
    ["known refunds are forgotten", "keepKnownRefunds(facts, row.knownRefunds)", "facts", cases],
    [
      "archived orders change hands",
      "return facts.archived && row.holder ?",
      "return false && row.holder ?",
      cases,
    ],
    ["a crash is blamed on the orders", "if (isPassingDatabaseError(error)", "if (false"],
  ),
  ...of(
    "lib/services/orders/decide-order.ts",
    orders,
    [
      "the old owner keeps the points",
      "if (row.holder && row.holder.customerId !== ownerId)",
      "if (row.holder && ownerId === 0n)",
    ],
    [
      "the new owner had what the old one spent",
      "holdings.get(customerId) ?? nothingHeld",
      "[...holdings.values()].at(-1) ?? nothingHeld",
      ["test/db/orders/changed-hands.test.ts"],
    ],
  ),
  ...of("lib/services/orders/settle-first-orders.ts", first, [
    "the first order's bonus comes again",
    "!(order.row.owner && had.has(order.row.owner.customerId))",
    "had.size >= 0",
  ]),
  ...of("lib/services/orders/load-order-programs.ts", orders, [
    "reversed by today's rule",
    "pinnedVersionId === null ? published : versions.get(pinnedVersionId)",
    "published",
  ]),
  ...of(
    "lib/services/orders/settle-first-orders.ts",
    first,
    ["all orders of one second are the first", "apart === 0 && one.orderId < other.orderId", "false"],
    ["the highest number is the first", "one.orderId < other.orderId", "one.orderId > other.orderId"],
    ["an incomplete order is the first", " || facts.statusId === 0", ""],
    [
      "all orders of one batch are the first",
      "if (!before || isBefore(facts, before)) earliest.set(customerId, facts);",
      "",
    ],
  ),
  ...of(
    "lib/db/orders/lock-orders.ts",
    first,
    [
      "orders of one second are each the first",
      "(earlier.placed_at, earlier.bc_order_id) < (o.placed_at, o.bc_order_id)",
      "earlier.placed_at < o.placed_at",
    ],
    ["an incomplete order was the first", " AND earlier.status_id <> 0", ""],
  ),
  ...of("lib/db/orders/lock-orders.ts", parallel, ["orders are not locked", "FOR UPDATE", ""]),
  ...of("lib/db/ledger/lock-balances.ts", parallel, [
    "balances are not locked",
    "\n   FOR NO KEY UPDATE OF b`",
    "`",
  ]),
  ...of(
    "lib/db/ledger/post-statement.ts",
    posting,
    ["a key that stands is an error", "\n  ON CONFLICT (store_id, idempotency_key) DO NOTHING\n", "\n"],
    ["running totals are the whole batch's", " ORDER BY id)", ")"],
    ["debts do not move", "debt = b.debt + m.debt", "debt = b.debt"],
    [
      "spending is not counted",
      "b.spent_total + m.earned - m.pending - m.available - m.debt",
      "b.spent_total",
    ],
    [
      "what comes back from a reward is earned",
      " AND i.type NOT IN ('redemption_release', 'redemption_return')",
      "",
    ],
    ["what is held is earned", " AND account <> 'customer:held'", ""],
  ),
  ...of(
    "lib/db/ledger/verify-blocks.ts",
    proof,
    ["a changed seal is no difference", "return is_changed ? [block] : []", "return []"],
    ["what is sealed is not summed", "(row as BlockRow).unbalanced ?? []", "[]"],
    [
      "what is not sealed is not summed",
      "{ text: unsealedText }",
      "{ text: unsealedText, differences: () => [] }",
    ],
  ),
  ...of(
    "lib/db/ledger/read-order-held.ts",
    cases,
    ["debt is not held by its order", "IN ('customer:available', 'customer:debt')", "= 'customer:available'"],
    [
      "whoever was merged away is somebody else",
      "coalesce(c.merged_into_id, c.id) AS customer_id",
      "c.id AS customer_id",
      ["test/db/orders/changed-hands.test.ts"],
    ],
    [
      "revisions are counted by entries",
      "count(DISTINCT t.id) AS revision",
      "count(t.id) AS revision",
      orders,
    ],
  ),
  ...of("lib/db/ledger/transaction-input.ts", posting, [
    "the hash leaves out amounts",
    "[entry.account, entry.amount]",
    "[entry.account]",
  ]),
  ...of(
    "lib/loyalty/plan-order-postings.ts",
    unit,
    [
      "the shortfall is taken again",
      "held.pending + held.available - held.shortfall",
      "held.pending + held.available",
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the code itself
    ["every posting of an order has one key", "`order/${orderId}/${revision}`", "`order/${orderId}`", orders],
    ["frozen orders are reversed", "isFrozen ? 0 : target.points", "target.points"],
  ),
  ...of(
    "lib/loyalty/plan-moves.ts",
    unit,
    ["debt is not paid first", "Math.min(points, -balances.debt)", "0"],
    ["pending does not go first", "Math.min(points, held.pending, balances.pending)", "0"],
    ["a shortfall is given twice", "Math.min(points, held.shortfall)", "0"],
    ["pending only takes all", 'policy === "pending_only" ? 0 :', "policy === undefined ? 0 :"],
    ["no debt is ever recorded", 'policy === "allow_negative" ? rest - fromAvailable : 0', "0"],
    ["held points are available at once", 'isHeld ? { "customer:pending": given } :', "false ? {} :"],
  ),
  ...of(
    "lib/loyalty/allocate.ts",
    unit,
    [
      "ties to the larger line id",
      "(shares[a]?.lineId ?? 0) - (shares[b]?.lineId ?? 0)",
      "(shares[b]?.lineId ?? 0) - (shares[a]?.lineId ?? 0)",
    ],
    [
      "the smallest remainder first",
      "(remainders[b] ?? 0) - (remainders[a] ?? 0)",
      "(remainders[a] ?? 0) - (remainders[b] ?? 0)",
    ],
  ),
  ...of(
    "lib/loyalty/kept-amounts.ts",
    unit,
    ["only the last refund of a line counts", "(into.quantity[index] ?? 0) + quantity", "quantity"],
    ["order amounts take nothing", "Math.min(amountMinor, all)", "0"],
    ["tax adjustments take points", "if (!onlyTax || countsTax)", "if (true)"],
    [
      "all the money back is not enough",
      "refundedMinor >= facts.totalIncTaxMinor",
      "refundedMinor > facts.totalIncTaxMinor",
    ],
    ["half declined takes all", 'mulDiv(amountMinor, accepted, asked, "nearest")', "amountMinor"],
  ),
  ...of(
    "lib/loyalty/order-standing.ts",
    unit,
    ["declined payments count", "if (!payment.declined) sum +=", "sum +="],
    ["14 by hand awards", "facts.refunds.some((refund) => acceptedMinor(refund) > 0)", "true"],
  ),
  ...of(
    "lib/loyalty/evaluate-order.ts",
    unit,
    [
      "a neutral status forgets the award",
      'known ?? (standing.side === "award"',
      '(standing.side === "award"',
    ],
    ["archived orders change", "const frozen = facts.archived", "const frozen = false"],
    [
      "the hold ends late",
      "Date.parse(context.now) < availableAtMs",
      "Date.parse(context.now) <= availableAtMs",
    ],
    [
      "refunds are ignored",
      "facts.refunds.length === 0 ? orderedBase",
      "facts.refunds.length >= 0 ? orderedBase",
    ],
    [
      "every guest order is a first order",
      'context.customerState === "guest" ? null : context.isFirstOrder',
      "context.isFirstOrder",
      first,
    ],
    ["the hold begins when we look", "? facts.modifiedAt : context.now", "? context.now : context.now"],
  ),
  ...of(
    "lib/loyalty/order-points.ts",
    unit,
    [
      "points are rounded up",
      "scale(paid, rate, measure.program.points.rounding)",
      'scale(paid, rate, "up")',
    ],
    [
      "exactly the minimum earns nothing",
      "base.total < measure.currency.minimumMinor",
      "base.total <= measure.currency.minimumMinor",
    ],
  ),
  ...of(
    "lib/loyalty/order-base.ts",
    unit,
    ["tax earns", "countsTax || incTax <= 0 ? amountMinor", "incTax >= 0 ? amountMinor"],
    ["credit counts as paid", "if (credit <= 0 ||", "if (credit >= 0 ||"],
  ),
  ...of("lib/loyalty/ratio.ts", unit, [
    "a multiplier adds its whole",
    "a.numerator - a.denominator",
    "a.numerator",
  ]),
  ...of("lib/loyalty/compile-order-rules.ts", unit, [
    "every currency has cents",
    "10 ** decimalPlaces",
    "100",
  ]),
];
