import { type Reply, redirect } from "../http/reply";
import { html, raw } from "../pages/html";
import type { Web } from "../pages/web";
import type { PanelContext } from "./context";
import { notice, panelPage } from "./layout";

/** The demo's own switches: when a paid order counts as completed, and whether webhooks get through. */
export function settingsPage(context: PanelContext, web: Web): Reply {
  const { store, world } = context;
  const { settings } = store.state;
  const now =
    settings.autoCompleteSeconds === null
      ? settings.checkoutStatusId === 10
        ? "at-once"
        : "by-hand"
      : "later";
  const choice = (value: string, name: string) =>
    html`<label class="choice"><input type="radio" name="complete" value="${value}"${raw(value === now ? " checked" : "")}>${name}</label>`;
  const body = html`
${notice(web.query)}
<h1>Settings</h1>
<p class="lead">How this simulated store behaves.</p>
<form class="card" method="post" action="/manage/${store.hash}/settings"><h2>Orders and webhooks</h2><div class="body">
<fieldset style="border:0;padding:0;margin:0 0 18px"><legend style="font-weight:600;padding:0">An order from the checkout becomes Completed</legend>
${choice("at-once", "as soon as it is paid")}${choice("later", "some seconds later")}${choice("by-hand", "when the merchant says so (Awaiting Fulfillment until then)")}</fieldset>
<p><label for="seconds">Seconds, for “later”</label><input id="seconds" name="seconds" type="number" min="1" max="600" value="${settings.autoCompleteSeconds ?? 5}"></p>
<p><label class="choice"><input type="checkbox" name="paused"${raw(world.webhooks.settings.paused ? " checked" : "")}>Hold all webhooks back</label></p>
<p class="hint">${world.webhooks.pending()} webhooks are waiting or being retried.</p><br>
<button>Save</button></div></form>
<section class="card"><h2>Webhooks and scripts the app installed</h2><div class="scroll" tabindex="0" role="region" aria-label="Webhooks and scripts"><table>
<thead><tr><th>Kind</th><th>What</th><th>State</th></tr></thead><tbody>
${[...store.state.hooks.values()].map((hook) => html`<tr><td>Webhook</td><td>${hook.scope}</td><td>${hook.active ? "active" : "inactive"}</td></tr>`)}
${[...store.state.scripts.values()].map((script) => html`<tr><td>Script</td><td>${String(script.document.name)}</td><td>${script.document.enabled ? "enabled" : "disabled"}</td></tr>`)}
</tbody></table></div></section>`;
  return panelPage(context, { title: "Settings", section: "settings", body });
}

export function saveSettings({ store, world }: PanelContext, web: Web): Reply {
  const complete = web.form.get("complete");
  store.setSettings({
    checkoutStatusId: complete === "at-once" ? 10 : 11,
    autoCompleteSeconds: complete === "later" ? Number(web.form.get("seconds") ?? 5) || 5 : null,
  });
  world.webhooks.configure({ paused: web.form.get("paused") === "on" });
  return redirect(`/manage/${store.hash}/settings?said=${encodeURIComponent("Saved.")}`);
}
