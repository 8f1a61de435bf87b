"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";

type DialogProps = {
  open: boolean;
  /** The button that opens it, to which the focus returns. */
  trigger: ReactNode;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
};

/** A task of its own over the page. Radix Dialog: focus is held inside and goes back, Escape closes. */
export function Dialog({ open, trigger, onOpenChange, title, description, children }: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-secondary-70/40" />
        <RadixDialog.Content className="-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-xl animate-fade flex-col overflow-y-auto rounded-card bg-surface p-6 shadow-floating">
          <RadixDialog.Title className="pr-8 font-semibold text-lg [overflow-wrap:anywhere]">
            {title}
          </RadixDialog.Title>
          <RadixDialog.Description asChild>
            <div className="mt-1 text-muted">{description}</div>
          </RadixDialog.Description>
          {children}
          <RadixDialog.Close
            aria-label="Close"
            className="absolute top-5 right-5 rounded-normal p-1 text-muted hover:bg-secondary-10 hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
