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
    <li className="border-hairline border-b px-5 py-3 last:border-b-0">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <p className="flex min-w-0 flex-1 basis-52 flex-wrap items-baseline gap-x-2.5">
          <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
          {subject ? <span className="tabular text-muted">{subject}</span> : null}
        </p>
        <span className="flex w-24">
          <Badge tone={badge.tone} dot>
            {badge.label}
          </Badge>
        </span>
        <p className="tabular text-muted text-sm tablet:w-60 tablet:text-right">
          {note ? `${note} · ` : ""}
          <Relative at={at} />
        </p>
      </div>
      {error || children ? (
        <div className="mt-1.5 flex flex-wrap items-center gap-2">
          {error ? (
            <p className="flex-1 basis-64 rounded-normal bg-danger-10 px-2.5 py-1.5 font-mono text-danger-70 text-xs [overflow-wrap:anywhere]">
              {error}
            </p>
          ) : null}
          {children}
        </div>
      ) : null}
    </li>
  );
}
