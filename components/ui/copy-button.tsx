"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

type Outcome = "copied" | "failed";

const words = { copied: "Copied", failed: "Copying is blocked here: select the text and copy it." };
const shownMs = 4000;

/** Copies `text`, and says whether the browser let it; `label` says what, where there are several. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button aria-label={label} onClick={() => void copyText(text).then(setOutcome)}>
        <Icon aria-hidden />
        {outcome === "copied" ? "Copied" : "Copy"}
      </Button>
      <span role="status" className={outcome === "failed" ? "text-danger-60 text-sm" : "sr-only"}>
        {outcome && words[outcome]}
      </span>
    </span>
  );
}

/** The old way first: the new one is closed to pages in a frame of another site, as in the control panel. */
async function copyText(text: string): Promise<Outcome> {
  if (copySelected(text)) return "copied";
  return navigator.clipboard.writeText(text).then(
    () => "copied",
    () => "failed",
  );
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;top:0;left:0;opacity:0";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
