import { expect, test } from "vitest";
import { explainedPosting, explainedRules } from "@/components/transactions/explained-rules";
import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";

const explanation: OrderExplanation = {
  version: 1,
  subject: "order",
  orderId: 100,
  programVersion: 1,
  currency: "USD",
  decimalPlaces: 2,
  rules: [
    { key: "status", outcome: "failed", why: "status.not_yet", inputs: { statusId: 11 } },
    {
      key: "base",
      outcome: "applied",
      why: "base.amount",
      inputs: { baseMinor: 4250, tax: false, shipping: false },
    },
    { key: "future", outcome: "skipped", why: "future.rule" as never, inputs: { thing: null } },
  ],
  rounding: "down",
  points: { award: 0, kept: 0 },
  posting: { type: "order_award", pending: 0, available: 42, debt: 0, shortfall: 0 },
};

test("every rule has its words, a status its name, money its currency", () => {
  const rules = explainedRules(explanation);
  expect(rules[0]?.words).toContain("Awaiting Fulfillment");
  expect(rules[1]?.words).toContain("$42.50");
  expect(rules[1]?.inputs).toContainEqual(["baseMinor", "4250"]);
});

test("a rule nobody has words for shows its key rather than vanishing", () => {
  expect(explainedRules(explanation)[2]).toMatchObject({ words: "future.rule", inputs: [["thing", "–"]] });
});

test("what was posted is said once, apart from the rules", () => {
  expect(explainedPosting(explanation)).toEqual(["Available +42."]);
});
