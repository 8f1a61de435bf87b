"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

type DisclosureRowProps = {
  /** What the button says to a screen reader, e.g. "Explain order 104". */
  label: string;
  summary: ReactNode;
  /** Rendered only while open, so that what it needs is only then fetched. */
  children: () => ReactNode;
};

/** A row of a list that opens to show more of itself. */
export function DisclosureRow({ label, summary, children }: DisclosureRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="border-hairline border-b last:border-b-0">
      <div className="relative flex items-center gap-3 px-5 py-3.5 transition-colors hover:bg-secondary-10/60">
        <div className="min-w-0 flex-1">{summary}</div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          aria-label={label}
          onClick={() => setOpen(!open)}
          className="grid size-8 shrink-0 place-items-center rounded-normal text-muted before:absolute before:inset-0 hover:bg-secondary-20 hover:text-ink"
        >
          <ChevronDown aria-hidden className={`size-4 transition-transform ${open ? "rotate-180" : ""}`} />
        </button>
      </div>
      <div id={id} hidden={!open}>
        {open ? <div className="bg-secondary-10/60 px-5 pt-1 pb-5">{children()}</div> : null}
      </div>
    </li>
  );
}
