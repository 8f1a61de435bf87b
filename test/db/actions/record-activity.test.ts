import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { awardBirthdays } from "@/lib/services/actions/award-birthdays";
import { awardSignUp } from "@/lib/services/actions/award-sign-up";
import { recordActivity } from "@/lib/services/actions/record-activity";
import { setDateOfBirth } from "@/lib/services/actions/set-date-of-birth";
import { mergeCustomers } from "@/lib/services/customers/merge-customers";
import { publishProgram } from "@/lib/services/program/publish-program";
import { ledgerDifferences } from "@/test/db/ledger/engagement-seed";
import { balanceOf, seedStore } from "@/test/db/ledger/seed";

const now = new Date("2026-11-24T12:00:00Z");

async function openStore(...actions: object[]) {
  const { storeId, customerIds } = await seedStore(2);
  await publishProgram({ storeId, document: { earning: { actions } }, now });
  const [anna, ben] = customerIds as [bigint, bigint];
  const record = (customerId: bigint, distinctId: string | null, at = now) =>
    recordActivity({
      storeId,
      token: "quiz",
      distinctId,
      who: { customerId },
      createdOnOriginAt: null,
      now: at,
    });
  return { storeId, anna, ben, record };
}

const quiz = { key: "quiz", kind: "custom", points: 25 };

test("an activity is paid once for its distinct id, to whoever reports it first, and makes a member", async () => {
  const { storeId, anna, ben, record } = await openStore(quiz);
  const activity = await record(anna, "q1");
  expect(activity).toMatchObject({ outcome: "awarded", points: 25, token: "quiz", distinctId: "q1" });
  await expect(record(anna, "q1")).rejects.toMatchObject({ code: "conflict", status: 409 });
  await expect(record(ben, "q1")).rejects.toMatchObject({ code: "conflict" });
  await record(anna, "q2");
  expect(await balanceOf(anna)).toMatchObject({ available: 50 });
  const posted = await db().ledgerTransaction.findFirstOrThrow({
    where: { id: activity.transactionId ?? 0n },
  });
  expect(posted).toMatchObject({ type: "action_award", idempotencyKey: `action/${activity.id}` });
  expect(await db().customer.findUniqueOrThrow({ where: { id: anna } })).toMatchObject({ state: "member" });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("twenty parallel reports of one deed pay once, for one customer or for two", async () => {
  const { anna, ben, record } = await openStore(quiz);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => record(n % 2 === 0 ? anna : ben, "same")),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const total = (await balanceOf(anna)).available + (await balanceOf(ben)).available;
  expect(total).toBe(25);
});

test("parallel deeds never pass the limit; each refusal is kept with its reason; the next day pays again", async () => {
  const { storeId, anna, record } = await openStore({ ...quiz, limit: { count: 3, per: "day" } });
  await Promise.all(Array.from({ length: 10 }, (_, n) => record(anna, `q${n}`)));
  expect(await balanceOf(anna)).toMatchObject({ available: 75 });
  const refused = await db().activity.findMany({ where: { storeId, outcome: "refused" } });
  expect(refused).toHaveLength(7);
  expect(refused[0]?.explanation).toMatchObject({ rules: [{ why: "action.limit_reached" }] });
  await record(anna, "tomorrow", new Date("2026-11-25T00:00:00Z"));
  expect(await balanceOf(anna)).toMatchObject({ available: 100 });
});

test("unknown tokens, strangers and kinds that Laurel sees itself are refused", async () => {
  const { storeId, anna, record } = await openStore({ key: "quiz", kind: "sign_up", points: 25 });
  const foreign = await seedStore(1);
  await expect(record(anna, null)).rejects.toMatchObject({ code: "validation_failed" });
  await publishProgram({ storeId, document: { earning: { actions: [quiz] } }, now });
  await expect(record(foreign.customerIds[0] as bigint, null)).rejects.toMatchObject({ code: "not_found" });
  const input = { storeId, token: "quiz", distinctId: null, createdOnOriginAt: null, now };
  await expect(recordActivity({ ...input, who: { email: "nobody@example.com" } })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await recordActivity({ ...input, who: { email: "Shopper1@example.com" } })).toMatchObject({
    customerId: anna,
  });
});

test("activities follow a merge and count against the heir's limit", async () => {
  const { storeId, anna, ben, record } = await openStore({ ...quiz, limit: { count: 1, per: "lifetime" } });
  await record(anna, "q1");
  await mergeCustomers({ storeId, fromId: anna, intoId: ben, actorId: null, now });
  expect(await record(ben, "q2")).toMatchObject({ outcome: "refused" });
  await expect(record(anna, "q3")).rejects.toMatchObject({ code: "not_found" });
  expect(await balanceOf(ben)).toMatchObject({ available: 25 });
  expect(await ledgerDifferences(storeId)).toEqual([]);
});

test("a birthday pays once a year, on the day, also when it is moved or the night is repeated", async () => {
  const { storeId, anna, ben } = await openStore({ key: "bday", kind: "birthday", points: 100 });
  const born = (customerId: bigint, dateOfBirth: string, at: string) =>
    setDateOfBirth({ storeId, customerId, dateOfBirth, now: new Date(at) });
  const night = (day: string) => awardBirthdays({ storeId, day, now: new Date(`${day}T01:00:00Z`) });
  await born(anna, "1004-02-29", "2026-01-01T00:00:00Z");
  await born(ben, "1990-02-28", "2027-02-20T00:00:00Z");
  expect(await night("2027-02-27")).toEqual({ awarded: 0 });
  expect(await night("2027-02-28")).toEqual({ awarded: 1 });
  expect(await night("2027-02-28")).toEqual({ awarded: 0 });
  // Told the birthday 8 days before: refused, with the reason.
  const refused = await db().activity.findFirstOrThrow({ where: { storeId, customerId: ben } });
  expect(refused.explanation).toMatchObject({ rules: [{ why: "birthday.entered_late" }] });
  await born(anna, "1990-12-31", "2027-06-01T00:00:00Z");
  expect(await night("2027-12-31")).toEqual({ awarded: 0 });
  expect(await balanceOf(anna)).toMatchObject({ available: 100 });
  expect(await balanceOf(ben)).toMatchObject({ available: 0 });
  await expect(born(anna, "2030-01-01", "2027-06-01T00:00:00Z")).rejects.toMatchObject({
    code: "validation_failed",
  });
});

test("sign-up pays who registered since the installation, once; earlier customers are not new", async () => {
  const { storeId, anna, ben } = await openStore({ key: "welcome", kind: "sign_up", points: 50 });
  const registered = (id: bigint, bcCreatedAt: string) =>
    db().customer.update({ where: { id }, data: { bcCreatedAt: new Date(bcCreatedAt) } });
  await registered(anna, "2019-01-01T00:00:00Z");
  await registered(ben, "2100-01-01T00:00:00Z");
  expect(await awardSignUp({ storeId, customerId: anna, now })).toEqual({ awarded: false });
  expect(await awardSignUp({ storeId, customerId: ben, now })).toEqual({ awarded: true });
  expect(await awardSignUp({ storeId, customerId: ben, now })).toEqual({ awarded: false });
  expect(await balanceOf(ben)).toMatchObject({ available: 50 });
});
