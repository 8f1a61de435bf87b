import type { OrderRules } from "@/lib/loyalty/compile-order-rules";
import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";
import type { Reason } from "@/lib/loyalty/explain/reason";
import type { OrderFacts, OrderLine } from "@/lib/loyalty/order-facts";
import type { OrderProgram } from "@/lib/loyalty/order-program";
import type { PinnedInputs, PinnedLine } from "@/lib/loyalty/order-target";

/** A line that earns, with the catalog facts that count for it (as pinned at the first award). */
export type EarningLine = { index: number; line: OrderLine; categoryIds: readonly number[] };

/** Splits the lines into those that earn and those that do not, each of the latter with its reason. */
export function earningLines(
  facts: OrderFacts,
  rules: OrderRules,
  pinned: PinnedInputs,
  explain: RuleExplanation[],
): EarningLine[] {
  const result: EarningLine[] = [];
  for (const [index, line] of facts.lines.entries()) {
    const catalog = pinnedLine(pinned, index, line.lineId) ?? line;
    const why = whyLineEarnsNothing(line, catalog, rules);
    if (why === null) {
      result.push({ index, line, categoryIds: catalog.categoryIds });
    } else {
      const inputs = { lineId: line.lineId, productId: line.productId };
      explain.push({ key: "line", outcome: "failed", why, inputs });
    }
  }
  return result;
}

/** Nearly always the line at the same place. */
function pinnedLine({ lines }: PinnedInputs, index: number, lineId: number): PinnedLine | undefined {
  const guess = lines[index];
  return guess?.lineId === lineId ? guess : lines.find((line) => line.lineId === lineId);
}

function whyLineEarnsNothing(
  line: OrderLine,
  catalog: { categoryIds: readonly number[]; brandId: number | null },
  rules: OrderRules,
): Reason | null {
  if (line.kind === "gift_certificate") return "line.gift_certificate";
  if (line.parentLineId !== null) return "line.part_of_bundle";
  if (rules.excludedProducts.has(line.productId)) return "line.product_excluded";
  if (catalog.categoryIds.some((id) => rules.excludedCategories.has(id))) return "line.category_excluded";
  if (catalog.brandId !== null && rules.excludedBrands.has(catalog.brandId)) return "line.brand_excluded";
  return null;
}

/** Why the order as a whole earns nothing, or null. */
export function whyOrderEarnsNothing(
  facts: OrderFacts,
  program: OrderProgram,
  { customerGroupId, migratedEarns }: PinnedInputs,
): RuleExplanation | null {
  const { enabled, exclude } = program.earning.orders;
  const failed = (why: Reason, inputs: RuleExplanation["inputs"]): RuleExplanation => {
    return { key: "order", outcome: "failed", why, inputs };
  };
  if (!enabled) return failed("order.earning_disabled", {});
  const isExcluded = migratedEarns === undefined ? exclude.migrated : !migratedEarns;
  if (isExcluded && facts.externalSource === "M-MIG") return failed("order.migrated", {});
  if (exclude.channelIds.includes(facts.channelId)) {
    return failed("order.channel_excluded", { channelId: facts.channelId });
  }
  if (exclude.sources.includes(facts.source))
    return failed("order.source_excluded", { source: facts.source });
  if (customerGroupId !== null && exclude.customerGroupIds.includes(customerGroupId)) {
    return failed("order.group_excluded", { customerGroupId });
  }
  return null;
}
