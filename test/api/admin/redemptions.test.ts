import "@/test/support/use-sandbox";

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { redemptionRowSchema, redemptionsPage, rewardsResponse } from "@/lib/schemas/admin/rewards";
import { fiver, ledgerDifferences, openRewardShop, type RewardShop } from "@/test/db/redemptions/shop";
import { createDashboardStore, type DashboardStore } from "@/test/factories/dashboard-store";
import { sandbox } from "@/test/support/use-sandbox";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let shop: RewardShop;
let client: AdminClient;
let staff: DashboardStore;

const credit = { key: "credit", type: "store_credit", name: "$5 credit", pointsPrice: 500, value: "5.00" };

beforeAll(async () => {
  app = await serveAdmin();
});
afterAll(async () => {
  await app.stop();
  await sandbox.stop();
});

beforeEach(async () => {
  shop = await openRewardShop(sandbox, { rewards: [fiver, credit], points: 2_000 });
  staff = await staffOf(shop);
  client = await adminClient(app.url, staff);
});

/** Somebody of the shop's staff, who may edit. */
async function staffOf({ storeId, at }: RewardShop): Promise<DashboardStore> {
  const template = await createDashboardStore();
  await pool().query("UPDATE stores SET installed_at = now(), provisioned_at = now() WHERE id = $1", [
    String(storeId),
  ]);
  await pool().query("UPDATE store_users SET store_id = $2 WHERE id = $1", [
    String(template.userId),
    String(storeId),
  ]);
  return { ...template, storeId, hash: at.hash };
}

const emailOf = async ({ userId }: DashboardStore) =>
  (await db().storeUser.findUniqueOrThrow({ where: { id: userId } })).email;

const rowsOf = async () => {
  const answer = await client.get(`/redemptions?customerId=${shop.customerIds[0]}`);
  return redemptionsPage.parse(answer.body).items;
};
const rewardsNow = async () => rewardsResponse.parse((await client.get("/rewards")).body).rewards;

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** A store credit whose answer was lost while somebody else changed the credit, too. */
async function unclearCredit(sentAt = minutesAgo(2)) {
  const bought = await shop.buy({ productId: shop.product("credit"), now: sentAt });
  const path = "/v3/customers";
  sandbox.admin.addFault({ kind: "reset", method: "PUT", path, store: shop.at.hash, phase: "after" });
  await shop.issue(bought, sentAt);
  for (const customer of shop.at.state.customers.values()) customer.storeCredit = 9_900;
  await shop.issue(bought, sentAt);
  return bought;
}

test("staff cancel a held code: it is gone and the points return, with who did it; again the same answer, and used ones are refused", async () => {
  const held = await shop.issue(await shop.buy());
  const cancel = () => client.post(`/redemptions/${held.id}/cancel`);
  expect(await rowsOf()).toMatchObject([{ id: Number(held.id), state: "ready", code: held.code }]);
  const answer = await cancel();
  expect(answer.status).toBe(200);
  const [row] = await rowsOf();
  expect(redemptionRowSchema.parse(answer.body)).toEqual(row);
  expect(row).toMatchObject({ state: "cancelled", cancellable: false, cancelledBy: await emailOf(staff) });
  const returned = { idempotencyKey: `redemption/${held.id}/return`, storeId: shop.storeId };
  expect(await db().ledgerTransaction.findFirst({ where: returned })).toMatchObject({
    actorId: staff.userId,
  });
  expect((await cancel()).body).toEqual(answer.body);
  const used = await shop.issue(await shop.buy());
  shop.at.placeOrder({ couponCodes: [used.code], lines: [{ name: "Thing", price: "50.00" }], quiet: true });
  expect(await client.post(`/redemptions/${used.id}/cancel`)).toMatchObject({
    status: 409,
    body: { code: "already_used" },
  });
  expect(await ledgerDifferences(shop.storeId)).toEqual([]);
});

test.each([
  [true, "given", "issued"],
  [false, "failed", "failed"],
] as const)(
  "an unclear store credit is settled by hand (given: %s), with who and why, once",
  async (given, state, status) => {
    const bought = await unclearCredit();
    expect(await rowsOf()).toMatchObject([{ state: "unclear" }]);
    const settle = () => client.post(`/redemptions/${bought.id}/settle`, { given, note: "Looked it up" });
    expect((await settle()).body).toMatchObject({ state });
    expect((await shop.read(bought)).status).toBe(status);
    expect(await settle()).toMatchObject({ status: 409 });
    const change = await db().storeCreditChange.findFirstOrThrow({ where: { redemptionId: bought.id } });
    expect(change).toMatchObject({ settledNote: "Looked it up", state: given ? "done" : "undone" });
    expect(change.settledById).not.toBeNull();
    expect(await ledgerDifferences(shop.storeId)).toEqual([]);
  },
);

test("a store credit that may still be on its way is nobody's to decide", async () => {
  const bought = await unclearCredit(minutesAgo(0));
  expect(await rowsOf()).toMatchObject([{ state: "pending" }]);
  const answer = await client.post(`/redemptions/${bought.id}/settle`, { given: false, note: "Too soon" });
  expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect((await shop.read(bought)).status).toBe("pending");
});

test("a reward whose promotion was deleted at BigCommerce says so once looked at, and repair makes it and its codes again", async () => {
  const held = await shop.issue(await shop.buy());
  expect(await rewardsNow()).toMatchObject([
    { name: "$5 off", state: "active", issued: 1, used: 0, held: 1, lost: 0 },
    { name: "$5 credit", state: "store_credit", issued: 0 },
  ]);
  shop.at.state.codes.clear();
  shop.at.state.promotions.clear();
  expect(await client.post("/rewards/repair")).toMatchObject({
    status: 200,
    body: { promotions: 1, codes: 1, codesLeft: 0 },
  });
  expect([...shop.at.state.codes.values()].map(({ code }) => code)).toEqual([held.code]);
  expect(await rewardsNow()).toMatchObject([{ state: "active", lost: 0 }, {}]);
});

test("another store's redemption is not there", async () => {
  const other = await openRewardShop(sandbox);
  const theirs = await other.issue(await other.buy());
  expect((await client.post(`/redemptions/${theirs.id}/cancel`)).status).toBe(404);
  expect((await client.post(`/redemptions/${theirs.id}/settle`, { given: true, note: "mine" })).status).toBe(
    404,
  );
  expect((await client.get(`/redemptions?customerId=${other.customerIds[0]}`)).body).toMatchObject({
    items: [],
  });
});
