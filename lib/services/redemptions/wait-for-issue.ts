import { setTimeout as sleep } from "node:timers/promises";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";

const waitMs = 1_500;
const pauseMs = 50;

/** The redemption as soon as it is no longer pending, or as it is after about a second and a half. */
export async function waitForIssue(redemption: Redemption): Promise<Redemption> {
  let seen = redemption;
  for (let waited = 0; seen.status === "pending" && waited < waitMs; waited += pauseMs) {
    await sleep(pauseMs);
    seen = await getRedemption(redemption.storeId, redemption.id);
  }
  return seen;
}
