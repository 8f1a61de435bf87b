"use client";

import { RadioGroup } from "radix-ui";
import { useId } from "react";
import { cn } from "@/components/ui/class-names";

export type Choice<Value extends string> = { value: Value; label: string; hint: string };

type ChoiceCardsProps<Value extends string> = {
  legend: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onValueChange: (value: Value) => void;
  className?: string;
};

/** A few named choices with a sentence each, as cards. Radix RadioGroup: arrow keys move, one tab stop. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { legend, value, choices, onValueChange, className } = props;
  const id = useId();
  return (
    <div className="flex flex-col gap-2">
      <span id={id} className="font-medium text-sm">
        {legend}
      </span>
      <RadioGroup.Root
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => {
          const choice = choices.find((candidate) => candidate.value === next);
          if (choice) onValueChange(choice.value);
        }}
        className={cn("grid gap-2 tablet:grid-cols-3", className)}
      >
        {choices.map((choice) => (
          <RadioGroup.Item
            key={choice.value}
            value={choice.value}
            aria-labelledby={`${id}-${choice.value}`}
            aria-describedby={`${id}-${choice.value}-hint`}
            className="group flex items-start gap-2.5 rounded-normal border border-line bg-surface p-3 text-left transition-colors hover:border-secondary-50 data-[state=checked]:border-primary-40 data-[state=checked]:bg-primary-10"
          >
            <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-secondary-50 bg-white group-data-[state=checked]:border-primary-40">
              <RadioGroup.Indicator className="size-2 rounded-full bg-primary-40" />
            </span>
            <span className="min-w-0">
              <span id={`${id}-${choice.value}`} className="block font-medium text-base">
                {choice.label}
              </span>
              <span id={`${id}-${choice.value}-hint`} className="block text-muted text-sm">
                {choice.hint}
              </span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
