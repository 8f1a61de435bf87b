import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listPointsTransactions } from "@/lib/services/storefront/list-points-transactions";
import { createCustomer, type Shop } from "@/test/api/storefront/shop";
import { balanceOf } from "@/test/db/ledger/seed";
import type { InProcessApp } from "@/test/support/in-process-app";
import { createApiShop, createKey, post, quiz, serveApi } from "./api-shop";

let app: InProcessApp;
let url: string;
beforeAll(async () => {
  app = await serveApi();
  url = `${app.url}/api/v1/activities`;
});
afterAll(() => app.stop());

/** A store with two customers and a key, and what calls it. */
async function open(...actions: object[]) {
  const shop = await createApiShop(...(actions.length > 0 ? actions : [quiz]));
  const person = (bcCustomerId: number, email: string) => createCustomer(shop, { bcCustomerId, email });
  const [ada, ben] = [await person(1, "ada@example.com"), await person(2, "ben@example.com")];
  const { key } = await createKey(shop);
  const report = (activity: object, headers: Record<string, string> = {}) =>
    post(url, key, { activity: { token: "quiz", ...activity } }, headers);
  return { shop, ada, ben, key, report, id: Number(ada) };
}

const available = async (id: bigint) => (await balanceOf(id)).available;
const countOf = ({ id }: Shop) => db().activity.count({ where: { storeId: id } });

test("an activity becomes points in the balance, and the shopper reads what they are for", async () => {
  const { shop, ada, id, report } = await open();
  const answer = await report({
    customer_id: id,
    distinct_id: "answer-1",
    created_on_origin_at: "2026-11-20T10:00:00+02:00",
  });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    activity: {
      id: expect.any(Number),
      customer_id: id,
      token: "quiz",
      distinct_id: "answer-1",
      created_on_origin_at: "2026-11-20T08:00:00.000Z",
      outcome: "awarded",
      points: 25,
      points_transaction_id: expect.any(Number),
      explanation: ["May be done as often as liked.", "Tea quiz: 25 points."],
      created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    },
  });
  expect(await available(ada)).toBe(25);
  const { points_transactions } = await listPointsTransactions(shop.id, ada, { limit: 10 });
  expect(points_transactions).toMatchObject([{ points_change: 25, type: "action_award" }]);
  expect(points_transactions[0]?.explanation.join(" ")).toContain("Tea quiz");
});

test("an e-mail names the customer as well as an id, in any case; a distinct id may be left out", async () => {
  const { ada, id, report } = await open();
  for (let n = 0; n < 2; n += 1) {
    const answer = await report({ customer_email: "ADA@example.com", distinct_id: null });
    expect(answer).toMatchObject({ status: 201, body: { activity: { customer_id: id, distinct_id: null } } });
  }
  expect(await available(ada)).toBe(50);
});

test("the same token and distinct id again answer 409, whoever they are reported for", async () => {
  const { id, ben, report } = await open();
  expect((await report({ customer_id: id, distinct_id: "d" })).status).toBe(201);
  for (const customer_id of [id, Number(ben)]) {
    const again = await report({ customer_id, distinct_id: "d" });
    expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
  }
});

test("two identical posts at once: one 201, one 409, points once", async () => {
  const { ada, id, report } = await open();
  const both = await Promise.all([1, 2].map(() => report({ customer_id: id, distinct_id: "twice" })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await available(ada)).toBe(25);
});

test("an activity over its limit is recorded with the reason, and pays nothing", async () => {
  const { ada, id, report } = await open({ ...quiz, limit: { count: 2, per: "day" } });
  const answers = await Promise.all([1, 2, 3, 4].map(() => report({ customer_id: id })));
  const activities = answers.map(({ body }) => body.activity as Record<string, unknown>);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(activities.map(({ points }) => points).sort()).toEqual([0, 0, 25, 25]);
  const over = activities.find(({ outcome }) => outcome === "refused");
  expect(over).toMatchObject({
    points_transaction_id: null,
    explanation: [expect.stringContaining("2 times")],
  });
  expect(await available(ada)).toBe(50);
});

test("strangers, customers of another store and their e-mails answer 404 and change nothing there", async () => {
  const [ours, theirs] = [await open(), await open()];
  const foreign = await createCustomer(theirs.shop, { bcCustomerId: 9, email: "zoe@example.com" });
  for (const who of [
    { customer_id: Number(foreign) },
    { customer_id: 9_007_199_254_740_991 },
    { customer_email: "zoe@example.com" },
    { customer_email: "nobody@example.com" },
  ]) {
    const answer = await ours.report(who);
    expect(answer, JSON.stringify(who)).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
  expect(await available(foreign)).toBe(0);
  expect(await countOf(theirs.shop)).toBe(0);
});

test("a key reports what its own store's program knows, not another's", async () => {
  const [ours, theirs] = [await open(), await open({ ...quiz, key: "survey" })];
  const answer = await ours.report({ customer_id: ours.id, token: "survey" });
  expect(answer).toMatchObject({ status: 422, body: { errors: { "activity.token": [expect.any(String)] } } });
  expect((await theirs.report({ customer_id: theirs.id, token: "survey" })).status).toBe(201);
});

test.each([
  ["no token", { token: undefined }, "activity.token"],
  ["a token the program does not have", { token: "nope" }, "activity.token"],
  ["what Laurel sees itself", { token: "bday" }, "activity.token"],
  ["nobody", { customer_id: undefined }, "activity.customer_id"],
  ["two people", { customer_email: "ada@example.com" }, "activity.customer_id"],
  ["an id that is a text", { customer_id: "1" }, "activity.customer_id"],
  ["an id below 1", { customer_id: 0 }, "activity.customer_id"],
  ["no e-mail", { customer_id: undefined, customer_email: "ada" }, "activity.customer_email"],
  ["an empty distinct id", { distinct_id: "" }, "activity.distinct_id"],
  ["a long distinct id", { distinct_id: "x".repeat(256) }, "activity.distinct_id"],
  ["a time without a zone", { created_on_origin_at: "2026-11-20T10:00:00" }, "activity.created_on_origin_at"],
  ["a year nobody has", { created_on_origin_at: "0000-11-20T10:00:00Z" }, "activity.created_on_origin_at"],
])("%s answers 422 and names the field", async (_, wrong, field) => {
  const { id, shop, report } = await open(quiz, { key: "bday", kind: "birthday", points: 5 });
  const answer = await report({ customer_id: id, ...wrong });
  expect(answer).toMatchObject({ status: 422, body: { code: "validation_failed" } });
  expect(Object.keys(answer.body.errors as object)).toEqual([field]);
  expect(await countOf(shop)).toBe(0);
});

test.each([
  ["another content type", "a=1", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["no JSON", '{"activity":', {}, 400],
  ["a text with a NUL", '{"activity":{"token":"a\\u0000"}}', {}, 400],
  ["an empty body", "", {}, 400],
  ["more than 64 kB", JSON.stringify({ activity: "x".repeat(70_000) }), {}, 413],
  ["no activity", "{}", {}, 422],
  ["a list", "[]", {}, 422],
  ["an Idempotency-Key with a space", "{}", { "idempotency-key": "a b" }, 400],
])("%s is refused as a problem with a stable code", async (_, body, headers, status) => {
  const { key } = await open();
  const answer = await post(url, key, body, headers as Record<string, string>);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.body).toMatchObject({ status, code: expect.any(String), request_id: expect.any(String) });
});

test("an e-mail, a token and a distinct id in any script are taken as they are", async () => {
  const { id, report } = await open({ ...quiz, key: "quiz" });
  const distinct_id = "'; DROP TABLE activities; -- 🙂 ñ";
  expect(await report({ customer_id: id, distinct_id })).toMatchObject({
    status: 201,
    body: { activity: { distinct_id } },
  });
});
