import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { expiryDue, storeUninstalled } from "@/inngest/events";
import { systemClock } from "@/lib/clock";
import { sendEvents } from "@/lib/events";
import { expirePage } from "@/lib/services/expiry/expire-page";
import { listDailyJobs } from "@/lib/services/runs/list-daily-jobs";

const pagesPerStep = 80;
const stepsMax = 900;

/** Every hour: stores in whose zone a new day has begun. */
const scheduleExpiry = inngest.createFunction(
  { id: "expiry-schedule", triggers: [cron("3 * * * *")], retries: 3, concurrency: 1 },
  ({ step }) =>
    step.run("send-due", async () => sendEvents(await listDailyJobs("expiry", systemClock.now()))),
);

/** A store's night: what is over expires, who will lose points is told. Goes on where it stopped. */
const expire = inngest.createFunction(
  {
    id: "expiry-run",
    triggers: [expiryDue],
    retries: 5,
    concurrency: { key: "event.data.storeId", limit: 1 },
    cancelOn: [{ event: storeUninstalled, match: "data.storeId" }],
  },
  async ({ event, step }) => {
    const { storeId, day } = event.data;
    let afterId = "0";
    for (let round = 1; round <= stepsMax; round += 1) {
      const from: string = afterId;
      const next: string | null = await step.run(`pages-${round}`, () => expirePages(storeId, day, from));
      if (next === null) return;
      afterId = next;
    }
    throw new Error("More customers than one night can hold.");
  },
);

async function expirePages(storeId: string, day: string, afterId: string): Promise<string | null> {
  let next: string | null = afterId;
  for (let page = 0; page < pagesPerStep && next !== null; page += 1) {
    const result = await expirePage({ storeId: BigInt(storeId), day, afterId: BigInt(next) });
    next = result.next;
  }
  return next;
}

export const expiryFunctions = [scheduleExpiry, expire];
