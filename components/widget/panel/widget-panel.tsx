import type { WidgetState } from "../client/widget-state";
import type { WidgetView } from "../loader/sdk";
import { Balance } from "./balance";
import { EarnList } from "./earn-list";
import { GuestView } from "./guest-view";
import { HistoryList, Skeleton } from "./history-list";
import { HomeView } from "./home-view";
import { Icon, Wreath } from "./icons";
import { RewardsPlace, type RewardsSlot } from "./rewards-slot";
import { useWords } from "./words";

export type PanelProps = {
  state: WidgetState;
  view: WidgetView;
  /** Missing: this panel shows no rewards. */
  rewards?: RewardsSlot | undefined;
  titleId: string;
  onNavigate(view: WidgetView): void;
  onClose(): void;
  onRetry(): void;
  onLoadMore(): void;
};

/** The whole panel as a function of its state: no fetching, no timers, so a preview can show it just as well. */
export function WidgetPanel(wanted: PanelProps) {
  const props = { ...wanted, view: possibleView(wanted) };
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
  rewards !== undefined && (state.program?.points_products?.length ?? 0) > 0;

/** A program without rewards has no views of them. */
function possibleView(props: PanelProps): WidgetView {
  const isAboutRewards = props.view === "redeem" || props.view === "rewards";
  return isAboutRewards && props.state.program && !hasRewards(props) ? "home" : props.view;
}

function TopBar({ view, titleId, onNavigate, onClose, inside }: PanelProps & { inside: boolean }) {
  const { t } = useWords();
  const titles = {
    home: "title",
    earn: "earnTitle",
    redeem: "redeemTitle",
    rewards: "rewardsTitle",
    history: "historyTitle",
  } as const;
  return (
    <div className="bar">
      {inside && (
        <button type="button" className="tool" aria-label={t("back")} onClick={() => onNavigate("home")}>
          <Icon name="back" />
        </button>
      )}
      <h2 id={titleId} tabIndex={-1}>
        {t(inside ? titles[view] : "title")}
      </h2>
      <button type="button" className="tool" aria-label={t("close")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function PanelBody(props: PanelProps) {
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
  if (view === "history") return <HistoryList history={state.history} onLoadMore={onLoadMore} />;
  if (view === "earn") return <EarnList rules={program.earning_rules} />;
  return (
    <>
      {place}
      <HomeView program={program} history={state.history} onSeeAll={() => onNavigate("history")} />
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
