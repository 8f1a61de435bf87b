import { z } from "zod";
import type { BigCommerceClient } from "./client/client";
import { type AroundCreate, type Created, createOrAdopt } from "./client/create-or-adopt";
import { isBigCommerceError } from "./client/errors";
import { getCollection, listAllPages } from "./paging";
import { limitFields, limitsOf, type PromotionLimit } from "./promotion-limits";
import { envelope, integer, list, text } from "./schemas/primitives";

export const promotionSchema = z.looseObject({
  id: integer,
  name: text,
  /** ENABLED, DISABLED, INVALID: merchants may change it in the control panel. */
  status: text,
  redemption_type: text,
  currency_code: text,
  channels: list(z.looseObject({ id: integer })),
  rules: list(z.unknown()),
  ...limitFields,
});

export type Promotion = {
  id: number;
  name: string;
  status: string;
  currency: string;
  channelIds: number[];
  /** As BigCommerce tells them: with fields we never sent. */
  rules: unknown[];
  /** What narrows it beyond its rules: a merchant's doing, never ours. */
  limits: PromotionLimit[];
};

/** BigCommerce's rule objects; built by the caller, money in them as decimal strings. */
export type PromotionRule = Readonly<Record<string, unknown>>;

export type CouponPromotionInput = {
  name: string;
  /** A currency, or `*` (all) for percentages only. */
  currency: string;
  /** Empty: every channel. */
  channelIds: readonly number[];
  rules: readonly PromotionRule[];
};

/** The coupon promotion of exactly this name, or `null`. */
export async function findPromotion(client: BigCommerceClient, name: string): Promise<Promotion | null> {
  const rows = await listAllPages(client, {
    operation: "promotions.find",
    path: "v3/promotions",
    query: { name },
    item: promotionSchema,
  });
  const match = rows.find((row) => row.name === name && row.redemption_type === "COUPON");
  return match ? toPromotion(match) : null;
}

/**
 * The coupon promotion under which a reward's codes live, created when there is none of this name. Without a use
 * limit of its own: BigCommerce counts it over all codes and would switch the whole promotion off.
 */
export async function ensureCouponPromotion(
  client: BigCommerceClient,
  input: CouponPromotionInput,
): Promise<Created<Promotion>> {
  return createOrAdopt(client, {
    lookUp: () => findPromotion(client, input.name),
    create: async () => {
      const body = {
        name: input.name,
        redemption_type: "COUPON",
        coupon_type: "SINGLE",
        status: "ENABLED",
        currency_code: input.currency,
        channels: input.channelIds.map((id) => ({ id })),
        can_be_used_with_other_promotions: true,
        rules: input.rules,
      };
      const schema = envelope(promotionSchema);
      const answer = await client.post({
        operation: "promotions.create",
        path: "v3/promotions",
        body,
        schema,
      });
      return toPromotion(answer.data);
    },
  });
}

export const codeSchema = z.looseObject({
  id: integer,
  code: z.string().min(1),
  current_uses: integer,
  max_uses: integer.nullish(),
});

export type PromotionCode = { id: number; code: string; currentUses: number };

/** A code under this promotion, compared as checkout does: without case. `null` when there is none, or no promotion. */
export async function findCode(
  client: BigCommerceClient,
  promotionId: number,
  code: string,
): Promise<PromotionCode | null> {
  try {
    const { data } = await getCollection(client, {
      operation: "codes.find",
      path: `v3/promotions/${promotionId}/codes`,
      query: { code },
      item: codeSchema,
    });
    const match = data.find((row) => row.code.toUpperCase() === code.toUpperCase());
    return match ? toCode(match) : null;
  } catch (error) {
    if (isBigCommerceError(error, "not_found")) return null;
    throw error;
  }
}

/**
 * Creates a code that works once. The code is chosen and stored by the caller before this call, so that an answer
 * that never arrives is settled by looking the code up, not by making another.
 *
 * @param isFirstTry `false` looks first, because an earlier try may have created it.
 * @throws BigCommerceError `validation` or `conflict` when the code exists, but not under this promotion.
 */
export async function ensureCode(
  client: BigCommerceClient,
  input: { promotionId: number; code: string; isFirstTry: boolean; around?: AroundCreate<PromotionCode> },
): Promise<Created<PromotionCode>> {
  const { promotionId, code, around } = input;
  return createOrAdopt(client, {
    around,
    lookFirst: !input.isFirstTry,
    lookUp: () => findCode(client, promotionId, code),
    create: async () => {
      const answer = await client.post({
        operation: "codes.create",
        path: `v3/promotions/${promotionId}/codes`,
        // 0, the default of both, would mean unlimited.
        body: { code, max_uses: 1, max_uses_per_customer: 1 },
        schema: envelope(codeSchema),
      });
      return toCode(answer.data);
    },
  });
}

export async function deleteCode(
  client: BigCommerceClient,
  promotionId: number,
  codeId: number,
): Promise<void> {
  await client.deleteOne("codes.delete", `v3/promotions/${promotionId}/codes/${codeId}`);
}

export function toPromotion(row: z.output<typeof promotionSchema>): Promotion {
  const { id, name, status, currency_code, channels, rules } = row;
  return {
    id,
    name,
    status,
    currency: currency_code,
    channelIds: channels.map((channel) => channel.id),
    rules,
    limits: limitsOf(row),
  };
}

export function toCode(row: z.output<typeof codeSchema>): PromotionCode {
  return { id: row.id, code: row.code, currentUses: row.current_uses };
}
