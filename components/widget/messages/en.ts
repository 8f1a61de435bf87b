/**
 * The widget's words. A value is a text with `{placeholders}`, or one text per plural category of `Intl.PluralRules`,
 * chosen by the placeholder `count`. Other languages have the same keys; a merchant's own words will lie over them.
 */
export const en = {
  launcher: "Rewards",
  title: "Rewards",
  close: "Close rewards",
  back: "Back",
  loading: "Loading your rewards…",
  retry: "Try again",
  failedTitle: "We could not load your rewards",
  failedText: "This is on our side, your points are safe. Please try again in a moment.",

  guestTitle: "Earn {points} every time you shop",
  guestText:
    "Join for free. Your {points} add up with every order, and the ones from your last guest orders come along.",
  guestJoin: "Create account",
  guestSignIn: "Sign in",
  guestHave: "Already have an account?",

  hello: "Hello, {name}",
  balance: "Your balance",
  balanceNow: "Your balance is {amount}.",
  pending: "{amount} on the way",
  pendingText: "They are yours to spend once the store has confirmed the order.",
  debt: "{amount} to make up",
  debtText: "An order was refunded after its {points} were spent. What you earn next makes up for it first.",
  excluded: "Your account does not collect {points} at the moment.",

  earnTitle: "Ways to earn",
  earnOrder: "Place an order",
  earnRate: "{amount} for every {money} you spend",
  earnFixed: "{amount}",
  earnMinimum: "Orders from {money}",
  earnHold: { one: "Yours {count} day after the order", other: "Yours {count} days after the order" },
  earnNone: "There is nothing to earn right now. Come back soon.",

  redeemTitle: "Redeem",
  rewardsTitle: "My rewards",
  rewardsFailed: "The rewards could not be loaded.",

  historyTitle: "Activity",
  historyAll: "See all activity",
  historyMore: "Show more",
  historyEmptyTitle: "Nothing here yet",
  historyEmptyText: "Your first {points} show up here as soon as you place an order.",
  historyFailed: "The activity could not be loaded.",
  historyWhy: "Why?",
  today: "Today",
  yesterday: "Yesterday",
  statusPending: "On the way",
} as const satisfies Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string | Partial<Record<Intl.LDMLPluralRule, string>>>;
