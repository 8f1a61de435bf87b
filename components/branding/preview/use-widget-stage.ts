"use client";

import { useEffect, useLayoutEffect, useState } from "react";
import { createLauncher } from "@/components/widget/loader/launcher";
import type { Look } from "@/lib/schemas/branding/branding-document";
import { launcherCss } from "@/lib/schemas/branding/launcher-css";
import { launcherText } from "@/lib/schemas/branding/launcher-text";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { directionOf } from "@/lib/texts/choose-language";
import { ownText } from "@/lib/texts/own-text";

type View = Window & typeof globalThis;
type Stage = {
  dialog: HTMLDialogElement;
  host: HTMLElement;
  lookSheet: CSSStyleSheet;
  panelSheet: CSSStyleSheet;
};
type Widget = { look: Look; css: string; language: WidgetLanguage; isOpen: boolean; onToggle(): void };

/**
 * Puts launcher and panel into the page of `view` as the loader and the panel script do: shadow roots with the style
 * sheets that ship. Gives the dialog to draw the panel in. The two have a host each, so that the launcher can be built
 * anew while the panel stays.
 */
export function useWidgetStage(view: View | null, widget: Widget): HTMLDialogElement | null {
  const { look, css, language, isOpen, onToggle } = widget;
  const label = launcherText(look, language, ownText(language, "launcher"));
  const dir = directionOf(language);
  const [stage, setStage] = useState<Stage | null>(null);

  useEffect(() => {
    if (!view) return;
    const opened = openStage(view);
    setStage(opened);
    return () => opened.host.remove();
  }, [view]);

  const launcher = useLauncher(view, { look, label, language, dir });
  useLayoutEffect(() => {
    if (!launcher) return;
    launcher.onclick = onToggle;
    launcher.ariaExpanded = String(isOpen);
  }, [launcher, onToggle, isOpen]);

  useLayoutEffect(() => {
    if (!stage) return;
    stage.lookSheet.replaceSync(launcherCss(look));
    stage.panelSheet.replaceSync(css);
    stage.host.lang = language;
    stage.host.dir = dir;
    stage.dialog.ariaLabel = label;
    // Not `showModal()`: that would take the focus from the form.
    stage.dialog.open = isOpen;
  }, [stage, look, css, language, dir, label, isOpen]);

  return stage?.dialog ?? null;
}

type LauncherProps = { look: Look; label: string; language: WidgetLanguage; dir: "ltr" | "rtl" };

/** The launcher, built anew whenever it would look or read differently. */
function useLauncher(view: View | null, { look, label, language, dir }: LauncherProps) {
  const [launcher, setLauncher] = useState<HTMLButtonElement | null>(null);
  useLayoutEffect(() => {
    if (!view) return;
    const nothing = { api: "", store: "", channel: 1, clientId: "", panel: "" };
    const config = { ...nothing, label, css: launcherCss(look), lang: language, dir };
    const { host, button } = createLauncher(config, view);
    view.document.body.prepend(host);
    setLauncher(button);
    return () => host.remove();
  }, [view, look, label, language, dir]);
  return launcher;
}

function openStage(view: View): Stage {
  const page = view.document;
  const host = page.createElement("laurel-widget");
  const root = host.attachShadow({ mode: "open" });
  const [lookSheet, panelSheet] = [new view.CSSStyleSheet(), new view.CSSStyleSheet()];
  root.adoptedStyleSheets = [lookSheet, panelSheet];
  const dialog = page.createElement("dialog");
  root.append(dialog);
  // A preview leads nowhere.
  root.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) event.preventDefault();
  });
  page.body.append(host);
  return { dialog, host, lookSheet, panelSheet };
}
