import { cn } from "@/components/ui/class-names";
import { formatChange } from "@/lib/format/format-points";

/** `+120` or `−40`; colour only repeats the sign. */
export function PointsChange({ value, className }: { value: number; className?: string }) {
  return (
    <span
      className={cn(
        "tabular whitespace-nowrap font-semibold",
        value > 0 ? "text-success-60" : value < 0 ? "text-danger-60" : "text-muted",
        className,
      )}
    >
      {formatChange(value)}
    </span>
  );
}
