import type { Inngest } from "inngest";
import type { Pool } from "pg";
import type { StoredEvent } from "@/lib/db/runner/claim-request";
import { deleteOld } from "@/lib/db/runner/repair";
import { markRouted, peekUnrouted } from "@/lib/db/runner/route";
import { coalesce } from "@/lib/embedded/coalesce";
import { listenForEvents } from "@/lib/embedded/listen";
import type { EmbeddedRunner } from "@/lib/embedded/runner";
import { logger } from "@/lib/logger";

const batchSize = 100;
const retryMs = 5000;
const tidyMs = 3_600_000;

type ForwarderOptions = { pool: Pool; client: Inngest.Any; retentionDays?: number };

/**
 * Server mode's half of sending: hands the events that were committed here to the Inngest server, in order, and
 * again until it has taken them. An event may be sent twice (two processes, an answer lost on the way); its id lets
 * the server drop the second.
 */
export async function startForwarder({
  pool,
  client,
  retentionDays = 14,
}: ForwarderOptions): Promise<EmbeddedRunner> {
  const drain = coalesce(async () => {
    while ((await forwardNext(pool, client)) === batchSize);
  });
  const guarded = () =>
    drain().catch((error: unknown) =>
      logger.warn({ part: "forwarder", err: error }, "events wait for Inngest"),
    );
  const listener = listenForEvents(pool, { events: () => void guarded(), jobs: () => {} });
  const work = async () => {
    await listener.ensure().catch(() => {});
    await guarded();
  };
  await work();
  const retrying = setInterval(() => void work(), retryMs);
  const tidying = setInterval(() => void deleteOld(pool, retentionDays).catch(() => {}), tidyMs);
  return {
    async stop() {
      clearInterval(retrying);
      clearInterval(tidying);
      listener.stop();
      await guarded();
    },
  };
}

async function forwardNext(pool: Pool, client: Inngest.Any): Promise<number> {
  const events = await peekUnrouted(pool, batchSize);
  if (events.length === 0) return 0;
  await client.send(events.map(toPayload));
  await markRouted(
    pool,
    events.map(({ id }) => id),
  );
  return events.length;
}

function toPayload({ id, name, data, ts }: StoredEvent) {
  return { id, name, ts, data: data as Record<string, unknown> };
}
