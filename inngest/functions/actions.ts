import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { birthdaysDue, customerIdentified, reviewsDue } from "@/inngest/events";
import { systemClock } from "@/lib/clock";
import { sendEvents } from "@/lib/events";
import { awardBirthdays } from "@/lib/services/actions/award-birthdays";
import { awardNewsletterOf } from "@/lib/services/actions/award-newsletter";
import { awardSignUp } from "@/lib/services/actions/award-sign-up";
import { listReviewPolls, pollReviews } from "@/lib/services/actions/poll-reviews";
import { listDailyJobs } from "@/lib/services/runs/list-daily-jobs";

const oneAStore = { key: "event.data.storeId", limit: 1 };

/** Somebody signed up, maybe with a newsletter box ticked. It is told once only, so it is tried for about a day. */
const welcome = inngest.createFunction(
  { id: "actions-welcome", triggers: [customerIdentified], retries: 20, concurrency: oneAStore },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    const customerId = BigInt(event.data.customerId);
    await step.run("sign-up", () => awardSignUp({ storeId, customerId, now: systemClock.now() }));
    await step.run("newsletter", () => awardNewsletterOf(storeId, customerId, systemClock.now()));
  },
);

/** Every hour: stores in whose zone a new day has begun, and stores whose products may have new reviews. */
const schedule = inngest.createFunction(
  { id: "actions-schedule", triggers: [cron("9 * * * *")], retries: 3, concurrency: 1 },
  async ({ step }) => {
    await step.run("send-birthdays", async () =>
      sendEvents(await listDailyJobs("birthdays", systemClock.now())),
    );
    await step.run("send-reviews", async () => sendEvents(await listReviewPolls(systemClock.now())));
  },
);

const birthdays = inngest.createFunction(
  { id: "actions-birthdays", triggers: [birthdaysDue], retries: 5, concurrency: oneAStore },
  ({ event, step }) =>
    step.run("award", () => {
      const { storeId, day } = event.data;
      return awardBirthdays({ storeId: BigInt(storeId), day, now: systemClock.now() });
    }),
);

const reviews = inngest.createFunction(
  { id: "actions-reviews", triggers: [reviewsDue], retries: 3, concurrency: oneAStore },
  ({ event, step }) => step.run("poll", () => pollReviews(BigInt(event.data.storeId), systemClock.now())),
);

export const actionFunctions = [welcome, schedule, birthdays, reviews];
