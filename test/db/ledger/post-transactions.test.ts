import { describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { type AwardInput, postAward } from "@/lib/db/ledger/post-award";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import { adjustment, balanceOf, seedStore } from "./seed";

describe("posting a batch", () => {
  test("writes transactions, entries with running totals, and balances at once", async () => {
    const { storeId, customerIds } = await seedStore(2);
    const [anna, ben] = customerIds as [bigint, bigint];
    const results = await postTransactions(pool(), storeId, [
      adjustment("a1", anna, 100),
      adjustment("b1", ben, 7),
      adjustment("a2", anna, -30),
    ]);
    expect(results.map((result) => result.status)).toEqual(["posted", "posted", "posted"]);
    expect(await balanceOf(anna)).toMatchObject({ available: 70, earned_total: 100, spent_total: 30 });
    expect(await balanceOf(ben)).toMatchObject({ available: 7, earned_total: 7, spent_total: 0 });
    const { rows } = await pool().query(
      `SELECT amount, balance_after FROM ledger_entries
       WHERE customer_id = $1 AND account = 'customer:available' ORDER BY transaction_id`,
      [String(anna)],
    );
    // 0 + 100 = 100, 100 − 30 = 70
    expect(rows).toEqual([
      { amount: 100, balance_after: 100 },
      { amount: -30, balance_after: 70 },
    ]);
  });

  test("a repeated key posts nothing and answers with the first transaction", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const [first] = await postTransactions(pool(), storeId, [adjustment("k", anna, 5)]);
    const again = await postTransactions(pool(), storeId, [
      adjustment("k", anna, 5, { occurredAt: new Date("2027-01-01T00:00:00Z") }),
      adjustment("new", anna, 1),
    ]);
    expect(again.map((result) => result.status)).toEqual(["duplicate", "posted"]);
    expect(again[0]?.transactionId).toBe(first?.transactionId);
    expect(await balanceOf(anna)).toMatchObject({ available: 6 });
  });

  test("the same key with another change posts nothing of it and says so", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const results = await postTransactions(pool(), storeId, [
      adjustment("k", anna, 5),
      adjustment("k", anna, 5),
      adjustment("k", anna, 6),
    ]);
    expect(results.map((result) => result.status)).toEqual(["posted", "duplicate", "hash_mismatch"]);
    expect(await balanceOf(anna)).toMatchObject({ available: 5 });
  });

  test("works inside a Prisma transaction and rolls back with it", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const work = (fail: boolean) =>
      db().$transaction(async (tx) => {
        const balances = await lockBalances(tx, storeId, customerIds);
        const results = await postTransactions(tx, storeId, [
          adjustment("prisma", anna, 9, { description: 'a "quoted", {braced} \\ text', internalNote: null }),
        ]);
        if (fail) throw new Error("roll back");
        return { balances, results };
      });
    await expect(work(true)).rejects.toThrow("roll back");
    expect(await balanceOf(anna)).toMatchObject({ available: 0 });
    const { balances, results } = await work(false);
    expect(balances.get(anna)).toEqual({ pending: 0, available: 0, held: 0, debt: 0 });
    expect(results[0]?.status).toBe("posted");
    const kept = await db().ledgerTransaction.findMany({ where: { storeId }, include: { entries: true } });
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ pointsChange: 9n, description: 'a "quoted", {braced} \\ text' });
    expect(kept[0]?.entries).toHaveLength(2);
  });

  test("a customer of another store is refused and nothing of the statement stays", async () => {
    const { storeId, customerIds } = await seedStore();
    const foreign = await seedStore();
    const batch = [
      adjustment("mine", customerIds[0] as bigint, 1),
      adjustment("theirs", foreign.customerIds[0] as bigint, 1),
    ];
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      await expect(postTransactions(client, storeId, batch)).rejects.toMatchObject({ code: "not_found" });
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
    expect(await balanceOf(foreign.customerIds[0] as bigint)).toMatchObject({ available: 0 });
  });

  test("a balance never leaves its range: overspending posts nothing", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    await postTransactions(pool(), storeId, [adjustment("in", anna, 10)]);
    await expect(postTransactions(pool(), storeId, [adjustment("out", anna, -11)])).rejects.toMatchObject({
      code: "23514",
    });
    expect(await balanceOf(anna)).toMatchObject({ available: 10 });
  });
});

test("what counts as earned: debts paid too, points that come back from a reward not, nor points that are held", async () => {
  const { storeId, customerIds } = await seedStore();
  const [anna] = customerIds as [bigint];
  const post = (key: string, type: TransactionInput["type"], entries: TransactionInput["entries"]) =>
    postTransactions(pool(), storeId, [adjustment(key, anna, 0, { type, entries })]);
  await post("reversal", "order_reversal", [
    { account: "customer:debt", amount: -4 },
    { account: "program:reversed", amount: 4 },
  ]);
  await post("award", "order_award", [
    { account: "customer:debt", amount: 4 },
    { account: "customer:available", amount: 6 },
    { account: "program:issued", amount: -10 },
  ]);
  await post("hold", "redemption_hold", [
    { account: "customer:available", amount: -6 },
    { account: "customer:held", amount: 6 },
  ]);
  await post("release", "redemption_release", [
    { account: "customer:held", amount: -6 },
    { account: "customer:available", amount: 6 },
  ]);
  // 10 awarded; −4 reversed, and −6 + 6 of the reward
  expect(await balanceOf(anna)).toMatchObject({ available: 6, debt: 0, earned_total: 10, spent_total: 4 });
  await post("merge", "merge", [
    { account: "customer:available", amount: 5 },
    { account: "customer:held", amount: 3 },
    { account: "program:transferred", amount: -8 },
  ]);
  expect(await balanceOf(anna)).toMatchObject({
    available: 11,
    held: 3,
    earned_total: 15,
    spent_total: 4,
  });
});

test("an explanation is kept to the character, alone and in a batch", async () => {
  const { storeId, customerIds } = await seedStore();
  const [anna] = customerIds as [bigint];
  const explanation = {
    version: 1 as const,
    subject: "adjustment" as const,
    rules: [
      {
        key: 'a "quoted", {braced}, \\ text, line\nbreak, \t tab, \u2028, é, 点, 🎁, NULL',
        outcome: "applied" as const,
        why: "base.amount" as const,
        inputs: {},
      },
    ],
  };
  await postTransactions(
    pool(),
    storeId,
    ["a", "b"].map((key) => adjustment(key, anna, 1, { explanation })),
  );
  const kept = await db().ledgerTransaction.findMany({
    where: { storeId },
    select: { explanation: true, orderId: true },
  });
  expect(kept).toEqual([
    { explanation, orderId: null },
    { explanation, orderId: null },
  ]);
});

describe("races", () => {
  test("twenty parallel posts of one key write exactly one transaction", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const posts = Array.from({ length: 20 }, () =>
      postTransactions(pool(), storeId, [adjustment("once", anna, 50)]),
    );
    const statuses = (await Promise.all(posts)).map(([result]) => result?.status).sort();
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => "duplicate"), "posted"]);
    expect(await balanceOf(anna)).toMatchObject({ available: 50 });
  });

  test("parallel batches over the same customers in opposite order neither deadlock nor lose a point", async () => {
    const { storeId, customerIds } = await seedStore(10);
    const rounds = Array.from({ length: 30 }, (_, round) => {
      const order = round % 2 === 0 ? customerIds : [...customerIds].reverse();
      return postTransactions(
        pool(),
        storeId,
        order.map((id) => adjustment(`r${round}/${id}`, id, 1)),
      );
    });
    await Promise.all(rounds);
    for (const id of customerIds) expect(await balanceOf(id)).toMatchObject({ available: 30 });
    const { rows } = await pool().query(
      `SELECT count(*) AS wrong FROM (
         SELECT balance_after, sum(amount) OVER (PARTITION BY customer_id ORDER BY transaction_id) AS running
         FROM ledger_entries WHERE store_id = $1 AND account = 'customer:available') e
       WHERE balance_after <> running`,
      [String(storeId)],
    );
    expect(rows[0].wrong).toBe(0);
  });

  test("of many parallel spends only as many succeed as the balance allows", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    await postTransactions(pool(), storeId, [adjustment("in", anna, 50)]);
    const spends = Array.from({ length: 12 }, (_, n) =>
      postTransactions(pool(), storeId, [adjustment(`s${n}`, anna, -10)]).then(
        () => "ok",
        () => "refused",
      ),
    );
    const outcomes = await Promise.all(spends);
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(5);
    expect(await balanceOf(anna)).toMatchObject({ available: 0 });
  });
});

describe("one award in one statement", () => {
  const award = (key: string, customerId: bigint, points: number): AwardInput => ({
    key,
    type: "action_award",
    customerId,
    points,
    explanation: { version: 1, subject: "action", rules: [] },
    occurredAt: new Date("2026-11-24T12:00:00Z"),
  });

  test("pays a debt first, and answers a repetition and a mismatch like a batch", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const debt: TransactionInput = {
      ...adjustment("debt", anna, 0),
      entries: [
        { account: "customer:debt", amount: -30 },
        { account: "program:reversed", amount: 30 },
      ],
    };
    await postTransactions(pool(), storeId, [debt]);
    const first = await postAward(pool(), storeId, award("visit", anna, 100));
    expect(first.status).toBe("posted");
    // 100 − 30 of debt; earned 100, spent 30 by the reversal
    expect(await balanceOf(anna)).toMatchObject({
      available: 70,
      debt: 0,
      earned_total: 100,
      spent_total: 30,
    });
    expect(await postAward(pool(), storeId, award("visit", anna, 100))).toEqual({
      ...first,
      status: "duplicate",
    });
    expect(await postAward(pool(), storeId, award("visit", anna, 99))).toEqual({
      ...first,
      status: "hash_mismatch",
    });
    await postAward(pool(), storeId, award("visit-2", anna, 5));
    expect(await balanceOf(anna)).toMatchObject({ available: 75 });
  });

  test("twenty parallel awards of one key give points once", async () => {
    const { storeId, customerIds } = await seedStore();
    const [anna] = customerIds as [bigint];
    const posts = Array.from({ length: 20 }, () => postAward(pool(), storeId, award("once", anna, 5)));
    const statuses = (await Promise.all(posts)).map((result) => result.status);
    expect(statuses.filter((status) => status === "posted")).toHaveLength(1);
    expect(await balanceOf(anna)).toMatchObject({ available: 5 });
  });

  test("a customer of another store is refused, and so are points that are none", async () => {
    const { storeId } = await seedStore();
    const foreign = await seedStore();
    const stranger = foreign.customerIds[0] as bigint;
    await expect(postAward(pool(), storeId, award("k", stranger, 5))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(postAward(pool(), storeId, award("k", stranger, 0))).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});
