import { withMerchant } from "@/lib/http/with-merchant";
import { versionParams } from "@/lib/schemas/admin/program";
import { restoreBranding } from "@/lib/services/branding/restore-branding";

export const POST = withMerchant({
  role: "editor",
  params: versionParams,
  handler: ({ store, user, params }) =>
    restoreBranding({ storeId: store.id, authorId: user.id, number: params.number }),
});
