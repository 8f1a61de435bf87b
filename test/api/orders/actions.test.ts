import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { sendEvents } from "@/lib/events";
import { localDay } from "@/lib/loyalty/local-day";
import { setDateOfBirth } from "@/lib/services/actions/set-date-of-birth";
import { publishProgram } from "@/lib/services/program/publish-program";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";

/** What is paid beside orders, through the running app: webhooks in, durable functions on its own runner, points out. */
let laurel: Laurel;
let storeId: bigint;
const actions = [
  { key: "join", kind: "sign_up", points: 50 },
  { key: "news", kind: "newsletter", points: 20 },
  { key: "born", kind: "birthday", points: 200 },
  { key: "review", kind: "review", points: 30 },
];

beforeAll(async () => {
  laurel = await startLaurel({ seed: "demo", env: { SWEEP_INTERVAL_SECONDS: "2" } });
  await laurel.install();
  const { rows } = await pool().query("SELECT id FROM stores");
  storeId = BigInt(rows[0].id);
  await publishProgram({ storeId, document: { earning: { actions } }, now: new Date() });
}, 120_000);
afterAll(() => laurel?.stop());

const store = () => laurel.sandbox.store();

/** What a customer was paid for which action, as the ledger has it. */
async function paidFor(email: string): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    `SELECT a.token, sum(t.points_change)::int AS points
       FROM activities a JOIN ledger_transactions t ON t.id = a.transaction_id JOIN customers c ON c.id = a.customer_id
      WHERE c.email = $1 GROUP BY a.token`,
    [email],
  );
  return Object.fromEntries(rows.map(({ token, points }) => [token, points]));
}

const paid = (email: string, wanted: Record<string, number>, timeoutSeconds = 60) =>
  eventually(
    async () => JSON.stringify(sorted(await paidFor(email))) === JSON.stringify(sorted(wanted)),
    `${email} to be paid ${JSON.stringify(wanted)}`,
    timeoutSeconds,
  );
const sorted = (record: Record<string, number>) =>
  Object.entries(record).sort(([a], [b]) => a.localeCompare(b));

test("who signs up is paid for it, and for the newsletter once they subscribe", async () => {
  const { email } = store().addCustomer({ email: "ada@example.com" });
  await paid(email, { join: 50 });
  store().subscribe(email);
  await paid(email, { join: 50, news: 20 });
});

test("a subscription whose webhook never came is found by the sweep", { timeout: 200_000 }, async () => {
  const { email } = store().addCustomer({ email: "bo@example.com" });
  await paid(email, { join: 50 });
  const hooks = [...store().state.hooks.values()];
  for (const hook of hooks) hook.active = false;
  store().subscribe(email);
  // An app that has just started looks for due sweeps at the next full minute.
  await paid(email, { join: 50, news: 20 }, 150);
  for (const hook of hooks) hook.active = true;
});

test("a birthday is paid on its day, once", async () => {
  const { email } = store().addCustomer({ email: "cy@example.com" });
  await paid(email, { join: 50 });
  const { rows } = await pool().query("SELECT id FROM customers WHERE email = $1", [email]);
  const now = new Date();
  const today = localDay(now, "UTC");
  // Told long ago: within the last month it would not be paid this year.
  await setDateOfBirth({
    storeId,
    customerId: BigInt(rows[0].id),
    dateOfBirth: `1004${today.slice(4)}`,
    now: new Date(now.getTime() - 60 * 86_400_000),
  });
  const due = { name: "store/birthdays.due", data: { storeId: String(storeId), day: today } } as const;
  await sendEvents([{ ...due, id: "birthday-1" }]);
  await paid(email, { join: 50, born: 200 });
  await sendEvents([{ ...due, id: "birthday-2" }]);
  await eventually(async () => (await finishedRuns("actions-birthdays")) >= 2, "the second run to finish");
  expect((await paidFor(email)).born).toBe(200);
});

test("a review is paid to who bought the product, and to nobody else", async () => {
  const buyer = store().addCustomer({ email: "di@example.com" });
  const stranger = store().addCustomer({ email: "ed@example.com" });
  await paid(buyer.email, { join: 50 });
  await paid(stranger.email, { join: 50 });
  const productId = 1;
  const { id } = store().placeOrder({ customerId: buyer.id, lines: [{ productId }] });
  await eventually(async () => {
    const found = await pool().query("SELECT 1 FROM orders WHERE bc_order_id = $1", [id]);
    return found.rows.length === 1;
  }, "the order to be known");
  for (const { email } of [buyer, stranger]) {
    store().addReview(productId, { email, createdAt: Date.now() + 1000 });
  }
  await sendEvents([{ name: "store/reviews.due", data: { storeId: String(storeId) }, id: "reviews-1" }]);
  await paid(buyer.email, { join: 50, review: 30 });
  expect((await paidFor(stranger.email)).review).toBeUndefined();
});

async function finishedRuns(functionId: string): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS runs FROM runner_runs WHERE function_id LIKE '%' || $1 AND state = 'completed'",
    [functionId],
  );
  return rows[0].runs;
}
