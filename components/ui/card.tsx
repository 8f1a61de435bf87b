import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

const cardStyles = "rounded-card border border-hairline bg-surface shadow-xs";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn(cardStyles, className)} {...rest} />;
}

type TileProps = {
  label: string;
  value: ReactNode;
  note: ReactNode;
  alarming?: boolean;
  className?: string;
};

/** One figure of a `<dl>`: its name, the figure large, and what to make of it. */
export function Tile({ label, value, note, alarming, className }: TileProps) {
  return (
    <div className={cn(cardStyles, "px-4 py-4 tablet:px-5", className)}>
      <dt className="truncate text-muted text-sm">{label}</dt>
      <dd>
        <span
          className={cn(
            "tabular mt-1 block font-semibold text-2xl tracking-[-0.022em] tablet:text-3xl",
            alarming && "text-danger-60",
          )}
        >
          {value}
        </span>
        <span className="mt-1 block text-muted text-xs">{note}</span>
      </dd>
    </div>
  );
}

type CardHeaderProps = { title: string; id?: string; description?: ReactNode; children?: ReactNode };

/** Title row of a card; `children` are its actions on the right. Give `id` to label the card by its title. */
export function CardHeader({ title, id, description, children }: CardHeaderProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-4 pb-3">
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
