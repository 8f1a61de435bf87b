import { deleteHandledEntries } from "@/lib/db/inbox";

/** Deliveries are retried for two days; the dashboard shows the last weeks. */
const keepDays = 30;
const rowsPerDelete = 5_000;
const deletesMax = 200;

/** Deletes handled webhooks that nobody needs any more, in small bites. @returns how many */
export async function tidyInbox(now: Date): Promise<number> {
  const before = new Date(now.getTime() - keepDays * 86_400_000);
  let total = 0;
  for (let round = 0; round < deletesMax; round += 1) {
    const deleted = await deleteHandledEntries(before, rowsPerDelete);
    total += deleted;
    if (deleted < rowsPerDelete) break;
  }
  return total;
}
