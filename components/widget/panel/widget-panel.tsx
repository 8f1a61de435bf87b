import type { WidgetState } from "../client/widget-state";
import type { WidgetView } from "../loader/sdk";
import { Balance } from "./balance";
import { EarnList } from "./earn-list";
import { GuestView } from "./guest-view";
import { HistoryList, Skeleton } from "./history-list";
import { HomeView } from "./home-view";
import { Icon, Wreath } from "./icons";
import { useWords } from "./words";

export type PanelProps = {
  state: WidgetState;
  view: WidgetView;
  titleId: string;
  onNavigate(view: WidgetView): void;
  onClose(): void;
  onRetry(): void;
  onLoadMore(): void;
};

/** The whole panel as a function of its state: no fetching, no timers, so a preview can show it just as well. */
export function WidgetPanel(props: PanelProps) {
  const { state, view } = props;
  const inside = view !== "home" && state.phase === "customer";
  return (
    <div className="panel">
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

function TopBar({ view, titleId, onNavigate, onClose, inside }: PanelProps & { inside: boolean }) {
  const { t } = useWords();
  const titles = { home: "title", earn: "earnTitle", history: "historyTitle" } as const;
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

function PanelBody({ state, view, onNavigate, onRetry, onLoadMore }: PanelProps) {
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
  if (state.phase === "guest") return <GuestView program={state.program} />;
  if (view === "history") return <HistoryList history={state.history} onLoadMore={onLoadMore} />;
  if (view === "earn") return <EarnList rules={state.program.earning_rules} />;
  return <HomeView program={state.program} history={state.history} onSeeAll={() => onNavigate("history")} />;
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
