"use client";

import { AlertDialog } from "radix-ui";
import { type ReactNode, type RefObject, useRef } from "react";
import { Button } from "@/components/ui/button";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "primary" | "danger";
  busy?: boolean;
  /** Where the focus goes when what was confirmed takes the button away that asked. */
  focusAfter?: RefObject<HTMLElement | null>;
  onConfirm: () => void;
};

/** Asks before something that hurts. Radix AlertDialog: focus is held inside, Escape cancels, and it goes back after. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  // Radix gives the focus back to its own trigger only; ours is any button of the page.
  const opener = useRef<Element | null>(null);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-secondary-70/40" />
        <AlertDialog.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const asking =
              opener.current instanceof HTMLElement && opener.current.isConnected ? opener.current : null;
            (asking ?? props.focusAfter?.current)?.focus();
          }}
          className="-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md animate-fade rounded-card bg-surface p-6 shadow-floating"
        >
          <AlertDialog.Title className="font-semibold text-lg">{props.title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 text-muted">{props.description}</div>
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{props.cancelLabel ?? "Cancel"}</Button>
            </AlertDialog.Cancel>
            <Button variant={props.tone ?? "primary"} busy={props.busy} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
