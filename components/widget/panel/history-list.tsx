import { useLayoutEffect } from "react";
import type { HistoryState } from "../client/widget-state";
import { groupByDay, relativeDay } from "../messages/group-by-day";
import { HistoryRow } from "./history-row";
import { useWords } from "./words";

export type HistoryActions = { onLoadMore(): void };

/** Asks for the history where it is shown, when it was not read yet or something has happened since. */
export function useHistory({ history: { phase }, onLoadMore }: { history: HistoryState } & HistoryActions) {
  useLayoutEffect(() => {
    if (phase === "idle") onLoadMore();
  });
}

/** The whole history, grouped by the shopper's own days. */
export function HistoryList(props: { history: HistoryState } & HistoryActions) {
  const { t, format } = useWords();
  const { history } = props;
  useHistory(props);
  const now = new Date();
  return (
    <section className="section" aria-busy={history.phase === "loading"}>
      <h3 className="sr">{t("historyTitle")}</h3>
      {groupByDay(history.items).map(({ day, date, items }) => {
        const relative = relativeDay(day, now);
        return (
          <div key={day}>
            <h4>{relative ? t(relative) : format.day(date)}</h4>
            <ul className="card rows">
              {items.map((item) => (
                <HistoryRow key={item.id} transaction={item} />
              ))}
            </ul>
          </div>
        );
      })}
      <HistoryEnd {...props} />
    </section>
  );
}

function HistoryEnd({ history, onLoadMore }: { history: HistoryState } & HistoryActions) {
  const { t } = useWords();
  if (history.phase === "failed") {
    return (
      <div className="card empty" role="alert">
        <p>{t("historyFailed")}</p>
        <button type="button" className="button quiet" onClick={onLoadMore}>
          {t("retry")}
        </button>
      </div>
    );
  }
  if (history.phase === "ready" && history.items.length === 0) {
    return <HistoryEmpty />;
  }
  if (!history.nextCursor) return history.items.length === 0 ? <Skeleton rows={3} /> : null;
  return (
    <button
      type="button"
      className="button quiet wide"
      onClick={onLoadMore}
      aria-busy={history.phase === "loading"}
    >
      {t("historyMore")}
    </button>
  );
}

export function HistoryEmpty() {
  const { t, format } = useWords();
  return (
    <div className="card empty">
      <b>{t("historyEmptyTitle")}</b>
      <p>{t("historyEmptyText", { points: format.pointsName })}</p>
    </div>
  );
}

/** Grey rows while something is on its way. */
export function Skeleton({ rows }: { rows: number }) {
  const { t } = useWords();
  return (
    <div className="card rows" aria-busy="true">
      <p className="sr" role="status">
        {t("loading")}
      </p>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <div className="row bone" key={index}>
          <i />
          <span />
        </div>
      ))}
    </div>
  );
}
