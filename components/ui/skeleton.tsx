import { cn } from "@/components/ui/class-names";

/** A grey bar standing where text or a figure will be. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("skeleton block h-4 rounded-normal", className)} />;
}

type SkeletonRowsProps = { rows?: number; label: string };

/** Rows of a list that is loading; `label` is what a screen reader hears. */
export function SkeletonRows({ rows = 6, label }: SkeletonRowsProps) {
  return (
    <div role="status" className="divide-y divide-hairline">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
        <div key={row} className="flex items-center gap-4 px-5 py-4">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="w-2/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
