import { withMerchant } from "@/lib/http/with-merchant";
import { mergeCustomerBody, mergePreviewQuery } from "@/lib/schemas/admin/customers";
import { idParams } from "@/lib/schemas/admin/page";
import { mergeByStaff } from "@/lib/services/customers/merge-by-staff";
import { previewMerge } from "@/lib/services/customers/preview-merge";

export const GET = withMerchant({
  params: idParams,
  query: mergePreviewQuery,
  handler: ({ store, params, query }) =>
    previewMerge({ storeId: store.id, customerId: params.id, otherId: query.otherId }),
});

export const POST = withMerchant({
  role: "editor",
  params: idParams,
  body: mergeCustomerBody,
  handler: ({ store, user, params, body }) =>
    mergeByStaff({ storeId: store.id, customerId: params.id, intoId: body.intoId, actorId: user.id }),
});
