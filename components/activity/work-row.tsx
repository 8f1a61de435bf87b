import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Relative } from "@/components/ui/instant";

type WorkRowProps = {
  title: string;
  subject: string | null;
  badge: { label: string; tone: BadgeTone };
  at: string;
  note: string | null;
  error: string | null;
  /** Its action, when it has one. */
  children?: ReactNode;
};

/** One piece of work behind the scenes: what, how it stands, when, why it failed. */
export function WorkRow({ title, subject, badge, at, note, error, children }: WorkRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-hairline border-b px-5 py-3.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
          {subject ? <span className="tabular text-muted">{subject}</span> : null}
          <Badge tone={badge.tone} dot>
            {badge.label}
          </Badge>
        </p>
        <p className="mt-0.5 text-muted text-sm">
          <Relative at={at} />
          {note ? ` · ${note}` : ""}
        </p>
        {error ? (
          <p className="mt-1.5 rounded-normal bg-danger-10 px-2.5 py-1.5 font-mono text-danger-70 text-xs [overflow-wrap:anywhere]">
            {error}
          </p>
        ) : null}
      </div>
      {children}
    </li>
  );
}
