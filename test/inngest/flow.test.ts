import { randomUUID } from "node:crypto";
import { cron, type Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDiary, type Engine, engineMs, pause, serverUrl, startEngine, until } from "./support/engine";

const diary = createDiary();
const tag = randomUUID().slice(0, 8);
const name = (event: string) => `${tag}/${event}`;

/** Counts how many run at this moment, by key. */
function createGauge() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  return {
    most: (key: string) => most.get(key) ?? 0,
    async during(key: string, ms: number) {
      now.set(key, (now.get(key) ?? 0) + 1);
      most.set(key, Math.max(most.get(key) ?? 0, now.get(key) ?? 0));
      await pause(ms);
      now.set(key, (now.get(key) ?? 0) - 1);
    },
  };
}
const gauge = createGauge();

function makeFunctions(client: Inngest) {
  return [
    client.createFunction(
      { id: "waiter", retries: 0, triggers: [{ event: name("waiter") }] },
      async ({ event, step }) => {
        const reply = await step.waitForEvent("reply", {
          event: name("reply"),
          timeout: "1h",
          if: "event.data.order == async.data.order",
        });
        diary.write("waiter", { order: event.data.order, answer: reply?.data.answer });
      },
    ),
    client.createFunction(
      { id: "impatient", retries: 0, triggers: [{ event: name("impatient") }] },
      async ({ step }) => {
        const started = Date.now();
        const reply = await step.waitForEvent("nothing", { event: name("never"), timeout: "20s" });
        diary.write("impatient", { reply, waited: Date.now() - started });
      },
    ),
    client.createFunction(
      {
        id: "cancellable",
        retries: 0,
        triggers: [{ event: name("cancellable") }],
        cancelOn: [{ event: name("cancel"), match: "data.order" }],
      },
      async ({ event, step }) => {
        await step.run("start", () => diary.write("cancellable-started", event.data.order));
        await step.sleep("wait", "200s");
        await step.run("end", () => diary.write("cancellable-ended", event.data.order));
      },
    ),
    client.createFunction(
      {
        id: "batch",
        retries: 0,
        triggers: [{ event: name("batch") }],
        batchEvents: { maxSize: 5, timeout: "30s", key: "event.data.store" },
      },
      ({ events }) => {
        diary.write(
          "batch",
          events.map(({ data }) => `${data.store}${data.n}`),
        );
      },
    ),
    client.createFunction(
      {
        id: "per-store",
        retries: 0,
        triggers: [{ event: name("per-store") }],
        concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.store" }],
      },
      async ({ event, step }) => {
        await step.run("work", async () => {
          await Promise.all([gauge.during(`store ${event.data.store}`, 40), gauge.during("all", 40)]);
        });
        diary.write("per-store", event.data.store);
      },
    ),
    client.createFunction(
      // A real server knows minutes only.
      { id: "clock", retries: 0, triggers: [cron(serverUrl ? "* * * * *" : "TZ=Europe/Paris * * * * * *")] },
      ({ event }) => {
        diary.write("clock", event.name);
      },
    ),
  ];
}

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(makeFunctions);
});
afterAll(() => engine.stop());

test("a function waits for the event that fits it, and not for another", async () => {
  await engine.client.send([
    { name: name("waiter"), data: { order: 1 } },
    { name: name("waiter"), data: { order: 2 } },
  ]);
  // Nothing outside tells when a run has come to its wait: it is told until it has heard.
  const reply = (order: number, answer: string, heard: number) =>
    until(`the run that waits for ${answer}`, async () => {
      await engine.client.send({ name: name("reply"), data: { order, answer } });
      await pause(200);
      return diary.of("waiter").length >= heard;
    });
  await reply(2, "two", 1);
  await reply(1, "one", 2);
  expect(diary.details("waiter")).toEqual([
    { order: 2, answer: "two" },
    { order: 1, answer: "one" },
  ]);
});

test("a wait that sees nothing gives null when its time is up", async () => {
  await engine.client.send({ name: name("impatient"), data: {} });
  const [seen] = await diary.seen("impatient");
  expect(seen?.detail).toMatchObject({ reply: null });
});

test("an event cancels the runs it matches and no other", async () => {
  await engine.client.send([
    { name: name("cancellable"), data: { order: 1 } },
    { name: name("cancellable"), data: { order: 2 } },
  ]);
  await diary.seen("cancellable-started", 2);
  if (serverUrl) await pause(2000);
  await engine.client.send({ name: name("cancel"), data: { order: 1 } });
  await diary.seen("cancellable-ended");
  await pause(engineMs(30));
  expect(diary.details("cancellable-ended")).toEqual([2]);
});

test("events gather to batches by key: full at once, the rest when its time is up", async () => {
  const batch = (store: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: name("batch"), data: { store, n } }));
  const sent = Date.now();
  await engine.client.send([...batch("a", 7), ...batch("b", 2)]);
  await until("all three batches", () => diary.of("batch").length >= 3);
  const batches = diary.of("batch").map(({ at, detail }) => ({ after: at - sent, ids: detail as string[] }));
  const full = batches.find(({ ids }) => ids.length === 5);
  expect(full?.ids).toEqual(["a0", "a1", "a2", "a3", "a4"]);
  const late = batches.filter(({ ids }) => ids.length < 5);
  expect(late.map(({ ids }) => ids.join()).sort()).toEqual(["a5,a6", "b0,b1"]);
  for (const { after } of late) expect(after).toBeGreaterThanOrEqual(engineMs(30) * 0.95);
});

test("no store has two runs at once, and all together no more than the limit", async () => {
  const stores = ["x", "y", "z", "x", "y", "z", "x", "y", "z", "x", "y", "z"];
  await engine.client.send(stores.map((store) => ({ name: name("per-store"), data: { store } })));
  await diary.seen("per-store", stores.length);
  for (const store of ["x", "y", "z"]) expect(gauge.most(`store ${store}`)).toBe(1);
  expect(gauge.most("all")).toBe(2);
});

test("a cron starts runs by itself", async () => {
  const [first] = await diary.seen("clock", serverUrl ? 1 : 2);
  expect(first?.detail).toBe("inngest/scheduled.timer");
});
