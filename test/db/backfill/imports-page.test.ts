import { afterAll, describe, expect, test, vi } from "vitest";
import { backfillFunctions } from "@/inngest/functions/backfill";
import { db, pool } from "@/lib/db/client";
import { importPastOrders } from "@/lib/services/backfill/import-past-orders";
import { revertBackfill } from "@/lib/services/backfill/revert-backfill";
import { startBackfill } from "@/lib/services/backfill/start-backfill";
import { now, openShop, runImport, since, statusOf } from "./shop";

const sandbox = await vi.hoisted(async () => {
  const { startSandbox } = await import("@/test/sandbox/start");
  const started = await startSandbox({ stores: [], webhooks: { paused: true } });
  process.env.BIGCOMMERCE_API_URL = started.url;
  return started;
});
afterAll(() => sandbox.stop());

/** What the engine does when a function's attempts are used up. */
async function giveUp(functionId: string, ids: { storeId: bigint; importId: bigint }, error: Error) {
  const found = backfillFunctions.find((one) => one.id() === functionId);
  const onFailure = found?.opts.onFailure as unknown as (context: object) => Promise<void>;
  const data = { storeId: String(ids.storeId), importId: String(ids.importId) };
  await onFailure({ event: { data: { event: { data } } }, error });
}

const ofTheDatabase = new Error(
  'duplicate key value violates "orders_pkey": Key (id)=(7) exists. at 10.0.0.3:5432',
);

describe("what merchants are shown of their imports", () => {
  test("is read from the imports alone, however many orders they gave points for", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(300);
    const { importId } = await startBackfill({ storeId, since, now });
    await importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    const other = await pool().connect();
    try {
      await other.query("BEGIN");
      // Whoever reads an order now waits until this ends.
      await other.query("LOCK TABLE orders, ledger_transactions IN ACCESS EXCLUSIVE MODE");
      expect(await statusOf(storeId)).toMatchObject({
        done: 250,
        awarded: { orders: 250, points: 2_500, customers: 2, withdrawn: 0 },
      });
    } finally {
      await other.query("ROLLBACK");
      other.release();
    }
  });

  test("never holds an error of the machinery: neither of an import that was given up …", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    const { importId } = await startBackfill({ storeId, since, now });
    await giveUp("backfill-import", { storeId, importId }, ofTheDatabase);
    expect(await statusOf(storeId)).toMatchObject({
      status: "failed",
      error: "Something went wrong on Laurel’s side.",
    });
  });

  test("… nor of one whose taking back was", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    const importId = await runImport(storeId);
    await revertBackfill({ storeId, importId, now });
    await giveUp("backfill-revert", { storeId, importId }, ofTheDatabase);
    expect(await statusOf(storeId)).toMatchObject({
      status: "reverting",
      error: "Something went wrong on Laurel’s side.",
    });
  });

  test("keeps the reason in plain words when BigCommerce stayed away until the engine gave up", async () => {
    const { storeId, placeOrders } = await openShop(sandbox);
    placeOrders(3);
    const { importId } = await startBackfill({ storeId, since, now });
    sandbox.admin.addFault({ kind: "html-500", path: /^\/v2\/orders/, count: 99 });
    const failing = importPastOrders({ storeId, importId, pagesMax: 1 }, () => now);
    const error: Error = await failing.then(
      () => new Error("it worked"),
      (thrown) => thrown,
    );
    sandbox.admin.clearFaults();
    // On its way through the engine an error keeps its name and message alone.
    const { name, message } = error;
    await giveUp("backfill-import", { storeId, importId }, Object.assign(new Error(message), { name }));
    expect(await statusOf(storeId)).toMatchObject({
      status: "failed",
      error: "BigCommerce does not answer.",
    });
    expect((await db().importJob.findUniqueOrThrow({ where: { id: importId } })).status).toBe("failed");
  });
});
