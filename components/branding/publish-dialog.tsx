"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  open: boolean;
  onClose(): void;
  changes: string[];
  busy: boolean;
  /** `done` is called after success. */
  onPublish(note: string, done: () => void): void;
};

/** What shoppers will see change, and a note for the history. */
export function PublishDialog({ open, onClose, changes, busy, onPublish }: Props) {
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title="Publish these changes?"
      confirmLabel="Publish"
      busy={busy}
      onConfirm={() => onPublish(note.trim(), () => setNote(""))}
      description={
        <div className="flex flex-col gap-4">
          <p>Your storefronts show it within five minutes.</p>
          {changes.length > 0 ? (
            <ul className="max-h-48 list-disc overflow-y-auto pl-5 text-ink text-sm">
              {changes.map((change) => (
                <li key={change} className="[overflow-wrap:anywhere]">
                  {change}
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-ink text-sm">Nothing differs from what storefronts show.</p>
          )}
          <Field label="Note (optional)" hint="For you and your team, in the version history.">
            {(control) => (
              <Input
                {...control}
                value={note}
                maxLength={500}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
        </div>
      }
    />
  );
}
