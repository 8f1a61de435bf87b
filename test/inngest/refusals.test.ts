import { type Inngest, type InngestFunction, invoke } from "inngest";
import { expect, test } from "vitest";
import { startRunner } from "@/lib/embedded/runner";
import { embeddedClient, openPool } from "./support/engine";

const work = async () => {};

async function refusalOf(make: (client: Inngest) => InngestFunction.Any[]): Promise<string> {
  const pool = openPool();
  const client = embeddedClient(pool);
  try {
    const runner = await startRunner({ pool, client, functions: make(client) });
    await runner.stop();
    return "started";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await pool.end();
  }
}

const event = { event: "check/refused" };

test.each([
  ["debounce", { debounce: { period: "5s" as const } }],
  ["throttle", { throttle: { limit: 1, period: "5s" as const } }],
  ["rateLimit", { rateLimit: { limit: 1, period: "5s" as const } }],
  ["priority", { priority: { run: "100" } }],
  ["singleton", { singleton: { mode: "skip" as const } }],
  ["timeouts", { timeouts: { finish: "5m" as const } }],
])("the runner does not start with %s, and says which function asks for it", async (option, options) => {
  const message = await refusalOf((client) => [
    client.createFunction({ id: "asks", retries: 0, triggers: [event], ...options }, work),
  ]);
  expect(message).toContain(`checks-asks: \`${option}\` is not implemented by the embedded runner`);
});

test.each([
  ["an expression that is no CEL", { idempotency: "event.data. ==" }, "`idempotency` is no valid expression"],
  [
    "a batch of one",
    { batchEvents: { maxSize: 1, timeout: "5s" as const } },
    "`batchEvents.maxSize` must be at least 2",
  ],
  [
    "a batch that can be cancelled",
    { batchEvents: { maxSize: 5, timeout: "5s" as const }, cancelOn: [{ event: "check/stop" }] },
    "`batchEvents` and `cancelOn` exclude each other",
  ],
])("what Inngest's server refuses is refused here too: %s", async (_, options, reason) => {
  const message = await refusalOf((client) => [
    client.createFunction({ id: "asks", retries: 0, triggers: [event], ...options }, work),
  ]);
  expect(message).toContain(`checks-asks: ${reason}`);
});

test("everything wrong is named at once", async () => {
  const message = await refusalOf((client) => [
    client.createFunction({ id: "one", retries: 0, triggers: [event], debounce: { period: "5s" } }, work),
    client.createFunction({ id: "two", retries: 0, triggers: [{ cron: "every day" }] }, work),
  ]);
  expect(message).toMatch(/checks-one: .*\n.*checks-two: cron `every day` cannot be read/s);
});

test("a function with all that is implemented starts", async () => {
  const message = await refusalOf((client) => [
    client.createFunction(
      {
        id: "all",
        retries: 20,
        idempotency: "event.data.id",
        concurrency: [
          { limit: 2, scope: "env", key: `"shared"` },
          { limit: 1, key: "event.data.store" },
        ],
        cancelOn: [{ event: "check/stop", if: "event.data.id == async.data.id", timeout: "1h" }],
        triggers: [event, invoke(undefined as never), { cron: "TZ=Europe/Paris 15 3 * * *" }],
        onFailure: work,
      },
      work,
    ),
    client.createFunction(
      {
        id: "batch",
        retries: 0,
        batchEvents: { maxSize: 100, timeout: "60s", key: "event.data.store", if: "event.data.small" },
        triggers: [event],
      },
      work,
    ),
  ]);
  expect(message).toBe("started");
});
