import { type Reply, redirect } from "../http/reply";
import { type Html, html, raw } from "../pages/html";
import type { Web } from "../pages/web";
import type { PanelContext } from "./context";
import { notice, panelPage } from "./layout";

const logo = raw(
  '<svg class="logo" viewBox="0 0 56 56" role="img" aria-label="Laurel"><rect width="56" height="56" rx="14" fill="#1f5f46"/>' +
    '<g fill="none" stroke="#d9f2c4" stroke-width="3" stroke-linecap="round"><path d="M17 14c-6 12-3 24 10 29"/><path d="M39 14c6 12 3 24-10 29"/></g>' +
    '<g fill="#9fd3a4"><circle cx="14" cy="24" r="4"/><circle cx="16" cy="33" r="4"/><circle cx="42" cy="24" r="4"/><circle cx="40" cy="33" r="4"/></g></svg>',
);

export function appsPage(context: PanelContext, web: Web): Reply {
  const { store } = context;
  const base = `/manage/${store.hash}/apps`;
  const actions = store.state.installed
    ? html`<a class="button" href="${base}/laurel">Open</a>
<form method="post" action="${base}/uninstall"><button class="danger">Uninstall</button></form>`
    : html`<form method="post" action="${base}/install"><button>Install</button></form>`;
  const body = html`
${notice(web.query)}
<h1>Apps</h1>
<p class="lead">Things that make the store do more.</p>
<section class="card"><div class="app">${logo}<div class="text"><h2>Laurel</h2>
<p>Points, rewards, VIP tiers and referrals, with a ledger that can prove every point.</p></div>
<div class="actions">${actions}</div></div></section>`;
  return panelPage(context, { title: "Apps", section: "apps", body });
}

export function installApp({ store }: PanelContext): Reply {
  return redirect(`/manage/${store.hash}/apps/laurel?install=1`);
}

export async function uninstallApp({ store }: PanelContext): Promise<Reply> {
  const status = await store.uninstall();
  const said = status === null ? "Laurel was uninstalled, but could not be told." : "Laurel was uninstalled.";
  return redirect(`/manage/${store.hash}/apps?said=${encodeURIComponent(said)}`);
}

/** The app in its frame: the auth callback right after Install, the signed load callback otherwise. */
export async function appFramePage(context: PanelContext, web: Web): Promise<Reply> {
  const { store } = context;
  const installing = web.query.has("install");
  if (!installing && !store.state.installed) return redirect(`/manage/${store.hash}/apps`);
  const asStaff = web.query.get("as") === "staff";
  const user = asStaff ? store.state.staff[0] : store.state.owner;
  const src = installing
    ? store.authUrl()
    : await store.loadUrl({ url: web.query.get("url") ?? "/", ...(user ? { user } : {}) });
  return panelPage(context, {
    title: "Laurel",
    section: "laurel",
    wide: true,
    body: frame(src, `/manage/${store.hash}/apps`),
  });
}

function frame(src: string, appsUrl: string): Html {
  return html`<div class="frame-bar"><a href="${appsUrl}">Apps</a><span aria-hidden="true">/</span><h1>Laurel</h1></div>
<iframe src="${src}" title="Laurel" id="app-frame" allow="clipboard-write"></iframe>`;
}
