import { withMerchant } from "@/lib/http/with-merchant";
import { listInboxQuery } from "@/lib/schemas/admin/inbox";
import { listInbox } from "@/lib/services/dashboard/list-inbox";

export const GET = withMerchant({
  query: listInboxQuery,
  handler: ({ store, query }) => listInbox({ ...query, storeId: store.id }),
});
