import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import type { HistoryState } from "../client/widget-state";
import { EarnList } from "./earn-list";
import { type HistoryActions, HistoryEmpty, Skeleton, useHistory } from "./history-list";
import { HistoryRow } from "./history-row";
import { useWords } from "./words";

const recentMax = 3;

type Props = HistoryActions & { program: StorefrontProgram; history: HistoryState; onSeeAll(): void };

/** A member's first view under the balance: how to earn, and what happened last. */
export function HomeView(props: Props) {
  const { t } = useWords();
  const { program, history, onSeeAll } = props;
  useHistory(props);
  const recent = history.items.slice(0, recentMax);
  return (
    <>
      <EarnList rules={program.earning_rules} />
      <section className="section">
        <h3>{t("historyTitle")}</h3>
        {recent.length > 0 ? (
          <ul className="card rows">
            {recent.map((item) => (
              <HistoryRow key={item.id} transaction={item} />
            ))}
          </ul>
        ) : history.phase === "ready" ? (
          <HistoryEmpty />
        ) : (
          <Skeleton rows={recentMax} />
        )}
        {(recent.length > 0 || history.phase === "failed") && (
          <button type="button" className="button quiet wide" onClick={onSeeAll}>
            {t("historyAll")}
          </button>
        )}
      </section>
    </>
  );
}
