import type { IncomingMessage, ServerResponse } from "node:http";
import { webhookSecretHeader } from "@/lib/auth/webhook-secret";
import { logger } from "@/lib/logger";
import {
  countWebhook,
  receiveWebhook,
  type WebhookOutcome,
  webhookBytesMax,
  webhookStatus,
} from "@/lib/services/webhooks/receive-webhook";

export const webhookPath = "/api/webhooks/bigcommerce";

export function isWebhookPath(url: string | undefined): boolean {
  return url === webhookPath || url?.startsWith(`${webhookPath}?`) || url === `${webhookPath}/`;
}

/**
 * The fast lane: a webhook is answered here, before Next sees the request, because routing through it costs several
 * times what the work itself does. Status and empty body only, as BigCommerce asks.
 */
export async function answerWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let outcome: WebhookOutcome;
  try {
    outcome = await receive(request);
  } catch (error) {
    logger.error({ err: error }, "webhook not stored");
    outcome = "failed";
    countWebhook(outcome);
  }
  // What is left of an oversized body is not read: the connection is of no further use.
  const close = outcome === "too_large" ? { connection: "close" } : {};
  const allow = outcome === "method_not_allowed" ? { allow: "POST" } : {};
  response.writeHead(webhookStatus[outcome], { "content-length": "0", ...close, ...allow }).end();
}

async function receive(request: IncomingMessage): Promise<WebhookOutcome> {
  if (request.method !== "POST") {
    countWebhook("method_not_allowed");
    return "method_not_allowed";
  }
  const rawBody = await readUpTo(request, webhookBytesMax);
  if (!rawBody) {
    countWebhook("too_large");
    return "too_large";
  }
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return receiveWebhook({
    contentType: header("content-type"),
    secret: header(webhookSecretHeader),
    webhookId: header("webhook-id"),
    timestamp: header("webhook-timestamp"),
    signature: header("webhook-signature"),
    rawBody,
  });
}

/** The body, or null when it is longer than `bytesMax`; rejects when the client goes away. */
function readUpTo(request: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  return new Promise((done, fail) => {
    if (Number(request.headers["content-length"] ?? 0) > bytesMax) return done(null);
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length > bytesMax) {
        request.pause();
        done(null);
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () =>
      done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)),
    );
    request.on("error", fail);
    request.on("aborted", () => fail(new Error("the sender went away")));
  });
}
