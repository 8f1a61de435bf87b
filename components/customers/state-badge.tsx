import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { CustomerState } from "@/lib/schemas/admin/customers";

export const customerStates: Record<CustomerState, { label: string; tone: BadgeTone }> = {
  member: { label: "Member", tone: "success" },
  candidate: { label: "Candidate", tone: "neutral" },
  disabled: { label: "Excluded", tone: "danger" },
};

export function CustomerStateBadge({ state }: { state: CustomerState }) {
  const { label, tone } = customerStates[state];
  return <Badge tone={tone}>{label}</Badge>;
}
