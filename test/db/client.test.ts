import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";

const table = "create table probe (id bigint, day date, at timestamp, moment timestamptz, amount numeric)";

beforeAll(async () => {
  await pool().query(table);
  await pool().query(
    "insert into probe values (9007199254740991, '2026-02-28', '2026-02-28 23:30:00', '2026-02-28 23:30:00+02', 1.10)",
  );
});

afterAll(() => pool().query("drop table probe"));

test("the raw pool reads int8 as a number, times as UTC, dates and decimals as text", async () => {
  const { rows } = await pool().query("select * from probe");
  expect(rows).toEqual([
    {
      id: 9007199254740991,
      day: "2026-02-28",
      at: new Date("2026-02-28T23:30:00Z"),
      moment: new Date("2026-02-28T21:30:00Z"),
      amount: "1.10",
    },
  ]);
});

test("an int8 that a number cannot hold is an error, never a rounded value", async () => {
  await expect(pool().query("select 9007199254740993::bigint")).rejects.toThrow("out of range");
});

test("Prisma shares the pool and reads BigInt columns as bigint", async () => {
  expect(await db().store.count()).toBe(0);
  expect(await db().$queryRaw`select 9007199254740993::bigint as n`).toEqual([{ n: 9007199254740993n }]);
  expect(pool().totalCount).toBeLessThanOrEqual(2);
});

test("a connection that the server ends is replaced and the process lives on", async () => {
  await pool()
    .query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()")
    .catch(() => {});
  expect((await pool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("repeating a Prisma query reuses one prepared statement", async () => {
  for (let i = 0; i < 5; i++) await db().store.findMany({ where: { id: BigInt(i) } });
  const statement =
    'select count(*)::int as n from pg_prepared_statements where statement like \'%FROM "public"."stores"%WHERE%\'';
  const { rows } = await pool().query(statement);
  expect(rows[0].n).toBe(1);
});
