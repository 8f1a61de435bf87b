import { cn } from "@/components/ui/class-names";

const tones = [
  "bg-primary-10 text-primary-60",
  "bg-success-10 text-success-60",
  "bg-warning-20 text-[#7a4300]",
  "bg-secondary-20 text-secondary-60",
] as const;

/** Initials of a person; decoration, the name stands beside it. */
export function Avatar({ name, id, className }: { name: string; id: number; className?: string }) {
  const initials = name
    .split(/[\s@.]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-full font-semibold text-2xs",
        tones[id % tones.length],
        className,
      )}
    >
      {initials}
    </span>
  );
}
