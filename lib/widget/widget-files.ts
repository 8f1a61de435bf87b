import { readFile } from "node:fs/promises";
import path from "node:path";
import { processWide } from "@/lib/process-wide";

export type WidgetFile = {
  body: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  /** What the same address gives with `?{name}`; one name for all, so parts of two builds never meet. */
  parts?: Record<string, WidgetFile>;
};

/** What `npm run build` left in `dist/widget`: the loader with its open place for the configuration, and the panel. */
export type WidgetFiles = {
  loader: string;
  panelName: string;
  panel: WidgetFile;
  /** The style sheets of the panel, for the dashboard's preview. */
  previewCss: string;
};

const folder = () => path.join(/* turbopackIgnore: true */ process.cwd(), "dist", "widget");

/**
 * Reads the build once a process, on first use: beside the checkout's or the standalone server's working directory.
 * Throws when the widget has not been built; asks again on the next call then.
 */
export function widgetFiles(): Promise<WidgetFiles> {
  const kept = processWide<{ files?: Promise<WidgetFiles> }>("widget-files", () => ({}));
  kept.files ??= readWidgetFiles().catch((cause: unknown) => {
    kept.files = undefined;
    throw new Error("The storefront widget has not been built: run `npm run build`.", { cause });
  });
  return kept.files;
}

async function readWidgetFiles(): Promise<WidgetFiles> {
  const read = (name: string) => readFile(path.join(folder(), path.basename(name)));
  const manifest: { loader: string; panel: string; parts: Record<string, string> } = JSON.parse(
    String(await read("manifest.json")),
  );
  const readCodings = async (name: string): Promise<WidgetFile> => ({
    body: await read(name),
    brotli: await read(`${name}.br`),
    gzip: await read(`${name}.gz`),
  });
  const loader = String(await read(manifest.loader));
  const panel = await readCodings(manifest.panel);
  const parts: Record<string, WidgetFile> = {};
  for (const [part, name] of Object.entries(manifest.parts)) parts[part] = await readCodings(name);
  const previewCss = String(await read("preview.css"));
  return { loader, panelName: manifest.panel, panel: { ...panel, parts }, previewCss };
}
