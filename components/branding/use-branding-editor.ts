"use client";

import { useMemo, useReducer } from "react";
import {
  type EditorState,
  reduceEditor,
  type Scope,
  startEditor,
} from "@/components/branding/branding-edits";
import type { FieldErrors } from "@/lib/errors";
import { describeBrandingChanges } from "@/lib/format/describe-branding-changes";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";
import { type Branding, checkBranding, type Look } from "@/lib/schemas/branding/branding-document";
import { resolveLook } from "@/lib/schemas/branding/resolve-look";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";
import { textProblems } from "@/lib/texts/text-problems";

export type BrandingEditor = {
  scope: Scope;
  setScope(scope: Scope): void;
  /** What the form shows: the look of the scope with what is typed, valid or not. */
  look: Look;
  /** The same as it was when last valid: what the preview shows. */
  shown: Look;
  document: Branding;
  /** `tag` names a step that is undone by itself. */
  set(change: Partial<Look>, tag?: string): void;
  /** Null takes the text back. */
  setText(language: WidgetLanguage, key: string, text: string | null): void;
  isOwn(field: keyof Look): boolean;
  /** A single storefront has the common value again. */
  takeCommon(field: keyof Look): void;
  ownText(language: WidgetLanguage, key: string): string | undefined;
  errorsAt(field: string): string[] | undefined;
  /** Problems anywhere in the document, by path. */
  errors: FieldErrors;
  /** Against what is saved, and against what storefronts show. */
  unsaved: string[];
  unpublished: string[];
  undo: (() => void) | null;
  reset(): void;
};

/** The state of the branding page: what is typed, checked on every key by the schema that also guards the server. */
export function useBrandingEditor(response: BrandingResponse): BrandingEditor {
  const [state, dispatch] = useReducer(reduceEditor, response, startEditor);
  if (state.stamp !== startEditor(response).stamp) dispatch({ type: "arrive", response });
  const { scope, document, valid } = state;
  const errors = useMemo(() => problemsOf(document), [document]);
  const place = scope === null ? "all" : `channels.${scope}`;
  const own = scope === null ? document.all : document.channels[scope];
  const changes = useChanges(state, response);
  return {
    scope,
    setScope: (next) => dispatch({ type: "scope", scope: next }),
    look: resolveLook(document, scope),
    shown: resolveLook(valid, scope),
    document,
    set: (change, tag) => dispatch({ type: "set", change, ...(tag ? { tag } : {}) }),
    setText: (language, key, text) => dispatch({ type: "text", language, key, text }),
    isOwn: (field) => scope !== null && own?.[field] !== undefined,
    takeCommon: (field) => dispatch({ type: "common", field }),
    ownText: (language, key) => own?.texts?.[language]?.[key],
    errorsAt: (field) => errors[`${place}.${field}`]?.map(sentence),
    errors,
    ...changes,
    undo: state.past.length > 0 ? () => dispatch({ type: "undo" }) : null,
    reset: () => dispatch({ type: "reset" }),
  };
}

function useChanges({ document, saved }: EditorState, { published, storefronts }: BrandingResponse) {
  return useMemo(() => {
    const names = Object.fromEntries(storefronts.map(({ channelId, name }) => [channelId, name]));
    return {
      unsaved: describeBrandingChanges(saved, document, names),
      unpublished: describeBrandingChanges(published.document, document, names),
    };
  }, [document, saved, published, storefronts]);
}

function problemsOf(document: Branding): FieldErrors {
  const checked = checkBranding(document);
  return { ...textProblems(document), ...(checked.ok ? {} : checked.errors) };
}

const sentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
