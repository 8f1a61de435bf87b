/** What each check says, in a merchant's words; the names are those of `lib/db/ledger/verify-checks.ts`. */
export const checks: readonly { name: string; title: string; detail: string }[] = [
  {
    name: "zero-sum",
    title: "Every change adds up to zero",
    detail:
      "Points a customer gets come from somewhere, points they lose go somewhere. None appear or vanish.",
  },
  {
    name: "balances",
    title: "Every balance equals its entries",
    detail: "What a customer is shown is exactly the sum of everything that ever happened to their points.",
  },
  {
    name: "running-totals",
    title: "Every running total follows from the one before",
    detail: "Each change states the balance after it, and each statement is right.",
  },
  {
    name: "orders",
    title: "Every order holds what the ledger says",
    detail: "Points shown at an order are the points that were given for it, less what was taken back.",
  },
  {
    name: "hash-chain",
    title: "Nothing was altered afterwards",
    detail: "Changes are sealed every minute; an edited, removed or slipped-in one breaks the seal.",
  },
  {
    name: "redemptions",
    title: "Every point set aside belongs to a reward",
    detail: "Points on hold are rewards being made, points spent are codes that were given out.",
  },
  {
    name: "redemption-steps",
    title: "Every reward was paid for once",
    detail:
      "Each step of a reward (held, given, used, returned) has its own change of points, and no other’s.",
  },
];
