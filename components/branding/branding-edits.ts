import { describeBrandingChanges } from "@/lib/format/describe-branding-changes";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";
import {
  type Branding,
  checkBranding,
  type Look,
  type LookOverrides,
} from "@/lib/schemas/branding/branding-document";
import type { WidgetLanguage } from "@/lib/schemas/branding/widget-languages";

/** All storefronts, or one by its channel id. */
export type Scope = number | null;

export type EditorState = {
  scope: Scope;
  document: Branding;
  /** The document as it last passed the schema. */
  valid: Branding;
  /** As the server has it: the draft, else what is published. */
  saved: Branding;
  /** Changes with the server's answer. */
  stamp: string;
  past: { document: Branding; tag: string }[];
};

export type EditorAction =
  | { type: "arrive"; response: BrandingResponse }
  | { type: "scope"; scope: Scope }
  /** `tag`: a step of its own, not one with the typing before it. */
  | { type: "set"; change: Partial<Look>; tag?: string }
  | { type: "common"; field: keyof Look }
  | { type: "text"; language: WidgetLanguage; key: string; text: string | null }
  | { type: "undo" }
  | { type: "reset" };

const undoMax = 100;

export function startEditor({ document, published, draft }: BrandingResponse): EditorState {
  const stamp = `${published.number} ${draft?.savedAt ?? ""}`;
  return { scope: null, document, valid: document, saved: document, stamp, past: [] };
}

/** Every edit of the page as a pure step; edits of the same field in a row are undone together. */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case "arrive":
      return arrive(state, action.response);
    case "scope":
      return { ...state, scope: action.scope };
    case "undo":
      return undo(state);
    case "reset":
      return edit(state, state.saved, "reset");
    case "set":
      return editOwn(
        state,
        (own) => ({ ...own, ...action.change }),
        action.tag ?? Object.keys(action.change).join(),
      );
    case "common":
      return editOwn(state, ({ [action.field]: _, ...rest }) => rest, `common ${action.field}`);
    case "text":
      return editOwn(
        state,
        (own) => ({ ...own, texts: withText(own.texts ?? {}, action) }),
        `${action.language}.${action.key}`,
      );
  }
}

/** Somebody who is typing keeps what is typed; a page without edits shows what has come. */
function arrive(state: EditorState, response: BrandingResponse): EditorState {
  const next = startEditor(response);
  if (describeBrandingChanges(state.saved, state.document).length === 0)
    return { ...next, scope: state.scope };
  return { ...state, saved: next.saved, stamp: next.stamp };
}

function undo(state: EditorState): EditorState {
  const last = state.past.at(-1);
  return last ? { ...withDocument(state, last.document), past: state.past.slice(0, -1) } : state;
}

function edit(state: EditorState, document: Branding, tag: string): EditorState {
  const same = state.past.at(-1)?.tag === tag;
  const past = same ? state.past : [...state.past.slice(1 - undoMax), { document: state.document, tag }];
  return { ...withDocument(state, document), past };
}

function withDocument(state: EditorState, document: Branding): EditorState {
  return { ...state, document, valid: checkBranding(document).ok ? document : state.valid };
}

/** Changes what the scope has of its own; a storefront that has nothing of its own any more is not named. */
function editOwn(
  state: EditorState,
  change: (own: LookOverrides) => LookOverrides,
  field: string,
): EditorState {
  const { scope, document } = state;
  const tag = `${scope} ${field}`;
  if (scope === null) {
    return edit(state, { ...document, all: change(document.all) as Look }, tag);
  }
  const { [scope]: before, ...others } = document.channels;
  const own = change(before ?? {});
  const { texts, ...rest } = own;
  const kept = texts && Object.keys(texts).length > 0 ? own : rest;
  const channels = Object.keys(kept).length > 0 ? { ...others, [scope]: kept } : others;
  return edit(state, { ...document, channels }, tag);
}

function withText(
  texts: Look["texts"],
  { language, key, text }: { language: WidgetLanguage; key: string; text: string | null },
): Look["texts"] {
  const { [language]: before = {}, ...others } = texts;
  const { [key]: _, ...rest } = before;
  const words = text === null ? rest : { ...before, [key]: text };
  return Object.keys(words).length > 0 ? { ...others, [language]: words } : others;
}
