import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { restoreProgram } from "@/lib/services/dashboard/restore-program";
import { getProgram } from "@/lib/services/program/get-program";
import { publishDuePrograms } from "@/lib/services/program/publish-due-programs";
import { publishProgram } from "@/lib/services/program/publish-program";
import { saveProgramDraft } from "@/lib/services/program/save-program-draft";
import {
  cancelSchedule,
  listScheduled,
  scheduleDraft,
  scheduleProgram,
} from "@/lib/services/program/schedule-program";
import { seedStore } from "@/test/db/ledger/seed";

const now = new Date("2026-11-24T12:00:00Z");
const noon = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const withRate = (points: number) => ({ earning: { orders: { rate: { points, per: "1.00" } } } });

async function openStore(): Promise<bigint> {
  const { storeId } = await seedStore();
  await publishProgram({ storeId, document: withRate(1), now });
  return storeId;
}

async function statuses(storeId: bigint) {
  const rows = await db().programVersion.findMany({ where: { storeId }, orderBy: { number: "asc" } });
  return rows.map((row) => row.status);
}

const rateOf = async (storeId: bigint) => (await getProgram(storeId))?.program.earning.orders.rate.points;

describe("a version with a time", () => {
  test("is published when the time has come, not before, once, by whoever asks", async () => {
    const storeId = await openStore();
    await scheduleProgram({ storeId, document: withRate(2), publishAt: noon(1), now });
    expect(await publishDuePrograms(noon(0.99))).toEqual({ published: 0 });
    expect(await rateOf(storeId)).toBe(1);
    const rounds = await Promise.all(Array.from({ length: 8 }, () => publishDuePrograms(noon(1))));
    expect(rounds.reduce((sum, { published }) => sum + published, 0)).toBe(1);
    expect(await statuses(storeId)).toEqual(["superseded", "published"]);
    expect(await rateOf(storeId)).toBe(2);
    expect(await publishDuePrograms(noon(2))).toEqual({ published: 0 });
  });

  test("may be the draft, which cannot be rewritten then", async () => {
    const storeId = await openStore();
    await expect(scheduleDraft({ storeId, publishAt: noon(1), now })).rejects.toMatchObject({
      code: "not_found",
    });
    await saveProgramDraft({ storeId, document: withRate(3) });
    expect(await scheduleDraft({ storeId, publishAt: noon(1), now })).toEqual({
      number: 2,
      publishAt: noon(1),
    });
    await saveProgramDraft({ storeId, document: withRate(4) });
    expect(await statuses(storeId)).toEqual(["published", "scheduled", "draft"]);
    await publishDuePrograms(noon(1));
    expect(await rateOf(storeId)).toBe(3);
  });

  test("takes turns with others: each at its time, the last one stays", async () => {
    const storeId = await openStore();
    await scheduleProgram({ storeId, document: withRate(2), publishAt: noon(3), now });
    await scheduleProgram({ storeId, document: withRate(3), publishAt: noon(2), now });
    expect((await listScheduled(storeId)).map(({ number }) => number)).toEqual([3, 2]);
    // The cron was away: both are due at once.
    expect(await publishDuePrograms(noon(4))).toEqual({ published: 2 });
    expect(await rateOf(storeId)).toBe(2);
  });

  test("is a draft again when its time is taken away", async () => {
    const storeId = await openStore();
    await scheduleProgram({ storeId, document: withRate(2), publishAt: noon(1), now });
    await cancelSchedule({ storeId, number: 2 });
    expect(await statuses(storeId)).toEqual(["published", "draft"]);
    expect(await publishDuePrograms(noon(2))).toEqual({ published: 0 });
    await expect(cancelSchedule({ storeId, number: 2, replaceDraft: true })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await statuses(storeId)).toEqual(["published", "draft"]);
  });

  test("never replaces another draft unasked", async () => {
    const storeId = await openStore();
    await scheduleProgram({ storeId, document: withRate(2), publishAt: noon(1), now });
    await saveProgramDraft({ storeId, document: withRate(5) });
    await expect(cancelSchedule({ storeId, number: 2 })).rejects.toMatchObject({ code: "conflict" });
    await cancelSchedule({ storeId, number: 2, replaceDraft: true });
    expect((await getProgram(storeId, "draft"))?.program.earning.orders.rate.points).toBe(2);
  });

  test("is either cancelled or published, never both, when both are asked at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const storeId = await openStore();
      await scheduleProgram({ storeId, document: withRate(2), publishAt: noon(1), now });
      const [cancelled] = await Promise.allSettled([
        cancelSchedule({ storeId, number: 2 }),
        publishDuePrograms(noon(1)),
      ]);
      const isCancelled = cancelled?.status === "fulfilled";
      expect(await statuses(storeId)).toEqual(
        isCancelled ? ["published", "draft"] : ["superseded", "published"],
      );
    }
  });

  test("is refused for a time that has passed, or a document that is wrong", async () => {
    const storeId = await openStore();
    await expect(
      scheduleProgram({ storeId, document: withRate(2), publishAt: now, now }),
    ).rejects.toMatchObject({ code: "validation_failed", fields: { publishAt: [expect.any(String)] } });
    await expect(
      scheduleProgram({ storeId, document: withRate(0), publishAt: noon(1), now }),
    ).rejects.toMatchObject({ code: "validation_failed" });
    expect(await statuses(storeId)).toEqual(["published"]);
  });
});

describe("rolling back", () => {
  test("publishes the earlier document under a new number; history stays", async () => {
    const storeId = await openStore();
    await publishProgram({ storeId, document: withRate(2), now });
    await restoreProgram({ storeId, authorId: 1n, number: 1 });
    expect(await statuses(storeId)).toEqual(["superseded", "superseded", "published"]);
    expect(await rateOf(storeId)).toBe(1);
  });

  test("beside a publish and a due version leaves one published, every number once", async () => {
    const storeId = await openStore();
    await publishProgram({ storeId, document: withRate(2), now });
    await scheduleProgram({ storeId, document: withRate(3), publishAt: noon(1), now });
    await Promise.all([
      restoreProgram({ storeId, authorId: 1n, number: 1 }),
      publishProgram({ storeId, document: withRate(4), now: noon(1) }),
      publishDuePrograms(noon(1)),
    ]);
    const all = await statuses(storeId);
    expect(all).toHaveLength(5);
    expect(all.filter((status) => status === "published")).toHaveLength(1);
    expect(all).not.toContain("scheduled");
  });
});
