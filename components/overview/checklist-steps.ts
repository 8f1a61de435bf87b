import { formatNumber } from "@/lib/format/format-points";
import type { Overview } from "@/lib/schemas/admin/overview";

type ChecklistFacts = Overview["checklist"];

export type ChecklistStep = {
  key: "connected" | "customers" | "rule" | "award";
  title: string;
  detail: string;
  state: "done" | "busy" | "failed" | "open";
};

/** The way from install to the first points, in the order it usually happens. */
export function checklistSteps(facts: ChecklistFacts): ChecklistStep[] {
  return [connected(facts), customers(facts), rule(facts), award(facts)];
}

function connected(facts: ChecklistFacts): ChecklistStep {
  const step = { key: "connected", title: "Connect your store" } as const;
  if (facts.provisionedAt) {
    return { ...step, state: "done", detail: "Webhooks and the storefront script are in place." };
  }
  if (facts.provisionError) return { ...step, state: "failed", detail: facts.provisionError };
  return { ...step, state: "busy", detail: "Setting up webhooks and the storefront script…" };
}

function customers({ customerImport }: ChecklistFacts): ChecklistStep {
  const step = { key: "customers", title: "Bring in your customers" } as const;
  if (!customerImport) return { ...step, state: "open", detail: "Starts once the store is connected." };
  const done = formatNumber(customerImport.done);
  if (customerImport.status === "done") {
    return { ...step, state: "done", detail: `${done} customers brought in.` };
  }
  if (customerImport.status === "failed") {
    const reason = customerImport.error ?? "Something went wrong.";
    return { ...step, state: "failed", detail: `Stopped after ${done}: ${reason} It goes on from there.` };
  }
  const total = customerImport.total === null ? "" : ` of ${formatNumber(customerImport.total)}`;
  return { ...step, state: "busy", detail: `${done}${total} so far. You can leave this page.` };
}

function rule({ ruleReviewedAt }: ChecklistFacts): ChecklistStep {
  return {
    key: "rule",
    title: "Review your earning rule",
    state: ruleReviewedAt ? "done" : "open",
    detail: ruleReviewedAt ? "You decided how points are earned." : "A sensible default is live already.",
  };
}

function award({ firstAwardAt }: ChecklistFacts): ChecklistStep {
  return {
    key: "award",
    title: "First order awarded",
    state: firstAwardAt ? "done" : "open",
    detail: firstAwardAt ? "Points are flowing." : "Happens by itself with the next completed order.",
  };
}
