import { isWebhookSecret } from "@/lib/auth/webhook-secret";
import { checkWebhookSignature } from "@/lib/auth/webhook-signature";
import type { ActiveStore } from "@/lib/db/find-active-store";
import { insertInboxEntries, type NewInboxEntry } from "@/lib/db/inbox";
import { isDataError } from "@/lib/db/passing-error";
import { env } from "@/lib/env";
import { metrics } from "@/lib/metrics/metrics";
import { processWide } from "@/lib/process-wide";
import { getActiveStore, recheckActiveStore } from "@/lib/services/stores/active-store";
import { GroupCommit } from "@/lib/services/webhooks/group-commit";
import { wakeStore } from "@/lib/services/webhooks/wake-stores";
import { readEnvelope } from "@/lib/services/webhooks/webhook-envelope";

/** Largest body; BigCommerce's hints have a few hundred bytes. */
export const webhookBytesMax = 64 * 1024;

export type WebhookDelivery = {
  contentType: string | undefined;
  secret: string | undefined;
  webhookId: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
  rawBody: Uint8Array;
};

/** What became of a delivery, and the status it is answered with. Bodies are always empty, as BigCommerce asks. */
export const webhookStatus = {
  accepted: 200,
  /** Uninstalled, or never heard of: any other answer would count against the whole domain. */
  unknown_store: 200,
  unknown_scope: 200,
  malformed: 400,
  wrong_secret: 401,
  wrong_signature: 401,
  method_not_allowed: 405,
  too_large: 413,
  wrong_content_type: 415,
  failed: 500,
} as const;
export type WebhookOutcome = keyof typeof webhookStatus;

const inbox = processWide(
  "inbox-writer",
  () =>
    new GroupCommit<NewInboxEntry>(
      { groupSizeMax: 500, writesMax: 4, isItemsFault: isDataError },
      async (entries) => {
        metrics.webhookGroups.observe(entries.length);
        await insertInboxEntries(entries);
      },
    ),
);

/**
 * Takes in one webhook: authenticates it, and answers `accepted` only when its row is committed. Nothing is decided
 * from the body and BigCommerce is not called; what is refused leaves no trace but a counter.
 */
export async function receiveWebhook(
  delivery: WebhookDelivery,
  now: Date = new Date(),
): Promise<WebhookOutcome> {
  const outcome = await takeIn(delivery, now);
  countWebhook(outcome);
  return outcome;
}

/** For deliveries that are refused before there is a body to look at. */
export function countWebhook(outcome: WebhookOutcome): void {
  metrics.webhooks.inc({ outcome });
}

async function takeIn(delivery: WebhookDelivery, now: Date): Promise<WebhookOutcome> {
  if (delivery.rawBody.byteLength > webhookBytesMax) return "too_large";
  if (!/^application\/json\s*(;|$)/i.test(delivery.contentType ?? "")) return "wrong_content_type";
  const text = new TextDecoder().decode(delivery.rawBody);
  const envelope = readEnvelope(parseJson(text));
  if (!envelope) return "malformed";
  const store = await getActiveStore(envelope.storeHash);
  if (!store) return "unknown_store";
  const refusal = refuse(delivery, store, now) && refuse(delivery, await recheck(store), now);
  if (refusal) return refusal;
  if (!envelope.isKnown) return "unknown_scope";
  await inbox.add({
    storeId: store.id,
    dedupeKey: delivery.webhookId ? delivery.webhookId.slice(0, 255) : envelope.fallbackDedupeKey,
    scope: envelope.scope,
    resourceId: envelope.resourceId,
    body: text,
  });
  wakeStore(store.id, envelope.scope.startsWith("store/order/") ? "orders" : "store");
  return "accepted";
}

/** Another process may just have changed the secret. */
async function recheck(store: ActiveStore): Promise<ActiveStore> {
  return (await recheckActiveStore(store.hash)) ?? store;
}

function refuse(delivery: WebhookDelivery, store: ActiveStore, now: Date): WebhookOutcome | null {
  if (!isWebhookSecret(delivery.secret, store, now)) return "wrong_secret";
  const { BIGCOMMERCE_CLIENT_SECRET: clientSecret, WEBHOOK_TOLERANCE_SECONDS: toleranceSeconds } = env();
  const { webhookId: id, timestamp, signature } = delivery;
  const checked = checkWebhookSignature({ id, timestamp, signature }, delivery.rawBody, {
    clientSecret,
    toleranceSeconds,
    now,
  });
  return checked === "invalid" ? "wrong_signature" : null;
}

/** Undefined for what is not JSON, or holds what Postgres cannot keep in a JSON value. */
function parseJson(text: string): unknown {
  if (text.includes("\\u0000")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
