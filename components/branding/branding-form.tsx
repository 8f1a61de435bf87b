"use client";

import { AddressesSection } from "@/components/branding/addresses-section";
import { BrandingBar } from "@/components/branding/branding-bar";
import { BrandingHistory } from "@/components/branding/branding-history";
import { ColorsSection } from "@/components/branding/colors-section";
import { LanguagesSection } from "@/components/branding/languages-section";
import { LauncherSection } from "@/components/branding/launcher-section";
import { PreviewCard } from "@/components/branding/preview/preview-card";
import { ScopePicker } from "@/components/branding/scope-picker";
import { TextsSection } from "@/components/branding/texts-section";
import { useBrandingEditor } from "@/components/branding/use-branding-editor";
import { useUnsavedChanges } from "@/components/shell/leave-guard";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";

/** The form on the left, the widget itself on the right (on phones between colours and texts), the history below. */
export function BrandingForm({ response }: { response: BrandingResponse }) {
  const editor = useBrandingEditor(response);
  useUnsavedChanges(editor.unsaved.length > 0);
  return (
    <>
      <div className="grid items-start gap-5 [&_input]:scroll-mb-32 [&_select]:scroll-mb-32 frame:grid-cols-[minmax(0,1fr)_25rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ScopePicker editor={editor} storefronts={response.storefronts} />
          <ColorsSection editor={editor} />
          <LauncherSection editor={editor} />
        </div>
        <div className="min-w-0 frame:row-span-2 frame:self-stretch">
          <div className="frame:sticky frame:top-20">
            <PreviewCard look={editor.shown} preview={response.preview} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <TextsSection editor={editor} />
          <LanguagesSection editor={editor} />
          <AddressesSection editor={editor} />
        </div>
      </div>
      <BrandingBar editor={editor} response={response} />
      <div className="mt-5">
        <BrandingHistory />
      </div>
    </>
  );
}
