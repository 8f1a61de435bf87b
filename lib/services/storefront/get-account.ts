import { type AccountRow, findAccounts } from "@/lib/db/storefront/find-account";
import { AppError } from "@/lib/errors";
import type { ExpiringPoints } from "@/lib/loyalty/expiry/expiring-points";
import { processWide } from "@/lib/process-wide";
import type { AccountAnswer } from "@/lib/schemas/storefront/account";
import { getExpiringPoints } from "@/lib/services/expiry/get-expiring-points";
import { GroupRead } from "@/lib/services/group-read";

const accounts = processWide(
  "account-reader",
  () =>
    new GroupRead<{ storeId: bigint; customerId: bigint }, AccountRow | null>(
      { groupSizeMax: 200, readsMax: 3 },
      findAccounts,
    ),
);

/**
 * A shopper's own account. Throws `AppError("session_expired")` when the customer is gone (merged, erased), so that
 * the widget asks the storefront anew who the shopper is.
 */
export async function getAccount(storeId: bigint, customerId: bigint): Promise<AccountAnswer> {
  const row = await accounts.get({ storeId, customerId });
  if (!row) throw new AppError("session_expired", "The session has ended.");
  const expiring = await getExpiringPoints(storeId, { customerId, available: row.available });
  return { customer: describeAccount(row, expiring) };
}

/** Features that are off are null: VIP, referrals, expiry. */
export function describeAccount(row: AccountRow, expiring: ExpiringPoints | null): AccountAnswer["customer"] {
  return {
    id: row.id,
    first_name: row.first_name || null,
    last_name: row.last_name || null,
    email: row.email,
    state: row.state,
    date_of_birth: row.date_of_birth,
    points_balance: row.available,
    points_pending: row.pending,
    points_debt: Math.abs(row.debt),
    points_expiring: expiring && { points: expiring.points, at: expiring.at.toISOString() },
    referral_url: null,
    vip_tier_id: null,
    vip_status: null,
    bigcommerce_customer_id: row.bc_customer_id,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
