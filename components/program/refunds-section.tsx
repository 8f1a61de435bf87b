import type { RuleForm } from "@/components/program/rule-form";
import type { RuleEditor } from "@/components/program/use-rule-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type Choice, ChoiceCards } from "@/components/ui/choice-cards";
import { SwitchField } from "@/components/ui/switch";

const policies: readonly Choice<RuleForm["refundPolicy"]>[] = [
  {
    value: "within_balance",
    label: "Take what is there",
    hint: "Never below zero; what is missing is recorded.",
  },
  { value: "allow_negative", label: "Make a debt", hint: "Later earnings pay it back first." },
  { value: "pending_only", label: "Only points on hold", hint: "Points already spendable stay." },
];

export function RefundsSection({ editor: { form, set } }: { editor: RuleEditor }) {
  return (
    <Card aria-labelledby="refunds">
      <CardHeader
        id="refunds"
        title="When an order is refunded"
        description="Points of what was refunded go back, exactly as they came."
      />
      <CardBody className="flex flex-col gap-6">
        <ChoiceCards
          legend="If the points are already spent"
          value={form.refundPolicy}
          choices={policies}
          onValueChange={(refundPolicy) => set({ refundPolicy })}
        />
        <SwitchField
          label="Give back redeemed points"
          hint="A cancelled or fully refunded order returns the points of the reward used on it."
          checked={form.returnRedeemedPoints}
          onCheckedChange={(returnRedeemedPoints) => set({ returnRedeemedPoints })}
        />
      </CardBody>
    </Card>
  );
}
