import { useEffect, useRef } from "react";

/** Gives an element the focus when it comes, and again when `step` changes: what was pressed to get here is gone. */
export function useFocus<T extends HTMLElement>(step: string) {
  const ref = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what moves the focus
  useEffect(() => ref.current?.focus(), [step]);
  return ref;
}
