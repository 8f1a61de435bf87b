"use client";

import { useState } from "react";
import { languageNames } from "@/components/branding/language-names";
import { PreviewFrame } from "@/components/branding/preview/preview-frame";
import { PreviewPanel, type PreviewView } from "@/components/branding/preview/preview-panel";
import { sampleProgram } from "@/components/branding/preview/sample-program";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";
import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

const views = [
  { value: "closed", label: "Closed" },
  { value: "guest", label: "Guest" },
  { value: "member", label: "Member" },
  { value: "rewards", label: "Rewards" },
] as const;

const devices = [
  { value: "desktop", label: "Desktop" },
  { value: "phone", label: "Phone" },
] as const;

type Props = { look: Look; preview: BrandingResponse["preview"] };

/** The widget that ships, in a page of its own, as it would be with what is on the form now. Nothing is fetched. */
export function PreviewCard({ look, preview }: Props) {
  const [view, setView] = useState<PreviewView>("guest");
  const [device, setDevice] = useState<"desktop" | "phone">("desktop");
  const [chosen, setLanguage] = useState<WidgetLanguage | null>(null);
  const language = chosen && look.languages.includes(chosen) ? chosen : look.defaultLanguage;
  const program = sampleProgram(preview.program, look);
  return (
    <Card aria-labelledby="preview">
      <CardHeader id="preview" title="Preview">
        <Segmented label="Device" value={device} options={devices} onValueChange={setDevice} />
        <Select
          aria-label="Language of the preview"
          value={language}
          onChange={({ target }) =>
            setLanguage(look.languages.find((one) => one === target.value) ?? look.defaultLanguage)
          }
          className="h-8 w-28"
        >
          {look.languages.map((one) => (
            <option key={one} value={one}>
              {languageNames[one]}
            </option>
          ))}
        </Select>
      </CardHeader>
      <CardBody className="flex flex-col gap-3 px-3 pb-3">
        <div className="px-2">
          <Segmented label="What the shopper sees" value={view} options={views} onValueChange={setView} />
        </div>
        <PreviewFrame
          look={look}
          css={preview.css}
          language={language}
          device={device}
          isOpen={view !== "closed"}
          onToggle={() => setView(view === "closed" ? "member" : "closed")}
        >
          <PreviewPanel look={look} program={program} language={language} view={view} onView={setView} />
        </PreviewFrame>
        <p className="px-2 text-muted text-sm">
          {preview.program ? "Your program, with a made-up shopper." : "A made-up program and shopper."}
        </p>
      </CardBody>
    </Card>
  );
}
