import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import { createLauncher } from "./launcher";
import { panelLoader } from "./load-panel";
import type { LaurelSdk, OpenOptions, SdkListener } from "./sdk";

type LaurelPage = Window & { Laurel?: LaurelSdk };

/** Puts the launcher on the page, once however often the script runs, and keeps it there when a single-page app redraws. */
export function startLoader(config: WidgetConfig): void {
  const page = window as LaurelPage;
  if (page.Laurel) return;

  const listeners = new Set<[string, SdkListener]>();
  const { host, root, button } = createLauncher(config);
  const load = panelLoader({
    config,
    root,
    launcher: button,
    emit: (name, detail) => {
      for (const [wanted, listener] of listeners) if (wanted === name) listener(detail);
    },
  });
  const quietly = () => {};

  const open = async (options?: OpenOptions) => {
    button.ariaBusy = "true";
    try {
      (await load()).open(options);
    } finally {
      button.ariaBusy = null;
    }
  };
  const followHash = () => {
    const view = /^#laurel(:.+)?$/.exec(location.hash);
    if (view) open({ view: view[1]?.slice(1) }).catch(quietly);
  };
  button.onpointerenter = () => load().catch(quietly);
  button.onclick = () => open().catch(quietly);

  const mount = () => {
    if (host.isConnected) return;
    document.body.append(host);
    observer.observe(document.body, { childList: true });
  };
  const observer = new MutationObserver(mount);
  const begin = async () => {
    if (!document.body) await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
    observer.observe(document.documentElement, { childList: true });
    mount();
    followHash();
    addEventListener("hashchange", followHash);
  };
  const ready = begin();

  page.Laurel = {
    ready: () => ready,
    open,
    close: async () => (await load()).close(),
    customer: async () => (await load()).customer(),
    on: (name, listener) => {
      const entry: [string, SdkListener] = [name, listener as SdkListener];
      listeners.add(entry);
      load().then((panel) => panel.watch(), quietly);
      return () => listeners.delete(entry);
    },
  };
}
