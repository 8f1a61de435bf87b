"use client";

import { useId } from "react";
import { CheckboxField } from "@/components/ui/checkbox";
import { orderStatuses } from "@/lib/format/order-status";

type StatusPickerProps = {
  legend: string;
  value: readonly number[];
  /** Statuses that are taken by the other set. */
  taken: readonly number[];
  errors: readonly string[];
  onChange: (statuses: number[]) => void;
};

/** A set of order statuses. "Incomplete" is not offered: it never earns. */
export function StatusPicker({ legend, value, taken, errors, onChange }: StatusPickerProps) {
  const id = useId();
  const toggle = (status: number, checked: boolean) =>
    onChange(
      checked ? [...value, status].sort((a, b) => a - b) : value.filter((candidate) => candidate !== status),
    );
  return (
    <fieldset
      tabIndex={-1}
      aria-describedby={errors.length > 0 ? id : undefined}
      data-invalid={errors.length > 0 || undefined}
    >
      <legend className="font-medium text-sm">{legend}</legend>
      <div className="mt-2 grid gap-x-4 gap-y-2 tablet:grid-cols-2">
        {orderStatuses
          .filter((status) => status.id !== 0)
          .map((status) => (
            <CheckboxField
              key={status.id}
              label={status.name}
              checked={value.includes(status.id)}
              disabled={taken.includes(status.id) && !value.includes(status.id)}
              onCheckedChange={(checked) => toggle(status.id, checked)}
            />
          ))}
      </div>
      {errors.length > 0 ? (
        <p id={id} className="mt-2 text-danger-60 text-sm">
          {errors.join(" ")}
        </p>
      ) : null}
    </fieldset>
  );
}
