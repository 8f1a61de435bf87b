"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { messagesAt } from "@/components/program/field-messages";
import { StatusPicker } from "@/components/program/status-picker";
import { type AwardPreset, awardPresets, presetOf } from "@/components/program/status-presets";
import type { RuleEditor } from "@/components/program/use-rule-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type Choice, ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { orderStatusName } from "@/lib/format/order-status";

const presets: readonly Choice<AwardPreset>[] = [
  { value: "completed", label: "When completed", hint: "The safest: nothing left to happen." },
  { value: "shipped", label: "When shipped", hint: "Shipped or completed." },
  { value: "paid", label: "As soon as paid", hint: "From the moment it awaits fulfillment." },
  { value: "custom", label: "Custom", hint: "Choose the statuses yourself." },
];

/** Which statuses give points, which take them back, and how long points are on hold. */
export function TimingSection({ editor: { form, set, errors } }: { editor: RuleEditor }) {
  const [custom, setCustom] = useState(presetOf(form.awardStatuses) === "custom");
  const preset = custom ? "custom" : presetOf(form.awardStatuses);
  const choose = (next: AwardPreset) => {
    setCustom(next === "custom");
    if (next !== "custom") set({ awardStatuses: [...awardPresets[next]] });
  };
  return (
    <Card aria-labelledby="timing">
      <CardHeader
        id="timing"
        title="When orders earn"
        description="An award once made stays, unless the order is cancelled or refunded."
      />
      <CardBody className="flex flex-col gap-6">
        <ChoiceCards
          legend="Give points"
          value={preset}
          choices={presets}
          onValueChange={choose}
          className="tablet:grid-cols-2"
        />
        {preset === "custom" ? (
          <StatusPicker
            legend="Statuses that give points"
            value={form.awardStatuses}
            taken={form.cancelStatuses}
            errors={messagesAt(errors, "earning.orders.awardStatuses")}
            onChange={(awardStatuses) => set({ awardStatuses })}
          />
        ) : null}
        <details className="group rounded-normal border border-line">
          <summary className="flex items-center gap-3 rounded-normal px-3 py-2.5 hover:bg-secondary-10">
            <span className="min-w-0 flex-1">
              <span className="block font-medium text-sm">Take all points back</span>
              <span className="block text-muted text-sm">{nameStatuses(form.cancelStatuses)}</span>
            </span>
            <ChevronDown
              aria-hidden
              className="size-4 text-muted transition-transform group-open:rotate-180"
            />
          </summary>
          <div className="border-hairline border-t p-3">
            <StatusPicker
              legend="Statuses that take all points back"
              value={form.cancelStatuses}
              taken={form.awardStatuses}
              errors={messagesAt(errors, "earning.orders.cancelStatuses")}
              onChange={(cancelStatuses) => set({ cancelStatuses })}
            />
          </div>
        </details>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field
            label="Hold points for (days)"
            hint="0 to 90. Held points are visible but cannot be spent."
            errors={messagesAt(errors, "earning.orders.holdDays")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={form.holdDays}
                onChange={(event) => set({ holdDays: event.target.value })}
                className="tabular"
              />
            )}
          </Field>
          <Field
            label="Guests may claim within (days)"
            hint="A guest who signs up with the same e-mail gets the points."
            errors={messagesAt(errors, "earning.guests.claimDays")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={form.claimDays}
                onChange={(event) => set({ claimDays: event.target.value })}
                className="tabular"
              />
            )}
          </Field>
        </div>
      </CardBody>
    </Card>
  );
}

function nameStatuses(statuses: readonly number[]): string {
  return statuses.length === 0 ? "Never" : `When ${statuses.map(orderStatusName).join(", ")}`;
}
