"use client";

import { ExampleCard } from "@/components/program/example-card";
import { KeepRule } from "@/components/program/keep-rule";
import { NamingSection } from "@/components/program/naming-section";
import { OtherWaysCard } from "@/components/program/other-ways-card";
import { PublishBar } from "@/components/program/publish-bar";
import { RateSection } from "@/components/program/rate-section";
import { RefundsSection } from "@/components/program/refunds-section";
import { TimingSection } from "@/components/program/timing-section";
import { useRuleEditor } from "@/components/program/use-rule-editor";
import { VersionHistory } from "@/components/program/version-history";
import { Warnings } from "@/components/program/warnings";
import { useSession } from "@/components/session/use-session";
import { useUnsavedChanges } from "@/components/shell/leave-guard";
import type { ProgramResponse } from "@/lib/schemas/admin/program";

/** The form on the left, what it means on the right, its history below. */
export function ProgramEditor({ published }: { published: ProgramResponse }) {
  const editor = useRuleEditor(published);
  const currency = useSession()?.currency ?? "USD";
  useUnsavedChanges(editor.dirty);
  return (
    <>
      <div className="grid items-start gap-5 frame:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <RateSection editor={editor} currency={currency} />
          <TimingSection key={published.number} editor={editor} />
          <RefundsSection editor={editor} />
          <NamingSection editor={editor} />
        </div>
        <div className="flex min-w-0 flex-col gap-5 frame:sticky frame:top-20">
          <ExampleCard program={editor.program} currency={currency} />
          <Warnings program={editor.program} />
          <KeepRule dirty={editor.dirty} />
        </div>
      </div>
      <PublishBar editor={editor} basedOn={published.number} />
      <div className="mt-5 flex flex-col gap-5">
        <OtherWaysCard program={published.document} />
        <VersionHistory />
      </div>
    </>
  );
}
