"use client";

import { Progress as RadixProgress } from "radix-ui";

type ProgressBarProps = { label: string; done: number /** Null while nobody knows. */; total: number | null };

/** How far a long piece of work has come. Without a total the bar only moves. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <RadixProgress.Root
      aria-label={label}
      value={share === null ? null : Math.round(share * 100)}
      className="h-1.5 overflow-hidden rounded-full bg-secondary-20"
    >
      {share === null ? (
        <div className="skeleton h-full w-full bg-primary-20" />
      ) : (
        <RadixProgress.Indicator
          className="h-full rounded-full bg-primary-40 transition-[width] duration-500"
          style={{ width: `${share * 100}%` }}
        />
      )}
    </RadixProgress.Root>
  );
}
