import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      className={cn("rounded-card border border-hairline bg-surface shadow-xs", className)}
      {...rest}
    />
  );
}

type CardHeaderProps = { title: string; id?: string; description?: ReactNode; children?: ReactNode };

/** Title row of a card; `children` are its actions on the right. Give `id` to label the card by its title. */
export function CardHeader({ title, id, description, children }: CardHeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4 pb-3">
      <div className="min-w-0">
        <h2 id={id} className="font-semibold text-lg tracking-[-0.006em]">
          {title}
        </h2>
        {description ? <p className="mt-0.5 text-muted text-sm">{description}</p> : null}
      </div>
      {children ? <div className="flex items-center gap-2">{children}</div> : null}
    </div>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("px-5 pb-5", className)} {...rest} />;
}
