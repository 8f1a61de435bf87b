import type { PartSlot } from "../panel/part-slot";

type Input<Part> = {
  root: ShadowRoot;
  /** Fetches the part's script and starts it. */
  fetch(): Promise<Part>;
  /** The slot has another content now. */
  onChange(): void;
};

/** Keeps the place of a part of the panel: empty, on its way, there, or failed and to be tried again. */
export function createPartSlot<Part extends { styles: string }>({ root, fetch, onChange }: Input<Part>) {
  let isUnderWay = false;
  const load = () => {
    if (isUnderWay) return;
    isUnderWay = true;
    fetch().then(
      (part) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(part.styles);
        root.adoptedStyleSheets.push(sheet);
        set(part);
      },
      () => {
        isUnderWay = false;
        set("failed");
      },
    );
  };
  let slot: PartSlot<Part> = { part: "loading", load };
  const set = (part: PartSlot<Part>["part"]) => {
    slot = { part, load };
    onChange();
  };
  return { get: () => slot };
}
