import type { Reply } from "../http/reply";
import { html as htmlReply } from "../http/reply";
import { type Html, html, raw } from "../pages/html";
import type { PanelContext } from "./context";
import { panelStyle } from "./style";

type Section = "home" | "orders" | "customers" | "apps" | "settings" | "laurel";

const mark = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="#2f5bea"/>' +
    '<path d="M8 21c0-6 4-10 8-13 4 3 8 7 8 13" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>' +
    '<path d="M16 8v16" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>',
);

/** A whole page of the control panel. `wide` is for the app's frame. */
export function panelPage(
  { store }: PanelContext,
  page: { title: string; section: Section; body: Html; wide?: boolean; status?: number },
): Reply {
  const base = `/manage/${store.hash}`;
  const link = (section: Section, path: string, name: string) =>
    html`<a href="${base}${path}"${raw(section === page.section ? ' aria-current="page"' : "")}>${name}</a>`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${store.state.settings.name}</title>
<link rel="icon" href="data:,">
<style>${raw(panelStyle)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<div class="shell">
<nav class="rail" aria-label="Control panel">
<div class="brand">${mark}<span>${store.state.settings.name}</span></div>
${link("home", "", "Home")}${link("orders", "/orders", "Orders")}${link("customers", "/customers", "Customers")}
${link("apps", "/apps", "Apps")}${link("settings", "/settings", "Settings")}
${store.state.installed || page.section === "laurel" ? html`<h2>Installed apps</h2>${link("laurel", "/apps/laurel", "Laurel")}` : ""}
<h2>Sales channels</h2>
${store.state.channels.map((channel) => html`<a href="${store.storefrontUrl(channel.id)}" target="_blank" rel="noopener">${channel.name}<span aria-hidden="true">↗</span></a>`)}
<p class="foot">A simulated store for demos and tests.<br>Store hash <code>${store.hash}</code></p>
</nav>
<main id="main"${raw(page.wide ? ' class="wide"' : "")}>${page.body}</main>
</div>
</body>
</html>`;
  return htmlReply(document.text, page.status ?? 200);
}

/** The outcome of the last form, carried in the address. */
export function notice(query: URLSearchParams): Html {
  const said = query.get("said");
  const problem = query.get("problem");
  if (problem) return html`<p class="note bad" role="alert">${problem}</p>`;
  return said ? html`<p class="note" role="status">${said}</p>` : html``;
}
