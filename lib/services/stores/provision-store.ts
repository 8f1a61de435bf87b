import { webhookSecretHeader } from "@/lib/auth/webhook-secret";
import { listStorefronts } from "@/lib/bigcommerce/channels";
import { listCurrencies } from "@/lib/bigcommerce/currencies";
import { ensureHooks } from "@/lib/bigcommerce/hooks";
import { ensureScript, listScripts } from "@/lib/bigcommerce/scripts";
import { getStoreFacts } from "@/lib/bigcommerce/store";
import { decryptToken } from "@/lib/crypto/token-envelope";
import { listWidgetChannels, saveChannels, saveScript } from "@/lib/db/channels";
import { saveCurrencies } from "@/lib/db/currencies";
import { saveProvisioning, saveStoreFacts } from "@/lib/db/stores";
import { inTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { forgetActiveStore } from "@/lib/services/stores/active-store";
import { withStoreClient } from "@/lib/services/stores/open-store-client";

/** What we subscribe to. Everything else BigCommerce could send would only be dropped. */
export const webhookScopes = [
  "store/order/created",
  "store/order/updated",
  "store/order/statusUpdated",
  "store/order/archived",
  "store/order/refund/created",
  "store/customer/created",
  "store/customer/updated",
  "store/customer/deleted",
  "store/subscriber/created",
  "store/subscriber/updated",
  "store/channel/created",
  "store/channel/updated",
  "store/information/updated",
  "store/app/uninstalled",
] as const;

/** A storefront's address changed; there is one for each. */
export const siteScope = (bcChannelId: bigint | number) =>
  `store/channel/${bcChannelId}/settings/site/updated`;

/** Reads name, zone, currency and plan of the store, its currencies, and a first program when it has none. */
export function readStore(storeId: bigint, now: Date = new Date()): Promise<void> {
  return withStoreClient(storeId, async ({ client }) => {
    const facts = await getStoreFacts(client);
    const currencies = await listCurrencies(client);
    const { name, domain, timeZone, currency, planName, defaultChannelId } = facts;
    await inTransaction(async (tx) => {
      await saveStoreFacts(tx, storeId, { name, domain, timeZone, currency, planName, defaultChannelId });
      await saveCurrencies(
        tx,
        storeId,
        currencies.map(({ code, decimalPlaces, isDefault, isTransactional }) => ({
          code,
          decimalPlaces,
          isDefault,
          isTransactional,
        })),
      );
      await ensureProgram({ storeId, currency }, now, tx);
    });
  });
}

/** Reads the storefronts and the origins their pages have: from these the widget may call us. */
export function readChannels(storeId: bigint): Promise<void> {
  return withStoreClient(storeId, async ({ client, store }) => {
    const storefronts = await listStorefronts(client);
    const channels = storefronts.map(({ channelId, name, platform, status, origins, siteUrl }) => ({
      channelId,
      name,
      platform,
      status,
      origins,
      siteUrl,
    }));
    await inTransaction((tx) => saveChannels(tx, storeId, channels));
    forgetActiveStore(store);
  });
}

/** Subscribes to what we need, with the store's secret in a header; what is there already is repaired, not doubled. */
export function registerWebhooks(storeId: bigint): Promise<void> {
  return withStoreClient(storeId, async ({ client, store }) => {
    if (store.webhookSecretEncrypted === null)
      throw new AppError("conflict", "The store has no webhook secret.");
    const hooks = {
      destination: `${env().APP_URL}/api/webhooks/bigcommerce`,
      headers: { [webhookSecretHeader]: decryptToken(store.webhookSecretEncrypted, store.hash) },
    };
    await ensureHooks(client, { ...hooks, scopes: webhookScopes });
    const scopes = (await listWidgetChannels(storeId)).map(({ bcChannelId }) => siteScope(bcChannelId));
    await ensureHooks(client, {
      ...{ ...hooks, scopes },
      onRefused: (scope, error) => {
        // Without it a new address is learned within the hour.
        logger.warn(
          { err: error, storeId: String(storeId), scope },
          "no webhooks about a storefront's address",
        );
      },
    });
  });
}

/** One script per storefront; a merchant who switched it off is left alone. */
export function installScripts(storeId: bigint): Promise<void> {
  return withStoreClient(storeId, async ({ client, store }) => {
    const known = await listScripts(client);
    for (const channel of await listWidgetChannels(storeId)) {
      const channelId = Number(channel.bcChannelId);
      const query = new URLSearchParams({ store: store.hash, channel: String(channelId) });
      const { script } = await ensureScript(
        client,
        {
          name: "Laurel loyalty",
          description: "Points and rewards for shoppers.",
          src: `${env().APP_URL}/widget.js?${query}`,
          channelId,
        },
        known,
      );
      await saveScript(storeId, channel.bcChannelId, script.uuid);
    }
  });
}

export function finishProvisioning(storeId: bigint, now: Date = new Date()): Promise<void> {
  return saveProvisioning(storeId, { provisionedAt: now });
}

/** Set-up stopped for good; the reason is shown on the dashboard until it is tried again. */
export function failProvisioning(storeId: bigint, reason: string): Promise<void> {
  return saveProvisioning(storeId, { error: reason.slice(0, 500) });
}
