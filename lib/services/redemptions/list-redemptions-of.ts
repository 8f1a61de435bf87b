import { systemClock } from "@/lib/clock";
import { listRedemptions } from "@/lib/db/redemptions/find-redemptions";
import type { Redemption } from "@/lib/db/redemptions/redemption-row";
import { findCreditChange } from "@/lib/db/redemptions/store-credit-changes";
import { findUserEmails } from "@/lib/db/store-users";
import type { Page } from "@/lib/schemas/admin/page";
import type { RedemptionRow } from "@/lib/schemas/admin/rewards";
import { decodeCursor, toPage } from "@/lib/services/dashboard/page-cursor";
import { describeFulfillment } from "@/lib/services/redemptions/describe-redemption";
import { isUnclearChange } from "@/lib/services/redemptions/judge-store-credit";

type Query = { customerId: number; limit: number; cursor?: string | undefined };

/** One customer's rewards for staff, newest first. @throws AppError `validation_failed` for a cursor of another list */
export async function listRedemptionsOf(storeId: bigint, query: Query): Promise<Page<RedemptionRow>> {
  const { customerId, limit, cursor } = query;
  const scope = { list: "admin/redemptions", storeId, filter: { customerId: String(customerId) } };
  const page = { afterId: decodeCursor(scope, cursor), limit: limit + 1, usage: null };
  const rows = await listRedemptions(storeId, BigInt(customerId), page);
  const now = systemClock.now();
  const emails = await findCancellers(storeId, rows);
  const items = await Promise.all(rows.map((row) => describe(row, emails, now)));
  return toPage(scope, items, limit);
}

/** One row as staff see it. */
export async function describeForStaff(redemption: Redemption, now: Date): Promise<RedemptionRow> {
  return describe(redemption, await findCancellers(redemption.storeId, [redemption]), now);
}

function findCancellers(storeId: bigint, rows: readonly Redemption[]): Promise<Map<bigint, string>> {
  const ids = rows.flatMap(({ cancelRequestedById }) => cancelRequestedById ?? []);
  return findUserEmails(storeId, [...new Set(ids)]);
}

async function describe(
  redemption: Redemption,
  emails: ReadonlyMap<bigint, string>,
  now: Date,
): Promise<RedemptionRow> {
  const { id, name, code, points_spent, expires_at, created_at, cancellable } =
    describeFulfillment(redemption);
  return {
    id,
    name,
    code,
    pointsSpent: points_spent,
    state: (await isUnclear(redemption, now)) ? "unclear" : stateOf(redemption),
    problem: redemption.problem,
    expiresAt: expires_at,
    createdAt: created_at,
    cancellable,
    cancelledBy: emails.get(redemption.cancelRequestedById ?? 0n) ?? null,
  };
}

/** BigCommerce was told to set a store credit, and nobody knows whether it did. */
async function isUnclear({ storeId, id, status, terms }: Redemption, now: Date): Promise<boolean> {
  if (status !== "pending" || terms.type !== "store_credit") return false;
  return isUnclearChange(await findCreditChange(storeId, id), now);
}

function stateOf(redemption: Redemption): RedemptionRow["state"] {
  const { status, usedAt, expiredAt, mergedIntoId, terms } = redemption;
  if (usedAt !== null) return "used";
  if (mergedIntoId !== null) return "merged";
  if (expiredAt !== null) return "expired";
  if (status !== "issued") return status;
  return terms.type === "store_credit" ? "given" : "ready";
}
