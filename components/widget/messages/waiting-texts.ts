import type { WidgetTextKey } from "@/lib/texts/widget-texts";

/** What the panel can say before the program has come with all its texts, and when it does not come at all. */
export const waitingTexts = {
  close: "Close rewards",
  loading: "Loading your rewards…",
  retry: "Try again",
  failedTitle: "We could not load your rewards",
  failedText: "This is on our side, your points are safe. Please try again in a moment.",
} satisfies Partial<Record<WidgetTextKey, string>>;
