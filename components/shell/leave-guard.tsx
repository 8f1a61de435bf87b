"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type LeaveGuard = {
  /** Says whether leaving the page would lose something. */
  setDirty: (dirty: boolean) => void;
  /** For `onNavigate` of a link: asks first when something would be lost. */
  guard: (href: string, event: { preventDefault: () => void }) => void;
};

const LeaveGuardContext = createContext<LeaveGuard>({ setDirty: () => {}, guard: () => {} });

export const useLeaveGuard = () => useContext(LeaveGuardContext);

/** While `dirty`, leaving the page by a link or closing the frame asks first. */
export function useUnsavedChanges(dirty: boolean): void {
  const { setDirty } = useLeaveGuard();
  useEffect(() => {
    setDirty(dirty);
    if (!dirty) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => {
      window.removeEventListener("beforeunload", hold);
      setDirty(false);
    };
  }, [dirty, setDirty]);
}

export function LeaveGuardProvider({ children }: { children: ReactNode }) {
  const dirty = useRef(false);
  const [target, setTarget] = useState<string | null>(null);
  const router = useRouter();
  const value = useMemo<LeaveGuard>(
    () => ({
      setDirty: (next) => {
        dirty.current = next;
      },
      guard: (href, event) => {
        if (!dirty.current) return;
        event.preventDefault();
        setTarget(href);
      },
    }),
    [],
  );
  return (
    <LeaveGuardContext value={value}>
      {children}
      <ConfirmDialog
        open={target !== null}
        onOpenChange={(open) => (open ? undefined : setTarget(null))}
        title="Leave without saving?"
        description="Your changes on this page are not saved yet."
        cancelLabel="Keep editing"
        confirmLabel="Leave without saving"
        tone="danger"
        onConfirm={() => {
          dirty.current = false;
          if (target) router.push(target);
          setTarget(null);
        }}
      />
    </LeaveGuardContext>
  );
}
