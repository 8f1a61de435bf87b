import { expect } from "vitest";
import { pool } from "@/lib/db/client";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { cancelRedemption } from "@/lib/services/redemptions/cancel-redemption";
import { finishDueRedemptions } from "@/lib/services/redemptions/finish-due-redemptions";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { mergeRewards } from "@/lib/services/redemptions/merge-rewards";
import { sweepCodes } from "@/lib/services/redemptions/sweep-codes";
import type { RewardShop } from "@/test/db/redemptions/shop";
import { orderFacts } from "@/test/factories/order-facts";
import { Chance } from "../model/chance";
import { assertEnd, assertNothingTwice, settle } from "./check-end";
import { addFault, disturbPromotion, takeCode } from "./mischief";
import { inProcess, type World } from "./mortal-process";
import { codesThere, emptyShop, redemptionsOf } from "./shop-state";

export const price = 500;
const giveUpSeconds = 900;
/** For so long the app reckons with a create that was sent. */
const underWaySeconds = 60;
export const daySeconds = 86_400;

/** An order of a shopper who used a code. */
type Used = { orderId: number; code: string; isCancelled: boolean; isOnDelete: boolean };

export type Play = World & {
  shop: RewardShop;
  customerId: bigint;
  affordable: number;
  bought: Redemption[];
  orders: Used[];
  /** Long after everything else in the database, so that nothing is too fresh to be looked after. */
  startedAt: Date;
  clockSeconds: number;
};

export const at = ({ startedAt, clockSeconds }: Play) => new Date(startedAt.getTime() + clockSeconds * 1_000);

/** One customer with points for up to three rewards buys, and everything goes wrong that can. */
export async function playSchedule(shop: RewardShop, seed: number, startedAt: Date): Promise<void> {
  const chance = new Chance(seed);
  const affordable = chance.whole(1, 3);
  const play: Play = {
    shop,
    chance,
    dangers: { death: chance.of(0, 0.01, 0.04), late: chance.of(0, 0.1, 0.3) },
    hash: shop.at.hash,
    onTheWire: [],
    customerId: await newCustomer(shop, seed),
    affordable,
    bought: [],
    orders: [],
    beingCarriedOut: new Set(),
    cameLate: new Set(),
    beforeDelete: null,
    startedAt,
    clockSeconds: 0,
  };
  await shop.give(play.customerId, affordable * price);
  for (let step = chance.whole(3, 9); step > 0; step -= 1) {
    const seconds = tick(chance);
    await goOn(play, seconds);
    if (chance.yes(0.5)) addFault(shop, chance);
    // Nothing is on the wire for longer than until the code is looked for a second time.
    if (seconds >= giveUpSeconds || chance.yes(0.3)) await arriveLate(play);
    await anyStep(play).catch(expectBadDay);
    await assertNothingTwice(play);
  }
  shop.sandbox.admin.clearFaults();
  await settle(play);
  await assertEnd(play);
  emptyShop(shop);
}

/** Seconds; now and then past the time a create may be under way, past the time to give up, or past the code's life. */
function tick(chance: Chance): number {
  if (chance.yes(0.2)) return giveUpSeconds + 1;
  if (chance.yes(0.1)) return chance.whole(30, 90);
  return chance.yes(0.05) ? daySeconds + 1 : chance.whole(0, 20);
}

export async function goOn(play: Play, seconds: number): Promise<void> {
  await Promise.all(play.beingCarriedOut);
  play.clockSeconds += seconds;
}

/** Creates that were given up reach BigCommerce after all; only those the app no longer reckons with come late. */
export async function arriveLate(play: Play): Promise<void> {
  for (const { send, sentSeconds } of play.onTheWire.splice(0)) {
    const before = new Set(codesThere(play.shop).keys());
    await send().catch(() => undefined);
    if (play.clockSeconds - sentSeconds < underWaySeconds) continue;
    for (const code of codesThere(play.shop).keys()) if (!before.has(code)) play.cameLate.add(code);
  }
}

const acts: [weight: number, act: (play: Play, one: Redemption) => Promise<unknown>][] = [
  [20, (play) => buy(play)],
  [30, issue],
  [8, (play, one) => atOnce([issue(play, one), issue(play, one)])],
  [8, (play, one) => atOnce([issue(play, one), cancel(play, one)])],
  [4, (play, one) => atOnce([issue(play, one), finish(play)])],
  [8, cancel],
  [8, finish],
  [6, (play, one) => use(play, one)],
  [4, (play, one) => atOnce([use(play, one), cancel(play, one)])],
  [5, (play) => tellOfOrders(play)],
  [6, (play, one) => useOnDelete(play, one, cancel)],
  [3, (play, one) => useOnDelete(play, one, finish)],
  [6, (play, one) => useOnDelete(play, one, merge)],
  [4, changeMind],
  [2, sweep],
  [8, merge],
  [3, (play, one) => atOnce([merge(play), cancel(play, one)])],
  [2, async ({ shop, chance }) => disturbPromotion(shop, chance)],
  [4, async ({ shop }, one) => takeCode(shop, (await shop.read(one)).code)],
];
const weights = acts.reduce((sum, [weight]) => sum + weight, 0);

async function anyStep(play: Play): Promise<void> {
  const { chance, bought } = play;
  const [first, ...more] = bought;
  if (!first) return buy(play);
  const one = chance.of(first, ...more);
  let dice = chance.whole(1, weights);
  for (const [weight, act] of acts) {
    dice -= weight;
    if (dice <= 0) {
      await act(play, one);
      return;
    }
  }
}

/** When the process dies, the shopper asks again with the same request id and gets the first answer. */
async function buy(play: Play): Promise<void> {
  const { shop, customerId, chance, bought } = play;
  const requestId = `schedule-${chance.whole(0, 1_000_000_000)}`;
  const ask = () => shop.buy({ customerId, requestId, now: at(play) });
  const answer = await inProcess(play, ask);
  bought.push(answer === "died" ? await ask() : answer);
}

function issue(play: Play, { id }: Redemption) {
  const { storeId } = play.shop;
  return inProcess(play, (client) =>
    issueRedemption({ storeId, redemptionId: id, now: at(play), client: { ...play.shop.client, ...client } }),
  );
}

function cancel(play: Play, { id }: Redemption) {
  const { shop, customerId } = play;
  return inProcess(play, (client) =>
    cancelRedemption({
      storeId: shop.storeId,
      redemptionId: id,
      customerId,
      now: at(play),
      client: { ...shop.client, ...client },
    }),
  );
}

/** All that is held becomes one code; sometimes asked for again under the same request id. */
async function merge(play: Play): Promise<void> {
  const { shop, customerId, chance } = play;
  const ends = await redemptionsOf(shop, customerId);
  const redemptionIds = ends
    .filter(({ status, usedAt }) => status === "issued" && !usedAt)
    .map(({ id }) => id);
  if (redemptionIds.length < 2) return;
  const requestId = `merge-${chance.whole(0, 1_000_000_000)}`;
  for (let ask = chance.whole(1, 2); ask > 0; ask -= 1) {
    const answer = await inProcess(play, (client) =>
      mergeRewards({
        storeId: shop.storeId,
        customerId,
        redemptionIds,
        requestId,
        now: at(play),
        client: { ...shop.client, ...client },
      }),
    ).catch(expectBadDay);
    if (answer && answer !== "died" && !answer.isRepeated) play.bought.push(answer.redemption);
  }
}

function finish(play: Play) {
  const { shop } = play;
  return inProcess(play, (client) =>
    finishDueRedemptions({ storeId: shop.storeId, now: at(play), client: { ...shop.client, ...client } }),
  );
}

function sweep(play: Play) {
  const { shop } = play;
  return inProcess(play, (client) => sweepCodes(shop.storeId, at(play), { ...shop.client, ...client }));
}

/** The shopper's order has the code; later perhaps it is cancelled. */
async function use(play: Play, one: Redemption, isOnDelete = false): Promise<void> {
  const { shop, orders, chance } = play;
  const { code, status } = await shop.read(one);
  if (status !== "issued" || codesThere(shop).get(code) !== 0 || !isHonoured(shop, code)) return;
  const order = shop.at.placeOrder({
    couponCodes: [code],
    lines: [{ name: "Thing", price: "50.00" }],
    quiet: true,
  });
  orders.push({ orderId: order.id, code, isCancelled: chance.yes(0.4), isOnDelete });
}

/** The order is placed after the code's use count was read, and before the code is deleted. */
async function useOnDelete(
  play: Play,
  one: Redemption,
  end: (play: Play, one: Redemption) => Promise<unknown>,
): Promise<void> {
  play.beforeDelete = () => {
    play.beforeDelete = null;
    return use(play, one, true);
  };
  await end(play, one).finally(() => {
    play.beforeDelete = null;
  });
}

/** The merchant cancels an order, or takes that back. */
async function changeMind({ orders, chance }: Play): Promise<void> {
  const [first, ...more] = orders;
  if (!first) return;
  const order = chance.of(first, ...more);
  order.isCancelled = !order.isCancelled;
}

/** The checkout refuses codes of a promotion that the merchant switched off. */
function isHonoured({ at }: RewardShop, code: string): boolean {
  const { codes, promotions } = at.state;
  const found = [...codes.values()].find((one) => one.code === code);
  return found === undefined || promotions.get(found.promotionId)?.document.status === "ENABLED";
}

/** Order webhooks arrive: what they carry is the law of the order, whichever came before. */
export async function tellOfOrders(play: Play): Promise<void> {
  const { shop, orders } = play;
  if (orders.length === 0) return;
  const facts = orders.map(({ orderId, code, isCancelled }) =>
    orderFacts({
      orderId,
      customerId: null,
      guestEmail: "guest@example.com",
      coupons: [{ code: code.toLowerCase(), discountMinor: 500 }],
      statusId: isCancelled ? 5 : 10,
    }),
  );
  await inProcess(play, () =>
    applyOrderFacts({ storeId: shop.storeId, timeZone: "UTC", orders: facts, now: at(play) }),
  );
}

async function atOnce(works: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) {
    if (result.status === "rejected") expectBadDay(result.reason);
  }
}

/** What a shopper or an operator may see on a bad day; anything else is a mistake of ours. */
function expectBadDay(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const expected = [
    "insufficient_points",
    "unavailable",
    "bigcommerce_failed",
    "already_used",
    "reward_unavailable",
  ];
  if (!expected.includes(String(code))) throw error;
}

async function newCustomer({ storeId }: RewardShop, seed: number): Promise<bigint> {
  const { rows } = await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, updated_at)
     VALUES ($1, $2, $3, now()) RETURNING id`,
    [String(storeId), seed, `schedule${seed}@example.com`],
  );
  expect(rows).toHaveLength(1);
  return BigInt(rows[0].id);
}
