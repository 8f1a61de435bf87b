import { isBigCommerceError } from "@/lib/bigcommerce/client/errors";
import { clockFrom } from "@/lib/clock";
import { changePending } from "@/lib/db/redemptions/change-redemption";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { AppError } from "@/lib/errors";
import { captureIssued, type IssuedBy } from "@/lib/services/redemptions/capture-issued";
import { createCode } from "@/lib/services/redemptions/create-code";
import { deleteAtBigCommerce, findAtBigCommerce } from "@/lib/services/redemptions/find-at-bigcommerce";
import { type GiveUpCause, giveUpRedemption } from "@/lib/services/redemptions/give-up-redemption";
import { getRedemption } from "@/lib/services/redemptions/with-locked-redemption";
import {
  type StoreClientOptions,
  type StoreConnection,
  withStoreClient,
} from "@/lib/services/stores/open-store-client";

export type IssueInput = {
  storeId: bigint;
  redemptionId: bigint;
  now: Date;
  /** How BigCommerce is called; a shopper waits by default. */
  client?: StoreClientOptions;
};

/** `over`: issued, failed or cancelled. `wait`: to be tried again. */
export type IssueResult = "over" | "wait";

/**
 * One try to bring a pending redemption to its end: make the code, then capture the points; or, past its time or when
 * BigCommerce will never make it, give the points back. May be killed anywhere and called again any number of times,
 * also beside itself: what an earlier try left at BigCommerce is found, never made twice.
 */
export async function issueRedemption(input: IssueInput): Promise<IssueResult> {
  const { storeId, redemptionId, now } = input;
  const redemption = await getRedemption(storeId, redemptionId);
  if (redemption.status !== "pending") return "over";
  try {
    const options = { priority: "interactive" as const, ...input.client };
    return await withStoreClient(storeId, (connection) => tryOnce(connection, redemption, now), options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await changePending(storeId, redemptionId, { problem: error.message });
    // Without the store nothing can be asked; what was never sent can be ended all the same.
    const cause = causeToGiveUp(redemption, now) ?? causeOf(error);
    if (cause === null || isBigCommerceError(error)) return "wait";
    return (await giveUpRedemption(null, await getRedemption(storeId, redemptionId), cause, now))
      ? "over"
      : "wait";
  }
}

async function tryOnce(connection: StoreConnection, seen: Redemption, now: Date): Promise<IssueResult> {
  const { storeId, id } = seen;
  const cause = causeToGiveUp(seen, now);
  if (cause) return (await giveUpRedemption(connection.client, seen, cause, now)) ? "over" : "wait";
  const outcome = await createOrRefuse(connection, seen, now);
  if (outcome.kind === "over") {
    return (await getRedemption(storeId, id)).status === "pending" ? "wait" : "over";
  }
  if (outcome.kind === "ready") {
    const issued = { ...outcome, code: seen.code };
    if (!(await captureIssued(storeId, id, issued, now))) await takeAway(connection, issued, seen);
    return "over";
  }
  await changePending(storeId, id, { problem: outcome.problem, attempts: seen.attempts + 1 });
  if (outcome.kind === "wait") return "wait";
  const current = await getRedemption(storeId, id);
  const refused = { status: "failed" as const, problem: outcome.problem };
  return (await giveUpRedemption(connection.client, current, refused, now)) ? "over" : "wait";
}

/** A 403 where nothing else can be tried is as final as a validation error. */
async function createOrRefuse(connection: StoreConnection, seen: Redemption, now: Date) {
  try {
    return await createCode(connection, seen, clockFrom(now, connection.client.runtime));
  } catch (error) {
    if (!isBigCommerceError(error, "forbidden", "validation")) throw error;
    return { kind: "refused" as const, problem: error.message };
  }
}

function causeToGiveUp(redemption: Redemption, now: Date): GiveUpCause | null {
  if (redemption.cancelRequestedAt !== null) return { status: "cancelled", problem: null };
  if (now < redemption.giveUpAt) return null;
  return { status: "failed", problem: redemption.problem ?? "The code could not be created in time." };
}

function causeOf(error: AppError): GiveUpCause | null {
  return error.code === "store_not_installed" ? { status: "failed", problem: error.message } : null;
}

/** The points went back while the code was being made: it must not stay. */
async function takeAway(connection: StoreConnection, issued: IssuedBy, seen: Redemption): Promise<void> {
  const found = await findAtBigCommerce(connection.client, { ...issued, rewardName: seen.rewardName });
  if (found) await deleteAtBigCommerce(connection.client, found);
}
