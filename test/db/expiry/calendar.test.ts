import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { findThroughDay, finishDay } from "@/lib/db/daily-jobs";
import { getExpiringPoints } from "@/lib/services/expiry/get-expiring-points";
import { listDailyJobs } from "@/lib/services/runs/list-daily-jobs";
import { balanceOf } from "@/test/db/ledger/seed";
import { openExpiryStore, warningsOf } from "./expiry-store";

const minuteMs = 60_000;

/** The day a store is called for at an instant, null when it is not. */
async function dayDueAt(storeId: bigint, instant: Date): Promise<string | null> {
  const events = await listDailyJobs("expiry", instant);
  const ours = events.find(({ data }) => "storeId" in data && data.storeId === String(storeId));
  return ours && "day" in ours.data ? ours.data.day : null;
}

const moveTo = (storeId: bigint, timeZone: string) =>
  db().store.update({ where: { id: storeId }, data: { timeZone } });

/**
 * Points live 12 months. `earned` lies in the first or last second of a local day; `lastDay` is that day a year later,
 * and `goneAt` the instant after it, at the offset of that date: +1 h / +2 h in Berlin (summer time from 29 March to
 * 25 October 2026; in 2025 from 30 March to 26 October), −5 h / −4 h in New York (8 March to 1 November 2026; in 2025
 * 9 March to 2 November), −4 h / −3 h in Santiago, where 6 September 2026 begins at one o'clock.
 */
const days = [
  ["Europe/Berlin", "2025-03-28T22:59:59.000Z", "2026-03-28", "2026-03-28T23:00:00.000Z"],
  ["Europe/Berlin", "2025-03-28T23:00:00.000Z", "2026-03-29", "2026-03-29T22:00:00.000Z"],
  ["Europe/Berlin", "2025-03-29T23:00:00.000Z", "2026-03-30", "2026-03-30T22:00:00.000Z"],
  ["Europe/Berlin", "2025-10-24T21:59:59.000Z", "2026-10-24", "2026-10-24T22:00:00.000Z"],
  ["Europe/Berlin", "2025-10-24T22:00:00.000Z", "2026-10-25", "2026-10-25T23:00:00.000Z"],
  ["Europe/Berlin", "2025-10-25T22:00:00.000Z", "2026-10-26", "2026-10-26T23:00:00.000Z"],
  ["America/New_York", "2025-03-08T04:59:59.000Z", "2026-03-07", "2026-03-08T05:00:00.000Z"],
  ["America/New_York", "2025-03-08T05:00:00.000Z", "2026-03-08", "2026-03-09T04:00:00.000Z"],
  ["America/New_York", "2025-11-01T03:59:59.000Z", "2026-10-31", "2026-11-01T04:00:00.000Z"],
  ["America/New_York", "2025-11-01T04:00:00.000Z", "2026-11-01", "2026-11-02T05:00:00.000Z"],
  ["America/Santiago", "2025-09-05T12:00:00.000Z", "2026-09-05", "2026-09-06T04:00:00.000Z"],
  ["Asia/Kathmandu", "2025-01-09T18:15:00.000Z", "2026-01-10", "2026-01-10T18:15:00.000Z"],
] as const;

test.each(days)("%s: what came at %s can be spent through %s and is gone at %s", async (...row) => {
  const [timeZone, earned, lastDay, goneAt] = row;
  const { storeId, anna, post, night } = await openExpiryStore("per_award", { timeZone });
  await post(anna, 100, earned);
  const gone = new Date(goneAt);
  expect(await getExpiringPoints(storeId, { customerId: anna, available: 100 })).toEqual({
    points: 100,
    at: gone,
  });
  const eve = await dayDueAt(storeId, new Date(gone.getTime() - minuteMs));
  expect(eve).toBe(lastDay);
  expect(await night(lastDay)).toMatchObject({ expired: 0 });
  const day = await dayDueAt(storeId, gone);
  if (day === null) throw new Error("no night");
  expect(await night(day)).toMatchObject({ expired: 100 });
  const { occurredAt } = await db().ledgerTransaction.findFirstOrThrow({
    where: { storeId, customerId: anna, type: "expiry" },
  });
  expect(occurredAt).toEqual(gone);
});

describe("a store that moves to another zone", () => {
  test("eastwards: the days are those of the new zone, each night is done once", async () => {
    // 12:00 on 10 January in Los Angeles is 05:00 on the 11th in Tokyo: through 11 January 2026 there, gone at 15:00 UTC.
    const { storeId, anna, post, night } = await openExpiryStore("per_award", {
      timeZone: "America/Los_Angeles",
    });
    await post(anna, 100, "2025-01-10T20:00:00.000Z");
    expect(await night("2026-01-09")).toMatchObject({ expired: 0 });
    await moveTo(storeId, "Asia/Tokyo");
    expect(await dayDueAt(storeId, new Date("2026-01-11T14:59:00Z"))).toBe("2026-01-11");
    expect(await night("2026-01-11")).toMatchObject({ expired: 0 });
    expect(await getExpiringPoints(storeId, { customerId: anna, available: 100 })).toEqual({
      points: 100,
      at: new Date("2026-01-11T15:00:00Z"),
    });
    expect(await dayDueAt(storeId, new Date("2026-01-11T15:00:00Z"))).toBe("2026-01-12");
    expect(await night("2026-01-12")).toMatchObject({ expired: 100 });
  });

  test("westwards: a day that comes again is not done twice, and what it would have taken goes in the next night", async () => {
    // 05:00 on 10 January in Tokyo is 12:00 on the 9th in Los Angeles: over when the 10th begins there (08:00 UTC). But the
    // 10th was done in Tokyo, so they go with the 11th, and are said to.
    const { storeId, anna, post, night } = await openExpiryStore("per_award", { timeZone: "Asia/Tokyo" });
    await post(anna, 100, "2025-01-09T20:00:00.000Z");
    expect(await night("2026-01-10")).toMatchObject({ expired: 0 });
    await moveTo(storeId, "America/Los_Angeles");
    expect(await dayDueAt(storeId, new Date("2026-01-10T02:00:00Z"))).toBeNull();
    expect(await dayDueAt(storeId, new Date("2026-01-10T08:00:00Z"))).toBeNull();
    expect(await getExpiringPoints(storeId, { customerId: anna, available: 100 })).toEqual({
      points: 100,
      at: new Date("2026-01-11T08:00:00Z"),
    });
    expect(await dayDueAt(storeId, new Date("2026-01-11T08:00:00Z"))).toBe("2026-01-11");
    expect(await night("2026-01-11")).toMatchObject({ expired: 100 });
    expect(await balanceOf(anna)).toMatchObject({ available: 0 });
  });

  test("westwards: a night that was asked for before the move, of a day long done, does nothing and undoes nothing", async () => {
    const { storeId, anna, post, night } = await openExpiryStore("per_award", { timeZone: "Asia/Tokyo" });
    await night("2026-01-12");
    await post(anna, 100, "2025-01-09T20:00:00.000Z");
    expect(await night("2026-01-11")).toMatchObject({ expired: 0 });
    await finishDay(storeId, "expiry", "2026-01-11");
    expect(await findThroughDay(storeId, "expiry")).toBe("2026-01-12");
    expect(await balanceOf(anna)).toMatchObject({ available: 100 });
    expect(await night("2026-01-13")).toMatchObject({ expired: 100 });
  });
});

describe("warnings", () => {
  test("name what is left and the local midnight it goes, each date on its own days", async () => {
    // Berlin. 100 of 29 March go on 30 March 2026, 00:00 = 22:00 UTC: told 28 February and 29 March. A cup took 40 of them
    // on 10 March: 60 in the second. 50 of 5 April go on 6 April: told 7 March and 5 April.
    const { storeId, anna, post, buy, night } = await openExpiryStore("per_award", {
      timeZone: "Europe/Berlin",
    });
    await post(anna, 100, "2025-03-29T12:00:00.000Z");
    await post(anna, 50, "2025-04-05T12:00:00.000Z");
    for (const day of ["2026-02-27", "2026-02-28", "2026-03-07"]) await night(day);
    await buy(anna, "2026-03-10T12:00:00.000Z");
    for (const day of ["2026-03-28", "2026-03-29", "2026-03-30", "2026-04-05"]) await night(day);
    expect(await warningsOf(storeId)).toMatchObject([
      { points: 100, at: "2026-03-29T22:00:00.000Z", daysBefore: 30 },
      { points: 50, at: "2026-04-05T22:00:00.000Z", daysBefore: 30 },
      { points: 60, at: "2026-03-29T22:00:00.000Z", daysBefore: 1 },
      { points: 50, at: "2026-04-05T22:00:00.000Z", daysBefore: 1 },
    ]);
  });

  test("are not given for what came back past its day, nor once it is turned off", async () => {
    const { storeId, anna, post, buy, issue, cancel, publish, night } = await openExpiryStore("per_award");
    await post(anna, 40, "2025-01-10T12:00:00.000Z");
    const cup = await buy(anna, "2025-12-01T12:00:00.000Z");
    await issue(cup, "2025-12-01T12:00:00.000Z");
    await night("2026-02-28");
    await cancel(cup, "2026-02-28T12:00:00.000Z");
    expect(await night("2026-03-01")).toEqual({ expired: 40, warned: 0 });
    await post(anna, 30, "2025-04-10T12:00:00.000Z");
    await publish({ mode: "none" }, "2026-03-05T12:00:00.000Z");
    expect(await night("2026-03-12")).toEqual({ expired: 0, warned: 0 });
    expect(await warningsOf(storeId)).toEqual([]);
  });

  test("go to the heir of merged customers, once, for both dates", async () => {
    // Anna's 100 go on 11 January, told on 12 December; Ben's 10 on 12 January, told on the 13th.
    const { storeId, anna, ben, post, merge, night } = await openExpiryStore("per_award");
    await post(anna, 100, "2025-01-10T12:00:00.000Z");
    await post(ben, 10, "2025-01-11T12:00:00.000Z");
    await merge("2025-07-01T12:00:00.000Z");
    for (const day of ["2025-12-11", "2025-12-12", "2025-12-13", "2025-12-14"]) await night(day);
    expect(await warningsOf(storeId)).toMatchObject([
      { customerId: String(ben), points: 100, at: "2026-01-11T00:00:00.000Z", daysBefore: 30 },
      { customerId: String(ben), points: 10, at: "2026-01-12T00:00:00.000Z", daysBefore: 30 },
    ]);
  });

  test("follow the date when the store moves: told again where it is another one", async () => {
    // 12:00 on 10 January in Los Angeles: gone when the 11th begins, 08:00 UTC. In Tokyo it was the 11th already: gone when
    // the 12th begins, 15:00 UTC on the 11th.
    const { storeId, anna, post, night } = await openExpiryStore("per_award", {
      timeZone: "America/Los_Angeles",
    });
    await post(anna, 100, "2025-01-10T20:00:00.000Z");
    await night("2025-12-11");
    await night("2025-12-12");
    await moveTo(storeId, "Asia/Tokyo");
    for (const day of ["2025-12-13", "2025-12-14"]) await night(day);
    expect(await warningsOf(storeId)).toMatchObject([
      { points: 100, at: "2026-01-11T08:00:00.000Z", daysBefore: 30 },
      { points: 100, at: "2026-01-11T15:00:00.000Z", daysBefore: 30 },
    ]);
  });
});
