import type { BigCommerceClient } from "@/lib/bigcommerce/client/client";
import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { setStoreCredit } from "@/lib/bigcommerce/customers";
import type { Clock } from "@/lib/clock";
import { findCustomerById } from "@/lib/db/customers";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import {
  changePlannedCredit,
  findCreditChange,
  forgoCredit,
  planCredit,
  type StoreCreditChange,
} from "@/lib/db/redemptions/store-credit-changes";
import type { CodeOutcome } from "@/lib/services/redemptions/code-outcome";
import { createDeadlineMs } from "@/lib/services/redemptions/creates-under-way";
import { creditWindowStart, judgeCredit, readCredit } from "@/lib/services/redemptions/judge-store-credit";

const ready: CodeOutcome = {
  kind: "ready",
  mechanism: "store_credit",
  bcPromotionId: null,
  bcCodeId: null,
  isMade: false,
};
const wait = (problem: string): CodeOutcome => ({ kind: "wait", problem });

/**
 * Adds a reward's amount to the customer's store credit, once. BigCommerce can only set the whole amount, without
 * saying what it was: so one change of a customer at a time, written down before it is sent, and after anything
 * uncertain judged by what the customer has and has spent since (`judge-store-credit.ts`), never by guessing.
 */
export async function giveStoreCredit(
  client: BigCommerceClient,
  redemption: Redemption,
  clock: Clock,
): Promise<CodeOutcome> {
  const now = clock.now();
  const customer = await findCustomerById(redemption.storeId, redemption.customerId);
  if (!customer?.bcCustomerId) return { kind: "refused", problem: "Store credit needs a customer account." };
  const { storeId, id } = redemption;
  if (!(await changePending(storeId, id, { mechanism: "store_credit" }))) return { kind: "over" };
  const change =
    (await findCreditChange(storeId, id)) ?? (await plan(client, redemption, customer.bcCustomerId, now));
  if (change === null) return wait("Another change of this customer's store credit is under way.");
  if (change.state === "done") return ready;
  if (change.state === "undone") return { kind: "refused", problem: "It was given up." };
  if (change.sentAt !== null) return settle(client, change, now);
  return send(client, change, clock);
}

async function plan(
  client: BigCommerceClient,
  { storeId, id, terms }: Redemption,
  bcCustomerId: bigint,
  now: Date,
): Promise<StoreCreditChange | null> {
  const read = await readCredit(client, bcCustomerId, creditWindowStart(now));
  if (read === null || terms.type !== "store_credit") return null;
  const before = read.credit.plus(read.spent);
  return planCredit(storeId, {
    redemptionId: id,
    bcCustomerId,
    amount: terms.amount,
    before: before.toFixed(),
    after: before.plus(terms.amount).toFixed(),
    plannedAt: now,
  });
}

/** Reads once more, as late as possible, then sets the amount. Between the two lies one round trip. */
async function send(
  client: BigCommerceClient,
  change: StoreCreditChange,
  clock: Clock,
): Promise<CodeOutcome> {
  const read = await readCredit(client, change.bcCustomerId, creditWindowStart(change.plannedAt));
  if (read === null) return wait("The customer's store credit is changing at the moment.");
  const before = read.credit.plus(read.spent);
  const after = read.credit.plus(change.amount);
  // The reading may have taken long: from this instant on the request may be on its way.
  const sentAt = clock.now();
  const sent = { ...change, before: before.toFixed(), after: before.plus(change.amount).toFixed(), sentAt };
  if (!(await changePlannedCredit(change, { before: sent.before, after: sent.after, sentAt }))) {
    return wait("Another worker is at it.");
  }
  try {
    await setStoreCredit(client.within(createDeadlineMs), Number(change.bcCustomerId), after.toFixed());
  } catch (error) {
    if (!isBigCommerceError(error) || error.outcomeUnknown) throw error;
    await changePlannedCredit(sent, { sentAt: null });
    if (error.kind === "validation") return { kind: "refused", problem: error.message };
    throw error;
  }
  if (await changePlannedCredit(sent, { state: "done", settledAt: sentAt })) return ready;
  return wait("Somebody else has decided about this store credit meanwhile.");
}

/** BigCommerce was told, and nobody knows whether it listened. */
async function settle(client: BigCommerceClient, change: StoreCreditChange, now: Date): Promise<CodeOutcome> {
  const verdict = await judgeCredit(client, change, now);
  if (verdict === "given" && (await changePlannedCredit(change, { state: "done", settledAt: now })))
    return ready;
  if (verdict === "not_given") {
    await changePlannedCredit(change, { sentAt: null });
    return wait("The store credit had not been set; it is tried again.");
  }
  return wait("It is not certain yet whether the store credit was set.");
}

/**
 * The change will not be made any more. True when it certainly was not made and now never will be; `given` when it
 * was made after all; false while nobody can know.
 */
export async function abandonStoreCredit(
  client: BigCommerceClient | null,
  redemption: Redemption,
  now: Date,
): Promise<boolean | "given"> {
  const change = await findCreditChange(redemption.storeId, redemption.id);
  if (change === null) return forgo(redemption, now);
  if (change.state === "undone") return true;
  if (change.state === "done") return "given";
  const undone = () => changePlannedCredit(change, { state: "undone", settledAt: now });
  if (change.sentAt === null) return undone();
  if (client === null) return false;
  const verdict = await judgeCredit(client, change, now);
  if (verdict === "not_given") return undone();
  if (verdict !== "given") return false;
  return (await changePlannedCredit(change, { state: "done", settledAt: now })) ? "given" : false;
}

/** A worker that has found no change either may be about to plan one: the row that stands first decides. */
async function forgo({ storeId, id, customerId, terms }: Redemption, at: Date): Promise<boolean> {
  if (terms.type !== "store_credit") return true;
  const customer = await findCustomerById(storeId, customerId);
  const bcCustomerId = customer?.bcCustomerId ?? 0n;
  return forgoCredit(storeId, { redemptionId: id, bcCustomerId, amount: terms.amount, at });
}
