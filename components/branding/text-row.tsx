import { Undo2 } from "lucide-react";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import type { ListedText } from "@/components/branding/widget-texts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

type Props = { editor: BrandingEditor; language: WidgetLanguage; text: ListedText };

/** Where a text stands that has the words of another one. */
const places: Partial<Record<ListedText["key"], string>> = {
  launcher: "On the launcher.",
  title: "At the top of the panel.",
};

/** One text: Laurel's own above, the merchant's below, and the way back. */
export function TextRow({ editor, language, text: { key, own } }: Props) {
  const value = editor.look.texts[language]?.[key];
  const isHere = editor.ownText(language, key) !== undefined;
  return (
    <li className="flex items-end gap-2 px-5 py-3">
      <Field
        label={own}
        errors={editor.errorsAt(`texts.${language}.${key}`)}
        hint={value !== undefined && !isHere ? "As on all storefronts." : places[key]}
        className="flex-1"
      >
        {(control) => (
          <Input
            {...control}
            lang={language}
            dir="auto"
            placeholder={own}
            value={value ?? ""}
            onChange={({ target }) => editor.setText(language, key, target.value || null)}
          />
        )}
      </Field>
      {isHere ? (
        <Button size="icon" aria-label={`Reset “${own}”`} onClick={() => editor.setText(language, key, null)}>
          <Undo2 aria-hidden />
        </Button>
      ) : null}
    </li>
  );
}
