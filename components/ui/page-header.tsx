import type { ReactNode } from "react";

type PageHeaderProps = { title: ReactNode; description?: ReactNode; above?: ReactNode; children?: ReactNode };

/** The one `h1` of a page; `above` is a way back, `children` are the page's actions. */
export function PageHeader({ title, description, above, children }: PageHeaderProps) {
  return (
    <header className="mb-6">
      {above ? <div className="mb-2 text-sm">{above}</div> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-2xl tracking-[-0.018em]">{title}</h1>
          {description ? <div className="mt-1 max-w-2xl text-muted">{description}</div> : null}
        </div>
        {children ? <div className="flex items-center gap-2">{children}</div> : null}
      </div>
    </header>
  );
}
