import { languageNames } from "@/components/branding/language-names";
import { OwnMark } from "@/components/branding/own-mark";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { type WidgetLanguage, widgetLanguages } from "@/lib/schemas/branding/widget-languages";

export function LanguagesSection({ editor }: { editor: BrandingEditor }) {
  const { languages, defaultLanguage } = editor.look;
  const toggle = (language: WidgetLanguage, on: boolean) =>
    editor.set({
      languages: widgetLanguages.filter((one) => (one === language ? on : languages.includes(one))),
    });
  const errors = editor.errorsAt("languages");
  return (
    <Card aria-labelledby="languages">
      <CardHeader
        id="languages"
        title="Languages"
        description="The widget speaks the language of the page it is on, when it is one of these."
      />
      <CardBody className="flex flex-col gap-5">
        <fieldset>
          <legend className="sr-only">Languages the widget may speak</legend>
          <div className="grid grid-cols-2 gap-x-4 gap-y-2.5 tablet:grid-cols-4">
            {widgetLanguages.map((language) => (
              <CheckboxField
                key={language}
                label={languageNames[language]}
                checked={languages.includes(language)}
                onCheckedChange={(on) => toggle(language, on)}
              />
            ))}
          </div>
          {errors ? <p className="mt-2 text-danger-60 text-sm">{errors.join(" ")}</p> : null}
        </fieldset>
        <OwnMark editor={editor} field="languages" name="Languages" />
        <Field
          label="Default language"
          hint="On pages in any other language."
          errors={editor.errorsAt("defaultLanguage")}
          className="tablet:max-w-64"
        >
          {(control) => (
            <Select
              {...control}
              value={defaultLanguage}
              onChange={({ target }) => {
                const language = widgetLanguages.find((one) => one === target.value);
                if (language) editor.set({ defaultLanguage: language });
              }}
            >
              {widgetLanguages.map((language) => (
                <option key={language} value={language}>
                  {languageNames[language]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <OwnMark editor={editor} field="defaultLanguage" name="Default language" />
      </CardBody>
    </Card>
  );
}
