import type { Explanation } from "@/lib/loyalty/explain/explanation";
import { renderExplanation } from "@/lib/loyalty/explain/render-explanation";

/** The one sentence of an explanation that a list shows; empty when nothing was recorded. */
export function summarize(explanation: Explanation | null): string {
  return explanation ? renderExplanation(explanation, "staff").headline : "";
}
