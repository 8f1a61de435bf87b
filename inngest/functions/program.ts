import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { systemClock } from "@/lib/clock";
import { publishDuePrograms } from "@/lib/services/program/publish-due-programs";

/** Program versions with a time, when it has come. */
const publishDue = inngest.createFunction(
  { id: "programs-publish-due", triggers: [cron("* * * * *")], retries: 2, concurrency: 1 },
  ({ step }) => step.run("publish", () => publishDuePrograms(systemClock.now())),
);

export const programFunctions = [publishDue];
