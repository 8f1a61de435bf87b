import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BigCommerceError } from "@/lib/bigcommerce/client/errors";
import { observeResponses, type ResponseRecord } from "@/lib/bigcommerce/client/observe-responses";
import { clientFor, type Handler, hurriedRuntime, rateHeaders, sendJson, startApi } from "./support/fake-api";

const call = {
  operation: "test.get",
  path: "v3/thing",
  schema: z.looseObject({ data: z.unknown() }),
} as const;

async function failing(handler: Handler, options: Parameters<typeof clientFor>[1] = {}) {
  const api = await startApi(handler);
  const error = await clientFor(api.url, options)
    .get(call)
    .catch((caught: unknown) => caught);
  if (!(error instanceof BigCommerceError))
    throw new Error(`expected a BigCommerceError, got ${String(error)}`);
  return { error, calls: api.seen.length };
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

describe("every request", () => {
  it("says who it is and what it reads, and types its body", async () => {
    const api = await startApi((_request, response) => sendJson(response, { data: null }));
    await clientFor(api.url).put({ ...call, body: { a: "1.10" } });
    expect(api.seen[0]).toMatchObject({
      method: "PUT",
      path: "v3/thing",
      body: '{"a":"1.10"}',
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "x-auth-token": "s3cret-token",
        "user-agent": expect.stringMatching(/^Laurel\/\d+\.\d+\.\d+ \(\+http/),
      },
    });
  });

  it("escapes dates and e-mails in the query", async () => {
    const api = await startApi((_request, response) => sendJson(response, { data: null }));
    const query = {
      "created:min": "2026-01-01T00:00:00+01:00",
      email: "a+b@c.de",
      "id:in": [1, 2],
      skipped: undefined,
    };
    await clientFor(api.url).get({ ...call, query });
    expect([...api.seen[0]!.query]).toEqual([
      ["created:min", "2026-01-01T00:00:00+01:00"],
      ["email", "a+b@c.de"],
      ["id:in", "1,2"],
    ]);
  });

  it("is reported to the client's and the process' observers, attempt by attempt", async () => {
    const api = await startApi((_request, response, count) =>
      count === 1
        ? void response.writeHead(500).end()
        : sendJson(response, { data: 1 }, 200, rateHeaders(42)),
    );
    const seen: ResponseRecord[] = [];
    let total = 0;
    const stop = observeResponses(() => {
      total += 1;
    });
    await clientFor(api.url, { onResponse: (record) => seen.push(record) }).get({
      ...call,
      query: { email: "x@y.z" },
    });
    stop();
    await clientFor(api.url).get(call);
    expect(total).toBe(2);
    expect(
      seen.map(({ operation, status, attempt, requestsLeft, path }) => [
        operation,
        path,
        status,
        attempt,
        requestsLeft,
      ]),
    ).toEqual([
      ["test.get", "v3/thing", 500, 1, null],
      ["test.get", "v3/thing", 200, 2, 42],
    ]);
  });

  it("refuses a store hash that would change the address", () => {
    expect(() => clientFor("http://127.0.0.1:1", { storeHash: "../x" })).toThrow(TypeError);
  });
});

describe("repeating", () => {
  it("backs off longer each time, with jitter, and honours a longer wait the server asks for", async () => {
    const slept: number[] = [];
    const runtime = hurriedRuntime(slept);
    await failing(answer(503, "", { "x-retry-after": "2" }), { runtime });
    expect(slept.filter((ms) => ms < 5_000)).toEqual([2_000, 2_000, 2_000, 3_000]);
    slept.length = 0;
    await failing(answer(500, ""), { runtime });
    expect(slept.filter((ms) => ms < 5_000)).toEqual([375, 750, 1_500, 3_000]);
  });

  it("gives an interactive caller up early", async () => {
    const { calls } = await failing(answer(500, ""), { priority: "interactive" });
    expect(calls).toBe(3);
  });

  it("never repeats a POST after a failure that may have been carried out", async () => {
    for (const status of [500, 502, 503, 504, 408]) {
      const api = await startApi(answer(status, ""));
      await expect(clientFor(api.url).post({ ...call, body: {} })).rejects.toBeInstanceOf(BigCommerceError);
      expect(api.seen).toHaveLength(1);
    }
  });

  it("repeats a POST the gateway turned away with 429: it was never looked at", async () => {
    const api = await startApi((_request, response, count) =>
      count === 1
        ? void response.writeHead(429, { "x-rate-limit-time-reset-ms": "1" }).end()
        : sendJson(response, { data: 1 }),
    );
    await clientFor(api.url).post({ ...call, body: {} });
    expect(api.seen).toHaveLength(2);
  });

  it("does not repeat a write whose second run could undo somebody else's", async () => {
    const api = await startApi(answer(500, ""));
    await expect(clientFor(api.url).put({ ...call, body: {}, retry: "never" })).rejects.toMatchObject({
      kind: "server",
    });
    expect(api.seen).toHaveLength(1);
  });
});

describe("deleting", () => {
  it.each([
    "v2/orders",
    "v2/coupons",
    "v2/coupons/",
    "v2/coupons/0",
    "v2/coupons/NaN",
    "v3/customers/subscribers",
    "v3/promotions/1/codes",
    "v3/promotions/1/codes/",
    "v3/hooks/1?x=y",
    "v3/hooks/1/../..",
    "v3/content/scripts/",
    "v3/content/scripts/undefined",
  ])("%s never leaves the process: it is not one resource", async (path) => {
    const api = await startApi(answer(204, ""));
    await expect(clientFor(api.url).deleteOne("test.delete", path as "v3/hooks/1")).rejects.toThrow(
      TypeError,
    );
    expect(api.seen).toHaveLength(0);
  });

  it("one resource is deleted by id; one that is gone counts as deleted", async () => {
    const api = await startApi(
      (_request, response, count) => void response.writeHead(count === 1 ? 204 : 404).end(),
    );
    const client = clientFor(api.url);
    await client.deleteOne("test.delete", "v3/promotions/7/codes/9");
    await client.deleteOne("test.delete", "v3/promotions/7/codes/9");
    expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "DELETE v3/promotions/7/codes/9",
      "DELETE v3/promotions/7/codes/9",
    ]);
  });
});
