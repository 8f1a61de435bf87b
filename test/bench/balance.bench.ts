import { deriveKey } from "@/lib/auth/derive-key";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { type BenchRow, median, ratioRow } from "./bench-row";
import { loadFully, type NextRequest } from "./ingest/load";
import { benchSessionSecret, startServers } from "./ingest/servers";

const customers = 6_000;
const seconds = 2;
const rounds = 5;
/** Fewer requests a customer than the limit of 60 a minute. */
const perCustomerMax = 55;
const connections = 32;

/** A shopper's balance through the built server's fast lane, against `node:http` and one select. */
export default async function balance(): Promise<BenchRow[]> {
  const storeId = await seed();
  const bearers = await signBearers(storeId);
  const servers = await startServers();
  try {
    const plain = inTurn(
      bearers.map(({ customerId }) => `GET /${customerId} HTTP/1.1\r\nhost: bench\r\n\r\n`),
    );
    const ours = requests(bearers.map(({ token }) => token));
    await loadFully(servers.limit, plain, { connections, seconds: 1 });
    // A widget asks with one bearer again and again: each was seen before, as most are.
    while (ours.sent() < customers) await loadFully(servers.ours, ours.next, { connections, seconds: 0.5 });
    const values: number[] = [];
    const limits: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      limits.push((await loadFully(servers.limit, plain, { connections, seconds })).perSecond);
      values.push((await loadFully(servers.ours, ours.next, { connections, seconds })).perSecond);
    }
    const measured = {
      value: median(values),
      limit: { name: "node:http + one select", value: median(limits) },
      ratio: median(values.map((value, round) => value / (limits[round] ?? value))),
    };
    const note =
      "Ours also checks bearer, store, page and two limits, and joins customer and balance; what is asked at once it reads in one statement.";
    return [{ ...ratioRow("balance read by the widget", "reads/s", measured, 0.85), note }];
  } finally {
    await servers.stop();
  }
}

async function seed(): Promise<bigint> {
  const { rows } = await pool().query(
    "insert into stores (hash, updated_at) values ('bench2', now()) returning id",
  );
  const storeId = BigInt(rows[0].id);
  await pool().query(
    `with people as (
       insert into customers (store_id, bc_customer_id, email, updated_at)
       select $1, n, 'c' || n || '@bench.test', now() from generate_series(1, $2::int) n returning id)
     insert into customer_balances (customer_id, store_id, available) select id, $1, 100 from people`,
    [storeId, customers],
  );
  return storeId;
}

async function signBearers(storeId: bigint): Promise<{ customerId: number; token: string }[]> {
  const key = deriveKey("shopper-session", benchSessionSecret);
  const { rows } = await pool().query<{ id: number }>("select id from customers where store_id = $1", [
    storeId,
  ]);
  return Promise.all(
    rows.map(async ({ id }) => ({
      customerId: id,
      token: (await signShopperSession({ storeId, customerId: BigInt(id) }, key)).token,
    })),
  );
}

function inTurn(texts: string[]): NextRequest {
  let turn = 0;
  return () => texts[turn++ % texts.length] ?? "";
}

/** Each customer from an address of their own, and no customer more often than allowed. */
function requests(tokens: string[]): { next: NextRequest; sent(): number } {
  let turn = 0;
  const next = () => {
    if (turn >= tokens.length * perCustomerMax)
      throw new Error("More requests than the limits allow: add customers.");
    const place = turn % tokens.length;
    turn += 1;
    const address = `10.0.${place >> 8}.${place & 255}`;
    return `GET /api/storefront/account HTTP/1.1\r\nhost: bench\r\nx-forwarded-for: ${address}\r\nauthorization: Bearer ${tokens[place]}\r\n\r\n`;
  };
  return { next, sent: () => turn };
}
