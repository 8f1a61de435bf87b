import { TriangleAlert } from "lucide-react";
import { programWarnings } from "@/components/program/program-warnings";
import type { Program } from "@/lib/schemas/program";

/** Things worth a second look before publishing. */
export function Warnings({ program }: { program: Program | null }) {
  const warnings = program ? programWarnings(program) : [];
  return (
    <div aria-live="polite">
      {warnings.length > 0 ? (
        <ul className="flex flex-col gap-2.5 rounded-card border border-warning-30 bg-warning-10 p-4 text-sm">
          {warnings.map((warning) => (
            <li key={warning} className="flex items-start gap-2.5">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-70" />
              {warning}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
