"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { DayPresets } from "@/components/imports/day-presets";
import { previewQuery } from "@/components/imports/queries";
import { StartPreview } from "@/components/imports/start-preview";
import { useImportAction } from "@/components/imports/use-import-action";
import { useTimeZone } from "@/components/session/use-session";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { DateOnly } from "@/components/ui/instant";
import { SwitchField } from "@/components/ui/switch";
import { addDays, dayInZone } from "@/lib/format/format-date";
import type { ImportsResponse } from "@/lib/schemas/admin/imports";

type StartCardProps = {
  installedAt: string;
  program: NonNullable<ImportsResponse["program"]>;
  /** There was no import yet. */
  isFirst: boolean;
};

const firstDay = "2000-01-01";

/** From when, with or without migrated orders, what that would find, and the button. */
export function StartCard({ installedAt, program, isFirst }: StartCardProps) {
  const lastDay = dayInZone(new Date(installedAt), useTimeZone());
  const [since, setSince] = useState(addDays(lastDay, -365));
  const [migratedEarn, setMigratedEarn] = useState(program.migratedEarn);
  const errors = problemsOf(since, lastDay);
  const preview = useQuery(previewQuery(errors.length === 0 ? since : null));
  const action = useImportAction();
  return (
    <Card aria-labelledby="start">
      <CardHeader id="start" title={isFirst ? "Import past orders" : "Import again"} />
      <CardBody className="grid items-start gap-x-8 gap-y-5 frame:grid-cols-2">
        <form
          className="flex min-w-0 flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (errors.length === 0 && !action.isPending)
              action.mutate({ act: "start", body: { since, migratedEarn } });
          }}
        >
          <div className="flex flex-col gap-2">
            <Field
              label="Orders placed since"
              errors={errors}
              hint={
                <>
                  Until <DateOnly at={installedAt} />, when you installed Laurel. Later orders earn as they
                  happen.
                </>
              }
            >
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  required
                  min={firstDay}
                  max={lastDay}
                  value={since}
                  onChange={(event) => setSince(event.target.value)}
                  className="max-w-48"
                />
              )}
            </Field>
            <DayPresets lastDay={lastDay} since={since} onChoose={setSince} />
          </div>
          <SwitchField
            label="Orders migrated from another platform earn too"
            hint="Orders that a migration copied into BigCommerce (source M‑MIG). Leave this off when customers brought points for them along."
            checked={migratedEarn}
            onCheckedChange={setMigratedEarn}
          />
          <div>
            <Button
              type="submit"
              variant="primary"
              disabled={errors.length > 0 || preview.data?.orders === 0}
              busy={action.isPending}
            >
              {action.isPending ? null : <Download aria-hidden />}
              Import past orders
            </Button>
          </div>
        </form>
        <StartPreview preview={preview} version={program.number} />
      </CardBody>
    </Card>
  );
}

/** Days compare as text. */
function problemsOf(since: string, lastDay: string): string[] {
  if (since === "") return ["Choose a day."];
  if (since > lastDay) return ["Choose a day before you installed Laurel."];
  return since < firstDay ? ["Choose a day in this century."] : [];
}
