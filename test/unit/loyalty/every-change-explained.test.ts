import { describe, expect, test } from "vitest";
import { explainedRules } from "@/components/transactions/explained-rules";
import { hiddenTypes } from "@/lib/db/storefront/hidden-types";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import type { MessageCatalog } from "@/lib/loyalty/explain/message-catalog";
import { messagesEn } from "@/lib/loyalty/explain/messages-en";
import type { Reason } from "@/lib/loyalty/explain/reason";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import type { ShopperMessages } from "@/lib/loyalty/explain/shopper/en";
import { widgetLanguages } from "@/lib/schemas/branding/widget-languages";
import { textsFor } from "@/lib/texts/texts-for";
import { carriedBy, exampleOf, large } from "./explained-examples";

/**
 * Kinds come from the types: a new reason, or a new type of transaction, does not compile without an example here, and
 * fails without words. Staff read English, shoppers eight languages.
 */
const types = Object.entries(carriedBy) as [keyof typeof carriedBy, Explanation[]][];
const reasons = Object.entries(exampleOf) as [Reason, Explanation][];
const catalogOf = (language: (typeof widgetLanguages)[number]): MessageCatalog => ({
  ...shopperCatalogs[language],
  points: textsFor(language, undefined, undefined).points,
});

/** Details that change nothing for a shopper, or that the headline of the same transaction says. */
const forStaffOnly: Record<Exclude<Reason, keyof ShopperMessages>, "detail" | "headline" | "hidden"> = {
  "status.in_award_set": "detail",
  "status.partially_refunded": "detail",
  "status.neutral_after_award": "detail",
  "base.amount": "detail",
  "refunds.declined": "detail",
  "action.unlimited": "detail",
  "action.within_limit": "detail",
  "redemption.held": "headline",
  "redemption.issued": "hidden",
  "redemption.used": "hidden",
  "redemption.failed": "headline",
  "redemption.cancelled": "headline",
  "redemption.expired": "headline",
  "redemption.order_cancelled": "headline",
  "redemption.used_after_all": "headline",
  "redemption.order_restored": "headline",
  "merge.received": "hidden",
  "merge.given": "hidden",
};

/** Something somebody can read: no gap where a value is missing, nothing of ours, numbers as the language writes them. */
function expectWords(text: string, what: string): void {
  expect(text.trim(), what).not.toBe("");
  expect(text, what).not.toMatch(/[{}]|\b(undefined|null|NaN)\b|\b[a-z]+\.[a-z_]*_[a-z_]*\b/);
  expect(text, what).not.toMatch(/ {2}|^[\s:：,;.]|[:：]\s*\.?$/);
  expect(text, what).not.toContain(String(large));
  if (/[._]/.test(what)) expect(text, what).not.toContain(what);
}

/** Of the words for these keys, the values that are asked for and not given. */
function missingInputs(catalog: MessageCatalog["shopper"], explanation: Explanation): string[] {
  const common = explanation.subject === "order" ? explanation : {};
  return explanation.rules.flatMap(({ why, inputs }) => {
    const given = { ...common, ...inputs };
    const asked = [...(catalog[why] ?? "").matchAll(/\{(?:\w+:)?(\w+)\}/g)].map((match) => match[1] ?? "");
    return asked
      .filter((name) => (given as Record<string, unknown>)[name] == null)
      .map((name) => `${why} ${name}`);
  });
}

describe("staff are told", () => {
  test.each(types)("what a transaction of type %s is, and what moved", (type, explanations) => {
    for (const explanation of explanations) {
      const { headline, lines } = renderExplanation(explanation, "staff");
      expectWords(headline, type);
      for (const text of lines) expectWords(text, type);
      expect(missingInputs(messagesEn.staff, explanation)).toEqual([]);
    }
  });

  test.each(reasons)("why: %s", (reason, explanation) => {
    expect(explanation.rules.map(({ why }) => why)).toContain(reason);
    expect(missingInputs(messagesEn.staff, explanation)).toEqual([]);
    for (const { words } of explainedRules(explanation)) expectWords(words, reason);
  });

  test("everything a posting moved, given or taken, each in a sentence of its own", () => {
    // Pending, available, debt and shortfall.
    for (const explanation of carriedBy.order_reversal.slice(0, 2)) {
      const { lines } = renderExplanation({ ...explanation, rules: [] }, "staff");
      expect(lines).toHaveLength(4);
    }
  });
});

describe.each(widgetLanguages)("shoppers are told in %s", (language) => {
  const catalog = catalogOf(language);
  const seen = types.filter(([type]) => !hiddenTypes.includes(type));

  test.each(seen)("what a transaction of type %s is, and why", (type, explanations) => {
    for (const explanation of explanations) {
      const { headline, lines } = renderExplanation(explanation, "shopper", catalog);
      expectWords(headline, type);
      for (const text of lines) expectWords(text, type);
      expect(missingInputs(catalog.shopper, explanation)).toEqual([]);
    }
  });

  test.each(reasons.filter(([reason]) => !(reason in forStaffOnly)))("why: %s", (reason, explanation) => {
    const only = explanation.rules.filter(({ why }) => why === reason);
    const { lines } = renderExplanation({ ...explanation, rules: only } as Explanation, "shopper", catalog);
    expect(lines.length, reason).toBeGreaterThan(0);
    for (const text of lines) expectWords(text, reason);
    expect(missingInputs(catalog.shopper, explanation)).toEqual([]);
  });

  test("why an order or a deed brought nothing, whatever the reason", () => {
    const fruitless = reasons.filter(([, explanation]) => {
      if (explanation.subject === "order") return explanation.points.kept === 0;
      return (
        explanation.subject === "action" && explanation.rules.some(({ outcome }) => outcome === "failed")
      );
    });
    expect(fruitless.length).toBeGreaterThan(15);
    for (const [reason, explanation] of fruitless) {
      const { headline, lines } = renderExplanation(explanation, "shopper", catalog);
      expectWords(headline, reason);
      expect(lines.length, reason).toBeGreaterThan(0);
    }
  });
});
