import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import type { TransactionInput } from "@/lib/db/ledger/transaction-input";
import { defaultProgram } from "@/lib/schemas/program";

export type Shop = { id: bigint; hash: string; origin: string };

/** An installed store with one storefront at `origin` and the default program published. */
export async function createShop(
  options: { hash?: string; origin?: string; program?: object; published?: boolean } = {},
): Promise<Shop> {
  const hash = options.hash ?? randomBytes(5).toString("hex");
  const origin = options.origin ?? `https://${hash}.example`;
  const { rows } = await pool().query(
    "INSERT INTO stores (hash, scopes, currency, default_channel_id, updated_at) VALUES ($1, '{}', 'USD', 1, now()) RETURNING id",
    [hash],
  );
  const id = BigInt(rows[0].id);
  await pool().query(
    `INSERT INTO channels (store_id, bc_channel_id, name, platform, status, origins, updated_at)
     VALUES ($1, 1, 'Shop', 'bigcommerce', 'active', ARRAY[$2], now())`,
    [id, origin],
  );
  if (options.published !== false) {
    await pool().query(
      `INSERT INTO program_versions (store_id, number, status, document, published_at)
       VALUES ($1, 1, 'published', $2, now())`,
      [id, JSON.stringify(options.program ?? defaultProgram("USD"))],
    );
  }
  return { id, hash, origin };
}

export async function createCustomer(
  shop: Shop,
  customer: { bcCustomerId: number; email?: string; firstName?: string },
): Promise<bigint> {
  const { rows } = await pool().query(
    `INSERT INTO customers (store_id, bc_customer_id, email, first_name, state, updated_at)
     VALUES ($1, $2, $3, $4, 'member', now()) RETURNING id`,
    [shop.id, customer.bcCustomerId, customer.email ?? "ada@example.com", customer.firstName ?? "Ada"],
  );
  return BigInt(rows[0].id);
}

let keys = 0;

/** Posts an adjustment, as the store's staff would. */
export async function givePoints(
  shop: Shop,
  customerId: bigint,
  points: number,
  more: Partial<TransactionInput> = {},
): Promise<void> {
  await postTransactions(pool(), shop.id, [
    {
      key: `test/${++keys}`,
      type: "adjustment",
      customerId,
      entries: [
        { account: "customer:available", amount: points },
        { account: "program:adjusted", amount: -points },
      ] as TransactionInput["entries"],
      explanation: { version: 1, subject: "adjustment", rules: [] },
      occurredAt: new Date(),
      ...more,
    },
  ]);
}

type Claims = Record<string, unknown>;

/** What BigCommerce's `/customer/current.jwt` answers; `claims` overrides single ones. */
export function currentCustomerJwt(
  shop: Pick<Shop, "hash">,
  bcCustomerId: number,
  claims: Claims = {},
  secret = "test-client-secret",
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    customer: { id: bcCustomerId, email: "Ada@Example.com", group_id: "0" },
    iss: "bc/apps",
    sub: shop.hash,
    iat: now,
    exp: now + 900,
    version: 1,
    aud: "test-client-id",
    application_id: "test-application",
    store_hash: shop.hash,
    operation: "current_customer",
    ...claims,
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(secret));
}
