/**
 * Golden traces: what the SDK we ship answers to the requests Inngest's server sends. The embedded runner is built on
 * these; an upgrade of the SDK that changes one must be looked at before it is taken.
 */
import { NonRetriableError, RetryAfterError } from "inngest";
import { describe, expect, test } from "vitest";
import { createSdkApp } from "./support/sdk-app";

const sha1 = { a: "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8", b: "e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98" };

const { sdk } = createSdkApp((client) => {
  const child = client.createFunction({ id: "child", retries: 0, triggers: [{ event: "child" }] }, () => 1);
  const make = (id: string, handler: Parameters<typeof client.createFunction>[1]) =>
    client.createFunction({ id, retries: 3, triggers: [{ event: "x" }] }, handler);
  return [
    child,
    make("value", () => ({ ok: true })),
    make("undefined", () => undefined),
    make("throws", () => {
      throw new Error("boom");
    }),
    make("hopeless", () => {
      throw new NonRetriableError("no");
    }),
    make("later", () => {
      throw new RetryAfterError("busy", "90s");
    }),
    make("step", async ({ step }) => step.run("a", () => 1)),
    make("step-throws", async ({ step }) =>
      step.run("a", () => {
        throw new Error("boom");
      }),
    ),
    make("step-hopeless", async ({ step }) =>
      step.run("a", () => {
        throw new NonRetriableError("no");
      }),
    ),
    make("sleep", async ({ step }) => step.sleep("a", "90m")),
    make("sleep-compound", async ({ step }) => step.sleep("a", "1h30m" as never)),
    make("wait", async ({ step }) =>
      step.waitForEvent("a", { event: "y", timeout: "1w", if: "async.data.n == 1" }),
    ),
    make("invoke", async ({ step }) => step.invoke("a", { function: child, data: { n: 1 }, timeout: "1h" })),
    make("send", async ({ step }) => step.sendEvent("a", { name: "y", data: {} })),
    make("parallel", async ({ step }) => Promise.all([step.run("a", () => 1), step.sleep("b", "1s")])),
    make("repeat", async ({ step }) => [await step.run("a", () => 1), await step.run("a", () => 2)]),
  ];
});

type Options = {
  stepId?: string;
  attempt?: number;
  steps?: Record<string, unknown>;
  checkpoint?: boolean;
  plan?: boolean;
};

function call(
  fn: string,
  { stepId = "step", attempt = 0, steps = {}, checkpoint = false, plan = false }: Options = {},
) {
  const event = { id: "e1", name: "x", data: {}, ts: 0, user: {} };
  return sdk.call(`golden-${fn}`, stepId, {
    version: -1,
    event,
    events: [event],
    steps,
    ctx: {
      run_id: "r1",
      ...(checkpoint && { fn_id: "f1", qi_id: "q1" }),
      attempt,
      max_attempts: 4,
      disable_immediate_execution: plan,
      use_api: false,
      stack: { stack: Object.keys(steps), current: Object.keys(steps).length },
    },
  });
}

const noRetry = "x-inngest-no-retry";

describe("the function itself", () => {
  test.each([
    ["value", {}, 200, { ok: true }],
    ["undefined", {}, 200, null],
  ])("%s is answered with its value", async (fn, options, status, body) => {
    expect(await call(fn, options)).toMatchObject({ status, body });
  });

  test("an error may be retried", async () => {
    const { status, headers, body } = await call("throws");
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 500, retry: "false" });
    expect(body).toMatchObject({ name: "Error", message: "boom", __serialized: true });
  });

  test("on the last attempt it may not", async () => {
    const { status, headers } = await call("throws", { attempt: 3 });
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 400, retry: "true" });
  });

  test("an error that says so may not either", async () => {
    const { status, headers } = await call("hopeless");
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 400, retry: "true" });
  });

  test("an error may say when, in seconds", async () => {
    const { status, headers } = await call("later");
    expect({ status, after: headers["retry-after"] }).toEqual({ status: 500, after: "90" });
  });

  test("an unknown function is a 500", async () => {
    expect((await call("nothing")).status).toBe(500);
  });
});

describe("steps", () => {
  test("one step runs at once and is reported", async () => {
    const { status, body } = await call("step");
    expect(status).toBe(206);
    expect(body).toMatchObject([{ op: "StepRun", id: sha1.a, displayName: "a", data: 1 }]);
  });

  test("a memoised step is not run again", async () => {
    expect(await call("step", { steps: { [sha1.a]: { data: 7 } } })).toMatchObject({ status: 200, body: 7 });
  });

  test("a failing step may be retried", async () => {
    const { status, headers, body } = await call("step-throws");
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 206, retry: "false" });
    expect(body).toMatchObject([{ op: "StepError", id: sha1.a, error: { message: "boom" } }]);
  });

  test.each([
    ["on its last attempt", "step-throws", { attempt: 3 }],
    ["when its error says so", "step-hopeless", {}],
  ])("a step has failed for good %s", async (_, fn, options) => {
    const { status, headers, body } = await call(fn, options);
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 206, retry: "true" });
    expect(body).toMatchObject([{ op: "StepFailed", id: sha1.a }]);
  });

  test("a memoised failure that nobody catches fails the function without retry", async () => {
    const error = { name: "Error", message: "boom", stack: "" };
    const { status, headers } = await call("step-throws", { steps: { [sha1.a]: { error } } });
    expect({ status, retry: headers[noRetry] }).toEqual({ status: 400, retry: "true" });
  });

  test.each([
    ["a sleep carries its time in `name`", "sleep", { op: "Sleep", name: "1h30m" }],
    ["a compound sleep is silently nothing", "sleep-compound", { op: "Sleep", name: "" }],
    ["a wait", "wait", { op: "WaitForEvent", name: "y", opts: { timeout: "1w", if: "async.data.n == 1" } }],
    [
      "an invoke",
      "invoke",
      {
        op: "InvokeFunction",
        opts: { function_id: "golden-child", payload: { data: { n: 1 } }, timeout: "1h" },
      },
    ],
    ["a sent event is an ordinary step", "send", { op: "StepRun", opts: { type: "step.sendEvent" } }],
  ])("%s", async (_, fn, op) => {
    const { status, body } = await call(fn);
    expect(status).toBe(206);
    expect(body).toMatchObject([{ ...op, id: sha1.a }]);
  });

  test("steps beside each other are planned, then run one a request", async () => {
    const planned = await call("parallel");
    expect(planned.body).toMatchObject([
      { op: "StepPlanned", id: sha1.a },
      { op: "Sleep", id: sha1.b },
    ]);
    const ran = await call("parallel", { stepId: sha1.a, plan: true });
    expect(ran.body).toMatchObject([{ op: "StepRun", id: sha1.a, data: 1 }]);
  });

  test("when told so, a single step is only planned", async () => {
    expect((await call("step", { plan: true })).body).toMatchObject([{ op: "StepPlanned", id: sha1.a }]);
  });

  test("the second step of a name gets an id of its own", async () => {
    const { body } = await call("repeat", { steps: { [sha1.a]: { data: 1 } } });
    expect(body).toMatchObject([{ op: "StepRun", displayName: "a" }]);
    expect(body).not.toMatchObject([{ id: sha1.a }]);
  });
});

describe("checkpointing", () => {
  const reported: unknown[] = [];
  const app = createSdkApp(
    (client) => [
      client.createFunction({ id: "two", retries: 0, triggers: [{ event: "x" }] }, async ({ step }) => {
        const a = await step.run("a", () => 1);
        return a + (await step.run("b", () => 2));
      }),
    ],
    async (_, init) => {
      reported.push(JSON.parse(String(init?.body)));
      return Response.json({ data: {} });
    },
  );

  test("a request that names function and queue item runs through and reports each step on the way", async () => {
    const event = { id: "e1", name: "x", data: {} };
    const ctx = {
      run_id: "r1",
      fn_id: "f1",
      qi_id: "q1:1",
      attempt: 0,
      max_attempts: 1,
      stack: { stack: [], current: 0 },
    };
    const answer = await app.sdk.call("golden-two", "step", {
      version: -1,
      event,
      events: [event],
      steps: {},
      ctx,
    });
    expect(reported).toMatchObject([
      { run_id: "r1", qi_id: "q1:1", steps: [{ op: "StepRun", id: sha1.a, data: 1 }] },
      { run_id: "r1", qi_id: "q1:1", steps: [{ op: "StepRun", id: sha1.b, data: 2 }] },
    ]);
    expect(answer).toMatchObject({ status: 206, body: [{ op: "RunComplete", data: 3 }] });
  });
});

test("the SDK describes a function with everything the runner needs to know", async () => {
  const { sdk } = createSdkApp((client) => [
    client.createFunction(
      {
        id: "f",
        retries: 2,
        idempotency: "event.data.id",
        concurrency: [{ limit: 1, key: "event.data.store" }],
        cancelOn: [{ event: "stop", match: "data.id" }],
        triggers: [{ event: "x", if: "event.data.n > 1" }, { cron: "TZ=Europe/Paris 0 3 * * *" }],
        onFailure: () => {},
      },
      () => {},
    ),
  ]);
  const described = await sdk.describe();
  expect(described).toMatchObject([
    {
      id: "golden-f",
      triggers: [{ event: "x", expression: "event.data.n > 1" }, { cron: "TZ=Europe/Paris 0 3 * * *" }],
      steps: { step: { retries: { attempts: 2 } } },
      idempotency: "event.data.id",
      concurrency: [{ limit: 1, key: "event.data.store" }],
      cancel: [{ event: "stop", if: "event.data.id == async.data.id" }],
    },
    {
      id: "golden-f-failure",
      triggers: [{ event: "inngest/function.failed", expression: "event.data.function_id == 'golden-f'" }],
    },
  ]);
});
