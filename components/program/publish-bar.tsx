"use client";

import { useState } from "react";
import { usePublish } from "@/components/program/use-publish";
import type { RuleEditor } from "@/components/program/use-rule-editor";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type PublishBarProps = { editor: RuleEditor; basedOn: number };

/** Appears with the first change: discard, or publish after a look at what changes. */
export function PublishBar({ editor, basedOn }: PublishBarProps) {
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const publish = usePublish();
  if (!editor.dirty) return null;
  const send = () =>
    publish.mutate(
      { document: editor.document, basedOn, ...(note.trim() ? { note: note.trim() } : {}) },
      {
        onSuccess: () => setNote(""),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <div className="sticky bottom-4 z-10 mt-5 flex animate-rise flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface px-5 py-3 shadow-floating">
      <p className="font-medium" aria-live="polite">
        {editor.program ? "Unsaved changes" : "Some fields need a look"}
      </p>
      <div className="flex gap-2">
        {editor.program ? null : <Button onClick={focusFirstProblem}>Show me</Button>}
        <Button onClick={editor.reset}>Discard</Button>
        <Button variant="primary" disabled={!editor.program} onClick={() => setAsking(true)}>
          Publish…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Publish these changes?"
        confirmLabel="Publish"
        busy={publish.isPending}
        onConfirm={send}
        description={
          <div className="flex flex-col gap-4">
            <p>They decide orders from now on. Orders decided before keep their points.</p>
            <ul className="max-h-48 list-disc overflow-y-auto pl-5 text-ink text-sm">
              {editor.changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
            <Field label="Note (optional)" hint="For you and your team, in the version history.">
              {(control) => (
                <Input
                  {...control}
                  value={note}
                  maxLength={500}
                  onChange={(event) => setNote(event.target.value)}
                />
              )}
            </Field>
          </div>
        }
      />
    </div>
  );
}

function focusFirstProblem() {
  document.querySelector<HTMLElement>("[aria-invalid='true'], [data-invalid='true']")?.focus();
}
