import {
  type ActivityRequest,
  type ActivityRow,
  countAwards,
  drawActivityId,
  insertActivity,
  isRecordedBefore,
  wasRecorded,
} from "@/lib/db/actions/activities";
import { lockBalances } from "@/lib/db/ledger/lock-balances";
import { postAward } from "@/lib/db/ledger/post-award";
import { promoteMembers } from "@/lib/db/orders/promote-members";
import { inTransactionAgain, type Transaction } from "@/lib/db/transaction";
import { type EarningAction, limitOf, limitWindowStart } from "@/lib/loyalty/actions/action-limit";
import { type ActivityDecision, decideActivity } from "@/lib/loyalty/actions/decide-activity";
import type { RuleExplanation } from "@/lib/loyalty/explain/explanation";

export type AwardActivityInput = {
  storeId: bigint;
  /** IANA zone of the store, for limits. */
  timeZone: string;
  customerId: bigint;
  action: EarningAction;
  programVersionId: bigint;
  /** Names the deed: once per store and action. Null: each report is a deed of its own. */
  distinctId: string | null;
  originAt?: Date | null;
  /** What the kind of action itself has against it. */
  refusal?: RuleExplanation | null;
  /** The request that reported it, where one did. */
  request?: ActivityRequest;
  now: Date;
};

/** `known`: the same deed was reported before, or the request was made before; nothing was written. `gone`: no such customer, or merged away. */
export type AwardActivityResult =
  | { kind: "recorded"; activity: ActivityRow }
  | { kind: "known" }
  | { kind: "gone" };

/**
 * Records one activity and pays for it or refuses it, in one transaction under the lock of the customer's balance:
 * parallel reports of one deed pay once, and no limit is ever passed.
 */
export async function awardActivity(input: AwardActivityInput): Promise<AwardActivityResult> {
  try {
    return await inTransactionAgain((tx) => award(tx, input));
  } catch (error) {
    if (isRecordedBefore(error)) return { kind: "known" };
    throw error;
  }
}

async function award(tx: Transaction, input: AwardActivityInput): Promise<AwardActivityResult> {
  const { storeId, customerId, action, distinctId, now } = input;
  await lockBalances(tx, storeId, [customerId]);
  const customer = await tx.customer.findFirst({ where: { storeId, id: customerId, mergedIntoId: null } });
  if (!customer) return { kind: "gone" };
  if (await wasRecorded(tx, storeId, { token: action.key, distinctId })) return { kind: "known" };
  const awardedInWindow = await countInWindow(tx, input);
  const decision = decideActivity({
    action,
    customerState: customer.state,
    awardedInWindow,
    refusal: input.refusal ?? null,
  });
  const id = await drawActivityId(tx);
  const transactionId = await pay(tx, input, { id, decision });
  const activity = await insertActivity(tx, {
    id,
    storeId,
    customerId,
    token: action.key,
    kind: action.kind,
    distinctId,
    transactionId,
    ...decision,
    programVersionId: input.programVersionId,
    originAt: input.originAt ?? null,
    ...input.request,
    createdAt: now,
  });
  return { kind: "recorded", activity };
}

async function countInWindow(tx: Transaction, input: AwardActivityInput): Promise<number> {
  const { storeId, customerId, action, now, timeZone } = input;
  const limit = limitOf(action);
  if (!limit) return 0;
  const since = limitWindowStart({ kind: action.kind, limit }, now, timeZone);
  return countAwards(tx, storeId, { customerId, token: action.key, since });
}

async function pay(
  tx: Transaction,
  { storeId, customerId, programVersionId, now }: AwardActivityInput,
  { id, decision }: { id: bigint; decision: ActivityDecision },
): Promise<bigint | null> {
  if (decision.outcome === "refused") return null;
  const { points, explanation } = decision;
  const { transactionId } = await postAward(tx, storeId, {
    key: `action/${id}`,
    type: "action_award",
    customerId,
    points,
    explanation,
    programVersionId,
    occurredAt: now,
  });
  await promoteMembers(tx, storeId, [customerId], now);
  return transactionId;
}
