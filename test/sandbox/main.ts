import { parseArgs } from "node:util";
import { startSandbox } from "./start";

/** The sandbox as a process of its own. Prints one JSON line when it is ready; SIGINT and SIGTERM stop it. */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    "storefront-port": { type: "string", default: "4011" },
    state: { type: "string" },
    "app-url": { type: "string", default: "http://127.0.0.1:3000" },
    "client-id": { type: "string", default: "demo-client-id" },
    "client-secret": { type: "string", default: "demo-client-secret-0123456789abcdef" },
    "time-scale": { type: "string", default: "1" },
    "rate-limit": { type: "string", default: "150" },
    seed: { type: "string", default: "demo" },
    store: { type: "string", default: "demo123" },
  },
});
const quota = Number(values["rate-limit"]);
const seed = values.seed === "empty" || values.seed === "catalogue" ? values.seed : "demo";
const sandbox = await startSandbox({
  port: Number(values.port),
  storefrontPort: Number(values["storefront-port"]),
  app: { clientId: values["client-id"], clientSecret: values["client-secret"], url: values["app-url"] },
  webhooks: { timeScale: Number(values["time-scale"]) },
  rateLimit: quota > 0 ? { quota, windowMs: 30_000 } : "off",
  stores: [{ hash: values.store }],
  seed,
  logCalls: 500,
  ...(values.state ? { stateFile: values.state } : {}),
});
const store = sandbox.store();
console.log(
  JSON.stringify({
    ready: true,
    url: sandbox.url,
    panel: `${sandbox.origins.panel}/manage/${store.hash}`,
    storefront: store.storefrontUrl(),
    store: store.hash,
  }),
);
const stop = () => void sandbox.stop().then(() => process.exit(0));
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
