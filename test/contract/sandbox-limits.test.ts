import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultKind } from "@/test/sandbox/http/faults";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";

describe("the sandbox under strain", () => {
  let sandbox: Sandbox;
  let token: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ stores: [{ hash: "abc123" }], seed: "demo" });
    token = sandbox.store().issueToken();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    sandbox.admin.clearFaults();
    sandbox.admin.clearRequests();
    sandbox.admin.setRateLimit("off");
  });

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${sandbox.url}/stores/abc123${path}`, {
      signal: AbortSignal.timeout(400),
      ...init,
      headers: { "x-auth-token": token, accept: "application/json", ...(init.headers as object) },
    });

  test("counts a window down in its headers and then answers 429 with the time to wait", async () => {
    sandbox.admin.setRateLimit({ quota: 2, windowMs: 60_000 });
    const left = [await call("/v2/time"), await call("/v2/time")].map((r) =>
      r.headers.get("x-rate-limit-requests-left"),
    );
    expect(left).toEqual(["1", "0"]);
    const refused = await call("/v2/time");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("x-rate-limit-time-reset-ms"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("x-retry-after"))).toBeGreaterThan(0);
    sandbox.admin.advance(61_000);
    expect((await call("/v2/time")).status).toBe(200);
  });

  test("writes errors in the shape of the version", async () => {
    expect(await (await call("/v2/orders/424242")).json()).toMatchObject([{ status: 404 }]);
    expect(await (await call("/v3/hooks/424242")).json()).toMatchObject({
      status: 404,
      title: expect.any(String),
    });
    const plain = await call("/v2/time", { headers: { accept: "*/*" } });
    expect(plain.headers.get("content-type")).toBe("application/xml");
    const noType = await call("/v3/hooks", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "text/plain" },
    });
    expect(noType.status).toBe(415);
  });

  const answers: [FaultKind, number, string | null][] = [
    ["html-500", 500, "text/html"],
    ["html-502", 502, "text/html"],
    ["gateway-504", 504, "text/plain"],
    ["empty-429", 429, null],
    ["headerless-429", 429, null],
    ["maintenance-503", 503, "text/html"],
    ["xml", 200, "application/xml"],
    ["gzip-error", 500, "application/json"],
    ["unauthorized", 401, "application/json"],
    ["forbidden", 403, "application/json"],
  ];
  test.each(answers)("a call can be spoilt by %s, once", async (kind, status, type) => {
    sandbox.admin.addFault({ kind, path: "/v2/time" });
    const spoilt = await call("/v2/time");
    expect(spoilt.status).toBe(status);
    expect(spoilt.headers.get("content-type")?.split(";")[0] ?? null).toBe(type);
    await spoilt.text();
    expect((await call("/v2/time")).status).toBe(200);
  });

  test.each(["timeout", "reset", "truncated", "broken-gzip"] as const)(
    "a call can fail on the wire by %s",
    async (kind) => {
      const read = async () => (await call("/v2/store", { headers: { "x-sandbox-fault": kind } })).text();
      await expect(read()).rejects.toThrow();
    },
  );

  test("an answer can be lost after the call was carried out", async () => {
    const body = JSON.stringify({
      scope: "store/order/created",
      destination: "https://a.example.com/h",
      is_active: true,
    });
    const headers = { "content-type": "application/json", "x-sandbox-fault": "timeout;after" };
    await expect(call("/v3/hooks", { method: "POST", body, headers })).rejects.toThrow();
    expect(sandbox.store().state.hooks.size).toBe(1);
    expect(sandbox.admin.requests({ method: "POST" })[0]).toMatchObject({ fault: "timeout;after" });
  });
});
