import { webhookSecretHeader } from "@/lib/auth/webhook-secret";
import { isAppError } from "@/lib/errors";
import { readBytes } from "@/lib/http/read-body";
import { logger } from "@/lib/logger";
import {
  countWebhook,
  receiveWebhook,
  type WebhookOutcome,
  webhookBytesMax,
  webhookStatus,
} from "@/lib/services/webhooks/receive-webhook";

/** A webhook as a `Request`; answers with a status and an empty body. */
export async function receiveWebhookRequest(request: Request): Promise<Response> {
  return new Response(null, { status: webhookStatus[await receive(request)] });
}

async function receive(request: Request): Promise<WebhookOutcome> {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  try {
    return await receiveWebhook({
      contentType: header("content-type"),
      secret: header(webhookSecretHeader),
      webhookId: header("webhook-id"),
      timestamp: header("webhook-timestamp"),
      signature: header("webhook-signature"),
      rawBody: await readBytes(request, webhookBytesMax),
    });
  } catch (error) {
    const outcome = isAppError(error) && error.code === "payload_too_large" ? "too_large" : "failed";
    if (outcome === "failed") logger.error({ err: error }, "webhook not stored");
    countWebhook(outcome);
    return outcome;
  }
}
