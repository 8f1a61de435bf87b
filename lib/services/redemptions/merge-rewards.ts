import { createHash } from "node:crypto";
import { lockOpenBalances } from "@/lib/db/ledger/lock-balances";
import { changeRedemption } from "@/lib/db/redemptions/change-redemption";
import { findByRequest } from "@/lib/db/redemptions/find-redemptions";
import { lockRows } from "@/lib/db/redemptions/lock-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { type MergedReward, planRewardMerge } from "@/lib/loyalty/rewards/plan-reward-merge";
import { areCreatesUnderWay } from "@/lib/services/redemptions/creates-under-way";
import { mergeLocked } from "@/lib/services/redemptions/merge-locked";
import { readPublishedChannels, whereItWorks } from "@/lib/services/redemptions/published-channels";
import type { Purchase } from "@/lib/services/redemptions/purchase-reward";
import { type RemovedCode, removeUnusedCode } from "@/lib/services/redemptions/remove-unused-code";
import { use } from "@/lib/services/redemptions/settle-redemption";
import type { StoreClientOptions } from "@/lib/services/stores/open-store-client";

export type MergeInput = {
  storeId: bigint;
  customerId: bigint;
  /** Redemptions to be merged. */
  redemptionIds: readonly bigint[];
  /** The caller's, once per customer, as for a purchase. */
  requestId: string;
  now: Date;
  client?: StoreClientOptions;
};

type Plan = (sources: readonly Redemption[]) => MergedReward | null;

type Removed = { seen: Redemption; as: RemovedCode };

/**
 * Makes one code of several unused amounts off, because an order takes one coupon. Every old code is deleted at
 * BigCommerce after its use count was read again, and only when all are gone does one transaction end the old
 * redemptions and hold their points for the new one; it is then issued as any other. So the value never exists twice.
 * A merge that is killed in between goes on when it is asked for again under the same request id; when nobody asks,
 * `redemptions/due` finishes what is left as a cancellation: the points come back.
 *
 * @throws AppError `not_found`, `already_used`, `reward_unavailable` (they do not go together, or are over),
 * `idempotency_mismatch`, `session_expired`, `unavailable` (a create may still be under way), and what asking BigCommerce throws
 */
export async function mergeRewards(input: MergeInput): Promise<Purchase> {
  const published = await readPublishedChannels(input.storeId);
  const plan = (sources: readonly Redemption[]) =>
    planRewardMerge(sources.map((source) => toSource(whereItWorks(source, published))));
  const begun = await inTransactionAgain((tx) => begin(tx, input, plan));
  if ("known" in begun) return { redemption: begun.known, isRepeated: true };
  const removed = new Map<bigint, Removed>();
  for (const source of begun.sources) {
    const options = { priority: "interactive" as const, ...input.client };
    removed.set(source.id, { seen: source, as: await removeUnusedCode(source, options) });
  }
  const end = await inTransactionAgain((tx) => finish(tx, input, removed, plan));
  // Thrown only here: that some were used stays written down.
  if ("refused" in end) throw end.refused;
  return end;
}

/** Nothing is taken away yet; but from here on a kill is finished by somebody. */
async function begin(
  tx: Transaction,
  input: MergeInput,
  plan: Plan,
): Promise<{ known: Redemption } | { sources: Redemption[] }> {
  const { known, rows } = await lock(tx, input);
  if (known) return { known };
  const { storeId, now } = input;
  const sources = rows.filter(unusedAt(now));
  if (rows.some(({ usedAt }) => usedAt !== null)) throw alreadyUsed();
  const isBegun = sources.some(({ cancelRequestedAt }) => cancelRequestedAt !== null);
  if (sources.length < (isBegun ? 1 : 2) || !plan(sources)) throw doNotFit();
  if (sources.some((source) => areCreatesUnderWay(source, now))) throw notYet();
  for (const { id, cancelRequestedAt } of sources) {
    if (cancelRequestedAt === null) await changeRedemption(storeId, id, { cancelRequestedAt: now }, tx);
  }
  return { sources };
}

/** All codes are gone or were used: what is still unused becomes one. */
async function finish(
  tx: Transaction,
  input: MergeInput,
  removed: ReadonlyMap<bigint, Removed>,
  plan: Plan,
): Promise<Purchase | { refused: AppError }> {
  const { known, rows, balances } = await lock(tx, input);
  if (known) return { redemption: known, isRepeated: true };
  const open = rows.filter(unusedAt(input.now));
  const used = open.filter(({ id }) => removed.get(id)?.as === "used");
  for (const redemption of used) {
    await use({ tx, redemption }, { orderId: null, usedAt: input.now, now: input.now });
  }
  const sources = open.filter(({ id }) => removed.get(id)?.as === "removed");
  if (!sources.every((source) => isAsRemoved(source, removed))) return { refused: notYet() };
  if (used.length > 0 && sources.length === 0) return { refused: alreadyUsed() };
  const merged = plan(sources);
  // A debt that came meanwhile is paid by the points: they come back as those of a cancellation.
  if (!merged || balances.debt < 0) return { refused: doNotFit() };
  const request = { requestId: input.requestId, requestHash: hashOf(input) };
  const redemption = await mergeLocked({ tx, sources, balances }, merged, request, input.now);
  return { redemption, isRepeated: false };
}

/** Where it was not found may not be where it is meanwhile. */
function isAsRemoved(source: Redemption, removed: ReadonlyMap<bigint, Removed>): boolean {
  const seen = removed.get(source.id)?.seen;
  return seen?.bcPromotionId === source.bcPromotionId;
}

async function lock(tx: Transaction, input: MergeInput) {
  const { storeId, customerId, requestId } = input;
  const balances = (await lockOpenBalances(tx, storeId, [customerId])).get(customerId);
  if (!balances) throw new AppError("session_expired", "The session has ended.");
  const known = await findByRequest(tx, storeId, { customerId, requestId });
  if (known && known.requestHash !== hashOf(input)) {
    throw new AppError("idempotency_mismatch", "This request_id was used for something else.");
  }
  const rows = await lockRows(tx, storeId, [...new Set(input.redemptionIds)]);
  const areTheirs = rows.every((row) => row.customerId === customerId);
  if (rows.length < new Set(input.redemptionIds).size || !areTheirs) {
    throw new AppError("not_found", "There is no such purchase.");
  }
  return { known, rows, balances };
}

/** An expired code is none any more, whether or not somebody has taken it away. */
const unusedAt =
  (now: Date) =>
  ({ status, usedAt, expiresAt }: Redemption) =>
    status === "issued" && usedAt === null && (expiresAt === null || expiresAt > now);

const toSource = (redemption: Redemption) => ({ ...redemption, name: redemption.rewardName });

function hashOf({ redemptionIds }: MergeInput): string {
  const ids = [...new Set(redemptionIds)].map(String).sort();
  return createHash("sha256")
    .update(JSON.stringify(["merge", ids]))
    .digest("hex");
}

function alreadyUsed(): AppError {
  return new AppError("already_used", "One of these rewards has been used.");
}

function notYet(): AppError {
  const problem = "One of these rewards has just been made. Try again in a minute.";
  return new AppError("unavailable", problem, { retryAfterSeconds: 60 });
}

function doNotFit(): AppError {
  return new AppError("reward_unavailable", "These rewards cannot be combined.");
}
