import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";

/**
 * Builds the host element with its shadow root and the launcher button: no inline style, no HTML parsing, no layout
 * shift. `view` is the window it is for: a preview draws into a frame.
 */
export function createLauncher(config: WidgetConfig, view: Window & typeof globalThis = window) {
  const page = view.document;
  const host = page.createElement("laurel-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(config.css);
  root.adoptedStyleSheets = [sheet];

  const button = page.createElement("button");
  button.append(config.label);
  button.ariaHasPopup = "dialog";
  button.ariaExpanded = "false";
  root.append(button);

  host.role = "region";
  host.ariaLabel = config.label;
  host.lang = config.lang;
  // The corner is the page's, whatever language the words will be in.
  host.dir = page.dir || config.dir;
  return { host, root, button };
}
