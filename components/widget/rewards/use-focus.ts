import { useLayoutEffect, useRef } from "react";

/**
 * Gives an element the focus when it comes, and again when `step` changes: what was pressed to get here is gone.
 * At once, not after the paint: by then the reader may have gone on to another control, and would be pulled back.
 */
export function useFocus<T extends HTMLElement>(step: string) {
  const ref = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what moves the focus
  useLayoutEffect(() => ref.current?.focus(), [step]);
  return ref;
}
