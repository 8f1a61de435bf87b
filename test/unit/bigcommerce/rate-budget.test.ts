import { describe, expect, it } from "vitest";
import { z } from "zod";
import { budgetOf, RateBudget } from "@/lib/bigcommerce/client/rate-budget";
import { systemRuntime } from "@/lib/bigcommerce/client/runtime";
import { clientFor, hurriedRuntime, rateHeaders, sendJson, startApi } from "./support/fake-api";

const call = { operation: "test.get", path: "v3/thing", schema: z.looseObject({}) } as const;
const noHeaders = {
  requestsLeft: null,
  requestsQuota: null,
  resetMs: null,
  windowMs: null,
  retryAfterMs: null,
};

/**
 * A store with fixed windows, as BigCommerce's, that refuses what comes after the quota is gone. Whether a window follows
 * the last at once (`grid`) or begins with the next call (`call`) is not documented.
 */
async function startLimitedApi(limit: {
  quota: number;
  windowMs: number;
  begins: "grid" | "call";
  usedByOthers?: number;
}) {
  let windowStart = performance.now();
  let used = limit.usedByOthers ?? 0;
  let refused = 0;
  const served: { at: number; window: number }[] = [];
  let window = 0;
  const api = await startApi((_request, response) => {
    const now = performance.now();
    if (now - windowStart >= limit.windowMs) {
      const whole = Math.floor((now - windowStart) / limit.windowMs) * limit.windowMs;
      windowStart = limit.begins === "grid" ? windowStart + whole : now;
      window += 1;
      used = 0;
    }
    used += 1;
    const resetMs = Math.ceil(windowStart + limit.windowMs - now);
    const headers = rateHeaders(Math.max(0, limit.quota - used), limit.quota, resetMs, limit.windowMs);
    if (used > limit.quota) {
      refused += 1;
      response.writeHead(429, headers).end();
      return;
    }
    served.push({ at: now, window });
    setTimeout(() => sendJson(response, {}, 200, headers), Math.random() * 15);
  });
  return { ...api, served, refused: () => refused };
}

describe("the budget of a store", () => {
  it.each(["grid", "call"] as const)(
    "never lets parallel callers past the quota (windows by %s)",
    async (begins) => {
      const api = await startLimitedApi({ quota: 150, windowMs: 1_500, begins });
      const budget = new RateBudget(systemRuntime, "abc123");
      const clients = [1, 2, 3].map(() => clientFor(api.url, { runtime: systemRuntime, budget }));
      await Promise.all(Array.from({ length: 200 }, (_, index) => clients[index % 3]!.get(call)));
      expect(api.refused()).toBe(0);
      expect(api.served).toHaveLength(200);
      expect(new Set(api.served.map(({ window }) => window)).size).toBeGreaterThan(1);
      for (const window of new Set(api.served.map((entry) => entry.window))) {
        expect(api.served.filter((entry) => entry.window === window).length).toBeLessThanOrEqual(150);
      }
    },
    60_000,
  );

  it("leaves room for what other apps have used already", async () => {
    const api = await startLimitedApi({ quota: 40, windowMs: 400, begins: "call", usedByOthers: 25 });
    const client = clientFor(api.url, { runtime: systemRuntime });
    await Promise.all(Array.from({ length: 30 }, () => client.get(call)));
    expect(api.refused()).toBe(0);
  });

  it("lets interactive calls through while background calls wait for the next window", async () => {
    const api = await startApi((_request, response) =>
      sendJson(response, {}, 200, rateHeaders(15, 150, 700, 700)),
    );
    const background = clientFor(api.url, { runtime: systemRuntime });
    const interactive = background.with({ priority: "interactive" });
    await background.get(call);
    const done: string[] = [];
    const waiting = background.get(call).then(() => done.push("background"));
    await interactive.get(call).then(() => done.push("interactive"));
    await interactive.get(call).then(() => done.push("interactive"));
    await waiting;
    expect(done).toEqual(["interactive", "interactive", "background"]);
  });

  it.each([
    ["with the reset header", { "x-rate-limit-time-reset-ms": "300" }],
    ["with the longer of two headers", { "x-rate-limit-time-reset-ms": "5", "x-retry-after": "0.3" }],
  ])("stops every caller of the store after one 429 %s", async (_name, headers) => {
    const started: number[] = [];
    const api = await startApi((_request, response, count) => {
      started.push(performance.now());
      if (count === 1) response.writeHead(429, headers).end();
      else sendJson(response, {});
    });
    const client = clientFor(api.url, { runtime: systemRuntime });
    const first = client.get(call);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([first, client.get(call), client.get(call)]);
    expect(started).toHaveLength(4);
    expect(started[1]! - started[0]!).toBeGreaterThanOrEqual(290);
  });

  it("waits a whole window after an empty 429 without headers", () => {
    let now = 0;
    const runtime = { ...systemRuntime, nowMs: () => now, random: () => 0 };
    const budget = new RateBudget(runtime, "abc123");
    return budget.acquire("background", { deadlineMs: 1e9 }).then((permit) => {
      permit.done({ status: 429, rate: noHeaders });
      expect(budget.snapshot().blockedMs).toBe(30_000);
      now = 30_000;
      expect(budget.snapshot()).toMatchObject({ blockedMs: 0 });
    });
  });

  it("refuses at once, with the time to wait, when a caller cannot wait that long", async () => {
    const api = await startApi(
      (_request, response) => void response.writeHead(429, { "x-retry-after": "20" }).end(),
    );
    const client = clientFor(api.url, { runtime: systemRuntime, priority: "interactive" });
    const started = performance.now();
    await expect(client.get(call)).rejects.toMatchObject({
      kind: "rate_limited",
      retryAfterSeconds: 20,
      code: "unavailable",
    });
    await expect(client.get(call)).rejects.toMatchObject({ kind: "rate_limited" });
    expect(api.seen).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("gives up waiting at the caller's deadline", async () => {
    const api = await startApi((_request, response) => sendJson(response, {}, 200, rateHeaders(0)));
    const client = clientFor(api.url, { runtime: systemRuntime });
    await client.get(call);
    await expect(client.with({ deadlineMs: 60 }).get(call)).rejects.toMatchObject({
      kind: "rate_limited",
      httpStatus: null,
    });
    expect(api.seen).toHaveLength(1);
  });

  it("forgets a waiting caller that aborts", async () => {
    const api = await startApi((_request, response) => sendJson(response, {}, 200, rateHeaders(0)));
    const budget = new RateBudget(systemRuntime, "abc123");
    const client = clientFor(api.url, { runtime: systemRuntime, budget });
    await client.get(call);
    const abort = new AbortController();
    const waiting = client.with({ signal: abort.signal }).get(call);
    expect(budget.snapshot().waiting).toBe(1);
    abort.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(budget.snapshot().waiting).toBe(0);
  });

  it("probes with three calls until the first answer tells the quota", async () => {
    let inFlight = 0;
    let most = 0;
    const api = await startApi(async (_request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inFlight -= 1;
      sendJson(response, {});
    });
    const client = clientFor(api.url, { runtime: systemRuntime });
    await Promise.all(Array.from({ length: 12 }, () => client.get(call)));
    expect(most).toBe(3);
  });

  it("keeps a place for interactive calls when slow background calls fill the line", async () => {
    const waiting: (() => void)[] = [];
    const api = await startApi(({ query }, response, count) => {
      const answer = () => sendJson(response, {}, 200, rateHeaders(140 - count));
      if (query.has("slow")) waiting.push(answer);
      else answer();
    });
    const background = clientFor(api.url, { runtime: systemRuntime });
    await background.get(call);
    const slow = Array.from({ length: 12 }, () => background.get({ ...call, query: { slow: true } }));
    await background.with({ priority: "interactive" }).get(call);
    expect(waiting.length).toBeLessThanOrEqual(8);
    const release = setInterval(() => {
      for (const answer of waiting.splice(0)) answer();
    }, 5);
    await Promise.all(slow);
    clearInterval(release);
  });

  it("does not believe an old window's answer that arrives late", async () => {
    let now = 0;
    const budget = new RateBudget({ ...systemRuntime, nowMs: () => now }, "abc123");
    const send = () => budget.acquire("interactive", { deadlineMs: 1e9 });
    const rate = (requestsLeft: number, resetMs: number) => ({
      ...noHeaders,
      requestsLeft,
      resetMs,
      requestsQuota: 150,
      windowMs: 30_000,
    });
    const first = await send();
    now = 10;
    first.done({ status: 200, rate: rate(4, 100) });
    now = 20;
    const straggler = await send();
    now = 205;
    const fresh = await send();
    now = 210;
    fresh.done({ status: 200, rate: rate(149, 29_995) });
    now = 215;
    straggler.done({ status: 200, rate: rate(3, 60) });
    expect(budget.snapshot().left).toBe(149);
  });

  it("counts answers that arrive out of order by the smallest", async () => {
    const budget = new RateBudget({ ...systemRuntime, nowMs: () => 0 }, "abc123");
    const permits = await Promise.all([1, 2, 3].map(() => budget.acquire("background", { deadlineMs: 1e9 })));
    const rate = (requestsLeft: number) => ({
      ...noHeaders,
      requestsLeft,
      resetMs: 10_000,
      requestsQuota: 150,
      windowMs: 30_000,
    });
    permits[0]!.done({ status: 200, rate: rate(97) });
    expect(budget.snapshot().left).toBe(95);
    permits[1]!.done({ status: 200, rate: rate(99) });
    permits[2]!.done({ status: 500, rate: noHeaders });
    permits[2]!.done({ status: 500, rate: noHeaders });
    expect(budget.snapshot()).toMatchObject({ left: 96, inFlight: 0 });
  });

  it("is one per store in the process", () => {
    expect(budgetOf("store1", hurriedRuntime())).toBe(budgetOf("store1", hurriedRuntime()));
    expect(budgetOf("store1", hurriedRuntime())).not.toBe(budgetOf("store2", hurriedRuntime()));
  });
});
