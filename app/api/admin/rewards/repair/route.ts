import { systemClock } from "@/lib/clock";
import { withMerchant } from "@/lib/http/with-merchant";
import { repairRewards } from "@/lib/services/redemptions/repair-rewards";

export const POST = withMerchant({
  role: "editor",
  handler: ({ store }) => repairRewards(store.id, systemClock.now(), { priority: "interactive" }),
});
