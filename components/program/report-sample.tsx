"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { curlSample } from "@/components/program/action-words";
import { AppLink } from "@/components/shell/app-link";
import { CopyButton } from "@/components/ui/copy-button";

/** The token of an activity and, opened, a call that reports it. */
export function ReportSample({ token, name }: { token: string; name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="group mt-2 rounded-normal border border-line"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex items-center gap-2 rounded-normal px-3 py-2 text-sm hover:bg-secondary-10">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          How to report it <span className="sr-only">({name})</span>
          <span className="text-muted">
            {" "}
            · token <code className="font-mono text-ink">{token}</code>
          </span>
        </span>
      </summary>
      {isOpen ? <Sample token={token} name={name} /> : null}
    </details>
  );
}

/** Only in the browser, which knows the address Laurel answers at. */
function Sample({ token, name }: { token: string; name: string }) {
  const sample = curlSample(window.location.origin, token);
  return (
    <div className="flex flex-col items-start gap-3 border-hairline border-t p-3">
      <p className="text-muted text-sm">
        Name the customer by <code>customer_id</code> or <code>customer_email</code>. The same{" "}
        <code>distinct_id</code> pays once only. Keys are made in{" "}
        <AppLink href="/dashboard/settings" className="text-primary-50 underline">
          Settings
        </AppLink>
        .
      </p>
      <pre className="w-full whitespace-pre-wrap rounded-normal bg-secondary-10 p-3 font-mono text-xs [overflow-wrap:anywhere]">
        {sample}
      </pre>
      <CopyButton text={sample} label={`Copy the call for ${name}`} />
    </div>
  );
}
