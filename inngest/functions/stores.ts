import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import {
  hooksCheckDue,
  storeInstalled,
  storeUninstalled,
  sweepDue,
  webhooksReceived,
} from "@/inngest/events";
import { stopWhenGone } from "@/inngest/stop-when-gone";
import { reportFailure, tellTrouble } from "@/inngest/tell-trouble";
import { systemClock } from "@/lib/clock";
import { sendEvents } from "@/lib/events";
import { startCustomerImport } from "@/lib/services/customers/import-customers";
import { listHookChecks } from "@/lib/services/stores/list-hook-checks";
import {
  failProvisioning,
  finishProvisioning,
  installScripts,
  readChannels,
  readStore,
  registerWebhooks,
} from "@/lib/services/stores/provision-store";
import { refreshStorefronts } from "@/lib/services/stores/refresh-storefronts";
import { closeStoreInbox } from "@/lib/services/webhooks/close-store-inbox";
import { drainStoreInbox } from "@/lib/services/webhooks/drain-store-inbox";
import { tidyInbox } from "@/lib/services/webhooks/tidy-inbox";
import { wakeStuckStores } from "@/lib/services/webhooks/wake-stuck-stores";

const oneAStore = { key: "event.data.storeId", limit: 1 };
/** Rounds of five hundred hints of each kind; a bulk import of customers sends one for every row. */
const roundsMax = 100;

const untilUninstalled = { event: storeUninstalled, match: "data.storeId" };

/** The durable set-up after every install or new consent; each step may run again and changes nothing then. */
const provision = inngest.createFunction(
  {
    id: "stores-provision",
    triggers: [storeInstalled],
    retries: 8,
    concurrency: oneAStore,
    cancelOn: [untilUninstalled],
    onFailure: async ({ event, error }) => {
      const { storeId } = event.data.event.data;
      const reason = reportFailure(error, { storeId }, "a store could not be set up");
      await failProvisioning(BigInt(storeId), reason);
    },
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    await step.run("read-store", () =>
      readStore(storeId, systemClock.now()).catch(tellTrouble("read the store’s settings")),
    );
    await step.run("read-channels", () => readChannels(storeId).catch(tellTrouble("read your storefronts")));
    await step.run("register-webhooks", () =>
      registerWebhooks(storeId).catch(tellTrouble("set up webhooks")),
    );
    await step.run("install-scripts", () =>
      installScripts(storeId).catch(tellTrouble("add the storefront script")),
    );
    await step.run("finish", () => finishProvisioning(storeId, systemClock.now()));
    await step.run("start-import", async () => {
      await startCustomerImport(storeId);
    });
  },
);

/** Webhooks about customers, storefronts and the store itself. */
const syncStore = inngest.createFunction(
  {
    id: "stores-sync",
    triggers: [{ event: webhooksReceived, if: "event.data.topic == 'store'" }],
    retries: 8,
    concurrency: oneAStore,
  },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    for (let round = 1; round <= roundsMax; round += 1) {
      const { more } = await step.run(`drain-${round}`, () =>
        drainStoreInbox(storeId, systemClock.now()).catch(stopWhenGone),
      );
      if (!more) return;
    }
  },
);

const close = inngest.createFunction(
  { id: "stores-close", triggers: [storeUninstalled], retries: 5 },
  ({ event, step }) =>
    step.run("close-inbox", () => closeStoreInbox(BigInt(event.data.storeId), systemClock.now())),
);

/** The wake-up call after a webhook may get lost, its row cannot. */
const resend = inngest.createFunction(
  { id: "stores-wake-stuck", triggers: [cron("* * * * *")], retries: 1, concurrency: 1 },
  ({ step }) => step.run("wake", () => wakeStuckStores(systemClock.now())),
);

const tidy = inngest.createFunction(
  { id: "stores-tidy-inbox", triggers: [cron("43 2 * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("tidy", () => tidyInbox(systemClock.now())),
);

/** BigCommerce switches webhooks off after 90 quiet days or failed deliveries: once a day all are looked at, and storefronts. */
const scheduleHookChecks = inngest.createFunction(
  { id: "stores-schedule-hook-checks", triggers: [cron("17 3 * * *")], retries: 3, concurrency: 1 },
  async ({ step }) => {
    let after: string | null = "0";
    for (let page = 1; after !== null; page += 1) {
      const from: string = after;
      after = await step.run(`send-page-${page}`, async () => {
        const { events, next } = await listHookChecks(BigInt(from));
        await sendEvents(events);
        return next;
      });
    }
  },
);

const checkHooks = inngest.createFunction(
  { id: "stores-check-hooks", triggers: [hooksCheckDue], retries: 3, concurrency: oneAStore },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    await step.run("ensure-hooks", () => registerWebhooks(storeId).catch(stopWhenGone));
    await step.run("ensure-scripts", () => installScripts(storeId).catch(stopWhenGone));
    // Last: what fails here holds up neither.
    await step.run("read-channels", () => readChannels(storeId).catch(stopWhenGone));
  },
);

const sweepStorefronts = inngest.createFunction(
  { id: "stores-sweep-storefronts", triggers: [sweepDue], retries: 3, concurrency: oneAStore },
  ({ event, step }) =>
    step.run("refresh-storefronts", () =>
      refreshStorefronts(BigInt(event.data.storeId), systemClock.now()).catch(stopWhenGone),
    ),
);

export const storeFunctions = [
  ...[provision, syncStore, close, resend, tidy],
  ...[scheduleHookChecks, checkHooks, sweepStorefronts],
];
