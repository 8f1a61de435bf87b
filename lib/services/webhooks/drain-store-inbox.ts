import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { listPendingInbox, noteInboxFailure, type PendingEntry, settleInbox } from "@/lib/db/inbox-queue";
import { findStore } from "@/lib/db/stores";
import { logger } from "@/lib/logger";
import { awardSubscribers } from "@/lib/services/actions/award-newsletter";
import { syncCustomers } from "@/lib/services/customers/sync-customers";
import {
  installScripts,
  readChannels,
  readStore,
  registerWebhooks,
} from "@/lib/services/stores/provision-store";
import { uninstallStore } from "@/lib/services/stores/uninstall-store";

/** Entries of one kind taken together: a hundred hints about one thing are one piece of work. */
const entriesPerDrain = 500;

type Handle = (storeId: bigint, entries: PendingEntry[], now: Date) => Promise<void>;

/** What follows from each kind of webhook that is not about an order. Each fetches the present state; none trusts a body. */
const handlers: Record<string, Handle> = {
  "store/customer/": async (storeId, entries, now) => {
    const bcCustomerIds = [...new Set(entries.flatMap((entry) => entry.resourceId ?? []))];
    await syncCustomers({ storeId, bcCustomerIds }, now);
  },
  "store/subscriber/": async (storeId, entries, now) => {
    const subscriberIds = [...new Set(entries.flatMap((entry) => entry.resourceId ?? []))];
    await awardSubscribers(storeId, subscriberIds, now);
  },
  "store/channel/": async (storeId) => {
    const [channels] = await Promise.allSettled([readChannels(storeId)]);
    await registerWebhooks(storeId);
    await installScripts(storeId);
    // Only now: storefronts we know already have lost nothing by it.
    if (channels.status === "rejected") throw channels.reason;
  },
  "store/information/": async (storeId, _entries, now) => {
    await readStore(storeId, now);
    await readChannels(storeId).catch((error: unknown) => {
      // Read again within the hour.
      logger.warn({ err: error, storeId: String(storeId) }, "storefronts were not read");
    });
  },
  "store/app/uninstalled": (storeId, _entries, now) => uninstallIfGone(storeId, now),
};

/**
 * Handles what waits in the inbox of one store about anything but orders. Kinds fail on their own: one that fails
 * stays pending and is named in the error. Call again while there is `more`.
 */
export async function drainStoreInbox(
  storeId: bigint,
  now: Date = new Date(),
): Promise<{ handled: number; more: boolean }> {
  let handled = 0;
  let more = false;
  const failures: unknown[] = [];
  for (const [prefix, handle] of Object.entries(handlers)) {
    const entries = await listPendingInbox(storeId, prefix, entriesPerDrain);
    const ids = entries.map((entry) => entry.id);
    if (ids.length === 0) continue;
    try {
      await handle(storeId, entries, now);
      await settleInbox(storeId, ids, { status: "done", at: now });
      handled += ids.length;
      more ||= ids.length === entriesPerDrain;
    } catch (error) {
      await noteInboxFailure(storeId, ids, error instanceof Error ? error.message : String(error));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { handled, more };
}

/**
 * The store may be cancelled, and the callback of a normal uninstall never comes. BigCommerce has the last word: while
 * it still takes our token, the hint was about an earlier install.
 */
async function uninstallIfGone(storeId: bigint, now: Date): Promise<void> {
  const store = await findStore(storeId);
  if (!store || store.status === "uninstalled") return;
  try {
    await readStore(storeId, now);
  } catch (error) {
    const isRefused = isBigCommerceError(error, "unauthorized", "forbidden", "not_found");
    if (!isRefused && store.status !== "needs_reauth") throw error;
    await uninstallStore(store, now);
  }
}
