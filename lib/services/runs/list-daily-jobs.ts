import { type DailyJobName, findDailyJobStores } from "@/lib/db/daily-jobs";
import type { OutgoingEvent } from "@/lib/events";
import { knownTimeZone, localDay } from "@/lib/loyalty/local-day";

const eventNames = { expiry: "store/expiry.due", birthdays: "store/birthdays.due" } as const;

/** One event for every store where a new day has begun and this job is not yet done for it; none twice a day. */
export async function listDailyJobs(job: DailyJobName, now: Date): Promise<OutgoingEvent[]> {
  const stores = await findDailyJobStores(job);
  return stores.flatMap(({ storeId, timeZone, throughDay }) => {
    const day = localDay(now, knownTimeZone(timeZone));
    if (throughDay !== null && throughDay >= day) return [];
    // A run that failed for good is sent for again, some hours later.
    const part = Math.floor(now.getTime() / (6 * 3_600_000));
    return [
      {
        name: eventNames[job],
        data: { storeId: String(storeId), day },
        id: `${job}/${storeId}/${day}/${part}`,
      },
    ];
  });
}
