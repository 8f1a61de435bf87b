import { encryptToken } from "@/lib/crypto/token-envelope";
import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { verifyLedger } from "@/lib/db/ledger/verify-ledger";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { programItemId } from "@/lib/services/program/program-item-id";
import { publishProgram } from "@/lib/services/program/publish-program";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import { type PurchaseInput, purchaseReward } from "@/lib/services/redemptions/purchase-reward";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import { adjustment } from "@/test/db/ledger/seed";
import type { StoreHandle } from "@/test/sandbox/admin/store-handle";
import type { Sandbox } from "@/test/sandbox/start";

export const now = new Date("2026-11-24T12:00:00Z");
export const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** Short time-outs: a lost answer costs milliseconds, not seconds. */
export const quick = { attemptTimeoutMs: 300, baseUrl: "" };

export const fiver = {
  key: "fiver",
  type: "fixed_amount",
  name: "$5 off",
  pointsPrice: 500,
  value: "5.00",
} as const;

export type RewardShop = {
  storeId: bigint;
  customerIds: bigint[];
  at: StoreHandle;
  sandbox: Sandbox;
  /** How this store is called. */
  client: { attemptTimeoutMs: number; baseUrl: string };
  /** Buys; by default the fiver for the first customer, under a new request id. */
  buy(input?: Partial<PurchaseInput>): Promise<Redemption>;
  issue(redemption: Redemption, at?: Date): Promise<Redemption>;
  read(redemption: Redemption): Promise<Redemption>;
  publish(rewards: object[], more?: object): Promise<void>;
  give(customerId: bigint, points: number): Promise<void>;
  product(key: string): number;
};

let serial = 0;
let numbers = 0;
const nextNumber = () => {
  numbers += 1;
  return numbers;
};

/** A store of the sandbox, installed here, with customers who have `points` each. */
export async function openRewardShop(
  sandbox: Sandbox,
  options: {
    customers?: number;
    points?: number;
    rewards?: object[];
    program?: object;
    /** Of the store at BigCommerce, beside dollars. */
    currencies?: string[];
    /** Storefronts of the store at BigCommerce. */
    channels?: number[];
  } = {},
): Promise<RewardShop> {
  quick.baseUrl = sandbox.url;
  serial += 1;
  const hash = `reward${serial}`;
  const { currencies = [], channels = [1] } = options;
  const at = await sandbox.addStore({
    hash,
    currencies: currencies.map((code) => ({ code, rate: "1.0000000000" })),
    channels: channels.map((id) => ({ id, name: `Storefront ${id}` })),
  });
  const { rows } = await pool().query(
    `INSERT INTO stores (hash, scopes, currency, access_token_encrypted, updated_at)
     VALUES ($1, '{}', 'USD', $2, now()) RETURNING id`,
    [hash, encryptToken(at.issueToken(), hash)],
  );
  const storeId = BigInt(rows[0].id);
  await pool().query(
    "INSERT INTO currencies (store_id, code, decimal_places, is_default, is_transactional) VALUES ($1, 'USD', 2, true, true)",
    [storeId],
  );
  const customerIds: bigint[] = [];
  for (let n = 1; n <= (options.customers ?? 1); n += 1) {
    const customer = at.addCustomer({ email: `shopper${n}@example.com` });
    const inserted = await pool().query(
      "INSERT INTO customers (store_id, bc_customer_id, email, updated_at) VALUES ($1, $2, $3, now()) RETURNING id",
      [storeId, customer.id, customer.email],
    );
    customerIds.push(BigInt(inserted.rows[0].id));
  }
  const shop: RewardShop = {
    storeId,
    customerIds,
    at,
    sandbox,
    client: { ...quick },
    async buy(input = {}) {
      const { redemption } = await purchaseReward({
        storeId,
        customerId: customerIds[0] as bigint,
        productId: shop.product("fiver"),
        pointsToSpend: null,
        requestId: `request-${nextNumber()}`,
        origin: null,
        now,
        ...input,
      });
      return redemption;
    },
    async issue(redemption, when = now) {
      await issueRedemption({ storeId, redemptionId: redemption.id, now: when, client: shop.client });
      return shop.read(redemption);
    },
    read: (redemption) => getRedemption(storeId, redemption.id),
    async publish(rewards, more = {}) {
      await publishProgram({ storeId, document: { rewards, ...more }, now });
    },
    async give(customerId, points) {
      await postTransactions(pool(), storeId, [adjustment(`give/${nextNumber()}`, customerId, points)]);
    },
    product: (key) => programItemId(storeId, "points_product", key),
  };
  await shop.publish(options.rewards ?? [fiver], options.program);
  for (const id of customerIds) if (options.points !== 0) await shop.give(id, options.points ?? 1_000);
  return shop;
}

/** Codes at the sandbox, whichever promotion they are under. */
export const codesAt = ({ at }: RewardShop) => [...at.state.codes.values()].map((code) => code.code).sort();

/** The codes that should be there: captured, and their points not given back. */
export async function capturedCodes({ storeId }: RewardShop): Promise<string[]> {
  const { rows } = await pool().query<{ code: string }>(
    "SELECT code FROM redemptions WHERE store_id = $1 AND status = 'issued' AND points_returned_at IS NULL",
    [storeId],
  );
  return rows.map((row) => row.code).sort();
}

/** What the ledger says against itself and against the redemptions; empty when all is well. */
export async function ledgerDifferences(storeId: bigint): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { name, differences } of verifyLedger(storeId)) {
    found.push(...differences.map((difference) => ({ check: name, ...difference })));
  }
  return found;
}
