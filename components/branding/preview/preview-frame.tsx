"use client";

import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useWidgetStage } from "@/components/branding/preview/use-widget-stage";
import type { Look } from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

/** CSS pixels of the page in the frame; the panel is a sheet on phones from 480 down. */
const sizes = { desktop: { width: 560, height: 660 }, phone: { width: 360, height: 480 } };

/** A shop's page as a sketch, for the widget to stand on. */
const pageHtml = `<!doctype html><html lang="en"><head><title>Preview of the widget</title><meta name="viewport" content="width=device-width">
<style>body{margin:0;background:#fff}main{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:16px;padding:20px}
i{height:150px;border-radius:6px;background:#eef0f4}i:first-child{grid-column:1/-1;height:56px;background:#e6e9ef}</style></head>
<body><main aria-label="Sketch of a shop">${"<i></i>".repeat(15)}</main></body></html>`;

type Props = {
  look: Look;
  css: string;
  language: WidgetLanguage;
  device: keyof typeof sizes;
  isOpen: boolean;
  onToggle(): void;
  /** The panel. */
  children: ReactNode;
};

/** A page of its own, so that the widget's measures, media queries and layers are the real ones; scaled to fit. */
export function PreviewFrame({ device, children, ...widget }: Props) {
  const [view, frame] = useFrameWindow();
  const [box, scale] = useScale(sizes[device].width);
  const dialog = useWidgetStage(view, widget);
  const { width, height } = sizes[device];
  return (
    <div ref={box} className="flex justify-center overflow-hidden" style={{ height: height * scale }}>
      <div style={{ width: width * scale, height: height * scale }}>
        <iframe
          ref={frame.ref}
          onLoad={frame.onLoad}
          title="Preview of the widget"
          srcDoc={pageHtml}
          style={{ width, height, transform: `scale(${scale})` }}
          className="origin-top-left rounded-normal bg-white outline outline-line -outline-offset-1"
        />
      </div>
      {dialog ? createPortal(children, dialog) : null}
    </div>
  );
}

/** The frame's window once its page is there; it may have come before React did. */
function useFrameWindow() {
  const [view, setView] = useState<(Window & typeof globalThis) | null>(null);
  const ref = useRef<HTMLIFrameElement>(null);
  const onLoad = useCallback(() => {
    const window = ref.current?.contentWindow;
    const isThere = window?.document.readyState === "complete" && window.document.querySelector("main");
    if (window && isThere) setView(window as Window & typeof globalThis);
  }, []);
  useEffect(onLoad, [onLoad]);
  return [view, { ref, onLoad }] as const;
}

/** How much smaller the page must be drawn to fit its box; never larger than it is. */
function useScale(width: number) {
  const [available, setAvailable] = useState(width);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, Math.min(1, available / width)] as const;
}
