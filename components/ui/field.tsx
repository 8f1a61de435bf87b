import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/class-names";

export type FieldControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type FieldProps = {
  label: string;
  hint?: ReactNode;
  errors?: readonly string[] | undefined;
  className?: string;
  /** Spread what it receives on the control, so that label, hint and error belong to it. */
  children: (control: FieldControlProps) => ReactNode;
};

/** Label, control, hint and error of one form field. */
export function Field({ label, hint, errors, className, children }: FieldProps) {
  const id = useId();
  const hasErrors = errors !== undefined && errors.length > 0;
  const described = [hint ? `${id}-hint` : "", hasErrors ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": hasErrors || undefined,
      })}
      {hasErrors ? (
        <p id={`${id}-error`} className="text-danger-60 text-sm">
          {errors.join(" ")}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
