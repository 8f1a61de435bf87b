import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  History,
  LoaderCircle,
  type LucideIcon,
  Undo2,
} from "lucide-react";
import type { BadgeTone } from "@/components/ui/badge";
import { formatNumber } from "@/lib/format/format-points";
import type { OrderImport } from "@/lib/schemas/admin/imports";

type Shown = { label: string; tone: BadgeTone; icon: LucideIcon; spins: boolean };

const shown: Record<OrderImport["status"], Shown> = {
  running: { label: "Running", tone: "primary", icon: LoaderCircle, spins: true },
  done: { label: "Done", tone: "success", icon: CircleCheck, spins: false },
  failed: { label: "Did not finish", tone: "danger", icon: CircleAlert, spins: false },
  cancelled: { label: "Stopped", tone: "warning", icon: CirclePause, spins: false },
  reverting: { label: "Being taken back", tone: "primary", icon: LoaderCircle, spins: true },
  reverted: { label: "Taken back", tone: "neutral", icon: Undo2, spins: false },
};

/** State of an import in a word, a colour and an icon. */
export function describeStatus({ status, error, left }: OrderImport): Shown {
  if (status === "running" && error)
    return { ...shown.running, label: "Waiting", icon: History, spins: false };
  if ((status === "reverting" && error) || (status === "reverted" && left.orders > 0)) {
    return { label: "Not all taken back", tone: "danger", icon: CircleAlert, spins: false };
  }
  return shown[status];
}

/** `12,340 points for 1,234 orders`. */
export function describeGift({ awarded: { points, orders } }: OrderImport): string {
  return `${countOf(points, "point")} for ${countOf(orders, "order")}`;
}

export function countOf(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Whether there is anything to take back, and nobody does so yet. */
export function canBeTakenBack({ status, awarded, error, left }: OrderImport): boolean {
  const isSettled = status === "done" || status === "failed" || status === "cancelled";
  if (status === "reverted") return left.orders > 0;
  return (isSettled && awarded.orders > awarded.withdrawn) || (status === "reverting" && error !== null);
}
