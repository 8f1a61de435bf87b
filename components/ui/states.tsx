import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode };

/** Says why there is nothing here yet and what will bring something. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-primary-10 text-primary-50">
        <Icon aria-hidden className="size-5" />
      </span>
      <p className="mt-4 font-semibold text-lg">{title}</p>
      {children ? <div className="mt-1 max-w-sm text-muted">{children}</div> : null}
      {action ? <div className="mt-5">{action}</div> : null}
    </div>
  );
}

type ErrorStateProps = { title: string; error: unknown; onRetry: () => void };

/** A read failed: the reason in plain words, and a way to try again. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-danger-10 text-danger-50">
        <CircleAlert aria-hidden className="size-5" />
      </span>
      <p className="mt-4 font-semibold text-lg">{title}</p>
      <p className="mt-1 max-w-sm text-muted">
        {error instanceof Error ? error.message : "Something unexpected happened."}
      </p>
      <Button className="mt-5" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
