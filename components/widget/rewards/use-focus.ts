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

/** Gives an element the focus when `step` becomes another one while it is `ours`: not when the element comes. */
export function useFocusOnChange<T extends HTMLElement>(step: string, ours: boolean) {
  const ref = useRef<T>(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    if (before.current !== step && ours) ref.current?.focus();
    before.current = step;
  }, [step, ours]);
  return ref;
}
