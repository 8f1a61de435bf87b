import { cn } from "@/components/ui/class-names";

/** Where the leaves of the right branch sit, bottom to top: position and direction in degrees. */
const leaves: readonly { x: number; y: number; turn: number; scale: number }[] = [
  { x: 16.6, y: 27.4, turn: -2, scale: 0.92 },
  { x: 20.4, y: 24.8, turn: -26, scale: 1 },
  { x: 23.2, y: 20.8, turn: -50, scale: 1 },
  { x: 24.2, y: 15.8, turn: -74, scale: 0.96 },
  { x: 23, y: 10.8, turn: -100, scale: 0.86 },
];

const leaf = "M0 0C1.6-2.9 5.2-3.3 8.2-.9 5.6 1.9 2.2 2.2 0 0Z";

/** Laurel's mark: two branches around a point. Decoration: the name stands beside it. */
export function LaurelMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("shrink-0", className)}>
      <g fill="var(--color-brand, #273a8a)">
        <Branch />
        <g transform="matrix(-1 0 0 1 32 0)">
          <Branch />
        </g>
      </g>
      <circle cx="16" cy="15.4" r="3.4" fill="var(--color-primary-40, #3c64f4)" />
    </svg>
  );
}

function Branch() {
  return leaves.map(({ x, y, turn, scale }) => (
    <path key={turn} d={leaf} transform={`translate(${x} ${y}) rotate(${turn}) scale(${scale})`} />
  ));
}
