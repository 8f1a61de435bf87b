import type { ComponentProps } from "react";
import { cn } from "@/components/ui/class-names";

/* Plain table parts, shape after shadcn/ui (MIT). Wide content scrolls inside, the page never does. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <div className="overflow-x-auto">
      <table className={cn("w-full border-collapse text-left", className)} {...rest} />
    </div>
  );
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "whitespace-nowrap border-hairline border-y bg-secondary-10/60 px-5 py-2 font-medium text-muted text-xs",
        className,
      )}
      {...rest}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("border-hairline border-b last:border-b-0", className)} {...rest} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("px-5 py-3 align-middle", className)} {...rest} />;
}
