import { describe, expect, test } from "vitest";
import type { Explanation } from "@/lib/loyalty/explain/explanation";
import { messagesEn } from "@/lib/loyalty/explain/messages-en";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";
import { shopperCatalogs } from "@/lib/loyalty/explain/shopper/catalogs";
import { planOrderPostings } from "@/lib/loyalty/plan-order-postings";
import { evaluate, line, ofQuantity, order, program, refund } from "./order-factory";

const none = { pending: 0, available: 0, shortfall: 0, revision: 0 };
const empty = { pending: 0, available: 0, held: 0, debt: 0 };

describe("explanations in words", () => {
  test("an award says how the points came about", () => {
    const target = evaluate(order({ lines: [line(1, 4999)] }));
    const { postings } = planOrderPostings({
      target,
      held: none,
      balances: empty,
      refundPolicy: "within_balance",
    });
    expect(renderExplanation(postings[0]?.explanation as Explanation, "staff")).toEqual({
      headline: "49 points for order 1001",
      lines: [
        "Status 10 is one that awards points.",
        "Amount that earns, as ordered: $49.99.",
        "$49.99 at 1 per 1.00 USD, rounded down: 49 points.",
        "Available +49.",
      ],
    });
    expect(renderExplanation(postings[0]?.explanation as Explanation, "shopper")).toEqual({
      headline: "Order 1001",
      lines: ["$49.99 at 1 per $1.00: 49 points."],
    });
  });

  test("a refund of spent points says what could not be taken back", () => {
    const target = evaluate(order({ refunds: [refund(1, 10_000, [ofQuantity(1, 1)])] }));
    const held = { ...none, available: 100, revision: 1 };
    const balances = { ...empty, available: 30 };
    const { postings } = planOrderPostings({ target, held, balances, refundPolicy: "within_balance" });
    expect(renderExplanation(postings[0]?.explanation as Explanation, "staff").lines).toEqual([
      "Status 10 is one that awards points.",
      "Amount that earns, as ordered: $100.00.",
      "Everything was refunded ($100.00): all its points go.",
      "Available -30.",
      "70 points were already spent or expired and could not be taken back (refund policy).",
    ]);
  });

  test("an order that earns nothing says why", () => {
    const target = evaluate(order({ lines: [line(1, 4999)] }), program({ minimum: "50" }));
    expect(renderExplanation(target.explanation, "shopper")).toEqual({
      headline: "Order 1001 earned no points",
      lines: ["Orders from $50.00 give points."],
    });
  });

  test.each([
    ["JPY", 0, 1200, "¥1,200"],
    ["KWD", 3, 1234, "KWD 1.234"],
    ["USD", 2, 5, "$0.05"],
  ])("money is exact in %s", (currency, decimalPlaces, paid, text) => {
    const facts = order({ currency, decimalPlaces, lines: [line(1, paid)] });
    const { lines } = renderExplanation(evaluate(facts).explanation, "staff");
    expect(lines[1]?.replace(/\u00a0/g, " ")).toBe(`Amount that earns, as ordered: ${text}.`);
  });

  test.each([
    { points: 1, says: "1 Blatt" },
    { points: 49, says: "49 Blätter" },
  ])(
    "$points points have the name the store gave them, in the form the number asks for",
    ({ points, says }) => {
      const catalog = { ...shopperCatalogs.de, points: { one: "Blatt", other: "Blätter" } };
      const explanation: Explanation = {
        version: 1,
        subject: "action",
        rules: [
          { key: "action", outcome: "applied", why: "action.awarded", inputs: { name: "Hallo", points } },
        ],
      };
      expect(renderExplanation(explanation, "shopper", catalog).lines).toEqual([`Hallo: ${says}.`]);
    },
  );

  test("a key of a newer version is left out, not shown raw", () => {
    const { explanation } = evaluate(order());
    const newer = {
      ...explanation,
      rules: [{ key: "x", outcome: "applied" as const, why: "not.invented" as never, inputs: {} }],
    };
    expect(renderExplanation(newer, "staff").lines).toEqual([]);
  });

  test("every text for shoppers has one for staff", () => {
    expect(Object.keys(messagesEn.staff)).toEqual(expect.arrayContaining(Object.keys(messagesEn.shopper)));
  });

  test.each(["adjustment", "action", "redemption", "expiry", "import", "merge"] as const)(
    "a change by %s has a headline for both",
    (subject) => {
      const explanation: Explanation = { version: 1, subject, rules: [] };
      for (const audience of ["staff", "shopper"] as const) {
        expect(renderExplanation(explanation, audience).headline).not.toBe("");
      }
    },
  );
});
