import type { messagesEn } from "@/lib/loyalty/explain/messages-en";

type StaffKey = keyof typeof messagesEn.staff;

/** What a rule may give as its reason: exactly what there are words for, so that a reason without words does not compile. */
export type Reason = Exclude<StaffKey, `headline.${string}` | `posting.${string}`>;
