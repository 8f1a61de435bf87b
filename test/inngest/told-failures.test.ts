import "@/test/support/use-sandbox";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inngest } from "@/inngest/client";
import { customerFunctions } from "@/inngest/functions/customers";
import { ledgerFunctions } from "@/inngest/functions/ledger";
import { storeFunctions } from "@/inngest/functions/stores";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { db, pool } from "@/lib/db/client";
import { closeRunnerPools, runnerPool } from "@/lib/db/runner/open-pool";
import { type EmbeddedRunner, startRunner } from "@/lib/embedded/runner";
import { sendEvents } from "@/lib/events";
import { startCustomerImport } from "@/lib/services/customers/import-customers";
import { getProof } from "@/lib/services/ledger/get-proof";
import { requestProof } from "@/lib/services/ledger/request-proofs";
import { openRewardShop, type RewardShop } from "@/test/db/redemptions/shop";
import { captureLog } from "@/test/support/capture-log";
import { sandbox } from "@/test/support/use-sandbox";
import { serverUrl, until } from "./support/engine";

/** The app's own functions until all their tries are used up: what the dashboard says then, and what the log. */
describe.skipIf(serverUrl)("work that was given up", () => {
  let runner: EmbeddedRunner;
  let shop: RewardShop;
  let log: () => string[];

  beforeAll(async () => {
    const functions = [...customerFunctions, ...storeFunctions, ...ledgerFunctions];
    // Four hours of tries pass in a second and a half.
    runner = await startRunner({ pool: runnerPool(), client: inngest, functions, timeScale: 0.0001 });
  });
  afterAll(async () => {
    await runner.stop(1000);
    await closeRunnerPools();
    await sandbox.stop();
  });
  beforeEach(async () => {
    shop = await openRewardShop(sandbox, { points: 0, rewards: [] });
    log = captureLog();
    return () => void log();
  });

  const failedImport = () =>
    until("the copy to stop", () =>
      db()
        .importJob.findFirst({ where: { storeId: shop.storeId, status: "failed" } })
        .then(orFalse),
    );

  test("a copy of customers without the permission says which one is missing, after the first try", async () => {
    sandbox.admin.addFault({ kind: "forbidden", store: shop.at.hash, path: "/v3/customers", count: 1 });
    await startCustomerImport(shop.storeId);
    expect((await failedImport()).error).toBe(
      "BigCommerce does not let Laurel read customers. See the permissions in Settings.",
    );
    expectLogged(log(), "customers could not be brought in", "403 forbidden");
  });

  test("a copy of customers of a store that must be approved again says so once all tries are used up", async () => {
    await db().store.update({ where: { id: shop.storeId }, data: { status: "needs_reauth" } });
    await startCustomerImport(shop.storeId);
    expect((await failedImport()).error).toBe(
      "BigCommerce asks for your approval again: close Laurel and open it from the Apps menu.",
    );
    expectLogged(log(), "customers could not be brought in", "The store is not connected to BigCommerce.");
    const run = { storeId: shop.storeId, functionId: "laurel-customers-import" };
    const { attempts } = await db().runnerRun.findFirstOrThrow({ where: run });
    expect(attempts).toBeGreaterThan(1);
  });

  test("a set-up that cannot go on says what stands in its way", async () => {
    const webhookSecretEncrypted = encryptToken("a secret of the store", shop.at.hash);
    await db().store.update({ where: { id: shop.storeId }, data: { webhookSecretEncrypted } });
    sandbox.admin.addFault({ kind: "forbidden", store: shop.at.hash, path: /hooks/, count: 1 });
    await sendEvents([{ name: "store/installed", data: { storeId: String(shop.storeId) } }]);
    const store = await until("the set-up to stop", () =>
      db()
        .store.findFirst({ where: { id: shop.storeId, provisionError: { not: null } } })
        .then(orFalse),
    );
    expect(store.provisionError).toBe(
      "BigCommerce does not let Laurel set up webhooks. See the permissions in Settings.",
    );
    expectLogged(log(), "a store could not be set up", "403 forbidden");
  });

  test("a proof that our own database refuses shows no word of it", async () => {
    await pool().query("ALTER TABLE ledger_entries RENAME TO ledger_entries_away");
    try {
      await requestProof(shop.storeId);
      const last = await until("the proof to stop", async () => (await getProof(shop.storeId)).last ?? false);
      expect(last.error).toBe(
        "Something went wrong on Laurel’s side. Try again; if it stays so, the server’s log tells why.",
      );
      expectLogged(log(), "a ledger could not be proven", 'relation \\"ledger_entries\\" does not exist');
    } finally {
      await pool().query("ALTER TABLE ledger_entries_away RENAME TO ledger_entries");
    }
  });
});

function orFalse<T>(found: T | null): T | false {
  return found ?? false;
}

/** One line with the whole error: what was thrown at first, and where. */
function expectLogged(lines: string[], message: string, cause: string): void {
  const line = lines.find((entry) => entry.includes(`"msg":"${message}"`));
  expect(line).toContain(cause);
  expect(line).toContain("    at ");
}
