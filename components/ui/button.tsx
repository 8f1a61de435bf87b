import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

/* Shape after shadcn/ui's button (MIT), restyled with BigCommerce's tokens. */
const buttonStyles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-normal font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary-40 text-white hover:bg-primary-50 active:bg-primary-60",
        secondary:
          "border border-line bg-surface text-ink hover:border-secondary-40 hover:bg-secondary-10 active:bg-secondary-20",
        subtle: "text-primary-50 hover:bg-primary-10 active:bg-primary-20",
        danger: "bg-danger-50 text-white hover:bg-danger-60 active:bg-danger-70",
      },
      size: { small: "h-8 px-3 text-sm", medium: "h-9 px-4 text-base", icon: "size-9" },
    },
    defaultVariants: { variant: "secondary", size: "medium" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyles> & {
    /** Render the child (a link, say) with the button's looks. */
    asChild?: boolean;
    /** Shows a spinner and ignores clicks, keeping the focus where it is. */
    busy?: boolean;
  };

export function Button({
  variant,
  size,
  asChild,
  busy,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={classes}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}
