import type { EarningRule } from "@/lib/schemas/storefront/program";
import { Icon } from "./icons";
import { useWords, type Words } from "./words";

type Props = {
  rules: readonly EarningRule[];
  /** The panel's own title says already what this is. */
  isWholeView?: boolean;
};

/** The ways to earn, one row a rule. */
export function EarnList({ rules, isWholeView }: Props) {
  const words = useWords();
  return (
    <section className="section">
      {!isWholeView && <h3>{words.t("earnTitle")}</h3>}
      {rules.length === 0 ? (
        <p className="card muted">{words.t("earnNone")}</p>
      ) : (
        <ul className="card rows">
          {rules.map((rule) => (
            <li className="row" key={rule.id}>
              <span className="disc">
                <Icon name={rule.kind === "order" ? "bag" : "star"} />
              </span>
              <span className="row-text">
                <b>{rule.kind === "order" ? words.t("earnOrder") : <bdi>{rule.name}</bdi>}</b>
                <span>{earnAmount(rule, words)}</span>
                {earnConditions(rule, words).map((condition) => (
                  <small key={condition}>{condition}</small>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function earnAmount({ reward_value: value, currency }: EarningRule, { t, format }: Words): string {
  if (!value.variable) return t("earnFixed", { amount: format.points(value.fixed?.value ?? 0) });
  const per = value.variable.per_amount;
  return t("earnRate", {
    amount: format.points(value.variable.value),
    money: currency ? format.money(per, currency) : format.integer(per),
  });
}

function earnConditions(rule: EarningRule, { t, format }: Words): string[] {
  const conditions: string[] = [];
  const minimum = Number(rule.minimum);
  if (minimum > 0 && rule.currency) {
    conditions.push(t("earnMinimum", { money: format.money(minimum, rule.currency) }));
  }
  if (rule.limit_text) conditions.push(rule.limit_text);
  if (rule.hold_days > 0) conditions.push(t("earnHold", { count: rule.hold_days }));
  return conditions;
}
