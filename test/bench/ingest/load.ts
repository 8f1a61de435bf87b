import { createHmac } from "node:crypto";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type Target = { port: number; secret: string; clientSecret: string; storeHash: string };
export type Load = { perSecond: number; p99Ms: number; failed: number };

let nextId = 1;

/** As fast as `connections` connections go, one request at a time each, for `seconds`. */
export async function loadFully(target: Target, connections: number, seconds: number): Promise<Load> {
  const end = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let failed = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = new Line(target.port);
      while (performance.now() < end) {
        const sentAt = performance.now();
        if (!(await line.send(webhook(target)))) failed += 1;
        latencies.push(performance.now() - sentAt);
      }
      line.close();
    }),
  );
  return summarise(latencies, failed, (performance.now() - startedAt) / 1000);
}

/** A steady `perSecond`, open loop: a slow answer does not slow the sender. */
export async function loadSteadily(target: Target, perSecond: number, seconds: number): Promise<Load> {
  const idle: Line[] = [];
  const latencies: number[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < perSecond * seconds; ) {
    const due = Math.min(
      perSecond * seconds,
      Math.floor(((performance.now() - startedAt) / 1000) * perSecond),
    );
    for (; sent < due; sent += 1) {
      const line = idle.pop() ?? new Line(target.port);
      const sentAt = performance.now();
      pending.push(
        line.send(webhook(target)).then((isFine) => {
          if (!isFine) failed += 1;
          latencies.push(performance.now() - sentAt);
          idle.push(line);
        }),
      );
    }
    await sleep(1);
  }
  await Promise.all(pending);
  for (const line of idle) line.close();
  return summarise(latencies, failed, (performance.now() - startedAt) / 1000);
}

function summarise(latencies: number[], failed: number, seconds: number): Load {
  latencies.sort((a, b) => a - b);
  const p99Ms = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  return { perSecond: latencies.length / seconds, p99Ms, failed };
}

/** A signed delivery as BigCommerce sends it, different every time. */
function webhook({ secret, clientSecret, storeHash }: Target): string {
  const id = nextId;
  nextId += 1;
  const body = JSON.stringify({
    scope: "store/order/updated",
    store_id: "1025646",
    data: { type: "order", id },
    hash: "dd70c0976e06b67aaf671e73f49dcb79230ebf9d",
    created_at: 1_700_000_000 + id,
    producer: `stores/${storeHash}`,
  });
  const timestamp = Math.floor(Date.now() / 1000);
  const webhookId = `msg_${process.pid}_${id}`;
  const signature = createHmac("sha256", clientSecret)
    .update(`${webhookId}.${timestamp}.${body}`)
    .digest("base64");
  return (
    `POST /api/webhooks/bigcommerce HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n` +
    `x-laurel-hook: ${secret}\r\nwebhook-id: ${webhookId}\r\nwebhook-timestamp: ${timestamp}\r\n` +
    `webhook-signature: v1,${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** One keep-alive connection that only looks at the status line: the sender must not be what is measured. */
class Line {
  readonly #socket: Socket;
  #answered: (isFine: boolean) => void = () => {};

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (chunk) => this.#answered(chunk.toString("latin1", 9, 12) === "200"));
    this.#socket.on("error", () => this.#answered(false));
    this.#socket.on("close", () => this.#answered(false));
  }

  send(request: string): Promise<boolean> {
    return new Promise((done) => {
      this.#answered = done;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
