import { randomBytes } from "node:crypto";
import { databaseUrl, pool } from "@/lib/db/client";
import { awardStatement } from "@/lib/db/ledger/award-statement";
import { postAward } from "@/lib/db/ledger/post-award";
import { postStatement } from "@/lib/db/ledger/post-statement";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { OrderExplanation } from "@/lib/loyalty/explain/explanation";
import { type BenchRow, median, ratioRow } from "./bench-row";
import { findPgbench, measurePgbench } from "./pgbench";

const clients = 8;
const seconds = 2;
const rounds = 9;
const batchSize = 100;
const customers = 20_000;

/** About what an ordinary order's explanation weighs. */
const explanation: OrderExplanation = {
  version: 1,
  subject: "order",
  orderId: 123,
  programVersion: 1,
  currency: "USD",
  decimalPlaces: 2,
  rules: [
    { key: "status", outcome: "passed", why: "status.in_award_set", inputs: { statusId: 10 } },
    {
      key: "base",
      outcome: "applied",
      why: "base.amount",
      inputs: { baseMinor: 4250, tax: false, shipping: false },
    },
    {
      key: "rate",
      outcome: "applied",
      why: "rate.applied",
      inputs: { paidMinor: 4250, ratePoints: 1, ratePer: "1.00", points: 42 },
    },
  ],
  rounding: "down",
  points: { award: 42, kept: 42 },
};
const occurredAt = new Date("2026-11-24T12:00:00Z");

type Store = { storeId: bigint; firstCustomerId: bigint };

/** Posting through our functions against the same statements sent by pgbench, round about, in the same run. */
export default async function bench(): Promise<BenchRow[]> {
  const store = await seed();
  const pgbench = await findPgbench();
  const singleLimit = limitOf(pgbench, singleScript(store), () => bareSingle(store));
  const batchLimit = limitOf(pgbench, batchScript(store), () => bareBatch(store));
  const single = await compare(() => awardOne(store), singleLimit.measure, 1);
  const batch = await compare(() => awardBatch(store), batchLimit.measure, batchSize);
  const rows = [
    ratioRow(
      "post one award",
      "awards/s",
      { ...single, limit: { name: singleLimit.name, value: single.limit } },
      0.75,
    ),
    ratioRow(
      `post awards in batches of ${batchSize}`,
      "awards/s",
      { ...batch, limit: { name: batchLimit.name, value: batch.limit } },
      0.8,
    ),
  ];
  const gain = batch.value / single.value;
  rows.push({ row: "batch against single", value: gain, unit: "×", aim: "≥ 6 ×", met: gain >= 6 });
  return rows;
}

type Limit = { name: string; measure: () => Promise<number> };

/** pgbench where there is one, else a loop of the bare driver around the same named statement. Transactions a second. */
function limitOf(pgbench: string | null, script: string, bare: () => Promise<unknown>): Limit {
  if (!pgbench) return { name: "bare pg loop", measure: () => measureLoop(bare) };
  const variables = { explanation: JSON.stringify(explanation), occurred: occurredAt.toISOString() };
  const options = { url: databaseUrl(), script, variables, clients, seconds };
  return { name: "pgbench", measure: () => measurePgbench(pgbench, options) };
}

async function compare(ours: () => Promise<unknown>, limit: () => Promise<number>, perCall: number) {
  await measureLoop(ours, 1);
  const values: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    limits.push((await limit()) * perCall);
    values.push((await measureLoop(ours)) * perCall);
  }
  const ratio = median(values.map((value, round) => value / (limits[round] ?? value)));
  return { value: median(values), limit: median(limits), ratio };
}

/** Calls a second of `work` by as many workers as pgbench has clients. */
async function measureLoop(work: () => Promise<unknown>, forSeconds = seconds): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + forSeconds * 1000;
  let calls = 0;
  const worker = async () => {
    while (performance.now() < endsAt) {
      await work();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, worker));
  return calls / ((performance.now() - startedAt) / 1000);
}

async function seed(): Promise<Store> {
  const hash = `bench${randomBytes(4).toString("hex")}`;
  const store = await pool().query(
    "INSERT INTO stores (hash, scopes, updated_at) VALUES ($1, '{}', now()) RETURNING id",
    [hash],
  );
  const storeId = BigInt(store.rows[0].id);
  const people = await pool().query(
    `WITH made AS (
       INSERT INTO customers (store_id, bc_customer_id, email, updated_at)
       SELECT $1, n, 'shopper' || n || '@example.com', now() FROM generate_series(1, $2::int) AS n RETURNING id)
     SELECT min(id) AS first FROM made`,
    [String(storeId), customers],
  );
  await pool().query("ANALYZE customers, customer_balances");
  return { storeId, firstCustomerId: BigInt(people.rows[0].first) };
}

let serial = 0;

function nextCustomer({ firstCustomerId }: Store): bigint {
  serial += 1;
  return firstCustomerId + BigInt((serial * 7919) % customers);
}

function awardOne(store: Store) {
  return postAward(pool(), store.storeId, {
    key: `award/${randomBytes(8).toString("hex")}`,
    type: "action_award",
    customerId: nextCustomer(store),
    points: 42,
    explanation,
    occurredAt,
  });
}

function awardBatch(store: Store) {
  const key = randomBytes(8).toString("hex");
  const batch = Array.from({ length: batchSize }, (_, index) => ({
    key: `order/${key}/${index}`,
    type: "order_award" as const,
    customerId: nextCustomer(store),
    entries: [
      { account: "customer:available" as const, amount: 42 },
      { account: "program:issued" as const, amount: -42 },
    ],
    explanation,
    occurredAt,
  }));
  return postTransactions(pool(), store.storeId, batch);
}

const hash = "ab".repeat(32);

/** The award statement with pgbench's variables in place of what the driver would send. */
function singleScript({ storeId, firstCustomerId }: Store): string {
  const values = [
    String(storeId),
    ":customer",
    "'action_award'",
    "('award/' || :key::text)",
    `'${hash}'`,
    "42",
    "'program:issued'",
    "NULL",
    "NULL",
    "NULL",
    "NULL",
    ":explanation",
    ":occurred",
  ];
  const last = firstCustomerId + BigInt(customers - 1);
  return [
    `\\set customer random(${firstCustomerId}, ${last})`,
    "\\set key random(1, 9000000000000000000)",
    `${fill(awardStatement.text, values)};`,
  ].join("\n");
}

/** The batch statement; its lists are made on the server, as cheaply as can be. */
function batchScript({ storeId, firstCustomerId }: Store): string {
  const list = (expression: string, type: string) =>
    `ARRAY(SELECT (${expression})::${type} FROM generate_series(1, ${batchSize}) AS g)`;
  const nulls = (type: string) => `NULL::${type}[]`;
  const constant = (value: string, type: string) => `array_fill(${value}::${type}, ARRAY[${batchSize}])`;
  const legs = (expression: string, type: string) =>
    `ARRAY(SELECT (${expression})::${type} FROM generate_series(1, ${batchSize}) AS g, generate_series(0, 1) AS leg)`;
  const values = [
    String(storeId),
    list("'order/' || :key::text || '/' || g", "text"),
    list(`${firstCustomerId} + (:start + g * 7919) % ${customers}`, "bigint"),
    constant("'order_award'", "ledger_transaction_type"),
    constant(`'${hash}'`, "text"),
    constant("42", "bigint"),
    nulls("bigint"),
    nulls("bigint"),
    nulls("bigint"),
    nulls("text"),
    nulls("text"),
    nulls("bigint"),
    constant(":explanation", "text"),
    constant(":occurred", "timestamptz"),
    legs("g", "bigint"),
    legs("CASE leg WHEN 0 THEN 'customer:available' ELSE 'program:issued' END", "ledger_account"),
    legs("CASE leg WHEN 0 THEN 42 ELSE -42 END", "bigint"),
  ];
  return [
    `\\set start random(0, ${customers - 1})`,
    "\\set key random(1, 9000000000000000000)",
    `${fill(postStatement.text, values)};`,
  ].join("\n");
}

/** The statement with values in place; account names without the colon that pgbench would take for a variable. */
function fill(text: string, values: readonly string[]): string {
  return text
    .replace(/\$(\d+)/g, (_, place: string) => values[Number(place) - 1] ?? "NULL")
    .replace(/'(customer|program|laurel):(\w+)'/g, "U&'$1\\003A$2'");
}

/** The single statement by the bare driver: what our function adds is hashing, checking and JSON. */
function bareSingle(store: Store) {
  const key = `award/${randomBytes(8).toString("hex")}`;
  const customer = String(nextCustomer(store));
  const json = JSON.stringify(explanation);
  const values = [String(store.storeId), customer, "action_award", key, hash, "42", "program:issued"];
  return pool().query({
    ...awardStatement,
    values: [...values, null, null, null, null, json, occurredAt.toISOString()],
  });
}

function bareBatch(store: Store) {
  const key = randomBytes(8).toString("hex");
  const list = <T>(make: (index: number) => T) =>
    Array.from({ length: batchSize }, (_, index) => make(index));
  const legs = <T>(make: (index: number, leg: number) => T) =>
    list((index) => [make(index, 0), make(index, 1)]).flat();
  const json = JSON.stringify(explanation);
  const empty = null;
  return pool().query({
    ...postStatement,
    values: [
      String(store.storeId),
      list((index) => `order/${key}/${index}`),
      list(() => String(nextCustomer(store))),
      list(() => "order_award"),
      list(() => hash),
      list(() => "42"),
      empty,
      empty,
      empty,
      empty,
      empty,
      empty,
      list(() => json),
      list(() => occurredAt.toISOString()),
      legs((index) => String(index + 1)),
      legs((_, leg) => (leg === 0 ? "customer:available" : "program:issued")),
      legs((_, leg) => (leg === 0 ? "42" : "-42")),
    ],
  });
}
