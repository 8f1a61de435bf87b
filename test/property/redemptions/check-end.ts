import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { removeRedemptionCode } from "@/lib/services/redemptions/remove-redemption-code";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import { balanceOf } from "@/test/db/ledger/seed";
import { arriveLate, at, goOn, type Play, price, tellOfOrders } from "./play-schedule";
import { codesThere, type RedemptionEnd, redemptionsOf } from "./shop-state";

/**
 * Points go back only once there is no code: not one moment may both be there, whoever died or was at it at once. Only
 * what came later than the app reckons with is there for a while, and taken away.
 */
export async function assertNothingTwice({ shop, customerId, cameLate }: Play): Promise<void> {
  const there = codesThere(shop);
  if (there.size === 0) return;
  const isBoth = ({ status, code }: { status: string; code: string }) =>
    (status === "cancelled" || status === "failed") && there.has(code) && !cameLate.has(code);
  expect((await redemptionsOf(shop, customerId)).filter(isBoth), "points given back beside a code").toEqual(
    [],
  );
}

/** BigCommerce and the app are well again: what is still open comes to an end by itself. */
export async function settle(play: Play): Promise<void> {
  const { shop, customerId } = play;
  const { storeId } = shop;
  // Well again: an answer that takes long on a busy machine is still an answer.
  const client = { ...shop.client, attemptTimeoutMs: 30_000 };
  play.dangers = { death: 0, late: 0 };
  await arriveLate(play);
  await tellOfOrders(play);
  if (play.orders.length > 0) await sweepCodes(storeId, at(play), client);
  for (let round = 1; round <= 4; round += 1) {
    await goOn(play, 901);
    const open = (await redemptionsOf(shop, customerId)).filter(({ status }) => status === "pending");
    for (const { id } of open) await issueRedemption({ storeId, redemptionId: id, now: at(play), client });
    await finishDueRedemptions({ storeId, now: at(play), client });
    if (open.length === 0) break;
  }
  await assertNothingTwice(play);
  // The event that removes a code for good, a quarter of an hour later.
  const { rows } = await pool().query<{ id: string }>(
    `SELECT data->>'redemptionId' AS id FROM effects WHERE store_id = $1 AND name = 'redemptions/code.remove'
        AND (data->>'redemptionId')::bigint = ANY ($2)`,
    [String(storeId), (await redemptionsOf(shop, customerId)).map(({ id }) => String(id))],
  );
  for (const { id } of rows) {
    await removeRedemptionCode({ storeId, redemptionId: BigInt(id), now: at(play) }, client);
  }
}

/**
 * Points held are open redemptions, none is lost, none doubled, and no code is left over. Whoever has the discount of
 * an order that stands, or a code that works, has paid for it; all else is the shopper's.
 */
export async function assertEnd(play: Play): Promise<void> {
  const { shop, customerId, affordable, orders } = play;
  const ends = await redemptionsOf(shop, customerId);
  expect(
    ends.filter(({ status }) => status === "pending"),
    "still pending",
  ).toEqual([]);
  const there = codesThere(shop);
  const kept = ends.filter(({ code, status, returnedAt, retakes }) => {
    // The order came in the middle of the deletion, which a kill may have cut short: the code is used, there or not.
    const mayBeGone = orders.some((order) => order.code === code && order.isOnDelete);
    if (mayBeGone && !there.has(code)) return false;
    return status === "issued" && returnedAt === null && retakes === 0;
  });
  expect([...there.keys()].sort(), `codes at BigCommerce of ${describe(ends)}`).toEqual(
    kept.map(({ code }) => code).sort(),
  );
  const ordered = new Map(orders.map(({ code, isCancelled }) => [code, isCancelled ? "over" : "standing"]));
  let paid = 0;
  for (const end of ends) {
    const order = ordered.get(end.code);
    if (order === "standing") expect(end, "a used code").toMatchObject({ usedAt: expect.any(Date) });
    if (order === "standing" || (order === undefined && there.has(end.code))) paid += end.points;
  }
  const { held, available, debt } = await balanceOf(customerId);
  expect(Number(held), "held").toBe(0);
  expect(Number(available) + Number(debt), `points after ${describe(ends)}`).toBe(affordable * price - paid);
}

function describe(ends: readonly RedemptionEnd[]): string {
  return ends
    .map(
      ({ id, status, code, usedAt, returnedAt }) =>
        `#${id} ${status} ${code}${usedAt ? " used" : ""}${returnedAt ? " returned" : ""}`,
    )
    .join(", ");
}
