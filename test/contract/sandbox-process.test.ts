import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Ready = { url: string; panel: string; storefront: string; store: string };

/** Starts the command line and waits for its line of JSON. */
function start(): Promise<{ ready: Ready; stop: () => Promise<number | null> }> {
  const args = ["--import", "tsx", "test/sandbox/main.ts", "--port", "0", "--storefront-port", "0"];
  const child = spawn(process.execPath, [...args, "--state", join(folder, "state.json")], { stdio: "pipe" });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return new Promise((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("\n")) resolve({ ready: JSON.parse(output) as Ready, stop });
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

async function post(url: string, body: object) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

test("the demo store survives a restart with its orders, tokens and settings", {
  timeout: 30_000,
}, async () => {
  const first = await start();
  const base = `${first.ready.url}/sandbox/stores/demo123`;
  const { token } = await post(`${base}/token`, {});
  const order = await post(`${base}/orders`, { customerId: 1, lines: [{ productId: 3, quantity: 2 }] });
  expect((await fetch(first.ready.panel)).status).toBe(200);
  expect((await fetch(first.ready.storefront)).status).toBe(200);
  expect(await first.stop()).toBe(0);

  const second = await start();
  const response = await fetch(`${second.ready.url}/stores/demo123/v2/orders/${order.id}`, {
    headers: { "x-auth-token": String(token), accept: "application/json" },
  });
  expect(await response.json()).toMatchObject({ id: order.id, customer_id: 1, subtotal_ex_tax: "59.0000" });
  expect(await second.stop()).toBe(0);
});
