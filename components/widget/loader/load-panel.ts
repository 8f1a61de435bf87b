import { type PanelContext, type PanelHandle, panelEvent, type StartPanel } from "./sdk";

/**
 * Returns a function that fetches the panel script once and gives its handle. A script element, not `import()`: it
 * carries the nonce of the loader, so every kind of page policy that let the loader in lets the panel in too.
 * A failed download rejects and is tried again on the next call.
 */
export function panelLoader(context: PanelContext): () => Promise<PanelHandle> {
  const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce ?? "";
  let panel: Promise<PanelHandle> | undefined;
  return () => {
    panel ??= new Promise<PanelHandle>((resolve, reject) => {
      const script = document.createElement("script");
      script.nonce = nonce;
      script.src = context.config.api + context.config.panel;
      script.addEventListener(panelEvent, (event) =>
        resolve((event as CustomEvent<StartPanel>).detail(context)),
      );
      script.onerror = () => {
        panel = undefined;
        reject(Error("Laurel: no panel"));
      };
      document.head.append(script);
    });
    return panel;
  };
}
