import { randomUUID } from "node:crypto";
import { type Inngest, NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDiary, type Engine, engineMs, pause, startEngine } from "./support/engine";

const diary = createDiary();
const tag = randomUUID().slice(0, 8);
const name = (event: string) => `${tag}/${event}`;

function makeFunctions(client: Inngest) {
  return [
    client.createFunction(
      {
        id: "stubborn",
        retries: 3,
        triggers: [{ event: name("stubborn") }],
        onFailure: ({ event, error, runId }) => {
          const { data } = event;
          diary.write("failed", {
            function: data.function_id,
            run: data.run_id,
            message: error.message,
            runId,
          });
          diary.write("failed-event", data.event.data);
        },
      },
      ({ attempt, runId }) => {
        diary.write("attempt", { attempt, runId });
        throw new Error(`attempt ${attempt} failed`);
      },
    ),
    client.createFunction(
      { id: "flaky-step", retries: 2, triggers: [{ event: name("flaky-step") }] },
      async ({ step }) => {
        await step.run("sure", () => diary.write("sure"));
        const value = await step.run("shaky", () => {
          diary.write("shaky");
          if (diary.of("shaky").length < 3) throw new Error("not yet");
          return "third time";
        });
        diary.write("flaky-step", value);
      },
    ),
    client.createFunction(
      { id: "catcher", retries: 1, triggers: [{ event: name("catcher") }] },
      async ({ step }) => {
        const caught = await step
          .run("doomed", () => {
            diary.write("doomed");
            throw new Error("never works");
          })
          .catch((error: Error) => error.message);
        await step.run("after", () => diary.write("catcher", caught));
      },
    ),
    client.createFunction(
      { id: "patient", retries: 2, triggers: [{ event: name("patient") }] },
      async ({ step }) => {
        await step.run("ask", () => {
          diary.write("patient");
          if (diary.of("patient").length === 1) throw new RetryAfterError("busy", "50s");
        });
        diary.write("patient-done");
      },
    ),
    client.createFunction(
      {
        id: "hopeless",
        retries: 5,
        triggers: [{ event: name("hopeless") }],
        onFailure: ({ error }) => diary.write("hopeless-failed", error.message),
      },
      async ({ step }) => {
        await step.run("only-once", () => {
          diary.write("hopeless");
          throw new NonRetriableError("no way");
        });
      },
    ),
    client.createFunction(
      { id: "wide", retries: 1, triggers: [{ event: name("wide") }] },
      async ({ step }) => {
        const results = await Promise.allSettled(
          ["ok", "bad", "late"].map((id) =>
            step.run(id, () => {
              diary.write(`wide-${id}`);
              if (id === "bad") throw new Error("bad branch");
              if (id === "late" && diary.of("wide-late").length === 1) throw new Error("late branch");
              return id;
            }),
          ),
        );
        diary.write(
          "wide",
          results.map(({ status }) => status),
        );
      },
    ),
  ];
}

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(makeFunctions);
});
afterAll(() => engine.stop());

test("a failing function is tried as often as it says, in one run, then its onFailure hears of it", async () => {
  await engine.client.send({ name: name("stubborn"), data: { order: 12 } });
  const [failed] = await diary.seen("failed");
  const attempts = diary.details("attempt") as { attempt: number; runId: string }[];
  expect(attempts.map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3]);
  expect(new Set(attempts.map(({ runId }) => runId)).size).toBe(1);
  expect(failed?.detail).toMatchObject({
    function: expect.stringMatching(/-stubborn$/),
    run: attempts[0]?.runId,
    message: "attempt 3 failed",
  });
  expect(diary.details("failed-event")).toEqual([{ order: 12 }]);
  const gaps = diary.of("attempt").map(({ at }, index, all) => at - (all[index - 1]?.at ?? at));
  // 15 s, 30 s and 60 s, each with up to 30 s on top.
  expect(gaps[1]).toBeGreaterThanOrEqual(engineMs(15) * 0.95);
  expect(gaps[2]).toBeGreaterThanOrEqual(engineMs(30) * 0.95);
  expect(gaps[3]).toBeGreaterThanOrEqual(engineMs(60) * 0.95);
});

test("a retry repeats the failed step only", async () => {
  await engine.client.send({ name: name("flaky-step"), data: {} });
  const [done] = await diary.seen("flaky-step");
  expect(done?.detail).toBe("third time");
  expect(diary.of("sure")).toHaveLength(1);
  expect(diary.of("shaky")).toHaveLength(3);
});

test("a step that has used up its attempts can be caught and the function goes on", async () => {
  await engine.client.send({ name: name("catcher"), data: {} });
  const [caught] = await diary.seen("catcher");
  expect(caught?.detail).toContain("never works");
  expect(diary.of("doomed")).toHaveLength(2);
});

test("a step decides itself when it is tried again", async () => {
  await engine.client.send({ name: name("patient"), data: {} });
  await diary.seen("patient-done");
  const [first, second] = diary.of("patient");
  const gap = (second?.at ?? 0) - (first?.at ?? 0);
  expect(gap).toBeGreaterThanOrEqual(engineMs(50) * 0.95);
  expect(gap).toBeLessThan(engineMs(50) + 10_000);
});

test("an error that no retry can heal fails the run at once", async () => {
  await engine.client.send({ name: name("hopeless"), data: {} });
  const [failed] = await diary.seen("hopeless-failed");
  expect(failed?.detail).toContain("no way");
  await pause(100);
  expect(diary.of("hopeless")).toHaveLength(1);
});

test("parallel branches fail and retry each on its own", async () => {
  await engine.client.send({ name: name("wide"), data: {} });
  const [settled] = await diary.seen("wide");
  expect(settled?.detail).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(diary.of("wide-ok")).toHaveLength(1);
  expect(diary.of("wide-bad")).toHaveLength(2);
  expect(diary.of("wide-late")).toHaveLength(2);
});
