import { withMerchant } from "@/lib/http/with-merchant";
import { previewImportQuery } from "@/lib/schemas/admin/imports";
import { previewImport } from "@/lib/services/backfill/preview-import";

export const GET = withMerchant({
  query: previewImportQuery,
  handler: ({ store, query }) => previewImport(store.id, query.since, store.timeZone),
});
