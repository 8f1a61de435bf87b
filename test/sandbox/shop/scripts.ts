import { type Html, html, raw } from "../pages/html";
import type { Document } from "../state/types";
import type { ShopContext } from "./context";

export type PageKind = "storefront" | "account" | "checkout" | "order_confirmation";

/** `storefront` is every page but checkout and confirmation; `all_pages` is every page. */
const shownOn: Record<string, PageKind[]> = {
  storefront: ["storefront", "account"],
  all_pages: ["storefront", "account", "checkout", "order_confirmation"],
  checkout: ["checkout"],
  order_confirmation: ["order_confirmation"],
};

/** The scripts installed through the Scripts API that belong on this page, in the order they were installed. */
export function scriptTags({ store, channel }: ShopContext, kind: PageKind, location: string): Html {
  const documents = [...store.scripts.values()].map((script) => script.document);
  const here = documents.filter(
    (script) =>
      script.enabled !== false &&
      script.location === location &&
      script.channel_id === channel.id &&
      shownOn[String(script.visibility)]?.includes(kind),
  );
  return html`${here.map(scriptTag)}`;
}

function scriptTag(script: Document): Html {
  if (script.kind === "script_tag") return raw(String(script.html));
  const hashes = Array.isArray(script.integrity_hashes) ? script.integrity_hashes.map(String) : [];
  const loading = script.load_method === "default" ? "" : ` ${String(script.load_method)}`;
  const integrity = hashes.length > 0 ? html` integrity="${hashes.join(" ")}" crossorigin="anonymous"` : "";
  return html`<script src="${String(script.src)}"${raw(loading)}${integrity}></script>`;
}
