import type { PanelContext, panelEvent } from "./sdk";

/** The same as everywhere, checked by its type: as a literal it costs the loader less. */
const arrived: typeof panelEvent = "laurel";

/**
 * Returns a function that fetches one of our scripts once and gives what it hands over. A script element, not
 * `import()`: it carries the nonce of the loader, so every kind of page policy that let the loader in lets the others in
 * too. A failed download rejects and is tried again on the next call.
 */
export function scriptLoader<Handle>(context: PanelContext, part = ""): () => Promise<Handle> {
  const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce ?? "";
  let handle: Promise<Handle> | undefined;
  return () => {
    handle ??= new Promise<Handle>((resolve, reject) => {
      const script = document.createElement("script");
      script.nonce = nonce;
      script.src = context.config.api + context.config.panel + part;
      script.addEventListener(arrived, (event) =>
        resolve((event as CustomEvent<(context: PanelContext) => Handle>).detail(context)),
      );
      script.onerror = (event) => {
        handle = undefined;
        reject(event);
      };
      document.head.append(script);
    });
    return handle;
  };
}
