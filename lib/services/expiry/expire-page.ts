import { pool } from "@/lib/db/client";
import { finishDay } from "@/lib/db/daily-jobs";
import { listSpenders } from "@/lib/db/expiry/list-spenders";
import { readSpendable } from "@/lib/db/expiry/read-spendable";
import { inTransaction } from "@/lib/db/transaction";
import { dueWarnings, type ExpiryWarning, goneAt, pointsDue } from "@/lib/loyalty/expiry/expiring-points";
import { addDays } from "@/lib/loyalty/local-day";
import { loadExpiryRules, type StoreExpiryRules } from "@/lib/services/expiry/load-expiry-rules";
import { postExpiry } from "@/lib/services/expiry/post-expiry";
import { recordEffects } from "@/lib/services/runs/record-effects";

export type ExpirePageInput = {
  storeId: bigint;
  /** The local day that has begun. */
  day: string;
  afterId: bigint;
  customersMax?: number;
};

/** `next`: where to go on; null when every customer was looked at and the day is finished. */
export type ExpirePageResult = { seen: number; expired: number; warned: number; next: string | null };

/** Small pages: a kill repeats little, and no query holds many rows. */
const customersPerPage = 250;
const customersPerTransaction = 200;

/**
 * Takes a page of customers: expires what is over, and records one `points/expiring` for every warning that is due.
 * Repeating a page, or the whole night, changes nothing: a night that is done is over, what comes back after it goes
 * in the next. A missed night is made up for by the next.
 */
export async function expirePage(input: ExpirePageInput): Promise<ExpirePageResult> {
  const { storeId, day, afterId, customersMax = customersPerPage } = input;
  const rules = await loadExpiryRules(storeId);
  const through = rules?.throughDay ?? addDays(day, -1);
  if (through >= day) return { seen: 0, expired: 0, warned: 0, next: null };
  const spenders = rules ? await listSpenders(storeId, afterId, customersMax) : [];
  const last = spenders.at(-1)?.customerId;
  if (!rules || last === undefined) {
    await finishDay(storeId, "expiry", day);
    return { seen: 0, expired: 0, warned: 0, next: null };
  }
  const { due, warnings } = await inspect(storeId, rules, spenders, { after: through, day });
  let expired = 0;
  for (let start = 0; start < due.length; start += customersPerTransaction) {
    const customerIds = due.slice(start, start + customersPerTransaction);
    expired += await postExpiry({ storeId, rules, day, customerIds });
  }
  await recordWarnings(storeId, rules, warnings);
  return { seen: spenders.length, expired, warned: warnings.length, next: String(last) };
}

type CustomerWarning = ExpiryWarning & { customerId: bigint };

/** Without locks: whoever turns out to be due is looked at again under one. */
async function inspect(
  storeId: bigint,
  rules: StoreExpiryRules,
  spenders: readonly { customerId: bigint; available: number }[],
  { after, day }: { after: string; day: string },
): Promise<{ due: bigint[]; warnings: CustomerWarning[] }> {
  const customerIds = spenders.map(({ customerId }) => customerId);
  const { timeZone } = rules;
  const histories = await readSpendable(pool(), storeId, { customerIds, timeZone });
  const due: bigint[] = [];
  const warnings: CustomerWarning[] = [];
  for (const { customerId, available } of spenders) {
    const history = histories.get(customerId);
    if (!history) continue;
    const known = { ...history, available };
    if (pointsDue(known, rules, day) > 0) due.push(customerId);
    const found = dueWarnings(known, rules, { after, today: day });
    warnings.push(...found.map((warning) => ({ ...warning, customerId })));
  }
  return { due, warnings };
}

async function recordWarnings(
  storeId: bigint,
  { timeZone }: StoreExpiryRules,
  warnings: readonly CustomerWarning[],
): Promise<void> {
  if (warnings.length === 0) return;
  const effects = warnings.map(({ customerId, points, lastDay, daysBefore }) => ({
    key: `points-expiring/${customerId}/${lastDay}/${daysBefore}`,
    event: {
      name: "points/expiring" as const,
      data: {
        storeId: String(storeId),
        customerId: String(customerId),
        points,
        at: goneAt(lastDay, timeZone).toISOString(),
        daysBefore,
      },
    },
  }));
  await inTransaction((tx) => recordEffects(tx, storeId, effects));
}
