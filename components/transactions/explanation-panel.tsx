import { CircleCheck, CircleMinus, CircleX, type LucideIcon, Sparkle } from "lucide-react";
import {
  type ExplainedRule,
  explainedPosting,
  explainedRules,
} from "@/components/transactions/explained-rules";
import { formatNumber } from "@/lib/format/format-points";
import type { Explanation } from "@/lib/loyalty/explain/explanation";

const outcomes: Record<ExplainedRule["outcome"], { icon: LucideIcon; tone: string; word: string }> = {
  applied: { icon: Sparkle, tone: "text-primary-50", word: "Applied" },
  passed: { icon: CircleCheck, tone: "text-success-50", word: "Passed" },
  failed: { icon: CircleX, tone: "text-danger-50", word: "Not met" },
  skipped: { icon: CircleMinus, tone: "text-muted", word: "Skipped" },
};

/** Why points came, went or did not come: everything that was tried, in order, with its inputs on demand. */
export function ExplanationPanel({ explanation }: { explanation: Explanation }) {
  const rules = explainedRules(explanation);
  const posting = explainedPosting(explanation);
  return (
    <div className="rounded-normal border border-hairline bg-surface">
      <ol className="divide-y divide-hairline">
        {rules.map((rule, index) => (
          <RuleLine key={`${rule.key}-${String(index)}`} rule={rule} />
        ))}
      </ol>
      {posting.length > 0 || explanation.subject === "order" ? (
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-hairline border-t bg-secondary-10/60 px-4 py-3">
          <p className="text-sm">{posting.join(" ")}</p>
          {explanation.subject === "order" ? (
            <p className="tabular text-muted text-xs">
              Award {formatNumber(explanation.points.award)} · kept {formatNumber(explanation.points.kept)} ·
              rounded {explanation.rounding} · version {explanation.programVersion}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function RuleLine({ rule }: { rule: ExplainedRule }) {
  const { icon: Icon, tone, word } = outcomes[rule.outcome];
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="[overflow-wrap:anywhere]">
          <span className="sr-only">{word}: </span>
          {rule.words}
        </p>
        {rule.inputs.length > 0 ? <RuleInputs rule={rule} /> : null}
      </div>
    </li>
  );
}

function RuleInputs({ rule }: { rule: ExplainedRule }) {
  return (
    <details className="mt-0.5">
      <summary className="w-fit text-muted text-xs hover:text-ink">
        Inputs<span className="sr-only"> of {rule.key}</span>
      </summary>
      <dl className="mt-1 grid w-fit grid-cols-[auto_auto] gap-x-4 font-mono text-xs">
        {rule.inputs.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
