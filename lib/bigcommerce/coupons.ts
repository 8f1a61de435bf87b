import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { type AroundCreate, type Created, createOrAdopt } from "./client/create-or-adopt";
import { pageSizeMax } from "./paging";
import { integer, text } from "./schemas/primitives";

const path = "v2/coupons" as const;
const couponSchema = z.looseObject({
  id: integer,
  code: z.string().min(1),
  name: text,
  num_uses: integer.nullish(),
});

export type Coupon = { id: number; code: string; name: string; uses: number };

/** v2 coupons work in the store's default currency only: the fallback where promotions are refused. */
export type CouponInput = {
  /** Unique in the store, at most 100 characters. */
  name: string;
  code: string;
  type: "per_total_discount" | "percentage_discount" | "free_shipping";
  /** Decimal. */
  amount: string;
  minimumPurchase: string | null;
  expiresAt: Date | null;
};

export async function findCoupon(client: BigCommerceClient, code: string): Promise<Coupon | null> {
  const rows = await client.get({
    operation: "coupons.find",
    path,
    query: { code },
    schema: z.array(couponSchema),
    empty: [],
  });
  const match = rows.find((row) => row.code.toUpperCase() === code.toUpperCase());
  return match ? toCoupon(match) : null;
}

/** A page of coupons in the order of their ids, from `minId` on; those of promotions left out. Empty at the end. */
export async function listCoupons(client: BigCommerceClient, minId: number): Promise<Coupon[]> {
  const rows = await client.get({
    operation: "coupons.list",
    path,
    query: { min_id: minId, limit: pageSizeMax, exclude_type: "promotion" },
    schema: z.array(couponSchema),
    empty: [],
  });
  return rows.map(toCoupon);
}

/** A coupon for every category that works once; looked up before it is created a second time. */
export async function ensureCoupon(
  client: BigCommerceClient,
  input: CouponInput & { isFirstTry: boolean; around?: AroundCreate<Coupon> },
): Promise<Created<Coupon>> {
  return createOrAdopt(client, {
    around: input.around,
    lookFirst: !input.isFirstTry,
    lookUp: () => findCoupon(client, input.code),
    create: async () => {
      const body = {
        name: input.name,
        code: input.code,
        type: input.type,
        amount: input.amount,
        enabled: true,
        applies_to: { entity: "categories", ids: [0] },
        max_uses: 1,
        max_uses_per_customer: 1,
        ...(input.minimumPurchase === null ? {} : { min_purchase: input.minimumPurchase }),
        ...(input.expiresAt === null
          ? {}
          : { expires: input.expiresAt.toUTCString().replace("GMT", "+0000") }),
      };
      return toCoupon(await client.post({ operation: "coupons.create", path, body, schema: couponSchema }));
    },
  });
}

export async function deleteCoupon(client: BigCommerceClient, couponId: number): Promise<void> {
  await client.deleteOne("coupons.delete", `v2/coupons/${couponId}`);
}

function toCoupon(row: z.output<typeof couponSchema>): Coupon {
  return { id: row.id, code: row.code, name: row.name, uses: row.num_uses ?? 0 };
}
