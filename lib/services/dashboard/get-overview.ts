import { systemClock } from "@/lib/clock";
import { countCustomers } from "@/lib/db/dashboard/count-customers";
import { findPointsLabel } from "@/lib/db/dashboard/find-programs";
import {
  findCustomerImport,
  findStoreStatus,
  type StoreStatusRecord,
} from "@/lib/db/dashboard/find-store-status";
import { advancePointsRollup, type PointsDayRecord, sumPoints } from "@/lib/db/dashboard/roll-up-points";
import { AppError } from "@/lib/errors";
import { addDays, dayInZone } from "@/lib/format/format-date";
import type { Overview } from "@/lib/schemas/admin/overview";
import { describeImport } from "@/lib/services/dashboard/describe-import";

const windowDays = 30;

/** So many transactions outside the daily sums are still cheap to read; beyond it the sums are moved on. */
const tailMax = 1000;

/** The figures, checklist and sync health of the overview. Days are those of the store's zone. */
export async function getOverview(
  store: { id: bigint; timeZone: string },
  clock = systemClock,
): Promise<Overview> {
  const today = dayInZone(clock.now(), store.timeZone);
  const firstDay = addDays(today, 1 - 2 * windowDays);
  const [sums, heads, status, customerImport, pointsLabel] = await Promise.all([
    sumPoints(store.id, store.timeZone, firstDay),
    countCustomers(store.id),
    findStoreStatus(store.id, today),
    findCustomerImport(store.id),
    findPointsLabel(store.id),
  ]);
  if (!status) throw new AppError("not_found", "This store is not installed.");
  if (sums.tailCount > tailMax) await advancePointsRollup(store.id, store.timeZone);
  const days = fillDays(sums.days, addDays(today, 1 - windowDays), windowDays);
  const before = sums.days.filter((day) => day.day < addDays(today, 1 - windowDays));
  return {
    pointsLabel,
    kpis: {
      ...heads,
      pointsOutstanding: sums.outstanding,
      pointsIssued: { now: sum(days, "issued"), before: sum(before, "issued") },
      ordersAwarded: { now: sum(days, "ordersAwarded"), before: sum(before, "ordersAwarded") },
    },
    days,
    checklist: {
      ...describeSetUp(status),
      customerImport: customerImport && describeImport(customerImport),
    },
    sync: {
      lastSweepAt: status.lastSweepAt?.toISOString() ?? null,
      sweptToday: status.sweptToday,
      driftedToday: status.driftedToday,
      inboxPending: status.inboxPending,
      inboxFailed: status.inboxFailed,
    },
  };
}

function describeSetUp(status: StoreStatusRecord) {
  return {
    installedAt: status.installedAt.toISOString(),
    provisionedAt: status.provisionedAt?.toISOString() ?? null,
    provisionError: status.provisionError,
    ruleReviewedAt: status.ruleReviewedAt?.toISOString() ?? null,
    firstAwardAt: status.firstAwardAt?.toISOString() ?? null,
  };
}

function fillDays(found: PointsDayRecord[], firstDay: string, count: number): PointsDayRecord[] {
  const byDay = new Map(found.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(firstDay, index);
    return byDay.get(day) ?? { day, issued: 0, reversed: 0, ordersAwarded: 0 };
  });
}

function sum(days: PointsDayRecord[], key: "issued" | "ordersAwarded"): number {
  return days.reduce((total, day) => total + day[key], 0);
}
