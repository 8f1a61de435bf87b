import type { InboxTopic } from "@/lib/db/inbox";
import { sendEvents } from "@/lib/events";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

/** At most one wake-up per store and topic in this time: whoever is woken finds everything that is pending. */
const quietMs = 250;

type Sleeper = { storeId: bigint; topic: InboxTopic; again: boolean };
const recent = processWide("recently-woken", () => new Map<string, Sleeper>());

/**
 * Tells the consumers that a store has pending webhooks: at once, and once more after a pause when more came
 * meanwhile. Failures are logged only: the rows are safe, and a cron wakes stores whose rows stay pending.
 */
export function wakeStore(storeId: bigint, topic: InboxTopic): void {
  const key = `${storeId}/${topic}`;
  const sleeper = recent.get(key);
  if (sleeper) {
    sleeper.again = true;
    return;
  }
  const woken: Sleeper = { storeId, topic, again: false };
  recent.set(key, woken);
  void send(woken);
  setTimeout(() => {
    recent.delete(key);
    if (woken.again) wakeStore(storeId, topic);
  }, quietMs).unref();
}

async function send({ storeId, topic }: Sleeper): Promise<void> {
  try {
    await sendEvents([{ name: "webhooks/received", data: { storeId: String(storeId), topic } }]);
  } catch (error) {
    logger.warn({ storeId: String(storeId), err: error }, "wake-up not sent, the cron will");
  }
}
