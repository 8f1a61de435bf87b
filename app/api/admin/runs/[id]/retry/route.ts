import { withMerchant } from "@/lib/http/with-merchant";
import { runParams } from "@/lib/schemas/admin/runs";
import { retryRun } from "@/lib/services/runs/retry-run";

export const POST = withMerchant({
  role: "editor",
  params: runParams,
  handler: ({ store, params }) => retryRun({ storeId: store.id, runId: params.id }),
});
