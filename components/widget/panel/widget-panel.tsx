import type { WidgetState } from "../client/widget-state";
import type { ClubProps } from "../club/club-view";
import type { WidgetView } from "../loader/sdk";
import { Balance } from "./balance";
import { EarnList } from "./earn-list";
import type { Nudges } from "./find-nudges";
import { GuestView } from "./guest-view";
import { HistoryList, Skeleton } from "./history-list";
import { HomeView } from "./home-view";
import { Icon, Wreath } from "./icons";
import { ClubPlace, type ClubSlot, RewardsPlace, type RewardsSlot } from "./part-slot";
import { useWords } from "./words";

export type PanelProps = {
  state: WidgetState;
  /** One there is not, in this program or at all, is home. */
  view: string;
  /** Missing: this panel shows no rewards. */
  rewards?: RewardsSlot | undefined;
  /** Missing: this panel shows no VIP levels and no referrals. */
  club?: ClubSlot | undefined;
  /** Missing: nothing is pointed out. */
  nudges?: Nudges | undefined;
  titleId: string;
  onNavigate(view: WidgetView): void;
  onClose(): void;
  onRetry(): void;
  onLoadMore(): void;
};

/** The whole panel as a function of its state: no fetching, no timers, so a preview can show it just as well. */
export function WidgetPanel(wanted: PanelProps) {
  const props: ShownProps = { ...wanted, view: possibleView(wanted) };
  const { state, view } = props;
  const inside = view !== "home" && state.phase === "customer";
  return (
    <div className="panel" dir={useWords().dir}>
      <div className="top">
        <Wreath />
        <TopBar {...props} inside={inside} />
        {state.customer && <Balance customer={state.customer} brief={inside} />}
      </div>
      <div className="body" key={view}>
        <PanelBody {...props} />
      </div>
    </div>
  );
}

const hasRewards = ({ state, rewards }: PanelProps) =>
  rewards !== undefined && state.program?.points_products[0] !== undefined;

/** What the program has of VIP levels, referrals and a birthday, as views. */
const clubViews = ({ state: { program }, club }: PanelProps): ClubProps["views"] =>
  club && program
    ? [
        program.vip_tiers.length > 0 && ("vip" as const),
        program.referral_settings.status === "active" && ("refer" as const),
        program.earning_rules.some((rule) => rule.kind === "birthday") && ("earn" as const),
      ].filter((view) => !!view)
    : [];

type ShownProps = PanelProps & { view: WidgetView };

/** A program without rewards, levels or referrals has no views of them. */
function possibleView(props: PanelProps): WidgetView {
  const { view } = props;
  if (view === "earn" || view === "history") return view;
  if ((view === "redeem" || view === "rewards") && hasRewards(props)) return view;
  if ((view === "vip" || view === "refer") && clubViews(props).includes(view)) return view;
  return "home";
}

function TopBar({ view, titleId, onNavigate, onClose, inside }: ShownProps & { inside: boolean }) {
  const { t } = useWords();
  return (
    <div className="bar">
      {inside && (
        <button type="button" className="tool" aria-label={t("back")} onClick={() => onNavigate("home")}>
          <Icon name="back" />
        </button>
      )}
      <h2 id={titleId} tabIndex={-1}>
        {t(view === "home" || !inside ? "title" : `${view}Title`)}
      </h2>
      <button type="button" className="tool" aria-label={t("close")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function PanelBody(props: ShownProps) {
  const { state, view, rewards, onNavigate, onRetry, onLoadMore } = props;
  const { t } = useWords();
  if (state.phase === "failed") {
    return (
      <Message title={t("failedTitle")} text={t("failedText")}>
        <button type="button" className="button" onClick={onRetry}>
          {t("retry")}
        </button>
      </Message>
    );
  }
  if (!state.program || state.phase === "loading") return <Skeleton rows={4} />;
  const { program, customer } = state;
  const place = rewards && hasRewards(props) && (
    <RewardsPlace slot={rewards} {...{ program, customer, view, onNavigate }} />
  );
  if (state.phase === "guest") {
    return (
      <>
        <GuestView program={program} />
        {place}
      </>
    );
  }
  if (view === "redeem" || view === "rewards") return place || null;
  const { club, nudges } = props;
  const views = clubViews(props);
  const clubPlace = (at: ClubProps["place"]) =>
    club &&
    nudges && <ClubPlace slot={club} {...{ program, customer, nudges, views, onNavigate }} place={at} />;
  if (view === "vip" || view === "refer") return clubPlace(view);
  const { history } = state;
  if (view === "history") return <HistoryList {...{ history, onLoadMore }} />;
  if (view === "earn") {
    return (
      <>
        {views[0] && clubPlace(view)}
        <EarnList rules={program.earning_rules} isWholeView />
      </>
    );
  }
  return (
    <>
      {nudges?.lines[0] && clubPlace("top")}
      {place}
      {views[0] && clubPlace("below")}
      <HomeView {...{ program, history, onLoadMore }} onSeeAll={() => onNavigate("history")} />
    </>
  );
}

function Message({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className="card empty" role="alert">
      <b>{title}</b>
      <p>{text}</p>
      {children}
    </div>
  );
}
