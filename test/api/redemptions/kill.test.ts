import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import { programItemId } from "@/lib/services/program/program-item-id";
import { eventually, type Laurel, startLaurel } from "@/test/support/laurel";
import { shopperOf, type TestShopper } from "./shopper";

let laurel: Laurel;
let shopper: TestShopper;
const rewards = [{ key: "fiver", type: "fixed_amount", name: "$5 off", pointsPrice: 500, value: "5.00" }];

beforeAll(async () => {
  laurel = await startLaurel({
    stores: [{ hash: "redeem2" }],
    seed: "empty",
    env: { REDEMPTION_GIVE_UP_SECONDS: "4" },
  });
  await laurel.install();
  shopper = await shopperOf(laurel, { document: { rewards }, points: 10_000 });
}, 180_000);
afterAll(() => laurel?.stop());

const buy = (request_id: string) =>
  shopper.post(`points_products/${programItemId(shopper.storeId, "points_product", "fiver")}/purchase`, {
    request_id,
  });

const counts = async () => {
  const { rows } = await pool().query(
    "SELECT status, count(*)::int AS count FROM redemptions GROUP BY status",
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
};

async function expectAgreement() {
  const { rows } = await pool().query("SELECT code FROM redemptions WHERE status = 'issued' ORDER BY code");
  const codes = [...laurel.sandbox.store().state.codes.values()].map(({ code }) => code).sort();
  expect(codes).toEqual(rows.map(({ code }) => code).sort());
  for await (const { name, differences } of verifyLedger(null))
    expect({ name, differences }).toEqual({ name, differences: [] });
}

/** A create may be under way for a minute, and is then asked for after another one at the latest. */
const underWay = { timeout: 360_000 };
const endsWithinSeconds = 200;

test(
  "an app killed hard while it waits for BigCommerce, at each call of a redemption, ends with one code",
  underWay,
  async () => {
    const calls = [
      { method: "GET", path: "/v3/promotions" },
      { method: "POST", path: "/v3/promotions" },
      { method: "POST", path: /codes$/ },
    ];
    for (const [index, call] of calls.entries()) {
      for (const phase of ["before", "after"] as const) {
        laurel.sandbox.admin.addFault({ kind: "timeout", phase, ...call });
        const asked = buy(`killed-${index}-${phase}`).catch(() => undefined);
        await sleep(700);
        await laurel.killApp();
        await asked;
        laurel.sandbox.admin.clearFaults();
      }
    }
    await eventually(async () => !(await counts()).pending, "every redemption to end", endsWithinSeconds);
    await expectAgreement();
  },
);

test.each([
  ["that BigCommerce was never asked for gives its points back within seconds", "GET", /promotions/, 60],
  [
    "of which a create may be under way gives them back once that is over",
    "POST",
    /codes$/,
    endsWithinSeconds,
  ],
] as const)("a reward in vain %s", underWay, async (title, method, path, withinSeconds) => {
  laurel.sandbox.admin.addFault({ kind: "html-500", method, path, count: 1_000, phase: "before" });
  const failedBefore = (await counts()).failed ?? 0;
  const { status, json } = await buy(`doomed-${title.length}`);
  expect(status).toBe(202);
  expect(json.points_purchase.reward_fulfillment).toMatchObject({ fulfillment_status: "pending", code: "" });
  await eventually(
    async () => ((await counts()).failed ?? 0) > failedBefore,
    "the points to come back",
    withinSeconds,
  );
  laurel.sandbox.admin.clearFaults();
  await expectAgreement();
});
