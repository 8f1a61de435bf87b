import { createHash } from "node:crypto";
import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { findPublishedVersion } from "@/lib/db/program-versions";
import { countBought, findByRequest } from "@/lib/db/redemptions/find-redemptions";
import { findShopper } from "@/lib/db/redemptions/find-shopper";
import { drawRedemptionId, insertRedemption } from "@/lib/db/redemptions/insert-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { planHold } from "@/lib/loyalty/rewards/plan-redemption";
import { quoteReward } from "@/lib/loyalty/rewards/quote-reward";
import { type Program, readProgram } from "@/lib/schemas/program";
import { programItemId } from "@/lib/services/program/program-item-id";
import { askToIssue } from "@/lib/services/redemptions/ask-to-issue";
import { newCode } from "@/lib/services/redemptions/new-code";
import { postRedemptionStep } from "@/lib/services/redemptions/post-redemption-step";

export type PurchaseInput = {
  storeId: bigint;
  /** Our id. */
  customerId: bigint;
  /** `points_products` id. */
  productId: number;
  /** What was chosen on a slider; null for a fixed price. */
  pointsToSpend: number | null;
  /** The caller's, once per customer. */
  requestId: string;
  /** Origin of the page that asks; null for other callers. */
  origin: string | null;
  now: Date;
};

export type Purchase = { redemption: Redemption; isRepeated: boolean };

type Reward = Program["rewards"][number];

const dayMs = 86_400_000;

/**
 * Buys a reward: in one transaction the balance is locked, the price is checked, the points are held, and the
 * redemption is stored with its code and with the event that has it issued. Nothing is asked of BigCommerce here. The
 * same request id again gives the first answer.
 *
 * @throws AppError `not_found`, `forbidden`, `tier_required`, `reward_unavailable`, `invalid_points_to_spend`,
 * `limit_reached`, `insufficient_points`, `idempotency_mismatch`, `session_expired`
 */
export function purchaseReward(input: PurchaseInput): Promise<Purchase> {
  return inTransactionAgain(async (tx) => {
    const { storeId, customerId, requestId } = input;
    const balances = (await lockBalances(tx, storeId, [customerId])).get(customerId);
    if (!balances) throw new AppError("session_expired", "The session has ended.");
    const known = await findByRequest(tx, storeId, { customerId, requestId });
    if (known) return { redemption: assertSame(known, input), isRepeated: true };
    return { redemption: await buy(tx, input, balances.available), isRepeated: false };
  });
}

async function buy(tx: Transaction, input: PurchaseInput, available: number): Promise<Redemption> {
  const { storeId, customerId, now } = input;
  const version = await findPublishedVersion(tx, storeId);
  const program = version && readProgram(version.document);
  const reward = program && findReward(program, storeId, input.productId);
  const shopper = await findShopper(tx, storeId, input);
  // Merged away a moment ago: the next session is the heir's.
  if (!shopper) throw new AppError("session_expired", "The session has ended.");
  if (!version || !program || !reward) throw new AppError("not_found", "There is no such reward.");
  const quote = quoteReward({
    reward,
    pointsToSpend: input.pointsToSpend,
    available,
    bought: await countBought(tx, storeId, {
      productId: BigInt(input.productId),
      customerId,
      isLimited: reward.limits.total !== null,
    }),
    shopper: { ...shopper, tierKey: null, isDisabled: shopper.state === "disabled" },
    store: { currency: shopper.storeCurrency, transactionalCurrencies: shopper.transactionalCurrencies },
  });
  if (!quote.ok) throw new AppError(quote.code, quote.reason);
  const bought = {
    id: await drawRedemptionId(tx),
    customerId,
    productId: BigInt(input.productId),
    rewardKey: reward.key,
    rewardName: reward.name,
    requestId: input.requestId,
    requestHash: hashOf(input),
    programVersionId: version.id,
    pointsSpent: quote.points,
    terms: quote.terms,
    termsAndConditions: reward.terms || null,
    returnsPoints: program.refunds.returnRedeemedPoints,
    code: newCode(reward.codePrefix),
    giveUpAt: new Date(now.getTime() + env().REDEMPTION_GIVE_UP_SECONDS * 1_000),
    expiresAt: expiryOf(reward, now),
    createdAt: now,
  };
  const holdTransactionId = await postRedemptionStep(tx, storeId, bought, {
    step: "hold",
    entries: planHold,
    why: "redemption.held",
    now,
  });
  const redemption = await insertRedemption(tx, storeId, { ...bought, holdTransactionId });
  await askToIssue(tx, redemption);
  return redemption;
}

/** Store credit, once given, is the customer's. */
function expiryOf({ type, expiresAfterDays }: Reward, now: Date): Date | null {
  if (expiresAfterDays === null || type === "store_credit") return null;
  return new Date(now.getTime() + expiresAfterDays * dayMs);
}

function findReward(program: Program, storeId: bigint, productId: number): Reward | undefined {
  return program.rewards.find((reward) => programItemId(storeId, "points_product", reward.key) === productId);
}

function hashOf({ productId, pointsToSpend }: PurchaseInput): string {
  return createHash("sha256")
    .update(JSON.stringify([productId, pointsToSpend]))
    .digest("hex");
}

function assertSame(known: Redemption, input: PurchaseInput): Redemption {
  if (known.requestHash === hashOf(input)) return known;
  throw new AppError("idempotency_mismatch", "This request_id was used for another purchase.");
}
