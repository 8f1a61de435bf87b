import { describe, expect, test } from "vitest";
import { evaluateExample } from "@/components/program/example-order";
import { messagesAt } from "@/components/program/field-messages";
import { programWarnings } from "@/components/program/program-warnings";
import { type RuleForm, toDocument, toForm } from "@/components/program/rule-form";
import { awardPresets, presetOf } from "@/components/program/status-presets";
import { describeProgramChanges } from "@/lib/format/describe-program-changes";
import { checkProgram, defaultProgram } from "@/lib/schemas/program";

const usual = defaultProgram("USD");
const edit = (changes: Partial<RuleForm>) =>
  checkProgram(toDocument({ ...toForm(usual), ...changes }, usual));

function edited(changes: Partial<RuleForm>) {
  const checked = edit(changes);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return checked.program;
}

describe("the form", () => {
  test("shows a document and gives it back unchanged", () => {
    expect(toDocument(toForm(usual), usual)).toEqual(usual);
  });

  test("keeps the parts of the document it does not show", () => {
    const rich = checkProgram({
      ...usual,
      rewards: [{ key: "five", name: "5 off", type: "fixed_amount", pointsPrice: 500, value: "5.00" }],
      expiry: { mode: "inactivity", months: 6 },
    });
    if (!rich.ok) throw new Error("not valid");
    const document = toDocument({ ...toForm(rich.program), ratePoints: "3" }, rich.program);
    expect(document).toMatchObject({ rewards: rich.program.rewards, expiry: rich.program.expiry });
  });

  test.each<[Partial<RuleForm>, string, string]>([
    [{ ratePoints: "0.5" }, "earning.orders.rate.points", "Enter a whole number."],
    [{ ratePoints: "" }, "earning.orders.rate.points", "Enter a whole number."],
    [{ ratePoints: "0" }, "earning.orders.rate.points", "Enter 1 or more."],
    [{ ratePer: "0" }, "earning.orders.rate.per", "Must be greater than 0."],
    [{ ratePer: "1,5" }, "earning.orders.rate.per", 'Must be a plain decimal such as "1.00".'],
    [{ holdDays: "91" }, "earning.orders.holdDays", "At most 90."],
    [{ awardStatuses: [] }, "earning.orders.awardStatuses", "Must name at least one status."],
    [
      { awardStatuses: [5], cancelStatuses: [5] },
      "earning.orders.awardStatuses",
      "Status 5 cannot both award and cancel.",
    ],
    [{ nameOne: " " }, "points.name.one", "Please fill this in."],
  ])("%j is refused at its field, in a sentence", (changes, path, sentence) => {
    const checked = edit(changes);
    if (checked.ok) throw new Error("accepted");
    expect(messagesAt(checked.errors, path)).toContain(sentence);
  });
});

describe("the example", () => {
  const order = {
    currency: "USD",
    decimalPlaces: 2,
    subtotalMinor: 4250,
    taxMinor: 340,
    shippingMinor: 500,
    storeCreditMinor: 0,
  };

  test.each<[Partial<RuleForm>, number]>([
    // 42.50 → 42
    [{}, 42],
    [{ rounding: "up" }, 43],
    // 42.50 + 3.40 = 45.90 → 45
    [{ base: { ...usual.earning.orders.base, tax: true } }, 45],
    // 42.50 + 5.00 = 47.50 → 47
    [{ base: { ...usual.earning.orders.base, shipping: true } }, 47],
    [{ ratePoints: "2", ratePer: "10.00" }, 8],
    [{ minimum: "42.51" }, 0],
    [{ enabled: false }, 0],
    [{ awardStatuses: [11] }, 42],
  ])("%j earns %i points on $42.50", (changes, points) => {
    expect(evaluateExample(edited(changes), order).points).toBe(points);
  });

  test("points on hold are shown as pending", () => {
    expect(evaluateExample(edited({ holdDays: "14" }), order)).toMatchObject({ pending: 42, available: 0 });
  });

  test("a currency without decimals works too", () => {
    const yen = { ...order, currency: "JPY", decimalPlaces: 0 };
    // 4250 ¥ at 1 per 100 → 42
    expect(evaluateExample(defaultProgram("JPY"), yen).points).toBe(42);
  });
});

describe("warnings", () => {
  test("the default program has none", () => {
    expect(programWarnings(usual)).toEqual([]);
  });

  test.each<[Partial<RuleForm>, RegExp]>([
    [{ enabled: false }, /switched off/],
    [{ awardStatuses: [7, 10] }, /Awaiting Payment comes before payment/],
    [{ cancelStatuses: [4] }, /Cancelled, Declined keep their points/],
    [{ awardStatuses: [...awardPresets.paid] }, /before the order is complete/],
  ])("%j is pointed out", (changes, words) => {
    expect(programWarnings(edited(changes)).join(" ")).toMatch(words);
  });
});

describe("what changed", () => {
  test("is said in words, statuses by name", () => {
    const after = edited({ holdDays: "14", awardStatuses: [2, 10], refundPolicy: "allow_negative" });
    expect(describeProgramChanges(usual, after)).toEqual([
      "Award statuses: Completed → Shipped, Completed",
      "Hold days: 0 → 14",
      "Refund policy: within balance → allow negative",
    ]);
  });

  test("is nothing for the same document", () => {
    expect(describeProgramChanges(usual, structuredClone(usual))).toEqual([]);
  });
});

test("a preset is recognised in any order; anything else is custom", () => {
  expect(presetOf([10, 2])).toBe("shipped");
  expect(presetOf([11, 10, 9, 8, 3, 2])).toBe("paid");
  expect(presetOf([10])).toBe("completed");
  expect(presetOf([9])).toBe("custom");
});
