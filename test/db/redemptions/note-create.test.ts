import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeRedemption, type RedemptionChange } from "@/lib/db/redemptions/change-redemption";
import { noteAnswer, noteCreate, notePromotion } from "@/lib/db/redemptions/note-create";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { inTransaction } from "@/lib/db/transaction";
import { release } from "@/lib/services/redemptions/settle-redemption";
import { withLockedRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { expectWaiters } from "@/test/db/expect-waiters";
import { type Sandbox, startSandbox } from "@/test/sandbox/start";
import { later, now, openRewardShop, type RewardShop } from "./shop";

let sandbox: Sandbox;
let shop: RewardShop;
beforeAll(async () => {
  sandbox = await startSandbox({ stores: [{ hash: "unused0" }], seed: "empty" });
  shop = await openRewardShop(sandbox, { points: 50_000 });
});
afterAll(() => sandbox.stop());

/** A reward that was bought, as somebody else has changed it since. */
async function bought(change: RedemptionChange = {}): Promise<Redemption> {
  const redemption = await shop.buy();
  await changeRedemption(shop.storeId, redemption.id, change);
  return shop.read(redemption);
}

async function failed(): Promise<Redemption> {
  const redemption = await bought();
  const end = { status: "failed", problem: null } as const;
  await withLockedRedemption(shop.storeId, redemption.id, (locked) => release(locked, end, now));
  return shop.read(redemption);
}

const note = ({ storeId, id }: Redemption, at = now, bcPromotionId: bigint | null = null) =>
  noteCreate(storeId, id, { status: "pending", bcPromotionId, now: () => at });

describe("a create", () => {
  test("is counted and dated before it is sent: the first for good, the last whatever the order they are noted in", async () => {
    const redemption = await bought({ bcPromotionId: 7n });
    expect(await note(redemption, later(5), 7n)).toEqual(later(5));
    expect(await note(redemption, later(3))).toEqual(later(3));
    expect(await note(redemption, later(9))).toEqual(later(9));
    expect(await note(redemption, later(6))).toEqual(later(6));
    expect(await shop.read(redemption)).toMatchObject({
      createsUnderWay: 4,
      createSentAt: later(5),
      createTriedAt: later(9),
    });
  });

  test("counts from when the row was free, however long others kept it waiting", async () => {
    const redemption = await bought();
    let at = now;
    const { noting } = await inTransaction(async (other) => {
      await other.$executeRaw`SELECT 1 FROM redemptions WHERE id = ${redemption.id} FOR UPDATE`;
      const { storeId, id } = redemption;
      const clock = { status: "pending", bcPromotionId: null, now: () => at } as const;
      const waiting = noteCreate(storeId, id, clock);
      await expectWaiters(1);
      at = later(20);
      return { noting: waiting };
    });
    expect(await noting).toEqual(later(20));
  });

  test.each<[string, RedemptionChange]>([
    ["was used", { usedAt: now, bcPromotionId: 7n }],
    ["somebody wants back", { cancelRequestedAt: now, bcPromotionId: 7n }],
    ["is to have its code under another promotion", { bcPromotionId: 8n }],
  ])("is not sent for a reward that %s", async (_, change) => {
    const redemption = await bought(change);
    expect(await note(redemption, now, 7n)).toBeNull();
    expect(await shop.read(redemption)).toMatchObject({ createsUnderWay: 0, createSentAt: null });
  });

  test("is not sent for a reward that is over", async () => {
    const redemption = await failed();
    expect(await note(redemption)).toBeNull();
    expect(await shop.read(redemption)).toMatchObject({ createsUnderWay: 0, createSentAt: null });
  });
});

describe("the promotion of a code", () => {
  const decide = (redemption: Redemption, bcPromotionId = 7n) =>
    notePromotion(redemption, "pending", bcPromotionId);

  test("is written down before it is asked for; deciding the same again is no change", async () => {
    const redemption = await bought();
    expect(await decide(redemption)).toBe(true);
    expect(await decide(redemption)).toBe(true);
    expect(await shop.read(redemption)).toMatchObject({ bcPromotionId: 7n, mechanism: "promotion" });
  });

  test("is not decided by who has not seen what another decided", async () => {
    const redemption = await bought();
    expect(await decide(redemption, 8n)).toBe(true);
    expect(await decide(redemption, 7n)).toBe(false);
    expect(await shop.read(redemption)).toMatchObject({ bcPromotionId: 8n });
  });

  test.each<[string, RedemptionChange]>([
    ["was used", { usedAt: now }],
    ["somebody wants back", { cancelRequestedAt: now }],
  ])("is not decided for a reward that %s", async (_, change) => {
    const redemption = await bought(change);
    expect(await decide(redemption)).toBe(false);
    expect(await shop.read(redemption)).toMatchObject({ bcPromotionId: null });
  });

  test("is not decided for a reward that is over", async () => {
    expect(await decide(await failed())).toBe(false);
  });
});

describe("a refusal", () => {
  test("of the only create ever noted proves that there is no code", async () => {
    const redemption = await bought();
    await noteAnswer(shop.storeId, redemption.id, await note(redemption));
    expect(await shop.read(redemption)).toMatchObject({ createsUnderWay: 0, createSentAt: null });
  });

  test("proves nothing while another create is under way, nor of a create that was not the first", async () => {
    const redemption = await bought();
    const first = await note(redemption);
    const second = await note(redemption, later(1));
    await noteAnswer(shop.storeId, redemption.id, first);
    expect(await shop.read(redemption)).toMatchObject({ createsUnderWay: 1, createSentAt: now });
    await noteAnswer(shop.storeId, redemption.id, second);
    expect(await shop.read(redemption)).toMatchObject({ createsUnderWay: 0, createSentAt: now });
  });
});
