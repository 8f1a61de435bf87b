"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast as RadixToast } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

export type ToastMessage = { tone: "success" | "danger"; title: string; description?: string };

type Shown = ToastMessage & { key: number; open: boolean };

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});

/** `const toast = useToast(); toast({ tone: "success", title: "Saved" })`. */
export const useToast = () => useContext(ToastContext);

/** Radix Toast, shape after shadcn/ui (MIT). Messages are announced, and stay while hovered or focused. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setShown((list) => [...list.slice(-2), { ...message, key: (list.at(-1)?.key ?? 0) + 1, open: true }]);
  }, []);
  const close = useMemo(
    () => (key: number) =>
      setShown((list) => list.map((item) => (item.key === key ? { ...item, open: false } : item))),
    [],
  );
  return (
    <ToastContext value={show}>
      <RadixToast.Provider swipeDirection="right" duration={6000}>
        {children}
        {shown.map((item) => (
          <ToastCard key={item.key} item={item} onClose={() => close(item.key)} />
        ))}
        <RadixToast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2 outline-none" />
      </RadixToast.Provider>
    </ToastContext>
  );
}

function ToastCard({ item, onClose }: { item: Shown; onClose: () => void }) {
  const Icon = item.tone === "success" ? CircleCheck : CircleAlert;
  return (
    <RadixToast.Root
      open={item.open}
      onOpenChange={(open) => (open ? undefined : onClose())}
      type={item.tone === "danger" ? "foreground" : "background"}
      className="flex animate-rise items-start gap-3 rounded-card border border-line bg-surface p-4 shadow-floating"
    >
      <Icon
        aria-hidden
        className={`mt-0.5 size-5 shrink-0 ${item.tone === "success" ? "text-success-50" : "text-danger-50"}`}
      />
      <div className="min-w-0 flex-1">
        <RadixToast.Title className="font-medium">{item.title}</RadixToast.Title>
        {item.description ? (
          <RadixToast.Description className="text-muted text-sm">{item.description}</RadixToast.Description>
        ) : null}
      </div>
      <RadixToast.Close aria-label="Dismiss" className="rounded-normal p-0.5 text-muted hover:text-ink">
        <X aria-hidden className="size-4" />
      </RadixToast.Close>
    </RadixToast.Root>
  );
}
