import { useEffect, useRef, useState } from "react";

const durationMilliseconds = 700;

const easeOut = (part: number) => 1 - (1 - part) ** 3;

/** The number to show on the way from the last value to `target`; jumps for readers who asked for less motion. */
export function useCountUp(target: number): number {
  const [shown, setShown] = useState(target);
  const from = useRef(target);

  useEffect(() => {
    const start = from.current;
    if (start === target || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      from.current = target;
      setShown(target);
      return;
    }
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, (now - startedAt) / durationMilliseconds);
      from.current = Math.round(start + (target - start) * easeOut(part));
      setShown(from.current);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);

  return shown;
}
