"use client";

import { Check } from "lucide-react";
import { Checkbox as RadixCheckbox } from "radix-ui";
import { useId } from "react";

type CheckboxFieldProps = {
  label: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** A labelled checkbox. Radix Checkbox, shape after shadcn/ui (MIT). */
export function CheckboxField({ label, checked, onCheckedChange, disabled }: CheckboxFieldProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        disabled={disabled}
        className="grid size-4 shrink-0 place-items-center rounded-[3px] border border-secondary-50 bg-white transition-colors hover:border-secondary-60 disabled:opacity-50 data-[state=checked]:border-primary-40 data-[state=checked]:bg-primary-40"
      >
        <RadixCheckbox.Indicator>
          <Check aria-hidden className="size-3 text-white" strokeWidth={3} />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <label htmlFor={id} className="text-base">
        {label}
      </label>
    </div>
  );
}
