import { type ActionKind, type EarningAction, limitOf } from "@/lib/loyalty/actions/action-limit";

/** `seen`: when Laurel finds out by itself; the others are reported through the API. */
const kinds: Record<ActionKind, { name: string; seen: string | null }> = {
  sign_up: { name: "Signing up", seen: "When a customer account is made." },
  birthday: { name: "Birthday", seen: "On the day, if the date was known 30 days before." },
  newsletter: { name: "Newsletter", seen: "When a customer subscribes." },
  review: { name: "Product review", seen: "When a review of something they bought is approved." },
  social_follow: { name: "Following", seen: null },
  social_share: { name: "Sharing", seen: null },
  visit: { name: "Visit", seen: null },
  custom: { name: "Your own activity", seen: null },
};

/** What an action is called: the merchant's name for it, else its kind. */
export const actionName = (action: EarningAction): string => action.name ?? kinds[action.kind].name;

/** How Laurel learns of it. */
export const actionSource = ({ kind }: EarningAction): string =>
  kinds[kind].seen ?? "When one of your programs reports it.";

/** How often it pays, the usual limit of its kind included: `at most 3 times a week`. */
export function limitWords(action: EarningAction): string {
  const limit = limitOf(action);
  if (!limit) return "as often as they like";
  const { count, per } = limit;
  if (per === "lifetime") return count === 1 ? "once" : `${count} times in all`;
  return `${count === 1 ? "once" : `${count} times`} a ${per}`;
}

/** A call that reports the activity, ready to paste: the key comes from the shell. */
export function curlSample(origin: string, token: string): string {
  const activity = { token, distinct_id: "event-1001", customer_email: "shopper@example.com" };
  return [
    `curl ${origin}/api/v1/activities \\`,
    `  -H "Authorization: Bearer $LAUREL_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify({ activity })}'`,
  ].join("\n");
}
