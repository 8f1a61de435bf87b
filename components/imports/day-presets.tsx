import { Button } from "@/components/ui/button";
import { addDays } from "@/lib/format/format-date";

const presets = [
  { label: "3 months", days: 91 },
  { label: "1 year", days: 365 },
  { label: "3 years", days: 1_096 },
  { label: "All", days: null },
] as const;

/** Before BigCommerce took its first order. */
const dayOfAll = "2000-01-01";

type DayPresetsProps = { lastDay: string; since: string; onChoose: (day: string) => void };

/** How far back, at a click. */
export function DayPresets({ lastDay, since, onChoose }: DayPresetsProps) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">How far back</legend>
      {presets.map(({ label, days }) => {
        const day = days === null ? dayOfAll : addDays(lastDay, -days);
        return (
          <Button
            key={label}
            size="small"
            aria-pressed={since === day}
            onClick={() => onChoose(day)}
            className="aria-pressed:border-primary-40 aria-pressed:bg-primary-10 aria-pressed:text-primary-60"
          >
            {label}
          </Button>
        );
      })}
    </fieldset>
  );
}
