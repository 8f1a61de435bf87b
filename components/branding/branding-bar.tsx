"use client";

import { useState } from "react";
import { PublishDialog } from "@/components/branding/publish-dialog";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { useBrandingWrites } from "@/components/branding/use-branding-writes";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";

type Props = { editor: BrandingEditor; response: BrandingResponse };

/** Appears when something is not what storefronts show: undo, keep as a draft, or publish. */
export function BrandingBar({ editor, response }: Props) {
  const [asking, setAsking] = useState<"publish" | "discard" | null>(null);
  const { publish, saveDraft, discardDraft } = useBrandingWrites();
  const { published, draft } = response;
  const isUnsaved = editor.unsaved.length > 0;
  const problems = Object.keys(editor.errors).length;
  if (!isUnsaved && !draft) return null;
  const seen = draft?.savedAt ?? null;
  const close = () => setAsking(null);
  return (
    <div className="sticky bottom-4 z-10 mt-5 flex animate-rise flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface px-5 py-3 shadow-floating">
      <p className="font-medium" aria-live="polite">
        {problems > 0
          ? `${problems === 1 ? "One field needs" : `${problems} fields need`} a look`
          : isUnsaved
            ? "Unsaved changes"
            : `Draft${draft?.author ? ` by ${draft.author}` : ""}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {problems > 0 ? <Button onClick={() => showFirstProblem(editor)}>Show me</Button> : null}
        {editor.undo && isUnsaved ? <Button onClick={editor.undo}>Undo</Button> : null}
        {isUnsaved ? (
          <Button onClick={editor.reset}>Discard</Button>
        ) : (
          <Button onClick={() => setAsking("discard")}>Discard draft…</Button>
        )}
        {isUnsaved ? (
          <Button
            disabled={problems > 0}
            busy={saveDraft.isPending}
            onClick={() => saveDraft.mutate({ document: editor.document, seen })}
          >
            Save draft
          </Button>
        ) : null}
        <Button variant="primary" disabled={problems > 0} onClick={() => setAsking("publish")}>
          Publish…
        </Button>
      </div>
      <PublishDialog
        open={asking === "publish"}
        onClose={close}
        changes={editor.unpublished}
        busy={publish.isPending}
        onPublish={(note, done) =>
          publish.mutate(
            { document: editor.document, basedOn: published.number, draft: seen, ...(note ? { note } : {}) },
            { onSuccess: done, onSettled: close },
          )
        }
      />
      <ConfirmDialog
        open={asking === "discard"}
        onOpenChange={close}
        title="Discard the draft?"
        description="The page goes back to what your storefronts show."
        confirmLabel="Discard draft"
        tone="danger"
        busy={discardDraft.isPending}
        onConfirm={() => (seen === null ? close() : discardDraft.mutate({ seen }, { onSettled: close }))}
      />
    </div>
  );
}

/** Turns to the storefront that has the problem, then to its field. */
function showFirstProblem(editor: BrandingEditor): void {
  const [first = ""] = Object.keys(editor.errors);
  const channel = /^channels\.(\d+)/.exec(first)?.[1];
  editor.setScope(channel === undefined ? null : Number(channel));
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
}
