import { withMerchant } from "@/lib/http/with-merchant";
import { versionParams } from "@/lib/schemas/admin/program";
import { restoreProgram } from "@/lib/services/dashboard/restore-program";

export const POST = withMerchant({
  role: "editor",
  params: versionParams,
  handler: ({ store, user, params }) =>
    restoreProgram({ storeId: store.id, authorId: user.id, number: params.number }),
});
