import { withMerchant } from "@/lib/http/with-merchant";
import { publishStarterRewards } from "@/lib/services/dashboard/publish-starter-rewards";

export const POST = withMerchant({
  role: "editor",
  handler: ({ store, user }) => publishStarterRewards({ storeId: store.id, authorId: user.id }),
});
