import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

const inputStyles =
  "h-9 w-full rounded-normal border border-secondary-50 bg-surface px-3 text-base text-ink transition-colors placeholder:text-muted hover:border-secondary-60 focus-visible:border-primary-40 focus-visible:outline-1 focus-visible:outline-offset-0 disabled:bg-secondary-10 disabled:text-muted aria-invalid:border-danger-40";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(inputStyles, className)} {...rest} />;
}

/** The browser's own select: best on phones and with a screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <select className={cn(inputStyles, "pr-8", className)} {...rest}>
      {children}
    </select>
  );
}
