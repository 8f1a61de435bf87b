import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stops accepting, lets what is being answered finish for at most `graceMs`, then cuts what is left. Keep-alive
 * connections are closed as they fall idle, or a proxy would hold us open.
 */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(graceMs, undefined, { ref: false })]);
  clearInterval(closing);
  server.closeAllConnections();
}

/** Runs `stop` once at the first SIGTERM or SIGINT; a second signal ends the process at once. */
export function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void stop().finally(() => process.exit());
    });
  }
}
