import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";

/**
 * `!important` inside a shadow root wins over the page's own `!important`, so `all: initial` shields the host from
 * any page style; `font: medium` follows the reader's browser setting, not the page's root size.
 */
const css = ({ color, onColor }: WidgetConfig) =>
  ":host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset-block-end:1em!important;inset-inline-end:1em!important;font:medium system-ui!important}" +
  `:host>button{all:unset;display:flex;align-items:center;gap:.5em;padding:.8em 1.1em;border-radius:3em;background:${color};color:${onColor};font-weight:600;cursor:pointer;box-shadow:0 .3em 1.2em #0004;outline:2px solid #0000}` +
  `:host>:focus-visible{box-shadow:0 0 0 2px #fff,0 0 0 5px ${color}}` +
  ":host>[aria-busy]{opacity:.8}" +
  ":host>button>svg{width:1.4em;fill:currentColor}" +
  "@media print{:host{display:none!important}}";

/** Two leaves on a stem, drawn on a 24 × 24 grid. */
const leaves = "M11 22V11C5 11 3 7 3 2c5 0 8 2 9 6 1-3 4-5 9-5 0 6-3 9-8 9v10z";

/** Builds the host element with its shadow root and the launcher button: no inline style, no HTML parsing, no layout shift. */
export function createLauncher(config: WidgetConfig) {
  const host = document.createElement("laurel-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css(config));
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const path = document.createElementNS(namespace, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", leaves);
  svg.append(path);
  button.append(svg, config.label);
  button.type = "button";
  button.ariaHasPopup = "dialog";
  button.ariaExpanded = "false";
  root.append(button);

  host.role = "region";
  host.ariaLabel = config.label;
  host.lang = config.lang;
  host.dir = config.dir;
  return { host, root, button };
}
