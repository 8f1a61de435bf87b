import { createHmac, timingSafeEqual } from "node:crypto";

export type WebhookSignatureHeaders = {
  id: string | undefined;
  timestamp: string | undefined;
  /** Space separated `v1,<base64>` entries; any one of them may match. */
  signature: string | undefined;
};

/**
 * Standard Webhooks signature over the raw body, keyed with the UTF-8 bytes of the client secret. The tolerance is
 * ours and wide: whether BigCommerce re-stamps retries, which go on for two days, is not documented, and replays
 * are harmless. The public library fixes it at five minutes; the tests hold the two together.
 * @returns `absent` when the delivery carries no signature at all
 */
export function checkWebhookSignature(
  headers: WebhookSignatureHeaders,
  rawBody: Uint8Array,
  options: { clientSecret: string; toleranceSeconds: number; now: Date },
): "absent" | "valid" | "invalid" {
  if (headers.signature === undefined) return "absent";
  if (!headers.id || !headers.timestamp || !/^\d{1,12}$/.test(headers.timestamp)) return "invalid";
  const ageSeconds = options.now.getTime() / 1000 - Number(headers.timestamp);
  if (Math.abs(ageSeconds) > options.toleranceSeconds) return "invalid";

  const expected = createHmac("sha256", options.clientSecret)
    .update(`${headers.id}.${headers.timestamp}.`)
    .update(rawBody)
    .digest();
  const matches = headers.signature.split(" ").some((entry) => {
    if (!entry.startsWith("v1,")) return false;
    const presented = Buffer.from(entry.slice("v1,".length), "base64");
    return presented.length === expected.length && timingSafeEqual(presented, expected);
  });
  return matches ? "valid" : "invalid";
}
