import { readFile } from "node:fs/promises";
import path from "node:path";
import { processWide } from "@/lib/process-wide";

export type WidgetFile = { body: Buffer; brotli: Buffer; gzip: Buffer };

/** What `npm run build` left in `dist/widget`: the loader with its open place for the configuration, and the panel. */
export type WidgetFiles = { loader: string; panelName: string; panel: WidgetFile };

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
  const manifest: { loader: string; panel: string } = JSON.parse(String(await read("manifest.json")));
  const [loader, body, brotli, gzip] = await Promise.all(
    [manifest.loader, manifest.panel, `${manifest.panel}.br`, `${manifest.panel}.gz`].map(read),
  );
  if (!loader || !body || !brotli || !gzip) throw new Error("incomplete");
  return { loader: String(loader), panelName: manifest.panel, panel: { body, brotli, gzip } };
}
