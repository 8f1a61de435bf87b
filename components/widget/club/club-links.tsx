import type { WidgetView } from "../loader/sdk";
import { Icon } from "../panel/icons";
import { useWords } from "../panel/words";
import type { ClubProps } from "./club-view";

type Props = { views: ClubProps["views"]; onNavigate(view: WidgetView): void };

/** At home: the ways to levels and referrals, as far as the program has them. */
export function ClubLinks({ views, onNavigate }: Props) {
  const { t } = useWords();
  return views.map(
    (view) =>
      view !== "earn" && (
        <button type="button" className="card row link-row" key={view} onClick={() => onNavigate(view)}>
          <span className="disc">
            <Icon name={view === "vip" ? "star" : "gift"} />
          </span>
          <b>{t(view === "vip" ? "vipTitle" : "referTitle")}</b>
        </button>
      ),
  );
}
