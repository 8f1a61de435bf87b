import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { customerIdentified, holdsDue, sweepDue, webhooksReceived } from "@/inngest/events";
import { stopWhenGone } from "@/inngest/stop-when-gone";
import { systemClock } from "@/lib/clock";
import { env } from "@/lib/env";
import { sendEvents } from "@/lib/events";
import { claimGuestOrders } from "@/lib/services/orders/claim-guest-orders";
import { drainOrderInbox } from "@/lib/services/orders/drain-order-inbox";
import { listDueHolds, listDueSweeps, sweepIntervalSeconds } from "@/lib/services/orders/list-due-work";
import { releaseHolds } from "@/lib/services/orders/release-holds";
import { sweepOrders } from "@/lib/services/orders/sweep-orders";

/** One run a store at a time: its orders share balances and one BigCommerce quota. */
const oneAStore = { key: "event.data.storeId", limit: 1 };

/** A backlog is worked off in rounds of a thousand hints; more than this goes on in a run of its own. */
const roundsMax = 50;

/** Webhooks about orders, gathered for a moment, become points. */
const syncOrders = inngest.createFunction(
  {
    id: "orders-sync",
    triggers: [{ event: webhooksReceived, if: "event.data.topic == 'orders'" }],
    retries: 8,
    concurrency: oneAStore,
    batchEvents: { maxSize: 100, timeout: `${env().ORDER_BATCH_SECONDS}s`, key: "event.data.storeId" },
  },
  async ({ event, step }) => {
    const { storeId } = event.data;
    for (let round = 1; round <= roundsMax; round += 1) {
      const result = await step.run(`drain-${round}`, () =>
        drainOrderInbox({ storeId: BigInt(storeId), now: systemClock.now() }).catch(stopWhenGone),
      );
      if (!result.more) return;
    }
    await step.run("go-on", () =>
      sendEvents([{ name: "webhooks/received", data: { storeId, topic: "orders" } }]),
    );
  },
);

/** Asks every minute, or as often as the interval says when that is shorter, which stores are due for a sweep. */
const scheduleSweeps = inngest.createFunction(
  { id: "orders-schedule-sweeps", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  async ({ step }) => {
    const intervalSeconds = sweepIntervalSeconds();
    const rounds = Math.max(1, Math.floor(60 / intervalSeconds));
    for (let round = 1; round <= rounds; round += 1) {
      await step.run(`send-due-${round}`, async () => sendEvents(await listDueSweeps(systemClock.now())));
      if (round < rounds) await step.sleep(`wait-${round}`, `${intervalSeconds}s`);
    }
  },
);

/** Orders and refunds whose webhooks were missed; customers have a run of their own (`customers-sweep`). */
const sweep = inngest.createFunction(
  { id: "orders-sweep", triggers: [sweepDue], retries: 3, concurrency: oneAStore },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    await step.run("sweep-orders", () =>
      sweepOrders({ storeId, now: systemClock.now() }).catch(stopWhenGone),
    );
  },
);

const scheduleReleases = inngest.createFunction(
  { id: "orders-schedule-releases", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("send-due", async () => sendEvents(await listDueHolds(systemClock.now()))),
);

/** Pending points whose hold is over become available. */
const release = inngest.createFunction(
  { id: "orders-release-holds", triggers: [holdsDue], retries: 5, concurrency: oneAStore },
  async ({ event, step }) => {
    for (let round = 1; round <= roundsMax; round += 1) {
      const { more } = await step.run(`release-${round}`, () =>
        releaseHolds({ storeId: BigInt(event.data.storeId), now: systemClock.now() }).catch(stopWhenGone),
      );
      if (!more) return;
    }
  },
);

/**
 * Somebody signed up or logged in: guest orders of the same e-mail are theirs. Nothing else would bring them later: it is
 * tried for about a day.
 */
const claim = inngest.createFunction(
  { id: "orders-claim-guest", triggers: [customerIdentified], retries: 20, concurrency: oneAStore },
  ({ event, step }) =>
    step.run("claim", () =>
      claimGuestOrders({
        storeId: BigInt(event.data.storeId),
        customerId: BigInt(event.data.customerId),
        now: systemClock.now(),
      }),
    ),
);

export const orderFunctions = [syncOrders, scheduleSweeps, sweep, scheduleReleases, release, claim];
