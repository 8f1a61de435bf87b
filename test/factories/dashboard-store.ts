import { randomBytes } from "node:crypto";
import { pool } from "@/lib/db/client";
import type { OrderFacts } from "@/lib/loyalty/order-facts";
import { applyOrderFacts } from "@/lib/services/orders/apply-order-facts";
import { ensureProgram } from "@/lib/services/program/ensure-program";
import { publishProgram } from "@/lib/services/program/publish-program";
import { handOverSession } from "@/lib/services/sessions/hand-over-session";
import { requiredScopes } from "@/lib/services/stores/required-scopes";
import { lineRefund, orderFacts, orderLine } from "@/test/factories/order-facts";

export type DashboardStore = {
  storeId: bigint;
  userId: bigint;
  hash: string;
  /** A one-time code as `/load` gives it: `/dashboard?code=…`. */
  createCode(): Promise<string>;
};

const firstNames = [
  "Amara",
  "Jonas",
  "Priya",
  "Mateo",
  "Ingrid",
  "Kenji",
  "Leila",
  "Oscar",
  "Sofia",
  "Tomás",
];
const lastNames = ["Okafor", "Lindqvist", "Raman", "Herrera", "Novak", "Tanaka", "Haddad", "Weiss", "Rossi"];
const dayMs = 86_400_000;

/** A connected store with its first program and one owner, and nothing else yet. */
export async function createDashboardStore(name = "Juniper & Thyme"): Promise<DashboardStore> {
  const hash = `d${randomBytes(5).toString("hex")}`;
  const store = await pool().query<{ id: number }>(
    `INSERT INTO stores (hash, scopes, name, domain, time_zone, currency, plan_name, updated_at, installed_at,
                         provisioned_at, last_sweep_at)
     VALUES ($1, $2, $3, 'juniperandthyme.example', 'America/New_York', 'USD', 'Pro', now(),
             now() - interval '62 days', now(), now() - interval '6 minutes') RETURNING id`,
    [hash, requiredScopes, name],
  );
  const storeId = BigInt(store.rows[0]?.id ?? 0);
  const user = await pool().query<{ id: number }>(
    `INSERT INTO store_users (store_id, bc_user_id, email, is_owner, sessions_valid_from)
     VALUES ($1, 1, 'maya@juniperandthyme.example', true, now() - interval '1 day') RETURNING id`,
    [String(storeId)],
  );
  const userId = BigInt(user.rows[0]?.id ?? 0);
  await ensureProgram({ storeId, currency: "USD" }, new Date(Date.now() - 62 * dayMs));
  const createCode = async () => (await handOverSession({ storeId, storeUserId: userId }, new Date())).code;
  return { storeId, userId, hash, createCode };
}

/** Customers `1…count` with names and e-mail addresses; ids are BigCommerce's. */
export async function addCustomers(storeId: bigint, count: number): Promise<void> {
  const people = Array.from({ length: count }, (_, index) => {
    const first = firstNames[(index * 7) % firstNames.length] ?? "";
    const last = lastNames[(index * 5 + Math.floor(index / 9)) % lastNames.length] ?? "";
    const mailbox = `${first}.${last}`
      .normalize("NFD")
      .replace(/[^A-Za-z.]/g, "")
      .toLowerCase();
    return { first, last, email: `${mailbox}${index > 8 ? index : ""}@example.com` };
  });
  await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, first_name, last_name, email, updated_at, bc_created_at)
     SELECT $1, n, f, l, e, now(), now() - (n || ' days')::interval
       FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS p (f, l, e, n)`,
    [
      String(storeId),
      people.map((person) => person.first),
      people.map((person) => person.last),
      people.map((person) => person.email),
    ],
  );
}

/**
 * Two months of trade through the services that decide real orders, then dated back by day: completed orders, some
 * waiting, some cancelled, some half refunded, and a few with points on hold.
 */
export async function addTrade(
  storeId: bigint,
  input: { customers: number; days: number; firstOrderId?: number },
): Promise<void> {
  const now = Date.now();
  let orderId = input.firstOrderId ?? 1000;
  for (let day = input.days; day >= 0; day -= 1) {
    const at = new Date(now - day * dayMs);
    const orders = Array.from({ length: 2 + ((day * 13) % 5) }, (_, index) => {
      orderId += 1;
      return tradeOrder(orderId, 1 + ((orderId * 17 + index) % input.customers), at);
    });
    await applyOrderFacts({ storeId, timeZone: "America/New_York", orders, now: at });
    const refunded = orders
      .filter((order) => order.statusId === 10 && order.orderId % 9 === 0)
      .map(halfRefunded);
    await applyOrderFacts({ storeId, timeZone: "America/New_York", orders: refunded, now: at });
    await dateBack(storeId, at);
  }
}

function tradeOrder(orderId: number, customerId: number, at: Date): OrderFacts {
  const price = 1_250 + ((orderId * 7919) % 9_000);
  const paid = Math.round(price * 1.08);
  const statusId = orderId % 11 === 0 ? 11 : orderId % 13 === 0 ? 5 : 10;
  return orderFacts({
    orderId,
    customerId,
    statusId,
    createdAt: at.toISOString(),
    modifiedAt: at.toISOString(),
    totalTaxMinor: paid - price,
    lines: [
      orderLine({
        lineId: orderId * 10 + 1,
        productId: 80 + (orderId % 12),
        quantity: 2,
        paidIncTaxMinor: paid,
        totalIncTaxMinor: paid,
        totalExTaxMinor: price,
      }),
    ],
  });
}

function halfRefunded(order: OrderFacts): OrderFacts {
  const [line] = order.lines;
  if (!line) return order;
  const amountMinor = Math.round(line.paidIncTaxMinor / 2);
  return {
    ...order,
    statusId: 14,
    modifiedAt: new Date(Date.parse(order.modifiedAt) + 1000).toISOString(),
    refunds: [lineRefund(order.orderId, { lineId: line.lineId, quantity: 1, amountMinor })],
  };
}

/** The ledger refuses every change: only a session that calls itself a replica may do this, and only in a test. */
async function dateBack(storeId: bigint, at: Date): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(
      "UPDATE ledger_transactions SET created_at = $2 WHERE store_id = $1 AND created_at > now() - interval '2 minutes' AND created_at > $2",
      [String(storeId), at],
    );
    await client.query(
      "UPDATE customer_balances SET last_activity_at = $2 WHERE store_id = $1 AND last_activity_at > $2",
      [String(storeId), at],
    );
  } finally {
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  }
}

/** A copy of customers that is done, webhooks in every state, and a second program version. */
export async function addBackground(store: DashboardStore): Promise<void> {
  const { storeId, userId } = store;
  await pool().query(
    `INSERT INTO import_jobs (store_id, kind, status, done, total, started_at, updated_at, finished_at)
     VALUES ($1, 'customers', 'done', 48, 48, now() - interval '62 days', now(), now() - interval '62 days')`,
    [String(storeId)],
  );
  await pool().query(
    `INSERT INTO webhook_inbox (store_id, dedupe_key, scope, resource_id, body, status, attempts, last_error,
                                received_at, handled_at)
     SELECT $1, 'seed-' || n, (ARRAY['store/order/statusUpdated', 'store/order/created', 'store/customer/updated',
              'store/order/refund/created'])[1 + n % 4], 1000 + n, '{}',
            (CASE WHEN n = 28 THEN 'failed' WHEN n = 30 THEN 'pending' WHEN n % 7 = 0 THEN 'ignored' ELSE 'done' END)::inbox_status,
            CASE WHEN n = 28 THEN 20 ELSE 0 END,
            CASE WHEN n = 28 THEN 'BigCommerce answered 500 to GET /v2/orders/1028' END,
            now() - ((30 - n) * 7 || ' minutes')::interval, CASE WHEN n < 28 THEN now() END
       FROM generate_series(1, 30) AS n`,
    [String(storeId)],
  );
  await pool().query(
    "INSERT INTO channels (store_id, bc_channel_id, name, platform, status, origins, site_url, script_uuid, updated_at) VALUES ($1, 1, 'Juniper & Thyme', 'bigcommerce', 'active', '{}', 'https://juniperandthyme.example', 'f3a1', now()), ($1, 667190, 'Wholesale', 'catalyst', 'active', '{}', 'https://trade.juniperandthyme.example', NULL, now())",
    [String(storeId)],
  );
  await pool().query(
    "INSERT INTO sync_days (store_id, day, sweeps, swept, drifted) VALUES ($1, (now() AT TIME ZONE 'America/New_York')::date, 41, 212, 0)",
    [String(storeId)],
  );
  await publishProgram({
    storeId,
    document: {
      points: { name: { one: "Sprig", other: "Sprigs" } },
      earning: { orders: { rate: { points: 2, per: "1.00" }, holdDays: 14 } },
    },
    authorId: userId,
    note: "Two a dollar for spring, held for the return window",
    now: new Date(Date.now() - 3 * dayMs),
  });
}
