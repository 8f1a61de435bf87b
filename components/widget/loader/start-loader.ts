import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import { createLauncher } from "./launcher";
import { scriptLoader } from "./load-script";
import type { LaurelSdk, MarkCallout, OpenOptions, PanelContext, PanelHandle, SdkListener } from "./sdk";

type LaurelPage = Window & { Laurel?: LaurelSdk };

/** Puts the launcher on the page, once however often the script runs, and keeps it there when a single-page app redraws. */
export function startLoader(config: WidgetConfig): void {
  const page = window as LaurelPage;
  if (page.Laurel) return;

  const listeners = new Set<[string, SdkListener]>();
  const { host, root, button } = createLauncher(config);
  const context: PanelContext = {
    config,
    root,
    launcher: button,
    emit: (name, detail) => {
      for (const [wanted, listener] of listeners) if (wanted === name) listener(detail);
    },
  };
  const load = scriptLoader<PanelHandle>(context);
  const loadCallouts = scriptLoader<MarkCallout>(context, "?points");
  const quietly = () => {};

  const open = async (options?: OpenOptions) => (await load()).open(options);
  const followHash = () => {
    const [name, view] = location.hash.split(":");
    if (name === "#laurel") open({ view }).catch(quietly);
  };
  button.onpointerenter = () => load().catch(quietly);
  button.onclick = () => open().catch(quietly);

  const mount = () => {
    if (host.isConnected) return;
    document.body.append(host);
    watch(document.body);
  };
  const observer = new MutationObserver(mount);
  const watch = (node: Node) => observer.observe(node, { childList: true });
  const begin = async () => {
    if (!document.body) await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
    watch(document.documentElement);
    mount();
    followHash();
    addEventListener("hashchange", followHash);
  };
  const ready = begin();

  // The browser itself finds the markers of call-outs, those that come later too; a page without any loads nothing.
  customElements.define(
    "laurel-points",
    class extends HTMLElement {
      connectedCallback() {
        loadCallouts().then((mark) => mark(this), quietly);
      }
    },
  );

  page.Laurel = {
    ready: () => ready,
    open,
    identify: async (token) => (await load()).identify(token),
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
