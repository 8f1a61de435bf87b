/**
 * The whole product for a test: a simulated BigCommerce and the built app beside it, over the test file's database.
 *
 *     const laurel = await startLaurel({ stores: [{ hash: "abc123" }] });
 *     await laurel.install();            // as a click in the control panel does, and waits until set up
 *     laurel.store.placeOrder({ … });
 *     await laurel.stop();
 */
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db/client";
import { findFreePort } from "@/lib/setup/postgres-process.mjs";
import { type Sandbox, type SandboxOptions, startSandbox } from "@/test/sandbox/start";
import { type RunningApp, startApp } from "@/test/support/app";

export type Laurel = {
  sandbox: Sandbox;
  /** The app as it runs now; another one after {@link Laurel.killApp}. */
  app(): RunningApp;
  /** Installs the store through the app's own callback and waits until webhooks, scripts and customers are there. */
  install(hash?: string): Promise<void>;
  /** kill -9, then the same app again at the same address. */
  killApp(): Promise<void>;
  stop(): Promise<void>;
};

type Options = SandboxOptions & { env?: Record<string, string> };

export async function startLaurel({ env = {}, ...sandboxOptions }: Options = {}): Promise<Laurel> {
  const port = await findFreePort();
  const sandbox = await startSandbox({ ...sandboxOptions, app: { url: `http://127.0.0.1:${port}` } });
  const start = () =>
    startApp({
      port,
      env: {
        DATABASE_URL: process.env.DATABASE_URL,
        BIGCOMMERCE_CLIENT_ID: sandbox.app.clientId,
        BIGCOMMERCE_CLIENT_SECRET: sandbox.app.clientSecret,
        BIGCOMMERCE_API_URL: sandbox.url,
        BIGCOMMERCE_LOGIN_URL: sandbox.url,
        FRAME_ANCESTORS: sandbox.origins.panel,
        ORDER_BATCH_SECONDS: "1",
        ...env,
      },
    });
  let app = await start();
  return {
    sandbox,
    app: () => app,
    async install(hash) {
      const answer = await fetch(sandbox.store(hash).authUrl(), { redirect: "manual" });
      if (answer.status !== 302) throw new Error(`install answered ${answer.status}: ${await answer.text()}`);
      await eventually(async () => {
        const { rows } = await pool().query(
          `SELECT s.provisioned_at IS NOT NULL AND i.status = 'done' AS ready
             FROM stores s JOIN import_jobs i ON i.store_id = s.id AND i.kind = 'customers' WHERE s.hash = $1`,
          [sandbox.store(hash).hash],
        );
        return rows[0]?.ready === true;
      }, "the store to be set up");
    },
    async killApp() {
      await app.kill9();
      app = await start();
    },
    async stop() {
      await app.stop();
      await sandbox.stop();
    },
  };
}

/** Waits for a state that other processes bring about; polls, and fails with what was waited for. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  what: string,
  timeoutSeconds = 60,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutSeconds} s for ${what}`);
    await sleep(100);
  }
}
