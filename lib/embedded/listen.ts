import type { Pool, PoolClient } from "pg";
import { eventsChannel } from "@/lib/db/runner/insert-events";
import { logger } from "@/lib/logger";

/** Where graphile-worker tells of new jobs. */
const jobsChannel = "jobs:insert";

/**
 * Calls `on.events` when someone commits new events, here or in another process, and `on.jobs` for new jobs. A lost connection is opened again
 * by the next call of `ensure`; what was missed meanwhile the sweep finds.
 */
export function listenForEvents(pool: Pool, on: { events: () => void; jobs: () => void }) {
  let client: PoolClient | undefined;
  let stopped = false;
  return {
    async ensure(): Promise<void> {
      if (client || stopped) return;
      const opened = await pool.connect();
      opened.on("notification", ({ channel }) => {
        if (channel === eventsChannel) on.events();
        else on.jobs();
      });
      opened.on("error", (error) => {
        logger.warn({ part: "runner", reason: error.message }, "lost the connection that listens for events");
        client = undefined;
        opened.release(true);
      });
      await opened.query(`listen ${eventsChannel}; listen "${jobsChannel}"`);
      if (stopped) opened.release(true);
      else client = opened;
    },
    stop(): void {
      stopped = true;
      client?.removeAllListeners("error");
      client?.on("error", () => {});
      client?.release(true);
      client = undefined;
    },
  };
}
