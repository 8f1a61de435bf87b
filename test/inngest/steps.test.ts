import { randomUUID } from "node:crypto";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDiary, type Engine, engineMs, pause, startEngine, until } from "./support/engine";

const diary = createDiary();
const tag = randomUUID().slice(0, 8);
const name = (event: string) => `${tag}/${event}`;

function makeFunctions(client: Inngest) {
  const child = client.createFunction(
    { id: "child", retries: 0, triggers: [{ event: name("child.called") }] },
    async ({ event, step }) => {
      if (event.data.fail) throw new Error("the child gave up");
      return step.run("double", () => event.data.number * 2);
    },
  );
  return [
    child,
    client.createFunction(
      { id: "outputs", retries: 0, triggers: [{ event: name("outputs") }] },
      async ({ event, step, runId }) => {
        const first = await step.run("first", () => ({ value: event.data.value, when: new Date(0) }));
        const nothing = await step.run("nothing", () => undefined);
        const second = await step.run("second", () => first.value + 1);
        diary.write("outputs", { first, nothing, second, runId, eventName: event.name });
        return "done";
      },
    ),
    client.createFunction(
      { id: "echo", retries: 0, triggers: [{ event: name("echo") }] },
      async ({ event }) => {
        diary.write("echo", event.data);
      },
    ),
    client.createFunction(
      { id: "once", retries: 0, idempotency: "event.data.cart", triggers: [{ event: name("once") }] },
      async ({ event }) => {
        diary.write("once", event.data.cart);
      },
    ),
    client.createFunction(
      { id: "sender", retries: 0, triggers: [{ event: name("sender") }] },
      async ({ event, step }) => {
        await step.sendEvent("tell", [
          { name: name("echo"), data: { from: "sender", n: 1, id: event.data.id } },
          { name: name("echo"), data: { from: "sender", n: 2, id: event.data.id } },
        ]);
      },
    ),
    client.createFunction(
      { id: "sleeper", retries: 0, triggers: [{ event: name("sleeper") }] },
      async ({ step }) => {
        const before = await step.run("before", () => Date.now());
        await step.sleep("rest", "20s");
        const after = await step.run("after", () => Date.now());
        await step.sleepUntil("past", new Date(0));
        diary.write("sleeper", after - before);
      },
    ),
    client.createFunction(
      { id: "parent", retries: 0, triggers: [{ event: name("parent") }] },
      async ({ event, step }) => {
        const good = await step.invoke("good", { function: child, data: { number: event.data.number } });
        const caught = await step
          .invoke("bad", { function: child, data: { fail: true } })
          .catch((error: Error) => error.message);
        diary.write("parent", { good, caught });
      },
    ),
    client.createFunction(
      { id: "parallel", retries: 0, triggers: [{ event: name("parallel") }] },
      async ({ step }) => {
        const branch = (id: string) =>
          step.run(`a-${id}`, async () => {
            diary.write("parallel-step", id);
            await until("the other branches at work", () => diary.of("parallel-step").length >= 3);
            return id;
          });
        const names = await Promise.all([branch("x"), branch("y"), branch("z")]);
        const last = await step.run("last", () => names.join(""));
        diary.write("parallel", last);
      },
    ),
    client.createFunction(
      { id: "wildcard", retries: 0, triggers: [{ event: `${tag}/wild/*` }] },
      ({ event }) => {
        diary.write("wildcard", event.name);
      },
    ),
    client.createFunction(
      { id: "picky", retries: 0, triggers: [{ event: name("picky"), if: "event.data.amount > 10" }] },
      ({ event }) => {
        diary.write("picky", event.data.amount);
      },
    ),
    client.createFunction(
      { id: "long", retries: 0, triggers: [{ event: name("long") }] },
      async ({ step }) => {
        let sum = 0;
        for (let i = 1; i <= 120; i++) sum += await step.run(`n${i}`, () => i);
        diary.write("long", sum);
      },
    ),
  ];
}

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(makeFunctions);
});
afterAll(() => engine.stop());

test("a function sees its steps' outputs as JSON, undefined as null", async () => {
  await engine.client.send({ name: name("outputs"), data: { value: 41 } });
  const [seen] = await diary.seen("outputs");
  expect(seen?.detail).toMatchObject({
    first: { value: 41, when: "1970-01-01T00:00:00.000Z" },
    nothing: null,
    second: 42,
    eventName: name("outputs"),
  });
});

test("a second event with the same id makes no second run", async () => {
  const id = randomUUID();
  await engine.client.send({ name: name("echo"), id, data: { dedupe: 1 } });
  await engine.client.send({ name: name("echo"), id, data: { dedupe: 2 } });
  await engine.client.send({ name: name("echo"), data: { dedupe: 3 } });
  const seen = () => diary.details("echo").filter((data) => hasValue(data, "dedupe"));
  await until("the first and the third event", () => seen().length >= 2);
  await pause(200);
  expect(seen()).toHaveLength(2);
  expect(seen()).toEqual(expect.arrayContaining([{ dedupe: 1 }, { dedupe: 3 }]));
});

test("one run for each value of an idempotency key", async () => {
  await engine.client.send(["a", "b", "a", "a"].map((cart) => ({ name: name("once"), data: { cart } })));
  await diary.seen("once", 2);
  await pause(200);
  expect(diary.details("once").sort()).toEqual(["a", "b"]);
});

test("events sent by a step arrive, each once", async () => {
  await engine.client.send({ name: name("sender"), data: { id: 7 } });
  const sent = () => diary.details("echo").filter((data) => hasValue(data, "from", "sender"));
  await until("both events", () => sent().length >= 2);
  await pause(200);
  expect(sent()).toHaveLength(2);
});

test("a sleep lasts as long as it says", async () => {
  await engine.client.send({ name: name("sleeper"), data: {} });
  const [seen] = await diary.seen("sleeper");
  expect(seen?.detail).toBeGreaterThanOrEqual(engineMs(20) * 0.95);
  expect(seen?.detail).toBeLessThan(engineMs(20) + 10_000);
});

test("an invoked function gives its result, and its failure can be caught", async () => {
  await engine.client.send({ name: name("parent"), data: { number: 21 } });
  const [seen] = await diary.seen("parent");
  expect(seen?.detail).toMatchObject({ good: 42 });
  expect(seen?.detail).toHaveProperty("caught", expect.stringContaining("the child gave up"));
});

test("parallel steps run each once, beside each other, and join", async () => {
  await engine.client.send({ name: name("parallel"), data: {} });
  const [seen] = await diary.seen("parallel");
  expect(seen?.detail).toBe("xyz");
  expect(diary.details("parallel-step").sort()).toEqual(["x", "y", "z"]);
});

test("a trigger may name a family of events, or a condition", async () => {
  await engine.client.send([
    { name: `${tag}/wild/one`, data: {} },
    { name: name("picky"), data: { amount: 5 } },
    { name: name("picky"), data: { amount: 50 } },
  ]);
  await diary.seen("wildcard");
  await diary.seen("picky");
  await pause(100);
  expect(diary.details("wildcard")).toEqual([`${tag}/wild/one`]);
  expect(diary.details("picky")).toEqual([50]);
});

test("a run of 120 steps gets through", async () => {
  await engine.client.send({ name: name("long"), data: {} });
  const [seen] = await diary.seen("long");
  expect(seen?.detail).toBe(7260);
});

function hasValue(data: unknown, key: string, value?: unknown): boolean {
  const found =
    typeof data === "object" && data !== null ? (data as Record<string, unknown>)[key] : undefined;
  return value === undefined ? found !== undefined : found === value;
}
