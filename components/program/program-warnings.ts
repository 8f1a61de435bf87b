import { orderStatusName } from "@/lib/format/order-status";
import type { Program } from "@/lib/schemas/program";

/** Statuses in which the money has not come yet. */
const unpaidStatuses = [1, 7, 12];

/** Statuses that usually mean the sale is off. */
const offStatuses = [4, 5, 6];

/** What is allowed, but seldom meant: shown beside the form, never in the way. */
export function programWarnings(program: Program): string[] {
  const { orders } = program.earning;
  const warnings: string[] = [];
  if (!orders.enabled) warnings.push("Earning is switched off: no order earns anything.");
  const unpaid = orders.awardStatuses.filter((status) => unpaidStatuses.includes(status));
  if (unpaid.length > 0) {
    warnings.push(
      `${list(unpaid)} comes before payment: points are given for orders that may never be paid.`,
    );
  }
  const notOff = offStatuses.filter((status) => !orders.cancelStatuses.includes(status));
  if (notOff.length > 0) warnings.push(`Orders that become ${list(notOff)} keep their points.`);
  const early = orders.awardStatuses.some((status) => status !== 10);
  if (early && orders.holdDays === 0 && program.refunds.policy !== "allow_negative") {
    warnings.push(
      "Points can be spent before the order is complete. Hold them for your return window, or let refunds make a debt.",
    );
  }
  if (orders.base.shipping && !orders.base.tax) {
    warnings.push("Shipping counts without its tax, like the products.");
  }
  return warnings;
}

function list(statuses: number[]): string {
  return statuses.map(orderStatusName).join(", ");
}
