import { deriveKey } from "@/lib/auth/derive-key";
import { signShopperSession } from "@/lib/auth/shopper-session";
import { pool } from "@/lib/db/client";
import { type BenchRow, ratioRow } from "./bench-row";
import { loadFully, type NextRequest } from "./ingest/load";
import { benchSessionSecret, startServers } from "./ingest/servers";

const customers = 3_000;
const seconds = 5;
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
    await loadFully(servers.ours, ours, { connections, seconds: 1 });
    const limit = await loadFully(servers.limit, plain, { connections, seconds });
    const got = await loadFully(servers.ours, ours, { connections, seconds });
    const measured = {
      value: got.perSecond,
      limit: { name: "node:http + one select", value: limit.perSecond },
    };
    const note = "Ours also checks bearer, store, page and two limits, and joins customer and balance.";
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

/** Each from an address of its own, and no customer more often than allowed. */
function requests(tokens: string[]): NextRequest {
  let turn = 0;
  return () => {
    if (turn >= tokens.length * perCustomerMax)
      throw new Error("More requests than the limits allow: add customers.");
    const address = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
    const token = tokens[turn % tokens.length];
    turn += 1;
    return `GET /api/storefront/account HTTP/1.1\r\nhost: bench\r\nx-forwarded-for: ${address}\r\nauthorization: Bearer ${token}\r\n\r\n`;
  };
}
