"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { languageNames } from "@/components/branding/language-names";
import { TextRow } from "@/components/branding/text-row";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { type ListedText, widgetTexts } from "@/components/branding/widget-texts";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Input, Select } from "@/components/ui/input";
import { SwitchField } from "@/components/ui/switch";
import { type WidgetLanguage, widgetLanguages } from "@/lib/schemas/branding/widget-languages";

const firstShown = 6;

/** Every text of the widget in one language, with the merchant's own words beside Laurel's. */
export function TextsSection({ editor }: { editor: BrandingEditor }) {
  const [language, setLanguage] = useState<WidgetLanguage>(editor.look.defaultLanguage);
  const [search, setSearch] = useState("");
  const [onlyOwn, setOnlyOwn] = useState(false);
  const [all, setAll] = useState(false);
  const words = editor.look.texts[language] ?? {};
  const wanted = search.trim().toLocaleLowerCase();
  const found = widgetTexts(language).filter(
    ({ key, own }) =>
      (!onlyOwn || words[key] !== undefined) &&
      [key, own, words[key] ?? ""].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
  const cut = wanted === "" && !onlyOwn && !all;
  return (
    <Card aria-labelledby="texts">
      <CardHeader
        id="texts"
        title="Texts"
        description="Write your own words for any text. {points} and the like stand for what the widget puts in."
      />
      <div className="flex flex-col gap-4 px-5 pb-4">
        <div className="grid gap-3 tablet:grid-cols-[12rem_1fr]">
          <Select
            aria-label="Language of the texts"
            value={language}
            onChange={({ target }) =>
              setLanguage(widgetLanguages.find((one) => one === target.value) ?? language)
            }
          >
            {widgetLanguages.map((one) => (
              <option key={one} value={one}>
                {languageNames[one]}
              </option>
            ))}
          </Select>
          <div className="relative">
            <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted" />
            <Input
              type="search"
              aria-label="Search texts"
              placeholder="Search texts"
              value={search}
              onChange={({ target }) => setSearch(target.value)}
              className="pl-9"
            />
          </div>
        </div>
        <SwitchField label="Only the ones I changed" checked={onlyOwn} onCheckedChange={setOnlyOwn} />
      </div>
      <TextList editor={editor} language={language} texts={cut ? found.slice(0, firstShown) : found} />
      {cut && found.length > firstShown ? (
        <div className="border-hairline border-t px-5 py-3">
          <Button size="small" onClick={() => setAll(true)}>
            Show all {found.length} texts
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

type ListProps = { editor: BrandingEditor; language: WidgetLanguage; texts: ListedText[] };

function TextList({ editor, language, texts }: ListProps) {
  if (texts.length === 0) {
    return (
      <p role="status" className="border-hairline border-t px-5 py-8 text-center text-muted">
        No text matches.
      </p>
    );
  }
  return (
    <ul className="max-h-[32rem] divide-y divide-hairline overflow-y-auto border-hairline border-t">
      {texts.map((text) => (
        <TextRow key={`${language} ${text.key}`} editor={editor} language={language} text={text} />
      ))}
    </ul>
  );
}
