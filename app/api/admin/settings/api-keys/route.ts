import { systemClock } from "@/lib/clock";
import { reply } from "@/lib/http/reply";
import { withMerchant } from "@/lib/http/with-merchant";
import { createApiKeyBody } from "@/lib/schemas/admin/api-keys";
import { addApiKey, listApiKeys } from "@/lib/services/api-keys/manage-api-keys";

export const GET = withMerchant({ handler: ({ store }) => listApiKeys(store.id) });

export const POST = withMerchant({
  role: "owner",
  body: createApiKeyBody,
  handler: async ({ store, user, body }) =>
    reply(201, await addApiKey({ storeId: store.id, user, ...body, now: systemClock.now() })),
});
