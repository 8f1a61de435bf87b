import type { WidgetView } from "../loader/sdk";
import type { Nudges } from "../panel/find-nudges";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";

type Props = { nudges: Nudges; onNavigate(view: WidgetView): void };

/** Quiet lines at the top of home, each with a button that puts it away. */
export function NudgeLines({ nudges, onNavigate }: Props) {
  const { t, format } = useWords();
  return nudges.lines.map((nudge) => (
    <div className="card row nudge" key={nudge.key}>
      <Icon name={nudge.kind === "reward" ? "gift" : "clock"} />
      <span className="row-text">
        {nudge.kind === "reward" ? (
          <button type="button" className="plain" onClick={() => onNavigate("redeem")}>
            {t("nudgeReward", { reward: nudge.reward })}
          </button>
        ) : (
          t("nudgeExpiring", { amount: format.points(nudge.points), date: format.day(new Date(nudge.at)) })
        )}
      </span>
      <button
        type="button"
        className="tool"
        aria-label={t("nudgeDismiss")}
        onClick={() => nudges.dismiss(nudge.key)}
      >
        <Icon name="close" />
      </button>
    </div>
  ));
}
