import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { revokeApiKey } from "@/lib/services/api-keys/manage-api-keys";
import { publishProgram } from "@/lib/services/program/publish-program";
import { createCustomer } from "@/test/api/storefront/shop";
import { balanceOf } from "@/test/db/ledger/seed";
import type { InProcessApp } from "@/test/support/in-process-app";
import { type ApiAnswer, createApiShop, createKey, post, quiz, serveApi } from "./api-shop";

let app: InProcessApp;
let url: string;
beforeAll(async () => {
  app = await serveApi();
  url = `${app.url}/api/v1/activities`;
});
afterAll(() => app.stop());

async function open() {
  const shop = await createApiShop(quiz);
  const customerId = await createCustomer(shop, { bcCustomerId: 1 });
  const other = await createCustomer(shop, { bcCustomerId: 2, email: "ben@example.com" });
  const [one, two] = [await createKey(shop), await createKey(shop)];
  const report = (name: string, activity: object = {}, { key } = one) =>
    post(
      url,
      key,
      { activity: { token: "quiz", customer_id: Number(customerId), ...activity } },
      { "idempotency-key": name },
    );
  return { shop, customerId, other, one, two, report };
}

const available = async (id: bigint) => (await balanceOf(id)).available;

test("the same key and body again get the first answer, with a distinct id and without", async () => {
  const { customerId, report } = await open();
  for (const activity of [{}, { distinct_id: "d" }]) {
    const name = `name-${JSON.stringify(activity).length}`;
    const first = await report(name, activity);
    expect(first.status).toBe(201);
    const again = await report(name, activity);
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
  }
  expect(await available(customerId)).toBe(50);
});

test("the first answer stands when the program no longer pays for the activity", async () => {
  const { shop, report } = await open();
  const first = await report("kept");
  await publishProgram({ storeId: shop.id, document: {}, now: new Date() });
  expect(await report("kept")).toMatchObject({ status: 201, body: first.body });
  expect((await report("new")).status).toBe(422);
});

test("the same key with another body answers 422 and pays nothing", async () => {
  const { customerId, other, report } = await open();
  await report("taken");
  for (const activity of [
    { distinct_id: "d" },
    { customer_id: Number(other) },
    { created_on_origin_at: "2026-11-20T10:00:00Z" },
  ]) {
    const answer = await report("taken", activity);
    expect(answer).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  }
  expect([await available(customerId), await available(other)]).toEqual([25, 0]);
});

test("repetitions that all came before the first was answered pay once and get one answer", async () => {
  const { customerId, shop, report } = await open();
  const answers = await atOnce(
    [customerId],
    [1, 2, 3].map(() => () => report("race")),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await available(customerId)).toBe(25);
  expect(await db().activity.count({ where: { storeId: shop.id } })).toBe(1);
});

test("two bodies at once under one key: one is paid, the other answers 422", async () => {
  const { customerId, other, report } = await open();
  const answers = await atOnce(
    [customerId, other],
    [() => report("fork"), () => report("fork", { customer_id: Number(other) })],
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect((await available(customerId)) + (await available(other))).toBe(25);
});

test("what was refused is not remembered: put right, it may be sent under the same name", async () => {
  const { report } = await open();
  expect((await report("fixed", { token: "nope" })).status).toBe(422);
  expect((await report("fixed")).status).toBe(201);
});

test("a repetition with the API key that replaced the first gets the first answer and pays nothing", async () => {
  const { customerId, shop, one, two, report } = await open();
  const first = await report("rotated", {}, one);
  await revokeApiKey(shop.id, Number(one.id), new Date());
  const again = await report("rotated", {}, two);
  expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
  expect(await available(customerId)).toBe(25);
});

test("two API keys of a store with one name at once pay once and get one answer", async () => {
  const { customerId, one, two, report } = await open();
  const answers = await atOnce(
    [customerId],
    [one, two].map((key) => () => report("handover", {}, key)),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await available(customerId)).toBe(25);
});

test("two stores name their requests independently", async () => {
  const [here, there] = [await open(), await open()];
  const [first, second] = [await here.report("1"), await there.report("1")];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).not.toEqual(first.body);
  expect([await available(here.customerId), await available(there.customerId)]).toEqual([25, 25]);
});

/** Holds the customers' balances until every call has come to them, so that none can see what another wrote. */
async function atOnce(customerIds: bigint[], calls: (() => Promise<ApiAnswer>)[]): Promise<ApiAnswer[]> {
  const holder = await pool().connect();
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM customer_balances WHERE customer_id = ANY ($1) FOR UPDATE", [
      customerIds,
    ]);
    const answers = Promise.all(calls.map((call) => call()));
    await expect.poll(countWaiting).toBe(calls.length);
    await holder.query("COMMIT");
    return await answers;
  } finally {
    holder.release();
  }
}

async function countWaiting(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0].n;
}
