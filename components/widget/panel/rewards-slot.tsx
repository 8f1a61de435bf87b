import { useEffect } from "react";
import type { RewardsProps } from "../rewards/rewards-view";
import type { RewardsPart } from "../rewards/start-rewards";
import { Skeleton } from "./history-list";
import { useWords } from "./words";

/** The reward views, which come in a script of their own when they are wanted for the first time. */
export type RewardsSlot = { part: RewardsPart | "loading" | "failed"; load(): void };

export function RewardsPlace({ slot, ...props }: RewardsProps & { slot: RewardsSlot }) {
  const { t } = useWords();
  const { part, load } = slot;
  useEffect(load, [load]);
  if (part === "loading") return <Skeleton rows={2} />;
  if (part !== "failed") return <part.View {...props} store={part.store} />;
  return (
    <div className="card empty" role="alert">
      <p>{t("rewardsFailed")}</p>
      <button type="button" className="button quiet" onClick={load}>
        {t("retry")}
      </button>
    </div>
  );
}
