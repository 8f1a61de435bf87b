import { messagesAt } from "@/components/program/field-messages";
import type { RuleEditor } from "@/components/program/use-rule-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export function NamingSection({ editor: { form, set, errors } }: { editor: RuleEditor }) {
  return (
    <Card aria-labelledby="naming">
      <CardHeader id="naming" title="What points are called" description="Shoppers read it everywhere." />
      <CardBody className="grid gap-4 tablet:grid-cols-2">
        <Field label="One" errors={messagesAt(errors, "points.name.one")}>
          {(control) => (
            <Input
              {...control}
              value={form.nameOne}
              onChange={(event) => set({ nameOne: event.target.value })}
            />
          )}
        </Field>
        <Field label="Several" errors={messagesAt(errors, "points.name.other")}>
          {(control) => (
            <Input
              {...control}
              value={form.nameOther}
              onChange={(event) => set({ nameOther: event.target.value })}
            />
          )}
        </Field>
      </CardBody>
    </Card>
  );
}
