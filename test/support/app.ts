/**
 * The built app as a process of its own, on a free port, over the test file's database:
 *
 *     const app = await startApp({ env: { BIGCOMMERCE_API_URL: sandbox.apiUrl } });
 *     await fetch(`${app.url}/api/health`);
 *     await app.stop();          // SIGTERM, waits for a clean end
 *     await app.kill9();         // as a crash; `startApp({ port: app.port })` comes back at the same address
 *
 * `test/support/build-app.ts` builds it before the suite when a source changed (`LAUREL_SKIP_BUILD=1`: never).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";

export type RunningApp = {
  url: string;
  port: number;
  pid: number;
  /** Everything it wrote so far, both streams. */
  logs(): string;
  stop(): Promise<void>;
  kill9(): Promise<void>;
};

type Options = {
  env?: Record<string, string | undefined>;
  /** The same address as before, after a stop or a kill. */
  port?: number;
  readyTimeoutSeconds?: number;
};

/** Starts the app and waits until `/api/ready` answers 200. Throws with its logs when it ends or never gets there. */
export async function startApp(options: Options = {}): Promise<RunningApp> {
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "info",
      APP_URL: url,
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const reap = () => child.kill("SIGKILL");
  process.once("exit", reap);
  const end = async (signal: NodeJS.Signals) => {
    process.off("exit", reap);
    await endProcess(child, signal);
  };
  const app: RunningApp = {
    url,
    port,
    pid: child.pid ?? 0,
    logs: () => output,
    stop: () => end("SIGTERM"),
    kill9: () => end("SIGKILL"),
  };
  await waitUntilReady(app, child, options.readyTimeoutSeconds ?? 60);
  return app;
}

async function waitUntilReady(app: RunningApp, child: ChildProcess, timeoutSeconds: number): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${app.url}/api/ready`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await sleep(100);
  }
  await app.kill9();
  throw new Error(`The app did not become ready (exit code ${child.exitCode}).\n${app.logs()}`);
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  const hard = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(hard);
}
