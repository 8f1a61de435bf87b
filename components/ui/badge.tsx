import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

const badgeStyles = cva(
  "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs",
  {
    variants: {
      tone: {
        neutral: "bg-secondary-20 text-muted",
        primary: "bg-primary-10 text-primary-60",
        success: "bg-success-10 text-success-60",
        warning: "bg-warning-20 text-[#7a4300]",
        danger: "bg-danger-10 text-danger-60",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyles>["tone"]>;

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeStyles> & { dot?: boolean };

/** State in one or two words. The colour only repeats what the word says. */
export function Badge({ tone, dot, className, children, ...rest }: BadgeProps) {
  return (
    <span className={cn(badgeStyles({ tone }), className)} {...rest}>
      {dot ? <span aria-hidden className="size-1.5 rounded-full bg-current" /> : null}
      {children}
    </span>
  );
}
