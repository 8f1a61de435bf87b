import type { ActiveStore } from "@/lib/db/find-active-store";
import { findStorefront, type StorefrontRow } from "@/lib/db/storefront/find-storefront";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { launcherCss } from "@/lib/schemas/branding/launcher-css";
import { launcherText } from "@/lib/schemas/branding/launcher-text";
import { getBranding } from "@/lib/services/branding/get-branding";
import { getActiveStore } from "@/lib/services/stores/active-store";
import { TimedCache } from "@/lib/services/timed-cache";
import { directionOf } from "@/lib/texts/choose-language";
import { ownText } from "@/lib/texts/own-text";
import { composeLoader } from "@/lib/widget/compose-loader";
import { encodeScript, sendScript } from "@/lib/widget/send-script";
import { type WidgetFile, widgetFiles } from "@/lib/widget/widget-files";

/** No page starts with looks older than five minutes; in the fifth, the one it has is good enough while it asks again. */
const loaderCacheControl = "public, max-age=240, stale-while-revalidate=60";
const emptyCacheControl = "public, max-age=60";

/** Compressed loaders by their text: the same storefront is asked for again and again. */
const encoded = processWide(
  "widget-loaders",
  () => new TimedCache({ ttlMs: 3_600_000, sizeMax: 500 }, (text: string) => encodeScript(text)),
);

/**
 * The storefront script of one channel. Unknown or uninstalled stores, switched-off channels and addresses that
 * cannot be one get an empty script: a leftover tag on a page must do no harm.
 */
export async function getWidgetScript(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const store = await getActiveStore(query.get("store") ?? "");
  const storefront = store && (await findStorefront(store.id, channelOf(query.get("channel"))));
  if (!store || !storefront?.enabled) return sendScript(request, await encoded.get(""), emptyCacheControl);
  return sendScript(request, await loaderOf(store, storefront), loaderCacheControl);
}

async function loaderOf({ id, hash }: ActiveStore, { channel }: StorefrontRow): Promise<WidgetFile> {
  const { loader, panelName } = await widgetFiles();
  const { APP_URL: api, BIGCOMMERCE_CLIENT_ID: clientId } = env();
  const look = await getBranding(id, channel);
  const lang = look.defaultLanguage;
  return encoded.get(
    composeLoader(loader, {
      api,
      store: hash,
      channel,
      clientId,
      panel: `/widget/${panelName}`,
      label: launcherText(look, lang, ownText(lang, "launcher")),
      css: launcherCss(look),
      lang,
      dir: directionOf(lang),
    }),
  );
}

/** A channel id, or null for none or nonsense: then the store's default one is meant. */
function channelOf(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
