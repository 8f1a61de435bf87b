import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWebhookSecret, hashWebhookSecret } from "@/lib/auth/webhook-secret";
import { checkWebhookSignature } from "@/lib/auth/webhook-signature";
import { pool } from "@/lib/db/client";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type InProcessApp, startInProcessApp } from "@/test/support/in-process-app";

/** Every answer of the webhook address, over real HTTP; what is refused writes nothing but a counter. */
const clientSecret = process.env.BIGCOMMERCE_CLIENT_SECRET ?? "";
const { secret, secretHash } = createWebhookSecret();
let app: InProcessApp;

beforeAll(async () => {
  app = await startInProcessApp(await findFreePort(), {});
});
afterAll(() => app.stop());

beforeEach(async () => {
  const { forgetActiveStore } = await import("@/lib/services/stores/active-store");
  await pool().query("delete from webhook_inbox");
  const { rows } = await pool().query(
    `insert into stores (hash, webhook_secret_hash, status, updated_at) values ('hook1', $1, 'installed', now())
     on conflict (hash) do update set webhook_secret_hash = $1, status = 'installed',
       previous_webhook_secret_hash = null, previous_secret_valid_until = null returning id`,
    [secretHash],
  );
  forgetActiveStore({ hash: "hook1", id: BigInt(rows[0].id) });
});

type Delivery = { body?: string; headers?: Record<string, string>; method?: string };

async function deliver({ body = order(1), headers = {}, method = "POST" }: Delivery = {}): Promise<number> {
  const answer = await fetch(`${app.url}/api/webhooks/bigcommerce`, {
    method,
    headers: { "content-type": "application/json", "x-laurel-hook": secret, ...headers },
    ...(method === "POST" ? { body } : {}),
  });
  expect(await answer.text()).toBe("");
  return answer.status;
}

function order(id: number, change: object = {}): string {
  return JSON.stringify({
    scope: "store/order/updated",
    store_id: "1025646",
    data: { type: "order", id },
    hash: "dd70c0976e06b67aaf671e73f49dcb79230ebf9d",
    created_at: 1_561_479_335,
    producer: "stores/hook1",
    ...change,
  });
}

async function rows(): Promise<{ scope: string; resource_id: number; dedupe_key: string }[]> {
  return (await pool().query("select scope, resource_id, dedupe_key from webhook_inbox order by id")).rows;
}

async function outcomes(): Promise<Record<string, number>> {
  const { metrics } = await import("@/lib/metrics/metrics");
  const { values } = await metrics.webhooks.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
}

describe("what is taken in", () => {
  test("a webhook with the store's secret is a row when it is acknowledged", async () => {
    expect(await deliver()).toBe(200);
    expect(await rows()).toMatchObject([{ scope: "store/order/updated", resource_id: 1 }]);
  });

  test("the same delivery twice is one row; the same webhook-id wins over the body", async () => {
    expect([await deliver(), await deliver()]).toEqual([200, 200]);
    expect(await rows()).toHaveLength(1);
    const headers = { "webhook-id": "msg_1" };
    await deliver({ body: order(2), headers });
    await deliver({ body: order(3), headers });
    expect(await rows()).toHaveLength(2);
  });

  test("two events of one order a second apart are two rows, also when they share a hash", async () => {
    await deliver({ body: order(1, { created_at: 1 }) });
    await deliver({ body: order(1, { created_at: 2 }) });
    expect(await rows()).toHaveLength(2);
  });

  test("two events without a time are two rows: the second change of an order is never taken for the first", async () => {
    await deliver({ body: order(1, { created_at: undefined }) });
    await deliver({ body: order(1, { created_at: undefined }) });
    expect(await rows()).toHaveLength(2);
  });

  test("one body that Postgres cannot keep fails alone, its neighbours are taken in", async () => {
    const broken = order(2).replace('"hash":"', '"note":"\\ud800","hash":"');
    const statuses = await Promise.all([order(1), broken, order(3)].map((body) => deliver({ body })));
    expect(statuses).toEqual([200, 500, 200]);
    expect(await rows()).toHaveLength(2);
  });

  test("hundreds at once are all committed before they are acknowledged", async () => {
    const bodies = Array.from({ length: 300 }, (_, index) => order(1000 + index));
    const statuses = await Promise.all(bodies.map((body) => deliver({ body })));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await rows()).toHaveLength(300);
  });

  test("an event wakes the store's consumer, once for a burst", async () => {
    await pool().query("delete from runner_events");
    await Promise.all(Array.from({ length: 50 }, (_, index) => deliver({ body: order(index + 1) })));
    await expect
      .poll(async () => (await pool().query("select data from runner_events")).rows.length)
      .toBeGreaterThan(0);
    const { rows: events } = await pool().query("select name, data from runner_events");
    expect(events.length).toBeLessThan(10);
    expect(events[0]).toMatchObject({ name: "webhooks/received", data: { topic: "orders" } });
  });

  test("refund and transaction hints are filed under their order", async () => {
    await deliver({
      body: order(7, { scope: "store/order/refund/created", data: { type: "order", id: 7 } }),
    });
    const data = { type: "transaction", order_id: "8", transaction_id: "99" };
    await deliver({ body: order(8, { scope: "store/order/transaction/created", data }) });
    expect((await rows()).map((row) => row.resource_id)).toEqual([7, 8]);
  });

  test("a body without created_at or with fields we never saw is fine", async () => {
    expect(await deliver({ body: order(4, { created_at: undefined, brand_new: { a: 1 } }) })).toBe(200);
    expect(await rows()).toHaveLength(1);
  });

  test("a signature that is present and right is accepted, also one among several", async () => {
    const headers = signed(order(5));
    headers["webhook-signature"] = `v1,AAAA v2,xyz ${headers["webhook-signature"]}`;
    expect(await deliver({ body: order(5), headers })).toBe(200);
  });

  test("the previous secret opens for its days of grace and no longer", async () => {
    const { forgetActiveStore } = await import("@/lib/services/stores/active-store");
    const rotate = async (validUntil: Date) => {
      const { rows: stores } = await pool().query(
        `update stores set webhook_secret_hash = $1, previous_webhook_secret_hash = $2,
                previous_secret_valid_until = $3 where hash = 'hook1' returning id`,
        [hashWebhookSecret("new"), secretHash, validUntil],
      );
      forgetActiveStore({ hash: "hook1", id: BigInt(stores[0].id) });
    };
    await rotate(new Date(Date.now() + 60_000));
    expect([await deliver(), await deliver({ headers: { "x-laurel-hook": "new" } })]).toEqual([200, 200]);
    await rotate(new Date(Date.now() - 1));
    expect(await deliver()).toBe(401);
  });
});

describe("what is refused leaves no row and is counted", () => {
  const cases: Record<string, Delivery & { status: number; outcome: string }> = {
    "malformed JSON": { body: "{not json", status: 400, outcome: "malformed" },
    "JSON that is no webhook": { body: "[1,2]", status: 400, outcome: "malformed" },
    "a NUL, which Postgres cannot store": {
      body: order(1, { hash: "a\u0000b" }),
      status: 400,
      outcome: "malformed",
    },
    "another content type": {
      headers: { "content-type": "text/plain" },
      status: 415,
      outcome: "wrong_content_type",
    },
    "a body of 1 MB": { body: order(1, { pad: "x".repeat(1 << 20) }), status: 413, outcome: "too_large" },
    "a missing secret": { headers: { "x-laurel-hook": "" }, status: 401, outcome: "wrong_secret" },
    "a wrong secret": { headers: { "x-laurel-hook": "guess" }, status: 401, outcome: "wrong_secret" },
    "a signature over another body": { headers: signed(order(99)), status: 401, outcome: "wrong_signature" },
    "a signature without id and time": {
      headers: { "webhook-signature": "v1,abc" },
      status: 401,
      outcome: "wrong_signature",
    },
    "a signature from last week": {
      headers: signed(order(1), new Date(Date.now() - 7 * 86_400_000)),
      status: 401,
      outcome: "wrong_signature",
    },
    "an unknown scope": {
      body: order(1, { scope: "store/cart/created" }),
      status: 200,
      outcome: "unknown_scope",
    },
    "an unknown store": {
      body: order(1, { producer: "stores/nobody" }),
      status: 200,
      outcome: "unknown_store",
    },
    GET: { method: "GET", status: 405, outcome: "method_not_allowed" },
    PUT: { method: "PUT", status: 405, outcome: "method_not_allowed" },
  };
  for (const [what, { status, outcome, ...delivery }] of Object.entries(cases)) {
    test(`${what}: ${status}`, async () => {
      const before = (await outcomes())[outcome] ?? 0;
      expect(await deliver(delivery)).toBe(status);
      expect((await outcomes())[outcome]).toBe(before + 1);
      expect(await rows()).toEqual([]);
    });
  }

  test("an uninstalled store: 200, and no row", async () => {
    const { forgetActiveStore } = await import("@/lib/services/stores/active-store");
    const { rows: stores } = await pool().query(
      "update stores set status = 'uninstalled' where hash = 'hook1' returning id",
    );
    forgetActiveStore({ hash: "hook1", id: BigInt(stores[0].id) });
    expect(await deliver()).toBe(200);
    expect(await rows()).toEqual([]);
  });
});

describe("signature", () => {
  test("the documented test vector, and the public library, agree with ours", () => {
    const body = new TextEncoder().encode('{"a":1}');
    const now = new Date(1_700_000_000_000);
    const headers = {
      id: "msg_1",
      timestamp: "1700000000",
      signature: "v1,55IxGQvsDJmZocJWLkr+/x/C2rCxUXxagpwaj4I43A8=",
    };
    const options = { clientSecret: "my_client_secret", toleranceSeconds: 300, now };
    expect(checkWebhookSignature(headers, body, options)).toBe("valid");
    const library = new Webhook(Buffer.from("my_client_secret").toString("base64"));
    expect(library.sign("msg_1", now, '{"a":1}')).toBe(headers.signature);
  });
});

function signed(body: string, at: Date = new Date()): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", clientSecret).update(`msg_9.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": "msg_9", "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
