import type { Pool, PoolClient } from "pg";
import { eventsChannel } from "@/lib/db/runner/insert-events";
import { logger } from "@/lib/logger";

/**
 * Calls `onEvents` when someone commits new events, here or in another process. A lost connection is opened again
 * by the next call of `ensure`; what was missed meanwhile the sweep finds.
 */
export function listenForEvents(pool: Pool, onEvents: () => void) {
  let client: PoolClient | undefined;
  return {
    async ensure(): Promise<void> {
      if (client) return;
      const opened = await pool.connect();
      opened.on("notification", ({ channel }) => {
        if (channel === eventsChannel) onEvents();
      });
      opened.on("error", (error) => {
        logger.warn({ part: "runner", reason: error.message }, "lost the connection that listens for events");
        client = undefined;
        opened.release(true);
      });
      await opened.query(`listen ${eventsChannel}`);
      client = opened;
    },
    stop(): void {
      client?.removeAllListeners("error");
      client?.on("error", () => {});
      client?.release(true);
      client = undefined;
    },
  };
}

/**
 * Runs `work` once at a time; a call that comes while it runs makes it run once more afterwards, however many came.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await work();
      } while (again);
    })().finally(() => {
      running = undefined;
    });
    return running;
  };
}
