import { flattenDocument } from "@/lib/format/flatten-document";
import { orderStatusName } from "@/lib/format/order-status";

const names: Record<string, string> = {
  "points.name.one": "Name of one point",
  "points.name.other": "Name of several points",
  "points.rounding": "Rounding",
  "earning.orders.enabled": "Earning for orders",
  "earning.orders.rate.points": "Points",
  "earning.orders.rate.per": "Amount they are given for",
  "earning.orders.base.tax": "Tax counts",
  "earning.orders.base.shipping": "Shipping counts",
  "earning.orders.base.minusStoreCredit": "Take off store credit",
  "earning.orders.base.minusGiftCertificates": "Take off gift certificates",
  "earning.orders.minimum": "Minimum order",
  "earning.orders.awardStatuses": "Award statuses",
  "earning.orders.cancelStatuses": "Cancel statuses",
  "earning.orders.holdDays": "Hold days",
  "earning.guests.claimDays": "Days guests may claim",
  "refunds.policy": "Refund policy",
  "refunds.returnRedeemedPoints": "Return redeemed points",
};

/** What differs between two program documents, one line each: `Hold days: 0 → 14`. */
export function describeProgramChanges(before: unknown, after: unknown): string[] {
  const old = flattenDocument(before);
  const fresh = flattenDocument(after);
  const paths = new Set([...old.keys(), ...fresh.keys()]);
  return [...paths].flatMap((path) => {
    const [from, to] = [old.get(path), fresh.get(path)];
    if (from === to) return [];
    return [`${names[path] ?? path}: ${say(path, from)} → ${say(path, to)}`];
  });
}

function say(path: string, value: string | undefined): string {
  if (value === undefined || value === "") return "none";
  if (value === "true") return "yes";
  if (value === "false") return "no";
  if (!path.endsWith("Statuses")) return value.replaceAll("_", " ");
  return value
    .split(", ")
    .map((id) => orderStatusName(Number(id)))
    .join(", ");
}
