import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { BigCommerceError } from "@/lib/bigcommerce/client/errors";
import { toPromotionRules } from "@/lib/bigcommerce/map/reward-rules";
import {
  getPromotion,
  isInStep,
  renamePromotion,
  restorePromotion,
} from "@/lib/bigcommerce/promotion-upkeep";
import {
  type CouponPromotionInput,
  ensureCouponPromotion,
  findPromotion,
  type Promotion,
} from "@/lib/bigcommerce/promotions";
import { noteMissing } from "@/lib/db/redemptions/change-redemption";
import { countOutstanding, listIssuedCodes } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  changeRewardPromotion,
  findPromotionLink,
  type RewardPromotion,
} from "@/lib/db/redemptions/reward-promotions";

const namesakesMax = 5;

/** What a link's promotion was last told to give, and where. */
export function termsOfLink({ terms, channelIds }: RewardPromotion): RewardPromotion["terms"] {
  return { ...terms, channelIds: channelIds.map(Number) };
}

export function promotionInput(name: string, terms: Redemption["terms"]): CouponPromotionInput {
  return { name, currency: terms.currency, channelIds: terms.channelIds, rules: toPromotionRules(terms) };
}

/**
 * Under the claim: mend the one we know, adopt the one of this name, or create it; then remember which it is. One that
 * BigCommerce keeps switched off makes room for another.
 *
 * @throws BigCommerceError, `validation` too when that other one is invalid as well
 */
export async function linkPromotion(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
  now: Date,
): Promise<number> {
  const id = (await mendKnown(client, link, wanted)) ?? (await adoptOrCreate(client, link, wanted));
  const before = link.bcPromotionId;
  // What was under the other one works no more; from here on nobody looks at it.
  if (before !== null && before !== BigInt(id)) await noteLost(link.storeId, before, now);
  await changeRewardPromotion(link.storeId, link.id, {
    bcPromotionId: BigInt(id),
    name: wanted.name,
    channelIds: wanted.channelIds.map(BigInt),
    state: "active",
    checkedAt: now,
  });
  return id;
}

async function noteLost(storeId: bigint, bcPromotionId: bigint, now: Date): Promise<void> {
  const codes = await listIssuedCodes(storeId, { bcPromotionId });
  await noteMissing(
    storeId,
    codes.map(({ id }) => id),
    now,
  );
}

async function mendKnown(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number | null> {
  if (link.bcPromotionId === null) return null;
  const known = await getPromotion(client, Number(link.bcPromotionId));
  if (!known) return null;
  if (known.name !== wanted.name) await makeRoom(client, link, wanted.name);
  if (isOn(await putRight(client, known, wanted))) return known.id;
  await renamePromotion(client, known.id, `${wanted.name} · replaced #${known.id}`);
  return null;
}

async function adoptOrCreate(
  client: BigCommerceClient,
  link: RewardPromotion,
  wanted: CouponPromotionInput,
): Promise<number> {
  await makeRoom(client, link, wanted.name);
  const { value, outcome } = await ensureCouponPromotion(client, wanted);
  const made = outcome === "adopted" ? await putRight(client, value, wanted) : value;
  if (isOn(made)) return made.id;
  throw new BigCommerceError({
    ...{ kind: "validation", status: null, operation: "promotions.create" },
    summary: `the promotion "${wanted.name}" cannot be switched on (${made.status})`,
  });
}

async function putRight(
  client: BigCommerceClient,
  known: Promotion,
  wanted: CouponPromotionInput,
): Promise<Promotion> {
  return isInStep(known, wanted) ? known : restorePromotion(client, known, wanted);
}

const isOn = ({ status }: Promotion) => status === "ENABLED";

/**
 * The name may still belong to the promotion of earlier terms, with codes that people hold: it keeps giving what they
 * bought, under another name. Without such codes it is left to be adopted and given the new terms.
 */
async function makeRoom(client: BigCommerceClient, link: RewardPromotion, name: string): Promise<void> {
  for (let round = 0; round < namesakesMax; round += 1) {
    const namesake = await findPromotion(client, name);
    if (!namesake || BigInt(namesake.id) === link.bcPromotionId) return;
    const owner = await findPromotionLink(link.storeId, BigInt(namesake.id));
    if (!owner || owner.id === link.id) return;
    if ((await countOutstanding(link.storeId, BigInt(namesake.id))) === 0) {
      await changeRewardPromotion(link.storeId, owner.id, { bcPromotionId: null, state: "unlinked" });
      return;
    }
    const kept = `${name} · until #${owner.id}`;
    await renamePromotion(client, namesake.id, kept);
    await changeRewardPromotion(link.storeId, owner.id, { name: kept });
  }
}
