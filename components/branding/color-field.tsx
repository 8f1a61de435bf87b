import { OwnMark } from "@/components/branding/own-mark";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  editor: BrandingEditor;
  field: "color" | "onColor" | "panelColor";
  label: string;
  hint: string;
};

/** A colour by the browser's own picker or as `#rrggbb`, whichever is at hand. */
export function ColorField({ editor, field, label, hint }: Props) {
  const value = editor.look[field];
  const set = (text: string) => editor.set({ [field]: text });
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Field label={label} hint={hint} errors={editor.errorsAt(field)}>
        {(control) => (
          <div className="flex gap-2">
            <input
              type="color"
              aria-label={`${label}: pick`}
              value={editor.shown[field]}
              onChange={({ target }) => set(target.value)}
              className="h-9 w-11 shrink-0 cursor-pointer rounded-normal border border-secondary-50 bg-surface p-1"
            />
            <Input
              {...control}
              value={value}
              spellCheck={false}
              autoComplete="off"
              maxLength={7}
              onChange={({ target }) => set(target.value.trim().toLowerCase())}
              onBlur={() => (completed(value) === value ? undefined : set(completed(value)))}
              className="tabular"
            />
          </div>
        )}
      </Field>
      <OwnMark editor={editor} field={field} name={label} />
    </div>
  );
}

/** `1f5c45` and `#abc` are meant well. */
function completed(text: string): string {
  const digits = text.replace(/^#/, "");
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${[...digits].map((digit) => digit + digit).join("")}` : text;
}
