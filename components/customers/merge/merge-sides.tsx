"use client";

import { useId, useLayoutEffect, useRef } from "react";
import { formatNumber } from "@/lib/format/format-points";
import type { MergeSide } from "@/lib/schemas/admin/customers";

type MergeSidesProps = {
  sides: readonly MergeSide[];
  chosen: number | undefined;
  onChoose: (id: number) => void;
};

/**
 * The two accounts as cards; the chosen one stays. The browser's own radio buttons: arrow keys choose at once, one tab
 * stop, which has the focus at first.
 */
export function MergeSides({ sides, chosen, onChoose }: MergeSidesProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const name = useId();
  useLayoutEffect(() => {
    group.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
  }, []);
  return (
    <fieldset ref={group} className="grid gap-3 tablet:grid-cols-2">
      <legend className="sr-only">Who stays</legend>
      {sides.map((side) => (
        <SideCard
          key={side.id}
          side={side}
          name={name}
          stays={side.id === chosen}
          onChoose={() => onChoose(side.id)}
        />
      ))}
    </fieldset>
  );
}

type SideCardProps = { side: MergeSide; name: string; stays: boolean; onChoose: () => void };

function SideCard({ side, name, stays, onChoose }: SideCardProps) {
  const id = useId();
  return (
    <label className="flex flex-col gap-3 rounded-normal border border-line bg-surface p-4 transition-colors hover:border-secondary-50 has-checked:border-primary-40 has-disabled:bg-secondary-10 has-checked:bg-primary-10 has-focus-visible:outline-2 has-focus-visible:outline-primary-40 has-focus-visible:outline-offset-1">
      <span className="flex items-start gap-2.5">
        <input
          type="radio"
          name={name}
          checked={stays}
          disabled={side.whyNotStay !== null}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-facts`}
          onChange={onChoose}
          className="mt-1 size-4 shrink-0 accent-primary-40 outline-none"
        />
        <span className="min-w-0 flex-1" id={`${id}-name`}>
          <span className="block truncate font-medium">{side.name}</span>
          <span className="block truncate text-muted text-sm">{side.email}</span>
        </span>
        <span className="text-muted text-xs">{stays ? "stays" : "goes"}</span>
      </span>
      <span id={`${id}-facts`} className="grid grid-cols-2 gap-x-4 gap-y-1 text-sm">
        {factsOf(side).map(([label, value]) => (
          <span key={label} className="flex justify-between gap-2">
            <span className="text-muted">{label}</span> <span className="tabular">{value}</span>
          </span>
        ))}
        {side.whyNotStay ? <span className="col-span-2">Cannot stay: {side.whyNotStay}</span> : null}
      </span>
    </label>
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
