import { randomUUID } from "node:crypto";
import { z } from "zod";

/** Webhook scopes we act on. Everything else is answered and dropped. */
const knownScope =
  /^store\/(order\/(created|updated|statusUpdated|archived|refund\/created|transaction\/(created|updated))|customer\/(created|updated|deleted)|subscriber\/(created|updated)|channel\/(created|updated|\d+\/settings\/site\/updated)|information\/updated|app\/uninstalled)$/;

/** Lenient: new fields may appear any time, documented ones are sometimes missing. */
const envelopeSchema = z.looseObject({
  scope: z.string().max(200),
  producer: z.string().regex(/^stores\/[a-z0-9]+$/),
  hash: z.string().max(200).optional(),
  created_at: z.union([z.number(), z.string().max(40)]).optional(),
  data: z
    .looseObject({
      id: z.unknown().optional(),
      order_id: z.unknown().optional(),
      type: z.unknown().optional(),
    })
    .optional()
    .catch(undefined),
});

export type WebhookEnvelope = {
  storeHash: string;
  scope: string;
  isKnown: boolean;
  /** Order for order scopes (also for its refunds and transactions), else what `data.id` names. */
  resourceId: bigint | null;
  /** The same event delivered again has the same; distinct events rarely may, and then nothing is lost by it. */
  fallbackDedupeKey: string;
};

/** Reads a webhook body; null when it is JSON but no webhook. The store is in `producer`: `store_id` is another number. */
export function readEnvelope(body: unknown): WebhookEnvelope | null {
  const parsed = envelopeSchema.safeParse(body);
  if (!parsed.success) return null;
  const { scope, producer, hash, created_at: createdAt, data } = parsed.data;
  return {
    storeHash: producer.slice("stores/".length),
    scope,
    isKnown: knownScope.test(scope),
    resourceId: toId(data?.type === "transaction" ? data.order_id : data?.id),
    // Without a time, two changes of one order may look the same: then every delivery counts as a new one.
    fallbackDedupeKey: `${scope}/${toId(data?.id) ?? ""}/${hash ?? ""}/${createdAt ?? randomUUID()}`,
  };
}

/** Ids come as numbers and, in some events, as decimal strings. */
function toId(value: unknown): bigint | null {
  const text = String(value ?? "");
  return /^\d{1,15}$/.test(text) ? BigInt(text) : null;
}
