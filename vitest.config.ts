import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What every suite sees; never real secrets. */
const testEnv = {
  NODE_ENV: "test" as const,
  LOG_LEVEL: "silent",
  DATA_DIR: "test/.tmp",
  NEXTAUTH_SECRET: "test-secret-that-is-long-enough-to-sign",
  ENCRYPTION_KEY: `test:${Buffer.alloc(32, 7).toString("base64")}`,
  BIGCOMMERCE_CLIENT_ID: "test-client-id",
  BIGCOMMERCE_CLIENT_SECRET: "test-client-secret",
};

type Suite = {
  database?: boolean;
  builtApp?: boolean;
  serial?: boolean;
  timeoutSeconds?: number;
  workers?: number;
};

/**
 * One project a folder of tests. `database`: every file gets a fresh migrated database of its own, named by
 * `DATABASE_URL` before the file's imports run. `serial`: one file at a time, for suites that drive whole processes.
 * `builtApp`: the production build is brought up to date first. `workers`: as many files at a time also where there are
 * few cores.
 */
function suite(name: string, { database, builtApp, serial, timeoutSeconds = 10, workers }: Suite = {}) {
  const globalSetup = [
    ...(builtApp ? ["test/support/build-app.ts"] : []),
    ...(database ? ["test/support/global-setup.ts"] : []),
  ];
  return {
    resolve: { alias: { "@": root } },
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      env: testEnv,
      testTimeout: timeoutSeconds * 1000,
      hookTimeout: Math.max(timeoutSeconds, 60) * 1000,
      fileParallelism: !serial,
      ...(workers ? { maxWorkers: workers, sequence: { groupOrder: 1 } } : {}),
      // A state is waited for until a reader would give up, not until a busy machine is slow once.
      expect: { poll: { timeout: 15_000 } },
      globalSetup,
      setupFiles: database ? ["test/support/use-database.ts"] : [],
    },
  } satisfies TestProjectInlineConfiguration;
}

export default defineConfig({
  root,
  test: {
    projects: [
      suite("unit"),
      suite("tidy", { timeoutSeconds: 30 }),
      suite("contract", { timeoutSeconds: 60 }),
      suite("property", { database: true, timeoutSeconds: 120, workers: 2 }),
      suite("db", { database: true, timeoutSeconds: 60 }),
      suite("inngest", { database: true, serial: true, timeoutSeconds: 120 }),
      suite("api", { database: true, builtApp: true, serial: true, timeoutSeconds: 120 }),
      suite("e2e", { database: true, builtApp: true, serial: true, timeoutSeconds: 300 }),
    ],
  },
});
