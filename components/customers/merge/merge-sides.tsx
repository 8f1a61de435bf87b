"use client";

import { RadioGroup } from "radix-ui";
import { useId, useLayoutEffect, useRef } from "react";
import { formatNumber } from "@/lib/format/format-points";
import type { MergeSide } from "@/lib/schemas/admin/customers";

type MergeSidesProps = {
  sides: readonly MergeSide[];
  chosen: number | undefined;
  onChoose: (id: number) => void;
};

/** The two accounts as cards; the chosen one stays. Arrow keys move, one tab stop, which has the focus at first. */
export function MergeSides({ sides, chosen, onChoose }: MergeSidesProps) {
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    group.current?.querySelector<HTMLElement>("[data-state=checked]")?.focus();
  }, []);
  return (
    <RadioGroup.Root
      ref={group}
      aria-label="Who stays"
      value={String(chosen)}
      onValueChange={(value) => onChoose(Number(value))}
      className="grid gap-3 tablet:grid-cols-2"
    >
      {sides.map((side) => (
        <SideCard key={side.id} side={side} stays={side.id === chosen} />
      ))}
    </RadioGroup.Root>
  );
}

function SideCard({ side, stays }: { side: MergeSide; stays: boolean }) {
  const id = useId();
  return (
    <RadioGroup.Item
      value={String(side.id)}
      disabled={side.whyNotStay !== null}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-facts`}
      className="group flex flex-col gap-3 rounded-normal border border-line bg-surface p-4 text-left transition-colors enabled:hover:border-secondary-50 disabled:bg-secondary-10 data-[state=checked]:border-primary-40 data-[state=checked]:bg-primary-10"
    >
      <span className="flex w-full items-start gap-2.5">
        <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-secondary-50 bg-white group-data-[state=checked]:border-primary-40">
          <RadioGroup.Indicator className="size-2 rounded-full bg-primary-40" />
        </span>
        <span className="min-w-0 flex-1" id={`${id}-name`}>
          <span className="block truncate font-medium">{side.name}</span>
          <span className="block truncate text-muted text-sm">{side.email}</span>
        </span>
        <span className="text-muted text-xs">{stays ? "stays" : "goes"}</span>
      </span>
      <span id={`${id}-facts`} className="grid w-full grid-cols-2 gap-x-4 gap-y-1 text-sm">
        {factsOf(side).map(([label, value]) => (
          <span key={label} className="flex justify-between gap-2">
            <span className="text-muted">{label}</span> <span className="tabular">{value}</span>
          </span>
        ))}
        {side.whyNotStay ? <span className="col-span-2">Cannot stay: {side.whyNotStay}</span> : null}
      </span>
    </RadioGroup.Item>
  );
}

function factsOf(side: MergeSide): [label: string, value: string][] {
  const facts: [string, number, always: boolean][] = [
    ["Balance", side.pointsAvailable, true],
    ["Pending", side.pointsPending, true],
    ["Debt", side.pointsDebt, false],
    ["Held", side.pointsHeld, false],
    ["Orders", side.orders, true],
    ["Rewards", side.rewards, true],
  ];
  return facts
    .filter(([, value, always]) => always || value > 0)
    .map(([label, value]) => [label, formatNumber(value)]);
}
