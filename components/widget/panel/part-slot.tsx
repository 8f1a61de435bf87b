import { useEffect } from "react";
import type { ClubProps } from "../club/club-view";
import type { ClubPart } from "../club/start-club";
import type { RewardsProps } from "../rewards/rewards-view";
import type { RewardsPart } from "../rewards/start-rewards";
import { Skeleton } from "./history-list";
import { useWords } from "./words";

/** Views that come in a script of their own when they are wanted for the first time. */
export type PartSlot<Part> = { part: Part | "loading" | "failed"; load(): void };
export type RewardsSlot = PartSlot<RewardsPart>;
export type ClubSlot = PartSlot<ClubPart>;

export function RewardsPlace({ slot, ...props }: RewardsProps & { slot: RewardsSlot }) {
  const { part } = slot;
  if (typeof part === "string") return <Wait slot={slot} />;
  return <part.View {...props} store={part.store} />;
}

export function ClubPlace({ slot, ...props }: Omit<ClubProps, "calls"> & { slot: ClubSlot }) {
  const { part } = slot;
  const { place } = props;
  if (typeof part !== "string") return <part.View {...props} calls={part.calls} />;
  return <Wait slot={slot} quiet={place !== "vip" && place !== "refer"} />;
}

/** `quiet`: nothing is shown meanwhile, and nothing when it fails. */
type WaitProps = { slot: PartSlot<unknown>; quiet?: boolean };

function Wait({ slot: { part, load }, quiet }: WaitProps) {
  const { t } = useWords();
  useEffect(load, [load]);
  if (quiet) return null;
  if (part === "loading") return <Skeleton rows={2} />;
  return (
    <div className="card empty" role="alert">
      <p>{t("viewFailed")}</p>
      <button type="button" className="button quiet" onClick={load}>
        {t("retry")}
      </button>
    </div>
  );
}
