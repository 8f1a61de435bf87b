import { pool } from "@/lib/db/client";
import { readSpendable } from "@/lib/db/expiry/read-spendable";
import { type ExpiringPoints, expiringPoints } from "@/lib/loyalty/expiry/expiring-points";
import { processWide } from "@/lib/process-wide";
import { loadExpiryRules } from "@/lib/services/expiry/load-expiry-rules";
import { TimedCache } from "@/lib/services/timed-cache";

/** A change of the program shows here within this time. */
const staleMsMax = 3_000;

const rulesOf = processWide(
  "expiry-rules",
  () => new TimedCache({ ttlMs: staleMsMax, sizeMax: 20_000 }, loadExpiryRules),
);

export type GetExpiringPointsInput = { customerId: bigint; available: number };

/** The next points of a customer to expire, and when; null when none will. */
export async function getExpiringPoints(
  storeId: bigint,
  { customerId, available }: GetExpiringPointsInput,
): Promise<ExpiringPoints | null> {
  if (available <= 0) return null;
  const rules = await rulesOf.get(storeId);
  if (!rules) return null;
  const { timeZone } = rules;
  const histories = await readSpendable(pool(), storeId, { customerIds: [customerId], timeZone });
  const history = histories.get(customerId);
  return history ? expiringPoints({ ...history, available }, rules) : null;
}
