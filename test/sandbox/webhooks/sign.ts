import { createHash, createHmac } from "node:crypto";

/** Standard Webhooks headers as BigCommerce sends them: the key is the UTF-8 client secret itself. */
export function signEvent(
  secret: string,
  id: string,
  timestamp: number,
  body: string,
): Record<string, string> {
  const mac = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${mac}` };
}

/**
 * The envelope's `hash`. BigCommerce says "SHA-1 of the JSON-encoded payload data", so two changes of one order share
 * it: kept that way on purpose, a receiver must not take it for an event's identity.
 */
export function payloadHash(data: Record<string, unknown>): string {
  return createHash("sha1").update(JSON.stringify(data)).digest("hex");
}
