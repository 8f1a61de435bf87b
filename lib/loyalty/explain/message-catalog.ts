import type { Forms } from "@/lib/loyalty/explain/points-in-words";

/**
 * The words for explanations, by message key. `{name}` is filled from the rule's inputs; `{money:name}` is an amount in
 * minor units of the order's currency, `{amount:name}` a decimal string of it, `{points:name}` a number of points with their name. A language is another catalog with the
 * same keys; `shopper` leaves out what only staff should see, and staff read English only so far.
 */
export type MessageCatalog = {
  locale: string;
  /** What points are called. */
  points: Forms;
  staff?: Readonly<Record<string, string>>;
  shopper: Readonly<Record<string, string>>;
};
