import { randomUUID } from "node:crypto";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { deleteOld } from "@/lib/db/runner/repair";
import { sendEvents, sendEventsInTransaction } from "@/lib/events";
import { listRuns } from "@/lib/services/runs/list-runs";
import { retryRun } from "@/lib/services/runs/retry-run";
import { createDiary, serverUrl, startEmbedded, until } from "./support/engine";

const diary = createDiary();
let broken = true;
const [store, otherStore] = [71n, 72n];

function makeFunctions(client: Inngest) {
  return [
    client.createFunction(
      { id: "fragile", retries: 0, triggers: [{ event: "store/installed" }] },
      async ({ event, step }) => {
        await step.run("sure", () => diary.write("sure", event.data.storeId));
        await step.run("shaky", () => {
          if (broken) throw new Error("not today");
          diary.write("shaky", event.data.storeId);
        });
      },
    ),
    client.createFunction(
      { id: "sleepy", retries: 0, triggers: [{ event: "store/uninstalled" }] },
      ({ step }) => step.sleep("long", "30d"),
    ),
  ];
}

let engine: Awaited<ReturnType<typeof startEmbedded>>;
beforeAll(async () => {
  engine = await startEmbedded(makeFunctions);
});
afterAll(() => engine.stop());

const page = (storeId: bigint, state?: "failed" | "done" | "waiting") =>
  listRuns({ storeId, limit: 10, ...(state && { state }) });
const failedRun = () => until("the failure", async () => (await page(store, "failed")).items[0]);

test.skipIf(serverUrl)(
  "a store sees its own runs with state, times and error, and no other store's",
  async () => {
    await sendEvents([
      { name: "store/installed", data: { storeId: String(store) } },
      { name: "store/uninstalled", data: { storeId: String(otherStore) } },
    ]);
    expect(await failedRun()).toMatchObject({
      functionId: "checks-fragile",
      attempts: 1,
      error: "not today",
    });
    await until("the sleeper", async () => (await page(otherStore, "waiting")).items[0]);
    expect((await page(store)).items).toHaveLength(1);
    expect((await page(otherStore)).items[0]).toMatchObject({ state: "waiting", endedAt: null, error: null });
  },
);

test.skipIf(serverUrl)(
  "another store's run, an unknown one and one that did not fail cannot be retried",
  async () => {
    const failed = await failedRun();
    const [waiting] = (await page(otherStore)).items;
    await expect(retryRun({ storeId: otherStore, runId: failed.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(retryRun({ storeId: store, runId: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(retryRun({ storeId: otherStore, runId: waiting?.id ?? "" })).rejects.toMatchObject({
      code: "conflict",
    });
  },
);

test.skipIf(serverUrl)("a retried run does what had failed, and nothing twice", async () => {
  broken = false;
  await retryRun({ storeId: store, runId: (await failedRun()).id });
  await until("the run to be done", async () => (await page(store, "done")).items[0]);
  expect(diary.of("sure")).toHaveLength(1);
  expect(diary.of("shaky")).toHaveLength(1);
  expect((await page(store, "failed")).items).toEqual([]);
});

test("pages follow one another and a made-up cursor is refused", async () => {
  const first = await listRuns({ storeId: store, limit: 1 });
  expect(first.nextCursor).toBeNull();
  await expect(listRuns({ storeId: store, limit: 1, cursor: "' or 1" })).rejects.toMatchObject({
    code: "validation_failed",
  });
});

test.skipIf(serverUrl)("an event sent in a transaction exists if and only if it commits", async () => {
  const send = (tx: Parameters<typeof sendEventsInTransaction>[0], id: string) =>
    sendEventsInTransaction(tx, [{ name: "store/installed", id, data: { storeId: "73" } }]);
  await db()
    .$transaction(async (tx) => {
      await send(tx, "rolled-back");
      throw new Error("no");
    })
    .catch(() => {});
  await db().$transaction((tx) => send(tx, "committed"));
  await until("the run of the committed one", async () => (await page(73n, "done")).items[0]);
  const { rows } = await pool().query(
    "select id from runner_events where id in ('rolled-back', 'committed')",
  );
  expect(rows).toEqual([{ id: "committed" }]);
});

test("an event that does not fit its schema is refused", async () => {
  await expect(sendEvents([{ name: "store/installed", data: { storeId: "seven" } }])).rejects.toMatchObject({
    code: "bad_request",
  });
});

test.skipIf(serverUrl)("old runs and events go, what still runs and its event stay", async () => {
  await pool().query(
    "update runner_runs set ended_at = ended_at - interval '20 days' where ended_at is not null",
  );
  await pool().query("update runner_events set received_at = received_at - interval '20 days'");
  while ((await deleteOld(pool(), 14)) > 0);
  const { rows } = await pool().query(
    "select r.function_id, (select count(*)::int from runner_events) as events from runner_runs r",
  );
  expect(rows).toEqual([{ function_id: "checks-sleepy", events: 1 }]);
});
