"use client";

import { messagesAt } from "@/components/program/field-messages";
import type { RuleForm } from "@/components/program/rule-form";
import type { RuleEditor } from "@/components/program/use-rule-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type Choice, ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SwitchField } from "@/components/ui/switch";

const roundings: readonly Choice<RuleForm["rounding"]>[] = [
  { value: "down", label: "Down", hint: "42.9 becomes 42" },
  { value: "nearest", label: "Nearest", hint: "42.5 becomes 43" },
  { value: "up", label: "Up", hint: "42.1 becomes 43" },
];

const counted: { name: keyof RuleForm["base"]; label: string; hint: string }[] = [
  { name: "tax", label: "Count tax", hint: "Points on what the shopper pays, tax included." },
  {
    name: "shipping",
    label: "Count shipping",
    hint: "Shipping that is refunded then takes points back too.",
  },
  {
    name: "minusStoreCredit",
    label: "Leave out store credit",
    hint: "No points on the share paid with store credit.",
  },
  {
    name: "minusGiftCertificates",
    label: "Leave out gift certificates",
    hint: "No points on the share paid with a gift certificate.",
  },
];

type SectionProps = { editor: RuleEditor; currency: string };

export function RateSection({ editor, currency }: SectionProps) {
  const { form, set } = editor;
  return (
    <Card aria-labelledby="rate">
      <CardHeader
        id="rate"
        title="How much orders earn"
        description="On what the shopper pays for products, after every discount."
      />
      <CardBody className="flex flex-col gap-6">
        <SwitchField
          label="Orders earn points"
          checked={form.enabled}
          onCheckedChange={(enabled) => set({ enabled })}
        />
        <RateFields editor={editor} currency={currency} />
        <ChoiceCards
          legend="Rounding"
          value={form.rounding}
          choices={roundings}
          onValueChange={(rounding) => set({ rounding })}
        />
        <div className="grid gap-4 tablet:grid-cols-2">
          {counted.map(({ name, label, hint }) => (
            <SwitchField
              key={name}
              label={label}
              hint={hint}
              checked={form.base[name]}
              onCheckedChange={(checked) => set({ base: { ...form.base, [name]: checked } })}
            />
          ))}
        </div>
      </CardBody>
    </Card>
  );
}

function RateFields({ editor: { form, set, errors }, currency }: SectionProps) {
  return (
    <div className="grid gap-4 tablet:grid-cols-3">
      <Field label="Points" errors={messagesAt(errors, "earning.orders.rate.points")}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={form.ratePoints}
            onChange={(event) => set({ ratePoints: event.target.value })}
            className="tabular"
          />
        )}
      </Field>
      <Field label={`for every (${currency})`} errors={messagesAt(errors, "earning.orders.rate.per")}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={form.ratePer}
            onChange={(event) => set({ ratePer: event.target.value })}
            className="tabular"
          />
        )}
      </Field>
      <Field label={`Minimum order (${currency})`} errors={messagesAt(errors, "earning.orders.minimum")}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={form.minimum}
            onChange={(event) => set({ minimum: event.target.value })}
            className="tabular"
          />
        )}
      </Field>
    </div>
  );
}
