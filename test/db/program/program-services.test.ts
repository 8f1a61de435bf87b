import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { getProgram } from "@/lib/services/program/get-program";
import { publishProgram } from "@/lib/services/program/publish-program";
import { saveProgramDraft } from "@/lib/services/program/save-program-draft";
import { seedStore } from "@/test/db/ledger/seed";

const now = new Date("2026-11-24T12:00:00Z");
const withRate = (points: number) => ({ earning: { orders: { rate: { points, per: "1.00" } } } });

async function statuses(storeId: bigint) {
  const rows = await db().programVersion.findMany({ where: { storeId }, orderBy: { number: "asc" } });
  return rows.map((row) => [row.number, row.status]);
}

describe("publishing a program", () => {
  test("makes the next numbered version the published one, with defaults filled in", async () => {
    const { storeId } = await seedStore();
    expect(await getProgram(storeId)).toBeNull();
    await publishProgram({ storeId, document: withRate(1), now });
    await publishProgram({ storeId, document: withRate(2), now, note: "double" });
    expect(await statuses(storeId)).toEqual([
      [1, "superseded"],
      [2, "published"],
    ]);
    const published = await getProgram(storeId);
    expect(published).toMatchObject({
      number: 2,
      program: { earning: { orders: { rate: { points: 2 }, holdDays: 0 } } },
    });
  });

  test("a wrong document publishes nothing", async () => {
    const { storeId } = await seedStore();
    await expect(publishProgram({ storeId, document: withRate(0), now })).rejects.toMatchObject({
      code: "validation_failed",
      fields: { "earning.orders.rate.points": [expect.any(String)] },
    });
    expect(await statuses(storeId)).toEqual([]);
  });

  test("parallel publishers get numbers of their own, and one of them is published", async () => {
    const { storeId } = await seedStore();
    await Promise.all(
      [1, 2, 3, 4, 5].map((points) => publishProgram({ storeId, document: withRate(points), now })),
    );
    const all = await statuses(storeId);
    expect(all.map(([number]) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(all.filter(([, status]) => status === "published")).toEqual([[5, "published"]]);
  });

  test("a draft may be rewritten and decides nothing", async () => {
    const { storeId } = await seedStore();
    await publishProgram({ storeId, document: withRate(1), now });
    await saveProgramDraft({ storeId, document: withRate(5) });
    await saveProgramDraft({ storeId, document: withRate(6) });
    expect(await statuses(storeId)).toEqual([
      [1, "published"],
      [2, "draft"],
    ]);
    expect((await getProgram(storeId))?.program.earning.orders.rate.points).toBe(1);
    expect((await getProgram(storeId, "draft"))?.program.earning.orders.rate.points).toBe(6);
  });

  test("a new store gets the default once, also from two at once; one that has a program keeps it", async () => {
    const { storeId } = await seedStore();
    await Promise.all([1, 2].map(() => ensureProgram({ storeId, currency: "JPY" }, now)));
    expect(await statuses(storeId)).toEqual([[1, "published"]]);
    expect((await getProgram(storeId))?.program.earning.orders.rate.per).toBe("100");
    await publishProgram({ storeId, document: withRate(7), now });
    await ensureProgram({ storeId, currency: "JPY" }, now);
    expect((await getProgram(storeId))?.number).toBe(2);
  });

  test("another store's program is its own", async () => {
    const one = await seedStore();
    const other = await seedStore();
    await publishProgram({ storeId: one.storeId, document: withRate(3), now });
    expect(await getProgram(other.storeId)).toBeNull();
  });
});
