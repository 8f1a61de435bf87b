// `npm run demo`: from a fresh clone to a store with Laurel in it. Only Node's own modules are needed to begin.
import { ensurePortFree, prepare } from "../../lib/setup/prepare.mjs";
import { sayProblem } from "../../lib/setup/say-problem.mjs";
import { stage } from "../../lib/setup/stage.mjs";
import { demoPorts, demoSecrets, demoStore } from "./demo-settings.mjs";
import { endPreviousRun, rememberProcesses } from "./previous-run.mjs";
import { answers, supervise } from "./supervise.mjs";

const dataDir = process.env.DATA_DIR ?? ".data";
const ports = demoPorts();
const appUrl = `http://127.0.0.1:${ports.app}`;
const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
const panelOrigin = `http://localhost:${ports.sandbox}`;

/** @type {import("./supervise.mjs").Supervised[]} */
const running = [];

async function start() {
  process.stdout.write("\nLaurel demo: a simulated BigCommerce store with Laurel beside it.\n\n");
  await prepare();
  await endPreviousRun(dataDir);
  await ensurePortFree(ports.app, { use: "Laurel", variable: "PORT" });
  await ensurePortFree(ports.sandbox, { use: "the demo store's control panel", variable: "SANDBOX_PORT" });
  await ensurePortFree(ports.storefront, { use: "the demo storefront", variable: "STOREFRONT_PORT" });
  const secrets = demoSecrets(dataDir);
  await stage("Starting the demo store", () => startSandbox(secrets));
  await stage("Starting Laurel with its database", () => startApp(secrets));
  if (process.env.npm_lifecycle_event === "demo") stopWhenOrphaned();
  process.stdout.write(`
Ready.

  Control panel   ${panelOrigin}/manage/${demoStore}
                  Apps → Laurel → Install, then see the dashboard. Refund an order under Orders.
  Storefront      http://localhost:${ports.storefront}
                  Sign in as a shopper, buy something, watch the points arrive in the widget.

Logs are in ${dataDir}/logs. Ctrl-C stops everything; what you did is kept for the next start.
`);
  return Promise.race(running.map((process_) => process_.ended));
}

/** @param {ReturnType<typeof demoSecrets>} secrets */
function startSandbox({ clientSecret }) {
  const args = ["--import", "tsx", "test/sandbox/main.ts"];
  const options = {
    port: ports.sandbox,
    "storefront-port": ports.storefront,
    state: `${dataDir}/sandbox.json`,
    "app-url": appUrl,
    "client-id": "laurel-demo",
    "client-secret": clientSecret,
  };
  for (const [name, value] of Object.entries(options)) args.push(`--${name}`, String(value));
  const sandbox = supervise("demo-store", args, { env: {}, logDir: `${dataDir}/logs` });
  keep(sandbox);
  return sandbox.ready(() => answers(`${sandboxUrl}/sandbox/health`));
}

/** @param {ReturnType<typeof demoSecrets>} secrets */
function startApp({ clientSecret, nextAuthSecret, encryptionKey }) {
  const env = {
    NODE_ENV: "production",
    APP_URL: appUrl,
    HOSTNAME: "127.0.0.1",
    PORT: String(ports.app),
    DATA_DIR: dataDir,
    BIGCOMMERCE_CLIENT_ID: "laurel-demo",
    BIGCOMMERCE_CLIENT_SECRET: clientSecret,
    BIGCOMMERCE_API_URL: sandboxUrl,
    BIGCOMMERCE_LOGIN_URL: sandboxUrl,
    FRAME_ANCESTORS: panelOrigin,
    NEXTAUTH_SECRET: nextAuthSecret,
    ENCRYPTION_KEY: encryptionKey,
    NEXT_TELEMETRY_DISABLED: "1",
    // A shopper who watches should not wait for a batch to fill.
    ORDER_BATCH_SECONDS: process.env.ORDER_BATCH_SECONDS ?? "1",
  };
  const app = supervise("app", ["--enable-source-maps", "dist/server.mjs"], {
    env,
    logDir: `${dataDir}/logs`,
  });
  keep(app);
  return app.ready(() => answers(`${appUrl}/api/ready`));
}

/** @param {import("./supervise.mjs").Supervised} process_ */
function keep(process_) {
  running.push(process_);
  rememberProcesses(dataDir, [process.pid, ...running.map(({ pid }) => pid)]);
}

/** When npm is killed hard it cannot tell us; without it nobody could stop us by Ctrl-C any more. */
function stopWhenOrphaned() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.emit("SIGTERM"), 1_000).unref();
}

async function stopAll() {
  for (const process_ of running.reverse()) await process_.stop();
}

let stopping = false;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nStopping …\n");
    await stopAll();
    process.stdout.write("Stopped.\n");
    process.exit(0);
  });
}

try {
  const problem = await start();
  if (!stopping) throw Object.assign(new Error(problem), { name: "SetupProblem" });
} catch (error) {
  if (!stopping) {
    await stopAll();
    sayProblem(error);
    process.exit(1);
  }
}
