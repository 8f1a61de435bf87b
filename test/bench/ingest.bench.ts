import { createHmac } from "node:crypto";
import { createWebhookSecret } from "@/lib/auth/webhook-secret";
import { pool } from "@/lib/db/client";
import { type BenchRow, ratioRow } from "./bench-row";
import { loadFully, loadSteadily, type NextRequest } from "./ingest/load";
import { benchClientSecret, startServers } from "./ingest/servers";

const seconds = 5;
const steadyPerSecond = 400;
const p99MsMax = 15;
const limitName = "node:http + one insert";

/**
 * Webhooks acknowledged after their row is committed: the built server against the least a server can do for a row,
 * on the same Postgres, one after the other in the same run.
 */
export default async function ingest(): Promise<BenchRow[]> {
  const next = webhooks(await seedStore());
  const servers = await startServers();
  try {
    const rows: BenchRow[] = [];
    for (const [connections, ratioMin] of [
      [8, 0.85],
      [64, 1.5],
    ] as const) {
      await loadFully(servers.limit, next, { connections, seconds: 1 });
      await loadFully(servers.ours, next, { connections, seconds: 1 });
      const limit = await loadFully(servers.limit, next, { connections, seconds });
      const ours = await loadFully(servers.ours, next, { connections, seconds });
      const row = `webhook acknowledged, ${connections} at a time`;
      const measured = { value: ours.perSecond, limit: { name: limitName, value: limit.perSecond } };
      rows.push(ratioRow(row, "webhooks/s", measured, ratioMin));
    }
    rows.push(await measureTail(servers, next));
    return rows;
  } finally {
    await servers.stop();
  }
}

async function measureTail(servers: { limit: number; ours: number }, next: NextRequest): Promise<BenchRow> {
  const steady = { perSecond: steadyPerSecond, seconds };
  const limit = await loadSteadily(servers.limit, next, steady);
  const ours = await loadSteadily(servers.ours, next, steady);
  return {
    row: `webhook acknowledged, p99 at ${steadyPerSecond}/s`,
    unit: "ms",
    value: ours.p99Ms,
    limit: { name: limitName, value: limit.p99Ms },
    ratio: ours.p99Ms / limit.p99Ms,
    aim: `≤ ${p99MsMax} ms`,
    met: ours.p99Ms <= p99MsMax,
  };
}

async function seedStore(): Promise<string> {
  const { secret, secretHash } = createWebhookSecret();
  await pool().query(
    "insert into stores (hash, webhook_secret_hash, updated_at) values ('bench1', $1, now())",
    [secretHash],
  );
  return secret;
}

/** Signed deliveries as BigCommerce sends them, each different. */
function webhooks(secret: string): NextRequest {
  let id = 0;
  return () => {
    id += 1;
    const body = JSON.stringify({
      scope: "store/order/updated",
      store_id: "1025646",
      data: { type: "order", id },
      hash: "dd70c0976e06b67aaf671e73f49dcb79230ebf9d",
      created_at: 1_700_000_000 + id,
      producer: "stores/bench1",
    });
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", benchClientSecret)
      .update(`msg_${id}.${timestamp}.${body}`)
      .digest("base64");
    return (
      `POST /api/webhooks/bigcommerce HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n` +
      `x-laurel-hook: ${secret}\r\nwebhook-id: msg_${id}\r\nwebhook-timestamp: ${timestamp}\r\n` +
      `webhook-signature: v1,${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    );
  };
}
