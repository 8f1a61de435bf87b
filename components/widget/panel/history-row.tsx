import type { ShopperPointsTransaction } from "@/lib/schemas/storefront/points-transactions";
import { Icon, type IconName } from "./icons";
import { useWords } from "./words";

/** One change: what happened, how many points, and why on request. */
export function HistoryRow({ transaction }: { transaction: ShopperPointsTransaction }) {
  const { t, format } = useWords();
  const { points_change: change, status, explanation } = transaction;
  return (
    <li className="row">
      <span className={`disc disc-${toneOf(change)}`}>
        <Icon name={iconOf(change, status)} />
      </span>
      <div className="row-text">
        <b>{transaction.description}</b>
        {status === "pending" && <small className="chip">{t("statusPending")}</small>}
        {explanation.length > 0 && (
          <details>
            <summary>{t("historyWhy")}</summary>
            <ul>
              {explanation.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {change !== 0 && (
        <span className={`change change-${toneOf(change)}`}>
          {format.signed(change)} <span className="sr">{format.pointsName}</span>
        </span>
      )}
    </li>
  );
}

const toneOf = (change: number) => (change > 0 ? "up" : change < 0 ? "down" : "same");

function iconOf(change: number, status: ShopperPointsTransaction["status"]): IconName {
  if (status === "pending") return "clock";
  return change > 0 ? "plus" : change < 0 ? "minus" : "check";
}
