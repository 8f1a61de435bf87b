import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Makes the text of the next request. */
export type NextRequest = () => string;
export type Load = { perSecond: number; p99Ms: number };

/** As fast as `connections` connections go, one request at a time each, for `seconds`. */
export async function loadFully(
  port: number,
  next: NextRequest,
  options: { connections: number; seconds: number },
): Promise<Load> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const end = startedAt + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const line = new Line(port);
      while (performance.now() < end) latencies.push(await line.send(next()));
      line.close();
    }),
  );
  return summarise(latencies, startedAt);
}

/** A steady `perSecond`, open loop: a slow answer does not slow the sender. */
export async function loadSteadily(
  port: number,
  next: NextRequest,
  options: { perSecond: number; seconds: number },
): Promise<Load> {
  const { perSecond, seconds } = options;
  const idle: Line[] = [];
  const pending: Promise<number>[] = [];
  const startedAt = performance.now();
  while (pending.length < perSecond * seconds) {
    const due = Math.min(
      perSecond * seconds,
      Math.floor(((performance.now() - startedAt) / 1000) * perSecond),
    );
    while (pending.length < due) {
      const line = idle.pop() ?? new Line(port);
      pending.push(line.send(next()).finally(() => idle.push(line)));
    }
    await sleep(1);
  }
  const latencies = await Promise.all(pending);
  for (const line of idle) line.close();
  return summarise(latencies, startedAt);
}

function summarise(latencies: number[], startedAt: number): Load {
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  };
}

/** One keep-alive connection that only looks at the status line: the sender must not be what is measured. */
class Line {
  readonly #socket: Socket;
  #settle: (status: string) => void = () => {};

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (chunk) => this.#settle(chunk.toString("latin1", 9, 12)));
    this.#socket.on("error", () => this.#settle("none"));
    this.#socket.on("close", () => this.#settle("none"));
  }

  /** @returns milliseconds; throws for anything but 200: a refused request is fast and would flatter the figure */
  send(request: string): Promise<number> {
    const sentAt = performance.now();
    return new Promise((done, fail) => {
      this.#settle = (status) => {
        if (status === "200") done(performance.now() - sentAt);
        else fail(new Error(`answered ${status}`));
      };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = () => {};
    this.#socket.destroy();
  }
}
