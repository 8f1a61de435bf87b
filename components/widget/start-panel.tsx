import { createRoot } from "react-dom/client";
import type { StorefrontProgram } from "@/lib/schemas/storefront/program";
import { createApi } from "./client/create-api";
import { createNudges } from "./client/create-nudges";
import { createPartSlot } from "./client/create-part-slot";
import { createSession } from "./client/create-session";
import { createStore } from "./client/create-store";
import { loadPart } from "./client/load-part";
import { watchBalance } from "./client/watch-balance";
import type { PanelContext, PanelHandle } from "./loader/sdk";
import styles from "./panel/panel.css?text";
import { PanelApp } from "./panel/panel-app";

/** Runs once, when the panel script has arrived: draws the closed dialog beside the launcher and gives the loader its handle. */
export function startPanel(context: PanelContext): PanelHandle {
  const { config, root, launcher, emit } = context;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);

  const titleId = "title";
  const dialog = document.createElement("dialog");
  dialog.ariaLabel = config.label;
  root.append(dialog);
  const app = createRoot(dialog);

  const fetchPage: typeof fetch = (...call) => fetch(...call);
  const session = createSession(config, fetchPage);
  const api = createApi(config, session, fetchPage, document.documentElement.lang);
  const store = createStore(api, (detail) => emit("points:changed", detail));
  const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce ?? "";
  const redraw = () => draw(shown);
  const calls = { call: api.call, onChanged: store.refresh };
  const rewards = createPartSlot({
    root,
    onChange: redraw,
    fetch: async () =>
      (await loadPart(config, nonce, "rewards")).startRewards({
        ...calls,
        onClaimed: (detail) => emit("reward:claimed", detail),
      }),
  });
  const club = createPartSlot({
    root,
    onChange: redraw,
    fetch: async () => (await loadPart(config, nonce, "club")).startClub(calls),
  });
  const nudges = createNudges(launcher, store.get, redraw);
  store.subscribe(nudges.mark);
  // What an order earns is another number for somebody we know.
  context.shopper = () => store.get().customer?.id;
  context.bearer = session.bearer;
  store.subscribe(() => context.recount?.());
  // The page may be in another language than the storefront's own.
  const unsubscribe = store.subscribe(() => {
    const { program } = store.get();
    if (!program) return;
    unsubscribe();
    speak(program);
  });
  const speak = ({ locale, texts }: StorefrontProgram) => {
    const { host } = root as ShadowRoot & { host: HTMLElement };
    host.lang = locale;
    const label = String(texts.launcher);
    launcher.textContent = host.ariaLabel = dialog.ariaLabel = label;
  };
  let shown = "";
  const isOpen = () => launcher.ariaExpanded === "true";
  const watch = watchBalance({
    refresh: store.refresh,
    connect: api.events,
    isNews: store.isNews,
    isOpen,
  });

  const focusTitle = () => root.getElementById(titleId)?.focus();
  /** Focus goes with the view: what was pressed to get here may be gone. */
  const show = (view: string) => {
    draw(view);
    focusTitle();
  };
  const draw = (view: string) => {
    shown = view;
    app.render(
      <PanelApp
        store={store}
        label={config.label}
        lang={config.lang}
        view={view}
        titleId={titleId}
        onNavigate={show}
        rewards={rewards.get()}
        club={club.get()}
        nudges={nudges.get()}
        onClose={() => dialog.close()}
        onLoadMore={() => isOpen() && store.loadMore()}
      />,
    );
  };

  dialog.addEventListener("close", () => {
    launcher.ariaExpanded = "false";
    watch.settle();
    leaveHash();
  });
  // A click on the dialog itself, not on what it holds, is a click on the backdrop.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  return {
    open(options) {
      launcher.ariaExpanded = "true";
      // The questions travel while the panel is drawn; and it is drawn before it is shown, so that it is laid out once.
      watch.start();
      draw(options?.view ?? "");
      if (!dialog.open) dialog.showModal();
      focusTitle();
    },
    close: () => dialog.close(),
    async customer() {
      if (store.get().phase === "loading") await store.refresh();
      return store.get().customer;
    },
    async identify(token) {
      session.identify(token);
      store.forget();
      // Before anything is refused: an open panel has its answer then too, and the former shopper's stream its end.
      watch.restart();
      // Rejects when the token is refused, so that page code hears of it.
      await session.bearer();
      await store.refresh();
    },
    watch: watch.listen,
  };
}

/** So that the same deep link works again; the page's own history state is kept. */
function leaveHash(): void {
  if (location.hash.startsWith("#laurel")) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}
