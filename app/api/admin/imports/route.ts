import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { startImportBody } from "@/lib/schemas/admin/imports";
import { getImports } from "@/lib/services/backfill/get-imports";
import { requestImport } from "@/lib/services/backfill/request-import";

export const GET = withMerchant({ handler: ({ store }) => getImports(store.id, systemClock.now()) });
export const POST = withMerchant({
  role: "editor",
  body: startImportBody,
  handler: ({ store, user, body }) => requestImport({ store, user }, body, systemClock.now()),
});
