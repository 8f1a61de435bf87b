import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import {
  codeRemovalAsked,
  redemptionHeld,
  redemptionsDue,
  repairContinued,
  sweepDue,
} from "@/inngest/events";
import { systemClock } from "@/lib/clock";
import { sendEvents } from "@/lib/events";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { pauseAfterTry } from "@/lib/services/redemptions/issue-round";
import { listDueRedemptions } from "@/lib/services/redemptions/list-due-redemptions";
import { remakeLostCodes } from "@/lib/services/redemptions/remake-lost-codes";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";

const oneAStore = { key: "event.data.storeId", limit: 1 };

/** Beyond this, and after a kill that took the run along, `redemptions-finish` goes on. */
const triesMax = 60;
const roundsMax = 50;

/**
 * Points are held: make the code, capture; or give the points back. Tries pause by steps of their own and not by the
 * engine's retries, which are slower than a shopper who waits.
 */
const issue = inngest.createFunction(
  {
    id: "redemptions-issue",
    triggers: [redemptionHeld],
    retries: 8,
    concurrency: { key: "event.data.storeId", limit: 10 },
  },
  async ({ event, step }) => {
    const input = { storeId: BigInt(event.data.storeId), redemptionId: BigInt(event.data.redemptionId) };
    for (let round = 1; round <= triesMax; round += 1) {
      const result = await step.run(`issue-${round}`, () =>
        issueRedemption({ ...input, now: systemClock.now() }),
      );
      if (result === "over") return;
      await step.sleep(`pause-${round}`, `${pauseAfterTry(round)}s`);
    }
  },
);

/** Looks twice: a create that was given up may still have been on its way the first time. */
const removeCodes = inngest.createFunction(
  { id: "redemptions-remove-code", triggers: [codeRemovalAsked], retries: 10, concurrency: oneAStore },
  async ({ event, step }) => {
    const input = { storeId: BigInt(event.data.storeId), redemptionId: BigInt(event.data.redemptionId) };
    await step.run("remove", () => removeRedemptionCode({ ...input, now: systemClock.now() }));
    await step.sleep("settle", "15m");
    await step.run("remove-late", () => removeRedemptionCode({ ...input, now: systemClock.now() }));
  },
);

const scheduleFinish = inngest.createFunction(
  { id: "redemptions-schedule-finish", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("send-due", async () => sendEvents(await listDueRedemptions(systemClock.now()))),
);

/** Expired codes, cancellations that were interrupted, redemptions whose run was lost. */
const finish = inngest.createFunction(
  { id: "redemptions-finish", triggers: [redemptionsDue], retries: 3, concurrency: oneAStore },
  async ({ event, step }) => {
    let after: string | null = "0";
    for (let round = 1; round <= roundsMax && after !== null; round += 1) {
      const from: string = after;
      after = await step.run(`finish-${round}`, async () => {
        const storeId = BigInt(event.data.storeId);
        const { nextId } = await finishDueRedemptions({
          storeId,
          now: systemClock.now(),
          afterId: BigInt(from),
        });
        return nextId === null ? null : String(nextId);
      });
    }
  },
);

/** Codes used without a word, deleted ones, promotions somebody changed. */
const sweep = inngest.createFunction(
  { id: "redemptions-sweep", triggers: [sweepDue], retries: 3, concurrency: oneAStore },
  ({ event, step }) =>
    step.run("sweep-codes", () => sweepCodes(BigInt(event.data.storeId), systemClock.now())),
);

/** The rest of a repair: codes that shoppers hold are made again, a page a step. */
const repair = inngest.createFunction(
  { id: "redemptions-repair", triggers: [repairContinued], retries: 5, concurrency: oneAStore },
  async ({ event, step }) => {
    const storeId = BigInt(event.data.storeId);
    let after: string | null = event.data.afterId;
    for (let round = 1; round <= roundsMax && after !== null; round += 1) {
      const from: string = after;
      after = await step.run(`remake-${round}`, async () => {
        const { nextId } = await remakeLostCodes(storeId, { afterId: BigInt(from), now: systemClock.now() });
        return nextId === null ? null : String(nextId);
      });
    }
    if (after === null) return;
    const data = { storeId: event.data.storeId, afterId: after };
    await step.run("continue", () => sendEvents([{ name: "redemptions/repair.continued", data }]));
  },
);

export const redemptionFunctions = [issue, removeCodes, scheduleFinish, finish, sweep, repair];
