import { findDueVersions, publishScheduledVersion } from "@/lib/db/program-schedule";
import { lockProgram, markRuleReviewed } from "@/lib/db/program-versions";
import { inTransaction } from "@/lib/db/transaction";

/** More than this wait for the next minute. */
const versionsPerRound = 500;

/**
 * Publishes every scheduled version whose time has come, each exactly once however many processes ask, in the order
 * of their times. @returns how many this call published
 */
export async function publishDuePrograms(now: Date): Promise<{ published: number }> {
  let published = 0;
  for (const version of await findDueVersions(now, versionsPerRound)) {
    const isOurs = await inTransaction(async (tx) => {
      await lockProgram(tx, version.storeId);
      const done = await publishScheduledVersion(tx, version, now);
      if (done) await markRuleReviewed(tx, version.storeId, now);
      return done;
    });
    if (isOurs) published += 1;
  }
  return { published };
}
