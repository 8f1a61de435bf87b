import { Field } from "@/components/ui/field";
import { offsetMaxPx } from "@/lib/schemas/branding/look-fields";

type Props = { label: string; value: number; onChange(value: number): void };

/** A distance in CSS pixels: a slider, since what counts is how it looks. */
export function OffsetField({ label, value, onChange }: Props) {
  return (
    <Field label={`${label}: ${value} px`}>
      {(control) => (
        <input
          {...control}
          type="range"
          min={0}
          max={offsetMaxPx}
          step={2}
          value={value}
          onChange={({ target }) => onChange(target.valueAsNumber)}
          className="h-8 w-full accent-primary-40"
        />
      )}
    </Field>
  );
}
