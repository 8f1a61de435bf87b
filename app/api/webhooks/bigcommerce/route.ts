import { receiveWebhookRequest } from "@/lib/http/receive-webhook-request";

/** The slow way in, for development; in production our HTTP server answers this address before Next sees it. */
export const POST = receiveWebhookRequest;
