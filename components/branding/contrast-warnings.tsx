import { CircleCheck, TriangleAlert } from "lucide-react";
import { type Colors, judgeColors, suggestColors } from "@/components/branding/judge-colors";
import { Button } from "@/components/ui/button";

const names = { color: "Colour", onColor: "Text on it", panelColor: "Panel background" } as const;

type Props = { colors: Colors; onTake(change: Partial<Colors>): void };

/** What is too hard to read, by how much, and one click to colours that are not. */
export function ContrastWarnings({ colors, onTake }: Props) {
  const findings = judgeColors(colors);
  return (
    <div aria-live="polite">
      {findings.length === 0 ? (
        <p className="flex items-center gap-2 text-muted text-sm">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success-50" />
          Easy to read everywhere: text 4.5 : 1 or more, icons and focus rings 3 : 1 or more.
        </p>
      ) : (
        <div className="rounded-normal border border-warning-30 bg-warning-10 p-4 text-sm">
          <p className="flex items-center gap-2 font-medium">
            <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning-70" />
            Hard to read for some shoppers
          </p>
          <ul className="mt-2 flex list-disc flex-col gap-1 pl-9">
            {findings.map(({ key, what, ratio, needed }) => (
              <li key={key}>
                {what}: {down(ratio)} : 1, needs {needed} : 1.
              </li>
            ))}
          </ul>
          <Suggestion colors={colors} onTake={onTake} />
        </div>
      )}
    </div>
  );
}

function Suggestion({ colors, onTake }: Props) {
  const suggested = suggestColors(colors);
  const changed = (Object.keys(names) as (keyof Colors)[]).filter((key) => suggested[key] !== colors[key]);
  const take = () => onTake(Object.fromEntries(changed.map((key) => [key, suggested[key]])));
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 pl-6">
      {changed.map((key) => (
        <span key={key} className="flex items-center gap-2">
          <Swatch color={suggested[key]} />
          {names[key]} <span className="tabular">{suggested[key]}</span>
        </span>
      ))}
      <Button size="small" onClick={take}>
        Use {changed.length === 1 ? "this colour" : "these colours"}
      </Button>
    </div>
  );
}

function Swatch({ color }: { color: string }) {
  return (
    <span aria-hidden className="size-5 rounded-full border border-black/15" style={{ background: color }} />
  );
}

/** Rounded down: 4.49 must not read as a pass. */
const down = (ratio: number) => (Math.floor(ratio * 10) / 10).toFixed(1);
