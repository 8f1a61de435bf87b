import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWebhookSecret } from "@/lib/auth/webhook-secret";
import { pool } from "@/lib/db/client";
import { type RunningApp, startApp } from "@/test/support/app";
import { createTestDatabase } from "@/test/support/database";

/** The built app as a process of its own: start, doors, stop. */
const { secret, secretHash } = createWebhookSecret();
let app: RunningApp;

beforeAll(async () => {
  await pool().query(
    "insert into stores (hash, webhook_secret_hash, updated_at) values ('srv1', $1, now())",
    [secretHash],
  );
  app = await startApp();
});
afterAll(() => app.stop());

const webhook = (id: number) =>
  JSON.stringify({
    scope: "store/order/updated",
    data: { type: "order", id },
    hash: "h",
    created_at: id,
    producer: "stores/srv1",
  });
const deliver = (id: number, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/api/webhooks/bigcommerce`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-laurel-hook": secret, ...headers },
    body: webhook(id),
  });

describe("doors", () => {
  test("health, readiness with its checks, and metrics answer", async () => {
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
    const ready = await fetch(`${app.url}/api/ready`);
    expect(await ready.json()).toEqual({
      isReady: true,
      checks: { database: true, migrations: true, runner: true },
    });
    const metrics = await (await fetch(`${app.url}/api/metrics`)).text();
    expect(metrics).toContain("laurel_webhooks_total");
    expect(metrics).toContain("process_cpu_seconds_total");
  });

  test("the fast lane acknowledges a committed row, and Next's routes count it too", async () => {
    expect((await deliver(1)).status).toBe(200);
    const { rows } = await pool().query("select resource_id from webhook_inbox where resource_id = 1");
    expect(rows).toHaveLength(1);
    const metrics = await (await fetch(`${app.url}/api/metrics`)).text();
    expect(metrics).toMatch(/laurel_webhooks_total\{outcome="accepted"\} \d+/);
    expect((await deliver(2, { "x-laurel-hook": "guess" })).status).toBe(401);
  });

  test("a body of 1 MB is refused without being read to its end", async () => {
    const answer = await fetch(`${app.url}/api/webhooks/bigcommerce`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "x".repeat(1 << 20),
    });
    expect(answer.status).toBe(413);
  });

  test("dashboard pages may be framed by the control panel only, other pages by nobody; no X-Frame-Options", async () => {
    const dashboard = await fetch(`${app.url}/dashboard`);
    const policy = dashboard.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors https://*.mybigcommerce.com https://*.my-integration.zone");
    expect(dashboard.headers.get("x-frame-options")).toBeNull();
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(await dashboard.text()).toContain(`nonce="${nonce}"`);
    const other = await fetch(`${app.url}/nothing-here`);
    expect(other.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(other.headers.get("x-powered-by")).toBeNull();
  });

  test("every API answer carries a request id, and problems are problem+json", async () => {
    const answer = await fetch(`${app.url}/api/admin/session/renew`, {
      method: "POST",
      headers: { "x-request-id": "trace-me-123" },
    });
    expect(answer.headers.get("x-request-id")).toBe("trace-me-123");
    expect(await answer.json()).toMatchObject({ code: "session_expired", request_id: "trace-me-123" });
  });

  test("other methods on the callbacks are 405, and a client cannot choose its own address", async () => {
    expect((await fetch(`${app.url}/api/bigcommerce/auth`, { method: "POST" })).status).toBe(405);
    const statuses = new Set<number>();
    for (let call = 0; call < 130; call += 1) {
      const headers = { "x-laurel-client-address": `10.0.0.${call}`, "x-forwarded-for": `10.0.1.${call}` };
      statuses.add(
        (await fetch(`${app.url}/api/storefront/program?store=srv1&channel=1`, { headers })).status,
      );
    }
    expect(statuses).toContain(429);
  });
});

describe("stop and start", () => {
  test("SIGTERM under load: everything acknowledged is committed, and the exit is clean", async () => {
    const other = await createTestDatabase();
    try {
      const second = await startApp({ env: { DATABASE_URL: other.url } });
      const { default: pg } = await import("pg");
      const client = new pg.Client({ connectionString: other.url });
      await client.connect();
      await client.query(
        "insert into stores (hash, webhook_secret_hash, updated_at) values ('srv1', $1, now())",
        [secretHash],
      );
      let acknowledged = 0;
      const sending = Array.from({ length: 200 }, (_, index) =>
        fetch(`${second.url}/api/webhooks/bigcommerce`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-laurel-hook": secret },
          body: webhook(index + 1),
        }).then(
          (answer) => {
            if (answer.status === 200) acknowledged += 1;
          },
          () => {},
        ),
      );
      const stopped = second.stop();
      await Promise.all([...sending, stopped]);
      const { rows } = await client.query("select count(*)::int as n from webhook_inbox");
      expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged);
      await client.end();
      expect(second.logs()).toContain("stopped");
    } finally {
      await other.drop();
    }
  });

  test("a taken port, a missing secret: one sentence and exit code 1", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const address = blocker.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    expect(await runServer({ PORT: port })).toEqual({
      code: 1,
      words: expect.stringContaining(`Port ${port} is taken`),
    });
    blocker.close();
    const { code, words } = await runServer({ PORT: "0", NEXTAUTH_SECRET: "" });
    expect([code, words]).toEqual([1, expect.stringContaining("Set NEXTAUTH_SECRET")]);
    expect(words.trim().split("\n")).toHaveLength(1);
  });

  test("killed hard, it comes back at the same address and takes webhooks", async () => {
    await app.kill9();
    app = await startApp({ port: app.port });
    expect((await deliver(77)).status).toBe(200);
  });
});

async function runServer(env: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    env: { ...process.env, NODE_ENV: "production", HOSTNAME: "127.0.0.1", ...env },
  });
  let words = "";
  child.stderr.on("data", (chunk) => {
    words += chunk;
  });
  const [code] = await once(child, "exit");
  return { code, words };
}
