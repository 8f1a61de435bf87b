import "@/test/support/use-sandbox";

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { findThroughDay } from "@/lib/db/daily-jobs";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { sendEvents } from "@/lib/events";
import { localDay, startOfDay } from "@/lib/loyalty/local-day";
import { setDateOfBirth } from "@/lib/services/actions/set-date-of-birth";
import { syncOrders } from "@/lib/services/orders/sync-orders";
import { publishProgram } from "@/lib/services/program/publish-program";
import { scheduleProgram } from "@/lib/services/program/schedule-program";
import { backdateSince, lastTransactionId, ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { adjustment, balanceOf, seedStore } from "@/test/db/ledger/seed";
import { openRewardShop } from "@/test/db/redemptions/shop";
import { sandbox } from "@/test/support/use-sandbox";
import { serverUrl, until } from "./support/engine";

/**
 * What has its time, by the app's own functions in processes of their own, on the real clock. Nobody waits for a full
 * hour: a cron's next time is set to now, which is all that the passing of time would do.
 */
const children = new Set<ChildProcess>();

async function startProcess(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("support/app-process.ts", import.meta.url));
  const child = fork(script, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.add(child);
  await once(child, "message");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function finished(functionId: string): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS runs FROM runner_runs WHERE function_id = 'laurel-' || $1 AND state = 'completed'",
    [functionId],
  );
  return rows[0].runs;
}

/** No cron has its time by itself while these tests run, whatever the clock says. */
async function holdCrons(): Promise<void> {
  await pool().query("UPDATE runner_crons SET next_at = now() + interval '1 day'");
}

/** Its time has come; resolves when what it started is done. */
async function fireCron(functionId: string): Promise<void> {
  const before = await finished(functionId);
  const { rowCount } = await pool().query(
    "UPDATE runner_crons SET next_at = now() WHERE function_id = 'laurel-' || $1",
    [functionId],
  );
  expect(rowCount).toBe(1);
  await until(`${functionId} to have run`, async () => (await finished(functionId)) > before, 30);
  await holdCrons();
}

async function send(event: Parameters<typeof sendEvents>[0][number], functionId: string): Promise<void> {
  const before = await finished(functionId);
  await sendEvents([event]);
  await until(`${functionId} to have run`, async () => (await finished(functionId)) > before, 30);
}

/** A zone in which it is about noon: no day ends while the tests run. */
const hoursEast = 12 - new Date().getUTCHours();
const timeZone = `Etc/GMT${hoursEast > 0 ? "-" : "+"}${Math.abs(hoursEast)}`;

/** A store with 12 months per award since years, and customers with 100 points of 10 January 2025. */
async function openExpiring(customers: number): Promise<{ storeId: bigint; ids: bigint[] }> {
  const { storeId, customerIds: ids } = await seedStore(customers, { timeZone });
  const document = { expiry: { mode: "per_award", months: 12 } };
  await publishProgram({ storeId, document, now: new Date("2020-01-01T12:00:00Z") });
  const before = await lastTransactionId();
  await postTransactions(
    pool(),
    storeId,
    ids.map((id) => adjustment(`gift/${id}`, id, 100)),
  );
  await backdateSince(storeId, before, "2025-01-10T12:00:00.000Z");
  return { storeId, ids };
}

async function expiries(storeId: bigint): Promise<{ transactions: number; people: number }> {
  const { rows } = await pool().query(
    `SELECT count(*)::int AS transactions, count(DISTINCT customer_id)::int AS people
       FROM ledger_transactions WHERE store_id = $1 AND type = 'expiry'`,
    [storeId],
  );
  return rows[0];
}

describe.skipIf(serverUrl)("what has its time, on the embedded runner", () => {
  let app: ChildProcess;
  beforeAll(async () => {
    app = await startProcess();
    await holdCrons();
  }, 60_000);
  afterAll(async () => {
    for (const child of [...children]) await kill(child);
    await sandbox.stop();
  });
  afterEach(async () => {
    if (!children.has(app)) app = await startProcess();
  });

  test("a night expires what is over and tells whose points go tomorrow; its event again changes nothing", async () => {
    // 100 of 10 January 2025 are over when 11 January 2026 begins. 70 of the 11th can be spent that day: told a day before.
    const { storeId, ids } = await openExpiring(2);
    const [gone, told] = ids as [bigint, bigint];
    const before = await lastTransactionId();
    await postTransactions(pool(), storeId, [adjustment("take", told, -100), adjustment("give", told, 70)]);
    await backdateSince(storeId, before, "2025-01-11T12:00:00.000Z");
    const day = "2026-01-11";
    const due = { name: "store/expiry.due", data: { storeId: String(storeId), day } } as const;
    await send({ ...due, id: `night-1/${storeId}` }, "expiry-run");
    expect(await balanceOf(gone)).toMatchObject({ available: 0 });
    expect(await balanceOf(told)).toMatchObject({ available: 70 });
    const warned = () => db().effect.findMany({ where: { storeId, name: "points/expiring" } });
    const at = startOfDay("2026-01-12", timeZone).toISOString();
    const warning = { points: 70, daysBefore: 1, customerId: String(told), at };
    expect((await warned()).map(({ data }) => data)).toMatchObject([warning]);
    await send({ ...due, id: `night-2/${storeId}` }, "expiry-run");
    expect(await expiries(storeId)).toEqual({ transactions: 1, people: 1 });
    expect(await warned()).toHaveLength(1);
    expect(await findThroughDay(storeId, "expiry")).toBe(day);
    expect(await ledgerDifferences(storeId)).toEqual([]);
  });

  test("the hourly cron begins the night of every store whose day is new, once a day", async () => {
    const { storeId } = await openExpiring(1);
    const today = localDay(new Date(), timeZone);
    await fireCron("expiry-schedule");
    await until("the night", async () => (await findThroughDay(storeId, "expiry")) === today, 30);
    await fireCron("expiry-schedule");
    await fireCron("expiry-schedule");
    const { rows } = await pool().query(
      "SELECT count(*)::int AS sent FROM runner_events WHERE name = 'store/expiry.due' AND data->>'storeId' = $1",
      [String(storeId)],
    );
    expect(rows[0].sent).toBe(1);
    expect(await expiries(storeId)).toEqual({ transactions: 1, people: 1 });
  });

  test("a night killed in its second page goes on in another process: everybody once", async () => {
    const { storeId, ids } = await openExpiring(600);
    const day = "2026-01-11";
    const holder = await pool().connect();
    try {
      // The 300th customer is busy: the second page of 250 waits, the first one stands.
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM customer_balances WHERE customer_id = $1 FOR UPDATE", [ids[299]]);
      await sendEvents([
        { name: "store/expiry.due", id: `kill/${storeId}`, data: { storeId: String(storeId), day } },
      ]);
      await until("the first page", async () => (await expiries(storeId)).transactions >= 250, 30);
      await kill(app);
      await holder.query("ROLLBACK");
    } finally {
      holder.release();
    }
    expect(await findThroughDay(storeId, "expiry")).toBeNull();
    app = await startProcess();
    await until("the night", async () => (await findThroughDay(storeId, "expiry")) === day, 60);
    expect(await expiries(storeId)).toEqual({ transactions: 600, people: 600 });
    expect(await ledgerDifferences(storeId)).toEqual([]);
  });

  test("a version with a time is published when it has come, also when nothing ran just then, and once", async () => {
    const { storeId } = await seedStore();
    const withRate = (points: number) => ({ earning: { orders: { rate: { points, per: "1.00" } } } });
    await publishProgram({ storeId, document: withRate(1), now: new Date() });
    const publishAt = new Date(Date.now() + 3_000);
    await scheduleProgram({ storeId, document: withRate(2), publishAt, now: new Date() });
    await fireCron("programs-publish-due");
    await kill(app);
    const standing = () => db().programVersion.findMany({ where: { storeId }, orderBy: { number: "asc" } });
    if (Date.now() < publishAt.getTime()) {
      expect((await standing()).map(({ status }) => status)).toEqual(["published", "scheduled"]);
    }
    await until("its time", () => Date.now() >= publishAt.getTime());
    app = await startProcess();
    await fireCron("programs-publish-due");
    const published = await standing();
    expect(published.map(({ status }) => status)).toEqual(["superseded", "published"]);
    const at = published[1]?.publishedAt;
    expect(at?.getTime()).toBeGreaterThanOrEqual(publishAt.getTime());
    await fireCron("programs-publish-due");
    expect((await standing()).map(({ status, publishedAt }) => [status, publishedAt])).toEqual([
      ["superseded", published[0]?.publishedAt],
      ["published", at],
    ]);
  });

  test("the hourly cron pays today's birthdays once, and new reviews once", async () => {
    const shop = await openRewardShop(sandbox, { points: 0, rewards: [] });
    const { storeId, at } = shop;
    const [customerId] = shop.customerIds as [bigint];
    await db().store.update({ where: { id: storeId }, data: { timeZone } });
    const today = localDay(new Date(), timeZone);
    const actions = [
      { key: "born", kind: "birthday", points: 200 },
      { key: "review", kind: "review", points: 30 },
    ];
    const document = { earning: { actions, orders: { enabled: false } } };
    await publishProgram({ storeId, document, now: new Date() });
    const [buyer] = [...at.state.customers.values()];
    const productId = 77;
    const product = {
      id: productId,
      name: "Mug",
      type: "physical",
      sku: "MUG",
      description: "",
      price: "10.00",
    };
    at.state.products.set(productId, { ...product, categories: [], brandId: 0, modifiedAt: 0 } as never);
    const order = at.placeOrder({ customerId: buyer?.id, lines: [{ productId }], statusId: 10 } as never);
    await syncOrders({ storeId, orderIds: [order.id], now: new Date() });
    at.addReview(productId, { email: buyer?.email ?? "", createdAt: Date.now() + 1_000 });
    // Told long ago: within the last month it would not be paid this year.
    const told = new Date(Date.now() - 60 * 86_400_000);
    await setDateOfBirth({ storeId, customerId, dateOfBirth: `1004${today.slice(4)}`, now: told });
    const paid = async () => {
      const { rows } = await pool().query(
        `SELECT a.token, count(*)::int AS times, sum(t.points_change)::int AS points
           FROM activities a JOIN ledger_transactions t ON t.id = a.transaction_id
          WHERE a.store_id = $1 GROUP BY a.token ORDER BY a.token`,
        [storeId],
      );
      return rows;
    };
    const once = [
      { token: "born", times: 1, points: 200 },
      { token: "review", times: 1, points: 30 },
    ];
    await fireCron("actions-schedule");
    await until("both", async () => (await paid()).length === 2, 30);
    expect(await paid()).toEqual(once);
    await fireCron("actions-schedule");
    // The cron does not ask again within the day, nor within the hour; asked by hand the answer is the same.
    const data = { storeId: String(storeId) };
    await send(
      { name: "store/birthdays.due", id: `again/${storeId}`, data: { ...data, day: today } },
      "actions-birthdays",
    );
    await send({ name: "store/reviews.due", id: `reviews-again/${storeId}`, data }, "actions-reviews");
    expect(await paid()).toEqual(once);
  });
});
